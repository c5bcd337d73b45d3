#include "admin-cli/login.h"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "admin-cli/errors.h"
#include "admin-cli/files.h"
#include "admin-cli/next_step.h"
#include "service/base/error.h"
#include "service/base/private_file.h"
#include "service/base/status_macros.h"
#include "service/oidc/jwt.h"
#include "service/oidc/metadata.h"

namespace nanolearn::cli {
namespace {

using nlohmann::json;

// A call made with it must arrive before it expires.
constexpr absl::Duration kAhead = absl::Seconds(30);

bool IsFresh(const Login& login, absl::Time now) {
  const std::optional<oidc::Claims> claims = oidc::UnverifiedClaims(login.id_token);
  return claims && now + kAhead < claims->expire_time;
}

absl::Status SignedOut() {
  return MakeError(absl::StatusCode::kUnauthenticated, "You are not signed in any longer.", {.reason = kSignedOut});
}

std::string TextIn(const json& file, const char* name) {
  const auto found = file.find(name);
  return found != file.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

std::optional<Login> ReadLogin(const std::string& path) {
  std::error_code ignored;
  if (path.empty() || !std::filesystem::exists(path, ignored)) return std::nullopt;
  const absl::StatusOr<std::string> content = ReadFile(path, kMaxConfigBytes);
  if (!content.ok()) return std::nullopt;
  const json file = json::parse(*content, nullptr, /*allow_exceptions=*/false);
  if (!file.is_object()) return std::nullopt;
  Login login{.address = TextIn(file, "address"),
              .issuer = TextIn(file, "issuer"),
              .client_id = TextIn(file, "client_id"),
              .ca_file = TextIn(file, "ca_file"),
              .id_token = TextIn(file, "id_token"),
              .refresh_token = TextIn(file, "refresh_token")};
  if (login.address.empty() || login.id_token.empty()) return std::nullopt;
  return login;
}

absl::Status WriteLogin(const Login& login, const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  const json file = {{"address", login.address},   {"issuer", login.issuer},
                     {"client_id", login.client_id}, {"ca_file", login.ca_file},
                     {"id_token", login.id_token},   {"refresh_token", login.refresh_token}};
  const absl::Status status =
      WritePrivateFile(path, file.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
  return status.ok() ? status : UnexpectedError(status.message());
}

void Take(const oidc::TokenAnswer& tokens, Login& login) {
  login.id_token = tokens.id_token;
  if (!tokens.refresh_token.empty()) login.refresh_token = tokens.refresh_token;
}

absl::StatusOr<std::string> FreshToken(Login login, const std::string& path, absl::Time now) {
  if (IsFresh(login, now)) return login.id_token;
  if (login.refresh_token.empty()) return SignedOut();
  ASSIGN_OR_RETURN(const std::string document, oidc::Fetch(login.http(), oidc::MetadataUrl(login.issuer)));
  ASSIGN_OR_RETURN(const oidc::Metadata metadata, oidc::ParseMetadata(document, login.issuer));
  ASSIGN_OR_RETURN(const oidc::TokenAnswer tokens,
                   oidc::AskForTokens(login.http(), metadata, {.id = login.client_id},
                                      {{"grant_type", "refresh_token"}, {"refresh_token", login.refresh_token}}));
  if (!tokens.error.empty()) return SignedOut();
  Take(tokens, login);
  RETURN_IF_ERROR(WriteLogin(login, path));
  return login.id_token;
}

}  // namespace nanolearn::cli
