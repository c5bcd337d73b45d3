#include "service/app/programmes.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/app/assignment_planner.h"
#include "service/app/idempotency.h"
#include "service/app/lookup.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

absl::Status CheckAudience(const std::vector<AudienceRuleView>& audience) {
  if (audience.empty() || audience.size() > limits::kMaxAudienceRules) {
    return InvalidField("programme.audience", absl::StrCat("has 1 to ", limits::kMaxAudienceRules, " rules"));
  }
  for (size_t i = 0; i < audience.size(); ++i) {
    if (audience[i].unit_code.empty()) {
      return InvalidField(absl::StrCat("programme.audience[", i, "].unit"), "is required: a unit's name");
    }
    if (audience[i].kinds.empty()) {
      return InvalidField(absl::StrCat("programme.audience[", i, "].kinds"),
                          "has at least one kind of engagement");
    }
  }
  return absl::OkStatus();
}

absl::Status Check(const NewProgramme& request) {
  if (!IsSlug(request.slug)) return InvalidField("programme_id", "is 1 to 40 of a-z, 0-9 and -");
  if (request.display_name.empty() || request.display_name.size() > limits::kMaxDisplayNameBytes) {
    return InvalidField("programme.display_name",
                        absl::StrCat("is 1 to ", limits::kMaxDisplayNameBytes, " bytes long"));
  }
  if (request.modules.empty() || request.modules.size() > limits::kMaxProgrammeModules) {
    return InvalidField("programme.modules", absl::StrCat("are 1 to ", limits::kMaxProgrammeModules));
  }
  if (absl::flat_hash_set<std::string>(request.modules.begin(), request.modules.end()).size() !=
      request.modules.size()) {
    return InvalidField("programme.modules", "names each module once");
  }
  if (request.days_to_complete < 1 || request.days_to_complete > limits::kMaxDaysToComplete) {
    return InvalidField("programme.days_to_complete", absl::StrCat("is 1 to ", limits::kMaxDaysToComplete));
  }
  return CheckAudience(request.audience);
}

std::string Arguments(const NewProgramme& r) {
  std::string text =
      absl::StrCat(r.organisation, "\n", r.slug, "\n", r.display_name, "\n", absl::StrJoin(r.modules, ","),
                   "\n", FormatDate(r.open_date), "\n", r.days_to_complete);
  for (const AudienceRuleView& rule : r.audience) {
    absl::StrAppend(&text, "\n", rule.unit_code, " ", rule.requires_computer);
    for (const EngagementKind kind : rule.kinds) absl::StrAppend(&text, " ", EngagementKindName(kind));
  }
  return text;
}

// The programme with the ids that the database knows; an error names what does not exist.
absl::StatusOr<Programme> Resolve(const ReadTransaction& tx, const Organisation& org,
                                  const NewProgramme& request) {
  Programme programme{.slug = request.slug,
                      .display_name = request.display_name,
                      .open_date = request.open_date,
                      .days_to_complete = request.days_to_complete};
  for (const std::string& slug : request.modules) {
    ASSIGN_OR_RETURN(const ModuleSummary module, FindModule(tx, org, slug));
    programme.module_ids.push_back(module.id);
  }
  absl::flat_hash_map<std::string, Id> units;
  for (const UnitVersion& unit : tx.units().Versions(org.id)) units[unit.code] = unit.unit_id;
  for (const AudienceRuleView& rule : request.audience) {
    const auto unit = units.find(rule.unit_code);
    if (unit == units.end()) return errors::NotFound("unit", UnitName(org.slug, rule.unit_code));
    programme.audience.push_back({unit->second, rule.kinds, rule.requires_computer});
  }
  return programme;
}

