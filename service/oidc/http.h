#pragma once
// Asking an identity provider.

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace nanolearn::oidc {

struct HttpOptions {
  std::string ca_file;                         // of those who vouch for providers; empty: the system's
  absl::Duration timeout = absl::Seconds(10);  // for a whole request
  // Also of this machine and private networks. Else a name that leads there is not followed: whoever may name a provider must not reach
  // what only this machine can.
  bool allows_own_network = false;
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

// By libcurl, on a connection of its own: this is rare. Follows no redirects. UNAVAILABLE when no answer came, in a few words.
absl::StatusOr<HttpAnswer> Ask(const HttpOptions& options, const HttpCall& call);

// The same of a document that must be there.
absl::StatusOr<std::string> Fetch(const HttpOptions& options, const std::string& url);

}  // namespace nanolearn::oidc
