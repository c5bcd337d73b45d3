#pragma once
// A small HTTP/1.1 client over plain sockets, which can also do what proper clients do not.

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace nanolearn::testing {

struct HttpAnswer {
  int status = 0;                              // 0: the connection ended without an answer
  std::map<std::string, std::string> headers;  // names in lower case
  std::vector<std::string> cookies;            // each Set-Cookie
  std::string body;

  // Discarded when the body is no JSON.
  nlohmann::json Json() const { return nlohmann::json::parse(body, nullptr, false); }
};

// A connection on which anything can be written.
class HttpConnection {
 public:
  explicit HttpConnection(const std::string& address);
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  // False when the other side has closed.
  bool Write(const std::string& bytes);
  // The next answer; by its Content-Length, or to the end.
  HttpAnswer Read();

 private:
  int fd_ = -1;
  std::string buffer_;
};

class HttpClient {
 public:
  // `token` is sent as the bearer; empty: none is.
  HttpClient(std::string address, std::string token)
      : address_(std::move(address)), token_(std::move(token)) {}

  using Headers = std::vector<std::pair<std::string, std::string>>;
  // On a connection of its own. `body` as SCIM's JSON, unless `headers` have another Content-Type.
  HttpAnswer Send(const std::string& method, const std::string& path, const std::string& body = "",
                  const Headers& headers = {}) const;

 private:
  std::string address_;
  std::string token_;
};

// With % and two digits for everything but letters, digits and - . _ ~
std::string UrlEncode(const std::string& text);

}  // namespace nanolearn::testing
