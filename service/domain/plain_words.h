#pragma once
// Numbers and days in Swedish or English, as people read them. Pure.

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/date.h"

namespace nanolearn {

class PlainWords {
 public:
  // "en"; anything else is Swedish.
  explicit PlainWords(absl::string_view language) : is_swedish_(language != "en") {}

  // Whichever is in the language.
  std::string operator()(absl::string_view swedish, absl::string_view english) const {
    return std::string(is_swedish_ ? swedish : english);
  }
  bool is_swedish() const { return is_swedish_; }
  std::string language() const { return is_swedish_ ? "sv" : "en"; }

  std::string Count(int count) const;                     // "1 234", "1,234"
  std::string Percent(std::optional<int> percent) const;  // "72 %", "72%"; "–" for nothing
  // "72 %"; "<1 %" for less than one; "–" of nothing. 100 % is all of them.
  std::string Share(int part, int whole) const;
  std::string Day(Date day) const;         // "31 december 2026", "31 December 2026"
  std::string MonthName(Date day) const;   // "december", "December"
  std::string ShortMonth(Date day) const;  // "dec", "Dec"; "mars", "juni", "juli" as they are
  // "31 december 2026 kl. 08:15", by the clocks of the zone; UTC when there is no such zone.
  std::string Instant(absl::Time time, const std::string& time_zone) const;

 private:
  bool is_swedish_;
};

}  // namespace nanolearn
