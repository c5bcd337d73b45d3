#pragma once

#include <string>

#include "absl/time/time.h"
#include "service/base/id.h"
#include "service/domain/role.h"

namespace nanolearn {

// What somebody may do who signs in on the web. Managers by the roster need none.
struct AccessGrant {
  Id id = kNoId;
  Id organisation_id = kNoId;
  std::string email;  // normalized
  Role role = Role::kAuditor;
  Id unit_id = kNoId;  // kNoId: the whole organisation
  absl::Time create_time;
  std::string created_by;
  absl::Time expire_time = absl::InfiniteFuture();
  absl::Time revoke_time = absl::InfiniteFuture();

  bool ValidAt(absl::Time now) const { return now < expire_time && now < revoke_time; }
};

}  // namespace nanolearn
