#include "service/storage/mysql/figure_sums.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "service/domain/figure_numbers.h"
#include "service/storage/mysql/chunks.h"
#include "service/storage/mysql/sql_text.h"
#include "service/storage/mysql/timeline_codec.h"

namespace nanolearn::mysql {
namespace {

// A unit and a subject are three ranges of the table; so many pairs at a time keep the planning of a
// statement short.
constexpr size_t kMostPairs = 1024;
constexpr size_t kMostSubjects = 64;

Date YearOf(Date day) { return Date(day.year(), 1, 1); }
Date MonthOf(Date day) { return Date(day.year(), day.month(), 1); }

Figures ReadFigures(const Row& row, int column) {
  Figures figures;
  ForEachFigure([&](int& value) { value = static_cast<int>(row.Int(column++)); }, figures);
  CompleteFigures(figures);
  return figures;
}

void ForEachUnfolded(Session& session, Id organisation_id,
                     absl::FunctionRef<void(const FigureKey&, const Figures&)> figure) {
  session.Query("SELECT content FROM figure_changes WHERE organisation_id = ?", {organisation_id},
                [&](const Row& row) { ParseChange(row.Text(0), figure); });
}

std::string SumsSql(int subjects) {
  return absl::StrCat(
      "SELECT unit_id, subject_id, kinds, CAST(SUM(people) AS SIGNED), CAST(SUM(required) AS SIGNED), "
      "CAST(SUM(completed) AS SIGNED), CAST(SUM(overdue) AS SIGNED), CAST(SUM(waived) AS SIGNED), "
      "CAST(SUM(paused) AS SIGNED), CAST(SUM(assignments_completed) AS SIGNED), "
      "CAST(SUM(assignments_completed_late) AS SIGNED), CAST(SUM(assignments_overdue) AS SIGNED), "
      "CAST(SUM(assignments_not_yet_due) AS SIGNED), CAST(SUM(assignments_waived) AS SIGNED), "
      "CAST(SUM(assignments_paused) AS SIGNED) FROM figures FORCE INDEX (PRIMARY) WHERE organisation_id = ? "
      "AND unit_id IN (?*) AND subject_id IN ",
      RowPlaceholders(1, subjects),
      " AND ((span = 'YEAR' AND day < ?) OR (span = 'MONTH' AND day >= ? AND day < ?) OR (span = 'DAY' AND "
      "day >= ? AND day < ?)) GROUP BY unit_id, subject_id, kinds");
}

// Adds what is folded of some subjects on the days before `end`.
void AddFolded(Session& session, Id organisation_id, absl::Span<const Value> units,
               absl::Span<const Value> subjects, Date end, FigureChanges& sums) {
  const int places = ListSize(subjects.size());
  std::vector<Value> after(subjects.begin(), subjects.end());
  after.resize(places, subjects.back());
  const Date year = YearOf(end), month = MonthOf(end);
  after.insert(after.end(), {Bind(year), Bind(year), Bind(month), Bind(month), Bind(end)});
  const std::string sql = SumsSql(places);
  const size_t together = std::max<size_t>(1, kMostPairs / places);
  for (size_t first = 0; first < units.size(); first += together) {
    session.QueryIn(sql, {organisation_id}, units.subspan(first, together), after, [&](const Row& row) {
      const FigureKey key{row.GetId(0), row.GetId(1), static_cast<uint8_t>(row.Int(2)), end};
      sums[key] += ReadFigures(row, 3);
    });
  }
}

void AddUnfolded(Session& session, Id organisation_id, absl::Span<const Id> unit_ids,
                 absl::Span<const Id> subject_ids, Date end, FigureChanges& sums) {
  const absl::flat_hash_set<Id> units(unit_ids.begin(), unit_ids.end());
  const absl::flat_hash_set<Id> subjects(subject_ids.begin(), subject_ids.end());
  ForEachUnfolded(session, organisation_id, [&](const FigureKey& key, const Figures& figures) {
    if (key.day < end && units.contains(key.unit_id) && subjects.contains(key.subject_id)) {
      sums[{key.unit_id, key.subject_id, key.kinds, end}] += figures;
    }
  });
}

// What changed in the spans of one unit and subject, for one combination of kinds, each by day.
class Spans {
 public:
  void AddYear(Date day, const Figures& figures) { years_.emplace_back(day, figures); }
  void AddMonth(Date day, const Figures& figures) { months_.emplace_back(day, figures); }
  void AddDay(Date day, const Figures& figures) { days_.emplace_back(day, figures); }

  Figures Before(Date end) const {
    Figures sum = Between(years_, kFirstDate, YearOf(end));
    sum += Between(months_, YearOf(end), MonthOf(end));
    sum += Between(days_, MonthOf(end), end);
    for (const auto& [day, figures] : unfolded_) {
      if (day < end) sum += figures;
    }
    return sum;
  }

