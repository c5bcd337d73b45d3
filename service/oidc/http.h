#pragma once
// Asking an identity provider.

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace nanolearn::oidc {

struct HttpOptions {
  std::string ca_file;                         // of those who vouch for providers; empty: the system's
  absl::Duration timeout = absl::Seconds(10);  // for a whole request
};

struct HttpCall {
  std::string url;
  std::string form;  // posted; empty: it is a GET
  std::string user;  // empty: none
  std::string password;
};

struct HttpAnswer {
  int status = 0;
  std::string body;  // of at most a megabyte
};

// By libcurl, on a connection of its own: this is rare. Follows no redirects. Providers may be on private networks, as those of an
// organisation's own are. UNAVAILABLE when no answer came, in a few words.
absl::StatusOr<HttpAnswer> Ask(const HttpOptions& options, const HttpCall& call);

// The same of a document that must be there.
absl::StatusOr<std::string> Fetch(const HttpOptions& options, const std::string& url);

}  // namespace nanolearn::oidc
