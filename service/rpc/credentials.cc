#include "service/rpc/credentials.h"

#include <optional>

#include "service/base/status_macros.h"
#include "service/base/tls_files.h"

namespace nanolearn::rpc {

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeCredentials(const std::string& certificate_file,
                                                                         const std::string& key_file) {
  ASSIGN_OR_RETURN(std::optional<TlsFiles> files, ReadTlsFiles(certificate_file, key_file));
  if (!files) return grpc::InsecureServerCredentials();
  grpc::SslServerCredentialsOptions options;
  options.pem_key_cert_pairs.push_back({std::move(files->key), std::move(files->certificate)});
  return grpc::SslServerCredentials(options);
}

}  // namespace nanolearn::rpc
