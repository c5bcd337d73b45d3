#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace nanolearn {

struct HttpClientOptions {
  std::string ca_file;                         // of those who vouch for receivers; empty: the system's
  absl::Duration timeout = absl::Seconds(30);  // for a whole request
  // Also without TLS, and to this machine and private networks. Else a name that leads there is not followed:
  // whoever may say where events go must not reach what only this machine can.
  bool allows_own_network = false;
};

struct HttpPost {
  std::string url;
  std::vector<std::string> headers;  // "name: value"
  std::string user;                  // empty: none
  std::string password;
  std::string body;
};

struct HttpReply {
  int status = 0;       // 0: none came
  std::string trouble;  // why none came, in a few words
};

// Sends by libcurl and keeps the connection from one request to the next. Follows no redirects: a receiver
// says itself where it is. Used by one thread.
class HttpClient {
 public:
  explicit HttpClient(HttpClientOptions options);
  ~HttpClient();

  // `stop` ends it early, without an answer.
  HttpReply Send(const HttpPost& post, std::stop_token stop);

 private:
  struct Impl;
  const HttpClientOptions options_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nanolearn