int CountPeople(const ReadTransaction& tx, Id organisation_id, const Programme& programme) {
  const UnitHistory units(tx.units().Versions(organisation_id));
  int people = 0;
  ForEachPersonChunk(tx, organisation_id, [&](absl::Span<const Id> ids) {
    absl::flat_hash_set<Id> members;
    for (const Membership& m :
         ComputeMemberships(programme, tx.engagements().OfPeople(organisation_id, ids), units)) {
      members.insert(m.person_id);
    }
    people += static_cast<int>(members.size());
  });
  return people;
}

std::vector<ProgrammeView> ViewsOf(const ReadTransaction& tx, Id organisation_id,
                                   std::vector<Programme> programmes) {
  std::vector<Id> module_ids;
  for (const Programme& p : programmes)
    module_ids.insert(module_ids.end(), p.module_ids.begin(), p.module_ids.end());
  absl::flat_hash_map<Id, std::string> modules, units;
  for (const ModuleSummary& module : tx.modules().FindAll(organisation_id, module_ids))
    modules[module.id] = module.slug;
  for (const UnitVersion& unit : tx.units().Versions(organisation_id)) units[unit.unit_id] = unit.code;
  std::vector<ProgrammeView> views;
  for (Programme& programme : programmes) {
    ProgrammeView view;
    for (const Id id : programme.module_ids) view.modules.push_back(modules[id]);
    for (const AudienceRule& rule : programme.audience) {
      view.audience.push_back({units[rule.unit_id], rule.kinds, rule.requires_computer});
    }
    view.people = tx.assignments().CountMembers(organisation_id, programme.id);
    view.programme = std::move(programme);
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace

absl::StatusOr<ProgrammeView> Programmes::Create(const Caller& caller, const NewProgramme& request) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, request.organisation, Permission::kManageProgrammes));
  RETURN_IF_ERROR(Check(request));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request.request_id, "CreateProgramme", Arguments(request)));
  ProgrammeView view;
  if (request.validate_only) {
    RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
      ASSIGN_OR_RETURN(const Programme programme, Resolve(tx, org, request));
      view = {programme, request.modules, request.audience, CountPeople(tx, org.id, programme)};
      return absl::OkStatus();
    }));
    return view;
  }
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    const std::optional<Programme> existing = tx.programmes().Find(org.id, request.slug);
    if (done && existing) {
      view = std::move(ViewsOf(tx, org.id, {*existing}).front());
      return absl::OkStatus();
    }
    if (existing) return errors::Exists("programme", ResourceName(org.slug, "programmes", request.slug));
    ASSIGN_OR_RETURN(Programme programme, Resolve(tx, org, request));
    programme.id = env_.ids.Next();
    programme.create_time = env_.clock.Now();
    tx.programmes().Insert(org.id, programme);
    AssignmentPlanner(env_, tx, org.id).PlanProgramme(programme);
    key.Remember(tx, org.id, request.slug);
    view = {programme, request.modules, request.audience,
            tx.assignments().CountMembers(org.id, programme.id)};
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<ProgrammeView> Programmes::Get(const Caller& caller, const std::string& organisation,
                                              const std::string& slug) {
  ProgrammeView view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org,
                     Authorise(tx, caller, organisation, Permission::kReadProgrammes));
    ASSIGN_OR_RETURN(Programme programme, FindProgramme(tx, org, slug));
    view = std::move(ViewsOf(tx, org.id, {std::move(programme)}).front());
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<ProgrammeList> Programmes::List(const Caller& caller, const std::string& organisation,
                                               const PageRequest& request) {
  const std::string query = absl::StrCat("programmes\n", organisation);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, query));
  ProgrammeList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(const Organisation org,
                     Authorise(tx, caller, organisation, Permission::kReadProgrammes));
    std::vector<Programme> programmes = tx.programmes().List(org.id, page.after, page.size + 1);
    if (programmes.size() > static_cast<size_t>(page.size)) {
      programmes.pop_back();
      list.next_page_token = NextPageToken(query, programmes.back().slug);
    }
    list.programmes = ViewsOf(tx, org.id, std::move(programmes));
    return absl::OkStatus();
  }));
  return list;
}

}  // namespace nanolearn
