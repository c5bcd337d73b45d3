#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"

namespace nanolearn {

// A certificate chain and its private key, both in PEM form.
struct TlsFiles {
  std::string certificate;
  std::string key;
};

// Nothing when both names are empty. INVALID_ARGUMENT when only one is given or a file cannot be read or is
// not PEM.
absl::StatusOr<std::optional<TlsFiles>> ReadTlsFiles(const std::string& certificate_file,
                                                     const std::string& key_file);

}  // namespace nanolearn
