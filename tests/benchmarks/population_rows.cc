#include "tests/benchmarks/population_rows.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "service/domain/figure_numbers.h"
#include "service/storage/mysql/timeline_codec.h"

namespace nanolearn::benchmarks {
namespace {

constexpr char kNull[] = "\\N";

std::string DayText(const std::optional<Date>& day) { return day ? FormatDate(*day) : kNull; }

// In office hours.
std::string TimeText(Date day, Id id) {
  return absl::StrFormat("%s %02d:%02d:%02d", FormatDate(day), 7 + id % 8, id % 60, id % 59);
}

constexpr std::array<const char*, 3> kSpans = {"YEAR", "MONTH", "DAY"};

Date FirstOf(int span, Date day) {
  const std::array<Date, 3> first = {Date(day.year(), 1, 1), Date(day.year(), day.month(), 1), day};
  return first[span];
}

}  // namespace

PopulationRows::PopulationRows(Id organisation_id, const InventedGroup& group, const HashKey& key,
                               BulkLoader& loader)
    : organisation_id_(organisation_id), group_(group), key_(key), loader_(loader) {
  const auto know = [&](const char* table, absl::string_view columns, absl::string_view set = "") {
    loader.Know(table, absl::StrCat("(", columns, ") SET organisation_id = ", organisation_id, set));
  };
  know("people", "id, create_time");
  know("person_identities", "person_id, @hash", ", hash = UNHEX(@hash)");
  know("attribute_versions",
       "id, person_id, source_id, given_name, family_name, email, protected_identity, valid_from, valid_to",
       ", is_current = 1, phone = ''");
  know("engagements",
       "id, person_id, unit_id, source_id, source_key, is_current, valid_from, valid_to, kind, role, "
       "has_computer, period_from, period_to, leave_from, leave_to",
       ", manager_key = ''");
  know("source_rows", "source_id, engagement_id, person_id", ", key_hash = 0");
  know("memberships", "person_id, valid_from, valid_to, is_paused",
       absl::StrCat(", programme_id = ", group.programme.id));
  know("assignments", "id, module_id, person_id, cycle, open_date, due_date, complete_date, close_date",
       absl::StrCat(", programme_id = ", group.programme.id));
  know("completions", "id, assignment_id, person_id, module_id, complete_time, late, request_id",
       ", revision = 1, record_time = complete_time");
  know("assignment_exceptions", "id, assignment_id, valid_from, valid_to, reason, create_time, created_by",
       ", kind = 'WAIVER'");
  know("person_timelines", "person_id, @timeline", ", timeline = UNHEX(@timeline)");
  know("figures",
       "unit_id, subject_id, span, day, kinds, people, required, completed, overdue, waived, paused, "
       "assignments_completed, assignments_completed_late, assignments_overdue, assignments_not_yet_due, "
       "assignments_waived, assignments_paused");
}

void PopulationRows::Add(const InventedPerson& person) {
  AddFacts(person);
  for (const Engagement& engagement : person.engagements) AddEngagement(engagement);
  for (const AssignmentHistory& history : person.assignments) AddAssignment(history);
  const ProgrammeDays days{group_.programme.id, person.audience};
  const Timeline timeline = TimelineOf(person.engagements, group_.units, {&days, 1}, person.assignments);
  loader_.Add("person_timelines", person.id, absl::BytesToHexString(mysql::FormatTimeline(timeline)));
  AddChanges(timeline, 1, changes_);
}

void PopulationRows::AddFacts(const InventedPerson& person) {
  const PersonAttributes& a = person.attributes;
  const Engagement& first = person.engagements.front();
  loader_.Add("people", person.id, TimeText(first.valid.from, person.id));
  for (const char* source : {"personnel", "register"}) {
    const std::string hash = key_.Hash(absl::StrCat("source ", organisation_id_, " ", source), person.key);
    loader_.Add("person_identities", person.id, absl::BytesToHexString(hash));
  }
  loader_.Add("attribute_versions", person.id, person.id, first.source_id, a.given_name, a.family_name,
              a.email, int{a.protected_identity}, FormatDate(first.valid.from), FormatDate(kNoEnd));
  for (const AudienceRange& range : person.audience) {
    loader_.Add("memberships", person.id, FormatDate(range.days.from), FormatDate(range.days.to),
                int{range.is_paused});
  }
}

void PopulationRows::AddEngagement(const Engagement& e) {
  const bool leave = !e.facts.leave.empty();
  loader_.Add("engagements", e.id, e.person_id, e.facts.unit_id, e.source_id, e.source_key, int{e.is_current},
              FormatDate(e.valid.from), FormatDate(e.valid.to), EngagementKindName(e.facts.kind),
              e.facts.role, int{e.facts.has_computer}, FormatDate(e.facts.period.from),
              FormatDate(e.facts.period.to), leave ? FormatDate(e.facts.leave.from) : kNull,
              leave ? FormatDate(e.facts.leave.to) : kNull);
  if (e.is_current) loader_.Add("source_rows", e.source_id, e.id, e.person_id);
}

void PopulationRows::AddAssignment(const AssignmentHistory& history) {
  const Assignment& a = history.assignment;
  loader_.Add("assignments", a.id, a.module_id, a.person_id, a.cycle, FormatDate(a.open_date),
              FormatDate(a.due_date), DayText(a.complete_date), DayText(a.close_date));
  if (a.complete_date) {
    loader_.Add("completions", a.id, a.id, a.person_id, a.module_id, TimeText(*a.complete_date, a.id),
                int{*a.complete_date > a.due_date}, absl::StrFormat("bench-%012d", completions_++));
  }
  for (const AssignmentException& e : history.exceptions) {
    loader_.Add("assignment_exceptions", e.id, e.assignment_id, FormatDate(e.valid.from),
                FormatDate(e.valid.to), e.reason, TimeText(e.valid.from, e.id), e.created_by);
  }
}

void PopulationRows::Write(const absl::flat_hash_set<Id>& unit_ids) {
  FigureChanges theirs;
  for (const auto& [key, figures] : changes_) {
    (unit_ids.contains(key.unit_id) ? theirs : others_)[key] += figures;
  }
  changes_.clear();
  AddFigures(theirs);
  loader_.Flush();
}

void PopulationRows::Finish() {
  Write({});
  AddFigures(others_);
  others_.clear();
  loader_.Flush();
}

// In the order of the table's key, each change in three spans.
void PopulationRows::AddFigures(const FigureChanges& changes) {
  using Key = std::tuple<Id, Id, int, Date, int>;
  std::vector<std::pair<Key, const Figures*>> rows;
  rows.reserve(changes.size() * 3);
  for (const auto& [key, figures] : changes) {
    if (figures.IsZero()) continue;
    for (int span = 0; span < 3; ++span) {
      rows.push_back({{key.unit_id, key.subject_id, span, FirstOf(span, key.day), key.kinds}, &figures});
    }
  }
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (size_t i = 0; i < rows.size();) {
    const Key& key = rows[i].first;
    Figures sum;
    for (; i < rows.size() && rows[i].first == key; ++i) sum += *rows[i].second;
    std::string columns;
    ForEachFigure([&](int value) { absl::StrAppend(&columns, "\t", value); }, sum);
    const auto& [unit, subject, span, day, kinds] = key;
    loader_.Add("figures", unit, subject, kSpans[span], FormatDate(day), absl::StrCat(kinds, columns));
  }
}

}  // namespace nanolearn::benchmarks
