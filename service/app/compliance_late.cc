// Who is late with what, page by page.

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/app/compliance_scope.h"
#include "service/app/late_candidates.h"
#include "service/app/reporting_lines.h"
#include "service/app/unit_limit.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"

namespace nanolearn {
namespace {

// In a large unit few may report to a manager; then a page ends before it is full.
constexpr size_t kMostLookedAt = 20000;

std::string QueryText(const LateQuery& q) {
  return absl::StrCat("late\n", TextOf(q), "\n", q.as_of ? FormatDate(*q.as_of) : "", "\n",
                      absl::StrJoin(q.assignment_ids, " "));
}

std::string TextOf(const DuePosition& position) {
  return absl::StrCat(FormatDate(position.due_date), position.id);
}

absl::StatusOr<DuePosition> ParsePosition(absl::string_view text) {
  DuePosition position;
  if (text.empty()) return position;
  const absl::StatusOr<Date> date = ParseDate(text.substr(0, 10));
  if (!date.ok() || !absl::SimpleAtoi(text.substr(10), &position.id)) return errors::BadPageToken();
  position.due_date = *date;
  return position;
}

bool IsLate(const ComplianceScope& scope, const OpenAssignment& open) {
  return StateOn(open.history, open.presence, scope.day) == AssignmentState::kOverdue;
}

// Collects a page of those who may be named, and counts the others.
class LatePage {
 public:
  LatePage(const ReadTransaction& tx, const ComplianceScope& scope, size_t size)
      : tx_(tx), scope_(scope), size_(size) {}

  // Whether there is room for more.
  bool Add(std::vector<OpenAssignment> some) {
    std::erase_if(some, [&](const OpenAssignment& open) { return !IsLate(scope_, open); });
    std::vector<Id> people;
    for (const OpenAssignment& open : some) people.push_back(open.history.assignment.person_id);
    const absl::flat_hash_map<Id, std::string> names = NamesOf(people);
    for (const OpenAssignment& open : some) {
      const Id person = open.history.assignment.person_id;
      const auto name = names.find(person);
      if (name == names.end()) {
        waiting_.push_back(person);
      } else if (!AddRow(open, name->second)) {
        return false;
      }
    }
    return true;
  }

  // There was no more.
  void Close() { Settle(); }

  std::vector<LateRow> TakeRows() { return std::move(rows_); }
  bool has_more() const { return has_more_; }

  // At the top of the tree everybody is, also those whose place must not be known.
  int ProtectedLeftOut() const {
    const absl::flat_hash_set<Id> people(left_out_.begin(), left_out_.end());
    const bool is_top = scope_.unit().parent < 0 && !scope_.has_unit;
    const bool tells = !is_top && static_cast<int>(people.size()) < scope_.organisation.min_group_size;
    return tells ? 0 : static_cast<int>(left_out_.size());
  }

 private:
  bool AddRow(const OpenAssignment& open, const std::string& name) {
    if (rows_.size() == size_) {
      has_more_ = true;
      return false;  // what waits belongs to the next page
    }
    Settle();
    LateRow& row = rows_.emplace_back();
    row.assignment = open.history.assignment;
    row.due_date = DueDateOn(open.history, scope_.day);
    row.person_name = name;
    return true;
  }

  void Settle() {
    left_out_.insert(left_out_.end(), waiting_.begin(), waiting_.end());
    waiting_.clear();
  }

  // Of those who may be named.
  absl::flat_hash_map<Id, std::string> NamesOf(absl::Span<const Id> people) const {
    absl::flat_hash_map<Id, std::string> names;
    for (const Person& person : tx_.people().FindAll(scope_.organisation.id, people, scope_.day)) {
      const PersonAttributes& a = person.attributes;
      if (!a.protected_identity) names[person.id] = absl::StrCat(a.given_name, " ", a.family_name);
    }
    return names;
  }

