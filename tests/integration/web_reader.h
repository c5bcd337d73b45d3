#pragma once
// Somebody who is signed in on the web, with a browser's cookie.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "service/base/secret.h"
#include "service/http/csrf.h"
#include "tests/support/demo.h"
#include "tests/support/http_client.h"

namespace nanolearn::testing {

class WebReader {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  // A session of theirs, made without a mail.
  WebReader(TestServer& server, const std::string& email, const std::string& language = "sv",
            const std::string& organisation = "alvnas")
      : WebReader(server, server.http_address(), email, language, organisation) {}
  // The same at the pages that another server has of the same data.
  WebReader(TestServer& server, const std::string& address, const std::string& email, const std::string& language,
            const std::string& organisation)
      : server_(server), http_(address, ""), secret_(NewToken()) {
    const absl::Time now = server.clock().Now();
    const absl::Status status = server.operations().env.store.Write([&](WriteTransaction& tx) {
      tx.sign_ins().InsertSession({.id = server.operations().env.ids.Next(),
                                   .organisation_id = tx.organisations().Find(organisation)->id,
                                   .email = email,
                                   .language = language,
                                   .create_time = now,
                                   .expire_time = now + kSessionIdle},
                                  Sha256(secret_));
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
  }

  HttpAnswer Get(const std::string& path) const { return http_.Send("GET", path, "", {Cookie()}); }

  // With the token of their forms.
  HttpAnswer Post(const std::string& path, Fields fields) const {
    fields.push_back({http::kCsrfField, FormToken()});
    return PostBare(path, fields);
  }
  // As it is in the forms of a page that is opened now.
  std::string FormToken() const { return http::CsrfToken(server_.operations().env.keys.InUse(), secret_); }
  HttpAnswer PostBare(const std::string& path, const Fields& fields) const {
    std::string body;
    for (const auto& [name, value] : fields)
      absl::StrAppend(&body, body.empty() ? "" : "&", UrlEncode(name), "=", UrlEncode(value));
    return http_.Send("POST", path, body, {Cookie(), {"Content-Type", "application/x-www-form-urlencoded"}});
  }

 private:
  std::pair<std::string, std::string> Cookie() const {
    const bool is_secure = absl::StartsWith(server_.operations().env.public_url, "https://");
    return {"Cookie", absl::StrCat(is_secure ? "__Host-" : "", "nanolearn_session=", secret_)};
  }

  TestServer& server_;
  HttpClient http_;
  std::string secret_;
};

// A page without its tags, in which words that stand together do so.
inline std::string TextOf(const std::string& html) {
  std::string text;
  bool is_tag = false;
  for (const char c : html) {
    if (c == '<') is_tag = true;
    if (!is_tag) text.push_back(c);
    if (c == '>') {
      is_tag = false;
      text.push_back(' ');
    }
  }
  text = absl::StrReplaceAll(text, {{"\xC2\xA0", " "}, {"\n", " "}});
  for (size_t at; (at = text.find("  ")) != std::string::npos;) text.erase(at, 1);
  return text;
}

}  // namespace nanolearn::testing
