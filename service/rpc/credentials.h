#pragma once

#include <grpcpp/security/server_credentials.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace nanolearn::rpc {

// TLS with a certificate chain and its private key in PEM files, or none when both names are empty.
// INVALID_ARGUMENT when only one is given or a file cannot be read or is not PEM.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeCredentials(const std::string& certificate_file,
                                                                         const std::string& key_file);

}  // namespace nanolearn::rpc
