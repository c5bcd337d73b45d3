#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/oidc/http.h"
#include "service/oidc/metadata.h"

namespace nanolearn::oidc {

// As the provider knows us.
struct Client {
  std::string id;
  std::string secret;  // empty: a public one
};

struct TokenAnswer {
  std::string error;  // such as "authorization_pending"; empty: there are tokens
  std::string id_token;
  std::string refresh_token;
};

// INVALID_ARGUMENT for what is none.
absl::StatusOr<TokenAnswer> ParseTokenAnswer(absl::string_view json);

// Asks for tokens by a grant: `fields` without the client. UNAVAILABLE when no answer came.
absl::StatusOr<TokenAnswer> AskForTokens(const HttpOptions& options, const Metadata& metadata, const Client& client,
                                         Fields fields);

}  // namespace nanolearn::oidc
