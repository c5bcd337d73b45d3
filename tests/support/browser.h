#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/support/http_client.h"

namespace nanolearn::testing {

// Gets pages and posts forms, and keeps its cookie.
class Browser {
 public:
  explicit Browser(std::string address) : http_(std::move(address), "") {}

  HttpAnswer Get(const std::string& path) { return Send("GET", path, "", {}); }
  HttpAnswer Post(const std::string& path, const std::vector<std::pair<std::string, std::string>>& fields,
                  HttpClient::Headers headers = {}) {
    std::string body;
    for (const auto& [name, value] : fields) {
      absl::StrAppend(&body, body.empty() ? "" : "&", UrlEncode(name), "=", UrlEncode(value));
    }
    headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    return Send("POST", path, body, std::move(headers));
  }

  const std::string& cookie() const { return cookie_; }
  void set_cookie(std::string cookie) { cookie_ = std::move(cookie); }
  std::string secret() const { return cookie_.substr(cookie_.find('=') + 1); }

 private:
  HttpAnswer Send(const std::string& method, const std::string& path, const std::string& body,
                  HttpClient::Headers headers) {
    if (!cookie_.empty()) headers.push_back({"Cookie", cookie_});
    HttpAnswer answer = http_.Send(method, path, body, headers);
    if (const auto set = answer.headers.find("set-cookie"); set != answer.headers.end()) {
      cookie_ = set->second.substr(0, set->second.find(';'));
      if (absl::EndsWith(cookie_, "=")) cookie_.clear();
    }
    return answer;
  }

  HttpClient http_;
  std::string cookie_;
};

}  // namespace nanolearn::testing