  // In any order.
  void AddUnfolded(Date day, const Figures& figures) { unfolded_.emplace_back(day, figures); }

 private:
  using Changes = std::vector<std::pair<Date, Figures>>;

  static Figures Between(const Changes& changes, Date from, Date to) {
    Figures sum;
    const auto is_before = [](const auto& change, Date day) { return change.first < day; };
    for (auto it = std::lower_bound(changes.begin(), changes.end(), from, is_before);
         it != changes.end() && it->first < to; ++it) {
      sum += it->second;
    }
    return sum;
  }

  Changes years_, months_, days_, unfolded_;
};

// The months of which single days are needed: [first, last).
std::pair<Date, Date> DaysNeeded(absl::Span<const Date> ends) {
  std::pair<Date, Date> needed{kNoEnd, kNoEnd};
  for (const Date end : ends) {
    if (end == MonthOf(end)) continue;
    if (needed.first == kNoEnd) needed.first = MonthOf(end);
    needed.second = end;
  }
  return needed;
}

std::map<uint8_t, Spans> ReadSpans(Session& session, Id organisation_id, Id unit_id, Id subject_id,
                                   absl::Span<const Date> ends) {
  std::map<uint8_t, Spans> spans;
  const auto [first_day, last_day] = DaysNeeded(ends);
  const Value first_year = Bind(YearOf(ends.front())), last_year = Bind(YearOf(ends.back())),
              last_month = Bind(MonthOf(ends.back()));
  session.Query(
      "SELECT span + 0, day, kinds, people, required, completed, overdue, waived, paused, "
      "assignments_completed, assignments_completed_late, assignments_overdue, assignments_not_yet_due, "
      "assignments_waived, assignments_paused FROM figures FORCE INDEX (PRIMARY) WHERE organisation_id = ? "
      "AND unit_id = ? AND subject_id = ? AND ((span = 'YEAR' AND day < ?) OR (span = 'MONTH' AND day >= ? "
      "AND day < ?) OR (span = 'DAY' AND day >= ? AND day < ?)) ORDER BY span, day",
      {organisation_id, unit_id, subject_id, last_year, first_year, last_month, Bind(first_day),
       Bind(last_day)},
      [&](const Row& row) {
        Spans& theirs = spans[static_cast<uint8_t>(row.Int(2))];
        const Date day = row.Day(1);
        const Figures figures = ReadFigures(row, 3);
        switch (row.Int(0)) {
          case 1:
            return theirs.AddYear(day, figures);
          case 2:
            return theirs.AddMonth(day, figures);
          default:
            return theirs.AddDay(day, figures);
        }
      });
  ForEachUnfolded(session, organisation_id, [&](const FigureKey& key, const Figures& figures) {
    if (key.unit_id == unit_id && key.subject_id == subject_id) {
      spans[key.kinds].AddUnfolded(key.day, figures);
    }
  });
  return spans;
}

}  // namespace

std::vector<FigureRow> FiguresOn(Session& session, Id organisation_id, absl::Span<const Id> unit_ids,
                                 absl::Span<const Id> subject_ids, Date day) {
  FigureChanges sums;
  if (unit_ids.empty() || subject_ids.empty()) return {};
  const std::vector<Value> units = IdList(unit_ids), subjects = IdList(subject_ids);
  for (size_t first = 0; first < subjects.size(); first += kMostSubjects) {
    AddFolded(session, organisation_id, units, absl::MakeConstSpan(subjects).subspan(first, kMostSubjects),
              day + 1, sums);
  }
  AddUnfolded(session, organisation_id, unit_ids, subject_ids, day + 1, sums);
  std::vector<FigureRow> rows;
  rows.reserve(sums.size());
  for (const auto& [key, figures] : sums) {
    if (!figures.IsZero()) rows.push_back({key.unit_id, key.subject_id, key.kinds, day, figures});
  }
  std::sort(rows.begin(), rows.end(), [](const FigureRow& a, const FigureRow& b) {
    return std::tie(a.unit_id, a.subject_id, a.kinds) < std::tie(b.unit_id, b.subject_id, b.kinds);
  });
  return rows;
}

std::vector<FigureRow> FiguresOnDays(Session& session, Id organisation_id, Id unit_id, Id subject_id,
                                     absl::Span<const Date> days) {
  std::vector<FigureRow> rows;
  if (days.empty()) return rows;
  std::vector<Date> ends;
  for (const Date day : days) ends.push_back(day + 1);
  const std::map<uint8_t, Spans> spans = ReadSpans(session, organisation_id, unit_id, subject_id, ends);
  for (const Date end : ends) {
    for (const auto& [kinds, theirs] : spans) {
      const Figures figures = theirs.Before(end);
      if (!figures.IsZero()) rows.push_back({unit_id, subject_id, kinds, end - 1, figures});
    }
  }
  return rows;
}

}  // namespace nanolearn::mysql
