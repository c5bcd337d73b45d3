#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/bearer_tokens.h"
#include "service/app/paging.h"
#include "service/app/sign_ins.h"
#include "service/domain/access_grant.h"

namespace nanolearn {

struct AccessGrantView {
  AccessGrant grant;
  std::string unit_code;  // empty: the whole organisation
};

struct AccessGrantList {
  std::vector<AccessGrantView> grants;
  std::string next_page_token;
};

struct NewAccessGrant {
  std::string organisation;
  std::string email;
  Role role = Role::kAuditor;
  std::string unit_code;  // empty: the whole organisation
  std::optional<absl::Time> expire_time;
  std::string request_id;
};

// Operations on who may sign in on the web; the errors are those of access_grant_service.proto. Thread-safe.
class AccessGrants {
 public:
  AccessGrants(const Environment& env, SignIns& sign_ins, BearerTokens& bearer_tokens)
      : env_(env), sign_ins_(sign_ins), bearer_tokens_(bearer_tokens) {}

  absl::StatusOr<AccessGrantView> Create(const Caller& caller, const NewAccessGrant& request);
  absl::StatusOr<AccessGrantList> List(const Caller& caller, const std::string& organisation,
                                       const PageRequest& page);
  absl::StatusOr<AccessGrantView> Revoke(const Caller& caller, const std::string& organisation, Id id,
                                         const std::string& request_id = "");

 private:
  // What is known of people's rights is from before the change.
  void Forget();

  Environment env_;
  SignIns& sign_ins_;
  BearerTokens& bearer_tokens_;
};

}  // namespace nanolearn
