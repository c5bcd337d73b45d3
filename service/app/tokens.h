#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"

namespace nanolearn {

struct TokenView {
  Token token;
  std::string unit_code;  // empty: the whole organisation
  std::string source;     // the name of a directory's; empty: it is for people and systems
};

struct TokenList {
  std::vector<TokenView> tokens;
  std::string next_page_token;
};

struct NewTokenRequest {
  std::string organisation;  // empty: a token of the installation
  std::string display_name;
  Role role = Role::kAuditor;
  std::string unit_code;  // empty: the whole organisation
  std::string source;     // of a directory, made when there is none of this name
  std::optional<absl::Time> expire_time;
  std::string request_id;
};

struct TokenRotation {
  std::string organisation;  // empty: a token of the installation
  Id id = kNoId;
  absl::Duration overlap = absl::Hours(24);  // how long the secret until now is still good
  std::string request_id;
};

struct CreatedToken {
  TokenView token;
  std::string secret;
};

// Operations on tokens; the errors are those of token_service.proto. `organisation` empty: those of the installation. Thread-safe.
class Tokens {
 public:
  Tokens(const Environment& env, Authenticator& authenticator) : env_(env), authenticator_(authenticator) {}

  absl::StatusOr<CreatedToken> Create(const Caller& caller, const NewTokenRequest& request);
  absl::StatusOr<TokenList> List(const Caller& caller, const std::string& organisation,
                                 const PageRequest& page);
  absl::StatusOr<TokenView> Revoke(const Caller& caller, const std::string& organisation, Id id,
                                   const std::string& request_id = "");
  absl::StatusOr<CreatedToken> Rotate(const Caller& caller, const TokenRotation& rotation);

  // Whether anybody can manage the installation yet.
  absl::StatusOr<bool> HasInstallationToken();
  // The first administrator's token; the caller has put the secret where it will be found.
  absl::Status CreateFirst(const std::string& secret);

 private:
  Environment env_;
  Authenticator& authenticator_;
};

}  // namespace nanolearn
