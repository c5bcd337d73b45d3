#pragma once

#include <grpcpp/security/server_credentials.h>

#include <memory>

#include "service/base/tls_files.h"

namespace nanolearn::rpc {

// TLS 1.2 or later, for each connection with what is in `files` then; no TLS when there are none. For one
// port; outlives its server, which asks it at each connection.
std::shared_ptr<grpc::ServerCredentials> MakeCredentials(std::shared_ptr<TlsFiles> files);

}  // namespace nanolearn::rpc
