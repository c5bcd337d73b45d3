#include <algorithm>

#include "service/domain/assignment_plan.h"
#include "service/domain/cycle_rules.h"

namespace nanolearn {
namespace {

using Kind = DateReason::Kind;

// Days that do not count.
struct Stretch {
  Date from, to;  // half-open
  Kind why;       // kPaused or kOutside
};

// Those from `open` on, ascending. The days after the last of the audience count: who leaves for good has
// dates as if they had stayed.
std::vector<Stretch> Uncounted(Date open, absl::Span<const AudienceRange> audience,
                               const Calendar& calendar) {
  std::vector<Stretch> stretches;
  const auto add = [&](Date from, Date to, Kind why) {
    if (from = std::max(from, open); from < to) stretches.push_back({from, to, why});
  };
  Date last = kFirstDate;
  for (const AudienceRange& range : audience) {
    add(last, range.days.from, Kind::kOutside);
    if (range.is_paused && calendar.pauses_on_leave) add(range.days.from, range.days.to, Kind::kPaused);
    last = range.days.to;
  }
  return stretches;
}

bool HasNoEnd(const Stretch& stretch) { return stretch.to > kLastDate; }

// The reason for `day`, which lies in the stretch, to move to its end.
DateReason ReasonOf(const Stretch& stretch, Date day) {
  return {stretch.why, day, HasNoEnd(stretch) ? 0 : static_cast<int>(stretch.to - day)};
}

// The first day from `day` on that is neither quiet nor in a stretch: what is due on a Sunday is not moved to
// a Monday on which the person is on leave.
Date MoveToOpenDay(Date day, absl::Span<const Stretch> stretches, const QuietDays& quiet,
                   std::vector<DateReason>& why) {
  for (const Stretch& stretch : stretches) {
    day = SkipQuiet(quiet, day, why);
    if (day < stretch.from) return day;
    if (day >= stretch.to) continue;
    why.push_back(ReasonOf(stretch, day));
    if (HasNoEnd(stretch)) return kLastDate;
    day = stretch.to;
  }
  return SkipQuiet(quiet, day, why);
}

}  // namespace

Date DueDate(Date open, int days, absl::Span<const AudienceRange> audience, const Calendar& calendar,
             std::vector<DateReason>& why) {
  const std::vector<Stretch> stretches = Uncounted(open, audience, calendar);
  Date due = open + days;
  size_t next = 0;
  for (; next < stretches.size() && stretches[next].from <= due; ++next) {
    const Stretch& stretch = stretches[next];
    why.push_back(ReasonOf(stretch, stretch.from));
    if (HasNoEnd(stretch)) return kLastDate;
    due += stretch.to - stretch.from;
  }
  due = MoveToOpenDay(due, absl::MakeConstSpan(stretches).subspan(next), calendar.quiet, why);
  return std::min(due, kLastDate);
}

}  // namespace nanolearn
