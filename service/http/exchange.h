#pragma once
// One request and its answer, from the headers on until it is over.

#include <microhttpd.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

#include "service/http/proxies.h"
#include "service/http/router.h"

namespace nanolearn::http {

class Exchange {
 public:
  // All outlive the exchange. `buffered` counts the bytes of all bodies in memory.
  Exchange(MHD_Connection* connection, const Router& router, std::atomic<size_t>& buffered, const char* url,
           const char* method, bool is_tls, const TrustedProxies& proxies);
  ~Exchange();

  // Takes a part of the body; too much of it settles the answer.
  void Append(absl::string_view part);

  // Runs the handler. On a worker.
  void Run();
  // The answer when there is no handler to run: 503 while stopping or busy.
  void Refuse(int status);
  // The request is there with its whole body.
  void set_whole() { is_whole_ = true; }
  bool is_whole() const { return is_whole_; }
  std::chrono::steady_clock::duration age() const { return std::chrono::steady_clock::now() - start_; }
  bool has_response() const { return response_.has_value(); }

  // Gives the answer to the connection.
  MHD_Result Queue(bool close);

  // Writes the log line. Nothing of what was asked is in it but the method and the route.
  void Log(bool completed) const;

  MHD_Connection* connection() const { return connection_; }

 private:
  // Settles the answer when the headers tell that the body need not be read.
  void CheckHeaders();
  bool IsTooLong() const;

  MHD_Connection* const connection_;
  const Router& router_;
  std::atomic<size_t>& buffered_;
  size_t own_buffered_ = 0;
  Router::Match match_;
  Request request_;
  std::optional<Response> response_;
  bool is_whole_ = false;
  bool must_close_ = false;  // the rest of the body was not read
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace nanolearn::http
