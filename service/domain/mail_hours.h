#pragma once
// When an organisation sends mail to people who work there. Pure.

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace nanolearn {

struct MailHours {
  int from_minute = 7 * 60;  // of the day, 0 to 1439
  int to_minute = 18 * 60;   // exclusive, up to 1440; after from_minute
  bool weekends = false;

  friend bool operator==(const MailHours&, const MailHours&) = default;
};

// `now`, or the first moment after it that lies within the hours; also right on days when the clock is
// changed.
absl::Time NextMailTime(const MailHours& hours, absl::TimeZone zone, absl::Time now);

// "07:00", up to "24:00", as a minute of the day; nothing for text of another form.
std::optional<int> ParseClock(absl::string_view text);
std::string FormatClock(int minute);

}  // namespace nanolearn
