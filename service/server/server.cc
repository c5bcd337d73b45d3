#include "service/server/server.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "service/base/key_file.h"
#include "service/base/private_file.h"
#include "service/base/status_macros.h"
#include "service/http/routes.h"
#include "service/storage/mysql/migrations.h"
#include "service/storage/mysql/mysql_store.h"

namespace nanolearn {
namespace {

// INVALID_ARGUMENT for what links in mails could not begin with.
absl::StatusOr<std::string> PublicUrl(const ServerOptions& options) {
  std::string url = options.public_url;
  if (url.empty()) {
    // Without pages of its own it writes mails all the same; whoever runs it so gives --public-url.
    const std::string address = options.http.empty() ? ServerOptions().http : options.http;
    url = absl::StrCat(options.tls_certificate_file.empty() ? "http://" : "https://", address);
  }
  while (absl::EndsWith(url, "/")) url.pop_back();
  const bool has_scheme = absl::StartsWith(url, "http://") || absl::StartsWith(url, "https://");
  if (has_scheme && url.find_first_of(" \t\"'<>?#") == std::string::npos) return url;
  return absl::InvalidArgumentError(absl::StrCat(
      "--public-url is where people reach the pages, such as https://lar.alvnas.example, not '", options.public_url, "'"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options, const Clock& clock) {
  InitSecrets();
  ASSIGN_OR_RETURN(const std::string public_url, PublicUrl(options));
  RETURN_IF_ERROR(MakeDataDirectory(options.data_directory));
  auto server = std::unique_ptr<Server>(new Server(options, clock));
  ASSIGN_OR_RETURN(server->tls_, TlsFiles::Open({.certificate = options.tls_certificate_file,
                                                 .key = options.tls_key_file,
                                                 .client_ca = options.tls_client_ca_file}));
  ASSIGN_OR_RETURN(server->database_, OpenDatabase(options));
  // Nobody else uses the embedded database, so nobody else needs to be asked before it is changed.
  if (server->database_.embedded) RETURN_IF_ERROR(mysql::Migrate(server->database_.connection));
  RETURN_IF_ERROR(mysql::CheckSchema(server->database_.connection));
  ASSIGN_OR_RETURN(server->store_, mysql::MysqlStore::Open(server->database_.connection));
  ASSIGN_OR_RETURN(server->keys_, KeyRing::Open(KeyFileIn(options.data_directory)));
  server->operations_ = std::make_unique<Operations>(
      Environment{*server->store_, clock, server->ids_, *server->keys_, &server->report_renderer_, public_url},
      SubscriptionOptions{
          .allows_http = options.webhook_allow_http,
          .http = {.ca_file = options.webhook_ca_file, .allows_own_network = options.webhook_allow_http}},
      CallLimitOptions{.of_token = options.max_calls_of_token,
                       .of_organisation = options.max_calls_of_organisation,
                       .of_address = options.max_calls_of_address},
      oidc::HttpOptions{.ca_file = options.oidc_ca_file, .allows_own_network = options.oidc_allow_own_network});
  RETURN_IF_ERROR(server->operations_->keys.Follow());
  server->token_file_ = absl::StrCat(options.data_directory, "/admin-token");
  RETURN_IF_ERROR(server->EnsureFirstToken());
  const RpcServerOptions rpc{.address = options.listen,
                             .tls = server->tls_,
                             .version = NANOLEARN_VERSION,
                             .database_kind = server->database_.embedded ? "embedded" : "external",
                             .worker_threads = options.worker_threads,
                             .request_memory = options.request_memory,
                             .upload_time = options.upload_time};
  ASSIGN_OR_RETURN(server->rpc_, RpcServer::Start(rpc, *server->operations_));
  if (!options.http.empty()) RETURN_IF_ERROR(server->StartHttp(options));
  ASSIGN_OR_RETURN(server->jobs_, ServerJobs::Start(options, *server->operations_, [rpc = server->rpc_.get()](bool serving) {
                     rpc->SetServing(serving);
                   }));
  return server;
}

void Server::BeginDrain() {
  is_draining_ = true;
  if (rpc_) rpc_->BeginDrain();
  if (http_) http_->BeginDrain();
  if (jobs_) jobs_->RequestStop();
}

void Server::Refuse() {
  if (rpc_) rpc_->Refuse();
}

// Health first. Both have the same time, together.
Server::~Server() {
  BeginDrain();
  const absl::Time end = absl::Now() + drain_timeout_;
  if (http_) http_->Shutdown(drain_timeout_);
  if (rpc_) rpc_->Shutdown(std::max(absl::ZeroDuration(), end - absl::Now()));
}

absl::Status Server::StartHttp(const ServerOptions& options) {
  ASSIGN_OR_RETURN(http_, HttpServer::Start({.address = options.http,
                                             .tls = tls_,
                                             .trusted_proxies = options.trusted_proxies,
                                             .worker_threads = options.worker_threads},
                                            http::AllRoutes(*operations_, is_draining_)));
  return absl::OkStatus();
}

absl::Status Server::EnsureFirstToken() {
  ASSIGN_OR_RETURN(const bool has_token, operations_->tokens.HasInstallationToken());
  if (has_token) return absl::OkStatus();
  // The file comes first: a crash in between leaves a secret that the next start finds and makes good.
  std::string secret;
  std::ifstream(token_file_) >> secret;
  if (secret.empty()) {
    secret = NewToken();
    RETURN_IF_ERROR(WritePrivateFile(token_file_, absl::StrCat(secret, "\n")));
  }
  return operations_->tokens.CreateFirst(secret);
}

}  // namespace nanolearn
