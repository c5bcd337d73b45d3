#pragma once

#include <atomic>
#include <memory>

#include "absl/status/statusor.h"
#include "service/app/operations.h"
#include "service/base/tls_files.h"
#include "service/http/server.h"
#include "service/reports/renderer.h"
#include "service/rpc/server.h"
#include "service/server/database.h"
#include "service/server/jobs.h"
#include "service/server/options.h"

namespace nanolearn {

// Owns everything that runs. Started, it serves; destroyed, it has drained and stopped.
class Server {
 public:
  // Brings the schema of an embedded database up to date; refuses to start on an external one that does not
  // fit. `clock` outlives the server.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options, const Clock& clock);
  ~Server();

  // Says by health that it will stop, so that balancers and clients go to another server, and begins no more of what it does by itself. Calls
  // are served as before.
  void BeginDrain();
  // Then: new calls are told to go to another server.
  void Refuse();

  // The address it listens on, with the port the system chose when 0 was asked for.
  const std::string& address() const { return rpc_->address(); }
  // The same of HTTP; empty when there is none.
  std::string http_address() const { return http_ ? http_->address() : ""; }
  // For tests of what only the web reaches.
  Operations& operations() { return *operations_; }
  // Of the first administrator's token.
  const std::string& token_file() const { return token_file_; }

 private:
  Server(const ServerOptions& options, const Clock& clock) : drain_timeout_(options.drain_timeout), ids_(clock) {}
  absl::Status EnsureFirstToken();
  absl::Status StartHttp(const ServerOptions& options);

  const absl::Duration drain_timeout_;
  std::atomic<bool> is_draining_ = false;
  std::shared_ptr<TlsFiles> tls_;
  Database database_;
  std::unique_ptr<Store> store_;
  IdGenerator ids_;
  std::unique_ptr<KeyRing> keys_;
  const reports::Renderer report_renderer_;
  std::unique_ptr<Operations> operations_;
  std::unique_ptr<RpcServer> rpc_;
  std::unique_ptr<HttpServer> http_;
  std::unique_ptr<ServerJobs> jobs_;
  std::string token_file_;
};

}  // namespace nanolearn
