#include "admin-cli/instants.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "admin-cli/errors.h"
#include "service/base/date.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

constexpr int kMaxDays = 100'000;

absl::StatusOr<absl::Time> ParseRfc3339(absl::string_view text, absl::string_view forms) {
  absl::Time time;
  std::string ignored;
  // The first test keeps out "infinite-future", which ParseTime knows.
  const bool begins_with_digit = !text.empty() && text[0] >= '0' && text[0] <= '9';
  if (!begins_with_digit || !absl::ParseTime(absl::RFC3339_full, text, &time, &ignored)) {
    return InputError(absl::StrCat("\"", text, "\" is not a time; write ", forms, "."));
  }
  const Date day = DayOf(time, absl::UTCTimeZone());
  if (day < kFirstDate || day > kLastDate) {
    return InputError(absl::StrCat("\"", text, "\" does not lie between ", FormatDate(kFirstDate), " and ",
                                   FormatDate(kLastDate), "."));
  }
  return time;
}

bool LooksLikeDate(absl::string_view text) { return text.size() == 10 && text[4] == '-' && text[7] == '-'; }

absl::StatusOr<Date> ParseGivenDate(absl::string_view text) {
  absl::StatusOr<Date> date = ParseDate(text);
  if (!date.ok()) return InputError(absl::StrCat("\"", text, "\": ", date.status().message(), "."));
  return date;
}

}  // namespace

std::string FormatInstant(const google::protobuf::Timestamp& timestamp) {
  const absl::Time time = absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
  return absl::FormatTime("%Y-%m-%d%ET%H:%M:%E*SZ", time, absl::UTCTimeZone());
}

std::string LocalTime(const std::string& text) {
  absl::Time time;
  std::string ignored;
  if (!absl::ParseTime(absl::RFC3339_full, text, &time, &ignored)) return text;
  return absl::FormatTime("%Y-%m-%d %H:%M %Z", time, absl::LocalTimeZone());
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  const int64_t seconds = absl::ToUnixSeconds(time);
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds)));
  return timestamp;
}

absl::StatusOr<absl::Time> ParseDoneTime(absl::string_view text, absl::Time now) {
  if (!LooksLikeDate(text)) return ParseRfc3339(text, "2026-11-23T14:05:00+01:00 or 2026-11-23");
  ASSIGN_OR_RETURN(const Date date, ParseGivenDate(text));
  const absl::Time noon = absl::FromCivil(absl::CivilHour(date) + 12, absl::UTCTimeZone());
  return date == DayOf(now, absl::UTCTimeZone()) ? std::min(noon, now) : noon;
}

absl::StatusOr<absl::Time> ParseExpiry(absl::string_view text, absl::Time now) {
  absl::string_view number = text;
  int days = 0;
  if (absl::ConsumeSuffix(&number, "d") && absl::SimpleAtoi(number, &days) && days > 0 && days <= kMaxDays) {
    return now + absl::Hours(24) * days;
  }
  if (!LooksLikeDate(text)) return ParseRfc3339(text, "30d, 2026-12-31 or 2026-12-31T12:00:00Z");
  ASSIGN_OR_RETURN(const Date date, ParseGivenDate(text));
  return absl::FromCivil(date + 1, absl::UTCTimeZone());
}

}  // namespace nanolearn::cli
