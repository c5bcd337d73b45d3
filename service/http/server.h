#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "service/base/tls_files.h"
#include "service/http/router.h"

namespace nanolearn {

struct HttpServerOptions {
  std::string address = "127.0.0.1:0";       // HOST:PORT; port 0: the system chooses
  std::shared_ptr<TlsFiles> tls;             // null: no TLS
  std::vector<std::string> trusted_proxies;  // addresses or networks whose X-Forwarded-For is believed
  int worker_threads = 16;
  int max_connections = 12000;
  absl::Duration idle_timeout = absl::Seconds(75);  // of a connection on which nothing moves
  absl::Duration body_timeout = absl::Seconds(60);  // from the end of the headers to the end of the body
};

// Serves HTTP/1.1. Few threads hold all connections, so that slow clients cost a connection and no thread;
// handlers run on workers once a request is there as a whole.
class HttpServer {
 public:
  // INVALID_ARGUMENT for options that cannot be, such as an address that other machines can reach without
  // TLS; UNAVAILABLE when the address is taken. What the handlers use outlives the server.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(const HttpServerOptions& options,
                                                           http::Router router);
  // Shuts down.
  ~HttpServer();

  // Where it listens, with the port that was chosen.
  const std::string& address() const;

  // Each answer from now on ends its connection, so that clients look for another server. Requests are served as before.
  void BeginDrain();
  // Takes no more connections and requests, lets those that are there as a whole end within `grace`, then
  // cuts them off. No handler runs when this returns. May be called again.
  void Shutdown(absl::Duration grace = absl::Seconds(10));

 private:
  class Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace nanolearn
