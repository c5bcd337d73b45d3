// Who is late with what, page by page.

#include <algorithm>
#include <memory>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "service/app/compliance_counter.h"
#include "service/app/compliance_facts.h"
#include "service/app/compliance_scope.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"

namespace nanolearn {
namespace {

// Up to so many people a unit's list is read by person, beyond by due date.
constexpr int kFewPeople = 4000;
constexpr int kTogether = 500;  // candidates that are judged at once

std::string QueryText(const LateQuery& q) {
  return absl::StrCat("late\n", TextOf(q), "\n", q.as_of ? FormatDate(*q.as_of) : "");
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

// Gives what may be late, by position, some at a time.
class Candidates {
 public:
  virtual ~Candidates() = default;
  // Empty: there are no more.
  virtual std::vector<OpenAssignment> Next() = 0;
};

// All of a few people, read at once.
class OfPeople final : public Candidates {
 public:
  OfPeople(const ReadTransaction& tx, const ComplianceScope& scope, absl::Span<const Id> people,
           const DuePosition& after)
      : open_(tx.compliance().Open(scope.organisation.id, people, scope.day)) {
    while (next_ < open_.size() && !(after < PositionOf(open_[next_].history.assignment))) ++next_;
  }

  std::vector<OpenAssignment> Next() override {
    const size_t end = std::min(open_.size(), next_ + kTogether);
    std::vector<OpenAssignment> some(open_.begin() + static_cast<ptrdiff_t>(next_),
                                     open_.begin() + static_cast<ptrdiff_t>(end));
    next_ = end;
    return some;
  }

 private:
  std::vector<OpenAssignment> open_;
  size_t next_ = 0;
};

// Everybody's, then what was due and has been extended since: that stands at its present due date.
class OfEverybody final : public Candidates {
 public:
  OfEverybody(const ReadTransaction& tx, const ComplianceScope& scope, const DuePosition& after)
      : tx_(tx), scope_(scope), after_(after) {}

  std::vector<OpenAssignment> Next() override {
    if (!extended_) {
      auto some = tx_.compliance().OpenByDueDate(scope_.organisation.id, scope_.day, after_, kTogether);
      if (!some.empty()) {
        after_ = PositionOf(some.back().history.assignment);
        return some;
      }
      extended_ = true;
      some = tx_.compliance().ExtendedSince(scope_.organisation.id, scope_.day);
      std::erase_if(some,
                    [&](const OpenAssignment& o) { return !(after_ < PositionOf(o.history.assignment)); });
      return some;
    }
    return {};
  }

 private:
  const ReadTransaction& tx_;
  const ComplianceScope& scope_;
  DuePosition after_;
  bool extended_ = false;
};

bool IsLate(const ComplianceScope& scope, const OpenAssignment& open) {
  const Assignment& a = open.history.assignment;
  return (scope.programme_id == kNoId || scope.programme_id == a.programme_id) &&
         (scope.module_id == kNoId || scope.module_id == a.module_id) &&
         StateOn(open.history, open.presence, scope.day) == AssignmentState::kOverdue;
}

// Collects a page of those in the scope's unit who may be named, and counts the others.
class LatePage {
 public:
  LatePage(const ReadTransaction& tx, const ComplianceScope& scope, size_t size)
      : tx_(tx), scope_(scope), size_(size) {}

  // Whether there is room for more.
  bool Add(std::vector<OpenAssignment> some) {
    std::erase_if(some, [&](const OpenAssignment& open) { return !IsLate(scope_, open); });
    std::vector<Id> people;
    for (const OpenAssignment& open : some) people.push_back(open.history.assignment.person_id);
    const absl::flat_hash_set<Id> in_unit = InUnit(people);
    std::erase_if(people, [&](Id id) { return !in_unit.contains(id); });
    const absl::flat_hash_map<Id, std::string> names = NamesOf(people);
    for (const OpenAssignment& open : some) {
      const Id person = open.history.assignment.person_id;
      if (!in_unit.contains(person)) continue;
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
    const bool tells =
        scope_.unit().parent >= 0 && static_cast<int>(people.size()) < scope_.organisation.min_group_size;
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

  absl::flat_hash_set<Id> InUnit(absl::Span<const Id> people) const {
    absl::flat_hash_set<Id> in_unit;
    for (const Engagement& e : tx_.engagements().OfPeople(scope_.organisation.id, people)) {
      const int node = e.valid.Contains(scope_.day) ? scope_.tree().NodeOf(e.facts.unit_id) : -1;
      if (node >= 0 && scope_.tree().IsWithin(node, scope_.node)) in_unit.insert(e.person_id);
    }
    return in_unit;
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

std::unique_ptr<Candidates> CandidatesFor(const ReadTransaction& tx, const ComplianceScope& scope,
                                          const DuePosition& after) {
  ComplianceScope everything = scope;
  everything.programme_id = everything.module_id = kNoId;
  const ComplianceCounter counter(tx, everything);
  if (counter.uses_figures() && counter.OfUnits({scope.node}, scope.node).front().people > kFewPeople) {
    return std::make_unique<OfEverybody>(tx, scope, after);
  }
  const auto engagements =
      tx.engagements().OnDay(scope.organisation.id, UnitIdsBelow(scope.tree(), scope.node), scope.day);
  return std::make_unique<OfPeople>(tx, scope, PeopleOf(engagements), after);
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

}  // namespace

absl::StatusOr<LateList> Compliance::Late(const Caller& caller, const LateQuery& query,
                                          const PageRequest& request) {
  const std::string text = QueryText(query);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  ASSIGN_OR_RETURN(const DuePosition after, ParsePosition(page.after));
  LateList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const ComplianceScope scope,
                     OpenScope(env_, trees_, tx, caller, query, query.as_of, Permission::kReadAssignments));
    list = {.as_of = scope.day, .age = AgeOf(tx, scope.organisation.id)};
    if (scope.node < 0) return absl::OkStatus();
    LatePage late(tx, scope, page.size);
    const auto candidates = CandidatesFor(tx, scope, after);
    for (bool room = true; room;) {
      auto some = candidates->Next();
      if (some.empty()) break;
      room = late.Add(std::move(some));
    }
    if (!late.has_more()) late.Close();
    list.rows = late.TakeRows();
    list.protected_left_out = late.ProtectedLeftOut();
    if (late.has_more()) {
      list.next_page_token = NextPageToken(text, TextOf(PositionOf(list.rows.back().assignment)));
    }
    AddNames(tx, scope.organisation.id, list.rows);
    return absl::OkStatus();
  }));
  return list;
}

}  // namespace nanolearn
