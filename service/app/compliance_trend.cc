// The figures of one unit over time.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/app/compliance_counter.h"
#include "service/app/compliance_privacy.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/trend_days.h"

namespace nanolearn {
namespace {

// The scope on another day; without a node when the unit does not exist on it.
ComplianceScope OnDay(const ComplianceScope& scope, UnitTrees& trees, const ReadTransaction& tx, Date day) {
  ComplianceScope other = scope;
  other.day = day;
  other.day_tree = trees.On(tx, scope.organisation, day);
  const Id unit_id = scope.unit().unit->unit_id;
  other.node = other.tree().NodeOf(unit_id);
  if (other.node >= 0 && other.unit().unit->unit_id != unit_id) other.node = -1;
  return other;
}

std::vector<ComplianceCounts> FromFigures(const ReadTransaction& tx, const ComplianceScope& scope,
                                          absl::Span<const Date> days) {
  std::vector<ComplianceCounts> counts(days.size());
  const Id unit_id = scope.unit().unit->unit_id, subject = scope.subject();
  const auto add = [&](Id of, bool people, bool rest) {
    size_t i = 0;
    for (const FigureRow& row : tx.figures().OnDays(scope.organisation.id, unit_id, of, days)) {
      while (days[i] != row.day) i = (i + 1) % days.size();
      Figures figures = row.figures;
      if (!rest) figures = Figures{.people = row.figures.people};
      if (!people) figures.people = 0;
      counts[i].Add(row.kinds, figures);
    }
  };
  add(subject, subject == kNoId, true);
  if (subject != kNoId) add(kNoId, true, false);
  return counts;
}

std::vector<ComplianceCounts> FromFacts(const ReadTransaction& tx, const ComplianceScope& scope,
                                        UnitTrees& trees, absl::Span<const Date> days) {
  std::vector<ComplianceCounts> counts;
  for (const Date day : days) {
    const ComplianceScope on = OnDay(scope, trees, tx, day);
    counts.push_back(on.node < 0 ? ComplianceCounts()
                                 : ComplianceCounter(tx, on).OfUnits({on.node}, on.node).front());
  }
  return counts;
}

bool IsHiddenOnSomeDay(const ReadTransaction& tx, const ComplianceScope& scope, UnitTrees& trees,
                       absl::Span<const Date> days) {
  for (const Date day : days) {
    const ComplianceScope on = OnDay(scope, trees, tx, day);
    if (on.node >= 0 && HiddenUnitsLately(tx, on)[on.node]) return true;
  }
  return false;
}

absl::StatusOr<std::vector<Date>> DaysOf(const TrendQuery& query, Date to) {
  const int count = query.count == 0 ? Compliance::kDefaultTrendPoints : query.count;
  if (count < 1 || count > Compliance::kMaxTrendPoints) {
    return InvalidField("count", absl::StrCat("is 1 to ", Compliance::kMaxTrendPoints));
  }
  if (query.from && *query.from > to) return InvalidField("from", "must not come after to");
  std::vector<Date> days = TrendDays(query.period == TrendPeriod::kWeek, query.from, to, count);
  if (days.size() > Compliance::kMaxTrendPoints) {
    return InvalidField("from", absl::StrCat("is more than ", Compliance::kMaxTrendPoints,
                                             " periods before to; ask for fewer, or by month"));
  }
  if (days.front() < kFirstDate) return InvalidField("count", "goes back beyond the calendar");
  return days;
}

}  // namespace

absl::StatusOr<ComplianceTrend> Compliance::Trend(const Caller& caller, const TrendQuery& query) {
  if (!query.programme.empty() && !query.module.empty()) {
    return InvalidField("module", "cannot be given together with programme");
  }
  ComplianceTrend trend;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    trend = {};
    ASSIGN_OR_RETURN(const ComplianceScope scope,
                     OpenScope(env_, trees_, tx, caller, query, query.to, Permission::kReadCompliance));
    ASSIGN_OR_RETURN(const std::vector<Date> days, DaysOf(query, scope.day));
    trend.age = AgeOf(tx, scope.organisation.id);
    if (scope.node < 0) return absl::OkStatus();
    trend.unit_code = scope.unit().unit->code;
    trend.unit_name = scope.unit().unit->name;
    const auto counts = ComplianceCounter(tx, scope).uses_figures() ? FromFigures(tx, scope, days)
                                                                    : FromFacts(tx, scope, trees_, days);
    const auto is_small = [&](const ComplianceCounts& c) { return IsSmallGroup(scope, c); };
    const bool hidden =
        scope.hides_small_groups && (std::any_of(counts.begin(), counts.end(), is_small) ||
                                     IsHiddenOnSomeDay(tx, scope, trees_, days));
    for (size_t i = 0; i < days.size(); ++i) {
      ComplianceRow row;
      row.counts = counts[i];
      row.is_coarse = scope.hides_small_groups;
      if (hidden) Hide(row);
      trend.points.push_back({days[i], std::move(row)});
    }
    return absl::OkStatus();
  }));
  return trend;
}

}  // namespace nanolearn
