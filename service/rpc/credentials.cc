#include "service/rpc/credentials.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"

namespace nanolearn::rpc {
namespace {

absl::StatusOr<std::string> ReadPem(const std::string& file, absl::string_view what) {
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream content;
  if (stream) content << stream.rdbuf();
  if (!stream || !content) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot read the ", what, " in ", file, ": ", std::strerror(errno)));
  }
  if (!absl::StrContains(content.str(), "-----BEGIN ")) {
    return absl::InvalidArgumentError(absl::StrCat("there is no ", what, " in PEM form in ", file));
  }
  return content.str();
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeCredentials(const std::string& certificate_file,
                                                                         const std::string& key_file) {
  if (certificate_file.empty() && key_file.empty()) return grpc::InsecureServerCredentials();
  if (certificate_file.empty() || key_file.empty()) {
    return absl::InvalidArgumentError("TLS needs both a certificate and its key; only one was given");
  }
  ASSIGN_OR_RETURN(std::string certificate, ReadPem(certificate_file, "certificate"));
  ASSIGN_OR_RETURN(std::string key, ReadPem(key_file, "private key"));
  grpc::SslServerCredentialsOptions options;
  options.pem_key_cert_pairs.push_back({std::move(key), std::move(certificate)});
  return grpc::SslServerCredentials(options);
}

}  // namespace nanolearn::rpc
