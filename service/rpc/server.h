#pragma once

#include <grpcpp/impl/service_type.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>

#include <cstddef>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "service/app/operations.h"
#include "service/base/tls_files.h"
#include "service/base/worker_pool.h"

namespace nanolearn {

struct RpcServerOptions {
  std::string address = "127.0.0.1:0";  // HOST:PORT or unix:PATH; port 0: the system chooses
  std::shared_ptr<TlsFiles> tls;        // null: no TLS
  std::string version;                  // of the server
  std::string database_kind;            // "embedded" or "external"
  int worker_threads = 16;
  size_t request_memory = size_t{256} << 20;  // bytes, of requests that have not come whole or wait, all together
  absl::Duration upload_time = absl::Minutes(10);  // in which a staff file must have come
};

// Serves the API, and with it grpc.health.v1 and reflection.
class RpcServer {
 public:
  // `operations` outlives the server. INVALID_ARGUMENT for options that cannot be, such as an address that
  // other machines can reach without TLS; UNAVAILABLE when the address is taken.
  static absl::StatusOr<std::unique_ptr<RpcServer>> Start(const RpcServerOptions& options,
                                                          Operations& operations);
  // Shuts down.
  ~RpcServer();

  // Where it listens, with the port that was chosen.
  const std::string& address() const { return address_; }

  // What grpc.health.v1 says, from the beginning that it serves; nothing more after BeginDrain. Thread-safe.
  void SetServing(bool serving);

  // grpc.health.v1 says NOT_SERVING from now on. Calls are served as before.
  void BeginDrain();
  // Answers new calls with UNAVAILABLE and ends streams that would not end with the same; running calls go on. Whoever comes on a connection
  // while Shutdown closes it would get CANCELLED, which clients do not ask another server for.
  void Refuse();
  // Takes no more calls (clients get a GOAWAY), lets those it has end within `grace`, then cancels them. No call is left when this returns. May be called again.
  void Shutdown(absl::Duration grace = absl::Seconds(10));

 private:
  RpcServer(const RpcServerOptions& options, Operations& operations);
  absl::Status Listen(const RpcServerOptions& options);

  // In the order in which each needs those before it.
  WorkerPool workers_;
  std::stop_source stopping_;
  std::vector<std::unique_ptr<grpc::Service>> services_;
  const std::shared_ptr<grpc::ServerCredentials> credentials_;
  std::mutex serving_mutex_;  // for is_serving_, and that nothing is said after the end
  bool is_serving_ = true;
  bool is_draining_ = false;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

}  // namespace nanolearn
