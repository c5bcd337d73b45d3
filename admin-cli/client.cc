#include "admin-cli/client.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "admin-cli/files.h"
#include "admin-cli/next_step.h"
#include "admin-cli/transport_log.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/base/tls_identity.h"

namespace nanolearn::cli {
namespace {

constexpr int kMaxReceiveBytes = 16 << 20;

absl::Status NoToken(absl::string_view message) {
  return MakeError(absl::StatusCode::kUnauthenticated, message, {.reason = kNoToken});
}

absl::Status AddClientCertificate(const Config& config, grpc::SslCredentialsOptions& options) {
  if (config.client_certificate.empty() && config.client_key.empty()) return absl::OkStatus();
  if (config.client_certificate.empty() || config.client_key.empty()) {
    return UsageError("A client's certificate needs its key: give both --client-certificate and --client-key.");
  }
  const auto identity = TlsIdentity::Read({.certificate = config.client_certificate, .key = config.client_key});
  if (!identity.ok()) return UsageError(identity.status().message());
  options.pem_cert_chain = (*identity)->certificate();
  options.pem_private_key = (*identity)->key();
  return absl::OkStatus();
}

// Tokens cross the network, so only this machine is spoken to without TLS.
absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> Credentials(const Config& config) {
  const bool names_certificates =
      !config.ca_file.empty() || !config.client_certificate.empty() || !config.client_key.empty();
  if (!names_certificates && IsLoopback(config.address)) return grpc::InsecureChannelCredentials();
  grpc::SslCredentialsOptions options;  // without roots: the system's
  RETURN_IF_ERROR(AddClientCertificate(config, options));
  if (!config.ca_file.empty()) {
    ASSIGN_OR_RETURN(options.pem_root_certs, ReadFile(config.ca_file, kMaxConfigBytes));
    if (options.pem_root_certs.find("-----BEGIN CERTIFICATE-----") == std::string::npos) {
      return UsageError(absl::StrCat(config.ca_file, " holds no certificate in PEM form."));
    }
  }
  return grpc::SslCredentials(options);
}

}  // namespace

absl::Status Client::ReadToken() {
  token_ = config_.token;
  if (token_.empty() && config_.login) {
    ASSIGN_OR_RETURN(token_, FreshToken(*config_.login, config_.login_file, absl::Now()));
  }
  if (token_.empty()) {
    if (config_.token_file.empty()) return NoToken("There is no token to sign in with.");
    absl::StatusOr<std::string> content = ReadFile(config_.token_file, kMaxConfigBytes);
    if (!content.ok()) {
      return NoToken(absl::StrCat("There is no token to sign in with. ", content.status().message()));
    }
    token_ = *std::move(content);
  }
  absl::StripAsciiWhitespace(&token_);
  const bool printable = std::all_of(token_.begin(), token_.end(), absl::ascii_isgraph);
  if (token_.empty() || !printable) {
    return NoToken(absl::StrCat("What stands in ", config_.TokenFrom(), " is not a token."));
  }
  return absl::OkStatus();
}

absl::Status Client::Connect() {
  if (channel_ != nullptr) return absl::OkStatus();
  RETURN_IF_ERROR(ReadToken());
  KeepTransportLog();
  ASSIGN_OR_RETURN(const auto credentials, Credentials(config_));
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxReceiveBytes);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, IsLoopback(config_.address) ? 0 : 1);
  channel_ = grpc::CreateCustomChannel(config_.address, credentials, arguments);
  return absl::OkStatus();
}

void Client::Prepare(grpc::ClientContext& context, absl::Duration patience) const {
  context.AddMetadata("authorization", absl::StrCat("Bearer ", token_));
  context.set_deadline(absl::ToChronoTime(absl::Now() + patience));
}

}  // namespace nanolearn::cli
