#include "service/domain/mail_hours.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "service/base/date.h"

namespace nanolearn {
namespace {

constexpr int kDaysToLook = 10;  // past a weekend and a day whose hours a change of the clock has swallowed

bool IsWeekend(Date day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

// A minute that the clock skips is the moment of the change; of one that comes twice it is the first.
absl::Time At(Date day, int minute, absl::TimeZone zone) {
  return absl::FromCivil(absl::CivilMinute(day) + minute, zone);
}

}  // namespace

absl::Time NextMailTime(const MailHours& hours, absl::TimeZone zone, absl::Time now) {
  const Date today = DayOf(now, zone);
  for (Date day = today; day < today + kDaysToLook; ++day) {
    if (IsWeekend(day) && !hours.weekends) continue;
    const absl::Time from = At(day, hours.from_minute, zone), to = At(day, hours.to_minute, zone);
    if (from >= to) continue;
    if (now < from) return from;
    if (now < to) return now;
  }
  return now;
}

std::optional<int> ParseClock(absl::string_view text) {
  constexpr absl::string_view kForm = "00:00";
  if (text.size() != kForm.size() || text[2] != ':') return std::nullopt;
  for (const size_t i : {0, 1, 3, 4}) {
    if (!absl::ascii_isdigit(text[i])) return std::nullopt;
  }
  const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
  if (minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
  return hour * 60 + minute;
}

std::string FormatClock(int minute) { return absl::StrFormat("%02d:%02d", minute / 60, minute % 60); }

}  // namespace nanolearn
