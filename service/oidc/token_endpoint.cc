#include "service/oidc/token_endpoint.h"

#include <nlohmann/json.hpp>

#include "service/base/status_macros.h"

namespace nanolearn::oidc {
namespace {

using nlohmann::json;

std::string TextIn(const json& answer, const char* name) {
  const auto found = answer.find(name);
  return found != answer.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

absl::StatusOr<TokenAnswer> ParseTokenAnswer(absl::string_view text) {
  const json answer = json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (!answer.is_object()) return absl::InvalidArgumentError("the provider's answer cannot be read");
  TokenAnswer tokens{TextIn(answer, "error"), TextIn(answer, "id_token"), TextIn(answer, "refresh_token")};
  if (tokens.error.empty() && tokens.id_token.empty()) {
    return absl::InvalidArgumentError("the provider has answered without an ID token");
  }
  return tokens;
}

absl::StatusOr<TokenAnswer> AskForTokens(const HttpOptions& options, const Metadata& metadata, const Client& client,
                                         Fields fields) {
  HttpCall call{.url = metadata.token_endpoint};
  if (client.secret.empty()) {
    fields.push_back({"client_id", client.id});
  } else {
    call.user = client.id;
    call.password = client.secret;
  }
  call.form = QueryOf(fields);
  ASSIGN_OR_RETURN(const HttpAnswer answer, Ask(options, call));
  return ParseTokenAnswer(answer.body);
}

}  // namespace nanolearn::oidc
