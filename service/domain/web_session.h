#pragma once

#include <string>

#include "absl/time/time.h"
#include "service/base/id.h"

namespace nanolearn {

// By which way somebody signed in.
enum class SignInWay { kLink, kOidc };

// Somebody signed in on the web. The cookie holds a secret, of which only the hash is kept.
struct WebSession {
  Id id = kNoId;
  Id organisation_id = kNoId;
  std::string email;
  std::string language;  // "sv" or "en"
  absl::Time create_time;
  absl::Time expire_time;  // moves on while it is used
  absl::Time revoke_time = absl::InfiniteFuture();
  SignInWay way = SignInWay::kLink;

  bool ValidAt(absl::Time now) const { return now < expire_time && now < revoke_time; }
};

inline constexpr absl::Duration kSessionIdle = absl::Hours(2);
inline constexpr absl::Duration kSessionAge = absl::Hours(12);
inline constexpr absl::Duration kSignInLinkAge = absl::Minutes(30);

}  // namespace nanolearn
