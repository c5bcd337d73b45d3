#include "service/base/tls_files.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"

namespace nanolearn {
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

absl::StatusOr<std::optional<TlsFiles>> ReadTlsFiles(const std::string& certificate_file,
                                                     const std::string& key_file) {
  if (certificate_file.empty() && key_file.empty()) return std::optional<TlsFiles>();
  if (certificate_file.empty() || key_file.empty()) {
    return absl::InvalidArgumentError("TLS needs both a certificate and its key; only one was given");
  }
  TlsFiles files;
  ASSIGN_OR_RETURN(files.certificate, ReadPem(certificate_file, "certificate"));
  ASSIGN_OR_RETURN(files.key, ReadPem(key_file, "private key"));
  return std::optional<TlsFiles>(std::move(files));
}

}  // namespace nanolearn
