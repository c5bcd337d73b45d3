#pragma once

#include <microhttpd.h>

#include <vector>

#include "service/base/tls_files.h"

namespace nanolearn::http {

// Options of a daemon that speaks TLS 1.2 or later, at each connection with what is in `files` then. `files`
// outlive the daemon.
std::vector<MHD_OptionItem> TlsOptions(TlsFiles& files);

}  // namespace nanolearn::http
