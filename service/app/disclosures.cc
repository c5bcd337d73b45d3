#include "service/app/disclosures.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/app/lookup.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/privacy.h"

namespace nanolearn {
namespace {

constexpr int kMaxRows = 20'000;

absl::Status CheckQuery(const DisclosureQuery& query, Date last, Date today) {
  if (query.unit_code.empty() && query.programme.empty()) {
    return InvalidField("programme", "must be given, or a unit");
  }
  if (last > today) return InvalidField("to", "lies in the future");
  if (last < query.from) return InvalidField("to", "is before the first day");
  return absl::OkStatus();
}

class Gatherer {
 public:
  Gatherer(const ReadTransaction& tx, const Organisation& organisation, Date day)
      : tx_(tx), organisation_(organisation), day_(day), units_(tx.units().Versions(organisation.id)) {}

  // How assignments that were due on one of the days stand on the last.
  absl::StatusOr<std::vector<DisclosureRow>> Gather(AssignmentQuery query, const DateRange& days) {
    query.limit = limits::kMaxPageSize;
    std::vector<AssignmentOnDay> due;
    for (std::vector<AssignmentOnDay> page = Page(query); !page.empty(); page = Page(query)) {
      query.after = page.back().assignment.id;
      for (AssignmentOnDay& one : page) {
        if (IsCounted(one.state) && days.Contains(one.assignment.due_date)) due.push_back(std::move(one));
      }
      if (due.size() > kMaxRows) return errors::ExtractTooLarge(kMaxRows);
    }
    ReadPeople(due);
    std::vector<DisclosureRow> rows;
    for (const AssignmentOnDay& one : due) rows.push_back(RowOf(one));
    std::stable_sort(rows.begin(), rows.end(),
                     [](const DisclosureRow& a, const DisclosureRow& b) { return a.unit < b.unit; });
    return rows;
  }

 private:
  std::vector<AssignmentOnDay> Page(const AssignmentQuery& query) const {
    return tx_.assignments().List(organisation_.id, query);
  }

  void ReadPeople(const std::vector<AssignmentOnDay>& due) {
    std::vector<Id> ids;
    for (const AssignmentOnDay& one : due) ids.push_back(one.assignment.person_id);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (Person& person : tx_.people().FindAll(organisation_.id, ids, day_)) people_[person.id] = std::move(person);
    for (Engagement& engagement : tx_.engagements().OfPeople(organisation_.id, ids)) {
      engagements_[engagement.person_id].push_back(std::move(engagement));
    }
    for (const Programme& programme : AllProgrammes(tx_, organisation_.id)) programmes_[programme.id] = programme.display_name;
    for (const ModuleSummary& module : AllModules(tx_, organisation_.id)) modules_[module.id] = module.display_name;
  }

  // Where somebody is on the day, or was last before it.
  std::string UnitOf(Id person_id) const {
    const auto found = engagements_.find(person_id);
    const Engagement* last = nullptr;
    if (found != engagements_.end()) {
      for (const Engagement& e : found->second) {
        if (e.valid.from <= day_ && (!last || e.valid.to > last->valid.to)) last = &e;
      }
    }
    const UnitTree& tree = units_.On(day_);
    const int node = last ? tree.NodeOf(last->facts.unit_id) : -1;
    if (node < 0) return "";
    const UnitVersion& unit = *tree.nodes()[node].unit;
    return absl::StrCat(unit.code, " ", unit.name);
  }

  DisclosureRow RowOf(const AssignmentOnDay& one) const {
    const Assignment& assignment = one.assignment;
    const auto person = people_.find(assignment.person_id);
    const PersonAttributes attributes = person == people_.end() ? PersonAttributes() : person->second.attributes;
    return {.person_id = assignment.person_id,
            .given_name = attributes.given_name,
            .family_name = attributes.family_name,
            .is_protected = attributes.protected_identity,
            .unit = UnitOf(assignment.person_id),
            .programme = programmes_.at(assignment.programme_id),
            .module = modules_.at(assignment.module_id),
            .due_date = assignment.due_date,
            .complete_date = assignment.complete_date && *assignment.complete_date <= day_ ? assignment.complete_date
                                                                                          : std::nullopt,
            .state = one.state};
  }

  const ReadTransaction& tx_;
  const Organisation& organisation_;
  const Date day_;
  const UnitHistory units_;
  absl::flat_hash_map<Id, Person> people_;
  absl::flat_hash_map<Id, std::vector<Engagement>> engagements_;
  absl::flat_hash_map<Id, std::string> programmes_, modules_;
};

void AddMasked(const char* reason, int people, int min_group_size, DisclosureFile& file) {
  if (people > 0) file.masked.push_back({reason, people < min_group_size ? 0 : people});
}

DisclosureFile FileOf(const Disclosure& disclosure, const Organisation& org, DisclosedNames names) {
  DisclosureFile file{.csv = DisclosureCsv(disclosure, names, org.language),
                      .rows = static_cast<int>(disclosure.rows.size())};
  AddMasked("PROTECTED_IDENTITY", disclosure.protected_people, org.min_group_size, file);
  AddMasked("SMALL_GROUP", disclosure.small_group_people, org.min_group_size, file);
  AddMasked("LEFT_OUT", disclosure.left_out_people, org.min_group_size, file);
  return file;
}

}  // namespace

absl::StatusOr<DisclosureFile> Disclosures::Extract(const Caller& caller, const DisclosureQuery& query) {
  DisclosureFile file;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org, AuthoriseIn(tx, caller, query.organisation, Permission::kExportPeople));
    const Date today = Today(env_, org), last = query.to.value_or(today);
    RETURN_IF_ERROR(CheckQuery(query, last, today));
    const UnitHistory units(tx.units().Versions(org.id));
    const UnitTree& tree = units.On(last);
    ASSIGN_OR_RETURN(const int scope, ScopeNode(caller, org, tree, query.unit_code));
    AssignmentQuery of{.day = last, .unit_ids = UnitIdsBelow(tree, scope)};
    ASSIGN_OR_RETURN(of.programme_id, FindProgrammeId(tx, org, query.programme));
    ASSIGN_OR_RETURN(const std::vector<DisclosureRow> rows,
                     Gatherer(tx, org, last).Gather(std::move(of), {query.from, last + 1}));
    file = FileOf(Disclose(rows, query.names, org.min_group_size), org, query.names);
    return absl::OkStatus();
  }));
  return file;
}

}  // namespace nanolearn