  const ReadTransaction& tx_;
  const ComplianceScope& scope_;
  const size_t size_;
  std::vector<LateRow> rows_;
  std::vector<Id> waiting_, left_out_;  // people, one for each assignment
  bool has_more_ = false;
};

// For a manager by the roster. Whose line somebody is in is asked of today, whatever day the list is of:
// rights follow the roster.
void KeepLine(const ReadTransaction& tx, Id organisation_id, Id manager_id, Date today,
              std::vector<OpenAssignment>& some) {
  std::vector<Id> people;
  for (const OpenAssignment& open : some) people.push_back(open.history.assignment.person_id);
  const std::vector<Id> in_line = InLineOf(tx, organisation_id, manager_id, people, today);
  const absl::flat_hash_set<Id> kept(in_line.begin(), in_line.end());
  std::erase_if(
      some, [&](const OpenAssignment& open) { return !kept.contains(open.history.assignment.person_id); });
}

void AddNames(const ReadTransaction& tx, Id organisation_id, std::vector<LateRow>& rows) {
  std::vector<Id> module_ids, programme_ids;
  for (const LateRow& row : rows) {
    module_ids.push_back(row.assignment.module_id);
    programme_ids.push_back(row.assignment.programme_id);
  }
  absl::flat_hash_map<Id, ModuleSummary> modules;
  absl::flat_hash_map<Id, std::string> programmes;
  for (ModuleSummary& m : tx.modules().FindAll(organisation_id, module_ids)) modules[m.id] = std::move(m);
  for (Programme& p : tx.programmes().FindAll(organisation_id, programme_ids)) programmes[p.id] = p.slug;
  for (LateRow& row : rows) {
    row.module = modules[row.assignment.module_id].slug;
    row.module_name = modules[row.assignment.module_id].display_name;
    row.programme = programmes[row.assignment.programme_id];
  }
}

// Fills in the rows and what is left out of them; returns where the next page begins, if there is one.
std::optional<DuePosition> ReadPage(const ReadTransaction& tx, const ComplianceScope& scope, Date today,
                                    const UnitLimit& limit, LateCandidates candidates, int size,
                                    LateList& list) {
  const Id manager_id = scope.manager_id;
  LatePage late(tx, scope, size);
  size_t looked_at = 0;
  while (true) {
    auto some = candidates.Next();
    if (some.empty()) break;
    looked_at += some.size();
    const DuePosition last = PositionOf(some.back().history.assignment);
    if (manager_id != kNoId) KeepLine(tx, scope.organisation.id, manager_id, today, some);
    limit.KeepIn(some, [](const OpenAssignment& open) { return open.history.assignment.person_id; });
    if (!late.Add(std::move(some))) break;
    if (manager_id == kNoId || looked_at < kMostLookedAt) continue;
    list.rows = late.TakeRows();
    return last;
  }
  if (!late.has_more()) late.Close();
  list.rows = late.TakeRows();
  // To a manager the number would tell of people of others.
  if (manager_id == kNoId) list.protected_left_out = late.ProtectedLeftOut();
  if (!late.has_more()) return std::nullopt;
  return PositionOf(list.rows.back().assignment);
}

}  // namespace

absl::StatusOr<LateList> Compliance::Late(const Caller& caller, const LateQuery& query,
                                          const PageRequest& request) {
  const std::string text = QueryText(query);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  ASSIGN_OR_RETURN(const DuePosition after, ParsePosition(page.after));
  // Of others a manager by the roster sees figures only.
  const Permission permission =
      caller.manager_id == kNoId ? Permission::kReadAssignments : Permission::kReadCompliance;
  LateList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const ComplianceScope scope,
                     OpenScope(env_, trees_, tx, caller, query, query.as_of, permission));
    list = {.as_of = scope.day, .age = AgeOf(tx, scope.organisation.id)};
    if (scope.node < 0) return absl::OkStatus();
    const Date today = Today(env_, scope.organisation);
    ASSIGN_OR_RETURN(const UnitLimit limit, UnitLimit::Of(tx, caller, scope.organisation, scope.day, today));
    const std::optional<DuePosition> next =
        ReadPage(tx, scope, today, limit,
                 LateCandidates(tx, scope, after, page.size, query.assignment_ids), page.size, list);
    if (next) list.next_page_token = NextPageToken(text, TextOf(*next));
    AddNames(tx, scope.organisation.id, list.rows);
    return absl::OkStatus();
  }));
  return list;
}

}  // namespace nanolearn
