#include "service/domain/plain_words.h"

#include <array>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "service/domain/percent.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kNarrowSpace = "\u00a0";  // keeps figures together at the end of a line

constexpr std::array<absl::string_view, 12> kSwedishMonths = {
    "januari", "februari", "mars",      "april",   "maj",      "juni",
    "juli",    "augusti",  "september", "oktober", "november", "december"};
constexpr std::array<absl::string_view, 12> kEnglishMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string Grouped(int count, absl::string_view separator) {
  std::string digits = absl::StrCat(std::abs(count));
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(at, std::string(separator));
  return digits;
}

}  // namespace

std::string PlainWords::Count(int count) const {
  return absl::StrCat(count < 0 ? "−" : "", Grouped(count, is_swedish_ ? kNarrowSpace : ","));
}

std::string PlainWords::Percent(std::optional<int> percent) const {
  if (!percent) return "–";
  return absl::StrCat(*percent, is_swedish_ ? kNarrowSpace : "", "%");
}

std::string PlainWords::Day(Date day) const {
  return absl::StrCat(day.day(), " ", (is_swedish_ ? kSwedishMonths : kEnglishMonths)[day.month() - 1], " ",
                      day.year());
}

std::string PlainWords::MonthName(Date day) const {
  return std::string((is_swedish_ ? kSwedishMonths : kEnglishMonths)[day.month() - 1]);
}

std::string PlainWords::ShortMonth(Date day) const {
  const std::string name = MonthName(day);
  // Swedish does not shorten names of four letters or "mars".
  return is_swedish_ && name.size() <= 4 ? name : name.substr(0, 3);
}

std::string PlainWords::Instant(absl::Time time, const std::string& time_zone) const {
  absl::TimeZone zone = absl::UTCTimeZone();
  absl::LoadTimeZone(time_zone, &zone);
  return absl::StrCat(Day(absl::ToCivilDay(time, zone)), (*this)(" kl. ", " at "),
                      absl::FormatTime("%H:%M", time, zone));
}

std::string PlainWords::Share(int part, int whole) const {
  if (whole <= 0) return Percent(std::nullopt);
  const bool is_less_than_one = part > 0 && int64_t{100} * part < whole;
  return absl::StrCat(is_less_than_one ? "<" : "", Percent(PercentOf(part, whole)));
}

}  // namespace nanolearn
