#pragma once
// Points in time as people write and read them.

#include <google/protobuf/timestamp.pb.h>

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace nanolearn::cli {

// RFC 3339 with Z, as many decimals as needed.
std::string FormatInstant(const google::protobuf::Timestamp& timestamp);
// A text of FormatInstant in the local time zone, to the minute: "2026-11-23 14:05 CET".
std::string LocalTime(const std::string& text);

google::protobuf::Timestamp ToTimestamp(absl::Time time);

// When something was done: "2026-11-23T14:05:00+01:00" (RFC 3339), or "2026-11-23", which means 12:00 UTC
// that day, or now where that is still to come today.
absl::StatusOr<absl::Time> ParseDoneTime(absl::string_view text, absl::Time now);

// When something expires: RFC 3339; "2026-12-31", which means the end of that day in UTC; or "30d" from now.
absl::StatusOr<absl::Time> ParseExpiry(absl::string_view text, absl::Time now);

}  // namespace nanolearn::cli
