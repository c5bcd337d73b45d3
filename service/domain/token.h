#pragma once

#include <string>

#include "absl/time/time.h"
#include "service/base/id.h"
#include "service/domain/role.h"

namespace nanolearn {

struct Token {
  Id id = kNoId;
  Id organisation_id = kNoId;  // kNoId: a token of the installation, good for every organisation
  std::string display_name;
  Role role = Role::kAuditor;
  Id unit_id = kNoId;    // kNoId: the whole organisation
  Id source_id = kNoId;  // not kNoId: provisions this directory and does nothing else
  absl::Time create_time;
  absl::Time expire_time = absl::InfiniteFuture();
  absl::Time revoke_time = absl::InfiniteFuture();
  absl::Time last_use_time = absl::InfinitePast();  // to the minute

  bool ValidAt(absl::Time now) const { return now < expire_time && now < revoke_time; }
};

}  // namespace nanolearn
