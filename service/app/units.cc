#include "service/app/units.h"

#include <nlohmann/json.hpp>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/app/assignment_planner.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/app/upkeep.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/roster.h"
#include "service/domain/resource_name.h"
#include "service/domain/unit_file.h"
#include "service/domain/unit_guard.h"
#include "service/domain/unit_plan.h"

namespace nanolearn {
namespace {

UnitView ViewOf(const UnitTree& tree, int node) {
  const UnitTree::Node& n = tree.nodes()[node];
  return {*n.unit, n.parent < 0 ? "" : tree.nodes()[n.parent].unit->code, n.depth};
}

std::string Encode(const UnitImportResult& result) {
  return nlohmann::json({result.added, result.changed, result.closed, result.unchanged, result.warnings})
      .dump();
}

UnitImportResult Decode(const std::string& text) {
  const nlohmann::json json = nlohmann::json::parse(text);
  return {json[0], json[1], json[2], json[3], json[4].get<std::vector<std::string>>(), ""};
}

// The closed units in which somebody still has an engagement: they count in the unit above until their source
// moves them.
std::vector<std::string> Warnings(const ReadTransaction& tx, Id organisation_id,
                                  const std::vector<UnitVersion>& before, const UnitPlan& plan,
                                  Date effective) {
  absl::flat_hash_map<Id, int> people_in;
  for (const Presence& presence : tx.compliance().Presences(organisation_id, effective))
    ++people_in[presence.unit_id];
  absl::flat_hash_map<Id, std::string> codes;
  for (const UnitVersion& unit : before) codes[unit.unit_id] = unit.code;
  std::vector<std::string> warnings;
  for (const Id id : plan.closed_units) {
    if (!people_in.contains(id)) continue;
    warnings.push_back(ClosedWithPeople(codes[id], people_in[id], effective));
  }
  std::sort(warnings.begin(), warnings.end());
  return warnings;
}

AuditEvent EventOf(const Organisation& organisation, const UnitImport& import, const UnitImportResult& result,
                   Date effective) {
  return {.action = "ImportUnits",
          .resource = OrganisationName(organisation.slug),
          .request_id = import.request_id,
          .details = {{"effective_date", FormatDate(effective)},
                      {"added", absl::StrCat(result.added)},
                      {"changed", absl::StrCat(result.changed)},
                      {"closed", absl::StrCat(result.closed)},
                      {"unchanged", absl::StrCat(result.unchanged)}}};
}

}  // namespace

absl::StatusOr<UnitView> Units::Get(const Caller& caller, const std::string& organisation,
                                    const std::string& code, std::optional<Date> date) {
  UnitView view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org, Authorise(tx, caller, organisation, Permission::kReadUnits));
    const UnitHistory history(tx.units().Versions(org.id));
    const UnitTree& tree = history.On(date.value_or(Today(env_, org)));
    ASSIGN_OR_RETURN(const int node, ScopeNode(caller, org, tree, code));
    view = ViewOf(tree, node);
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<UnitList> Units::List(const Caller& caller, const std::string& organisation,
                                     std::optional<Date> date, const PageRequest& request) {
  const std::string query = absl::StrCat("units\n", organisation, "\n", date ? FormatDate(*date) : "");
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, query));
  UnitList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(const Organisation org, Authorise(tx, caller, organisation, Permission::kReadUnits));
    const UnitHistory history(tx.units().Versions(org.id));
    const UnitTree& tree = history.On(date.value_or(Today(env_, org)));
    ASSIGN_OR_RETURN(const int root, ScopeNode(caller, org, tree, ""));
    const int first = std::max<int>(root, page.after_id());
    const int end = root < 0                        ? 0
                    : caller.token.unit_id == kNoId ? tree.nodes().size()
                                                    : tree.nodes()[root].end;
    for (int node = std::max(first, 0); node < end; ++node) {
      if (static_cast<int>(list.units.size()) == page.size) {
        list.next_page_token = NextPageToken(query, static_cast<Id>(node));
        break;
      }
      list.units.push_back(ViewOf(tree, node));
    }
    return absl::OkStatus();
  }));
  return list;
}

absl::StatusOr<UnitImportResult> Units::Import(const Caller& caller, const UnitImport& import) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, import.organisation, Permission::kImportUnits));
  ASSIGN_OR_RETURN(const std::vector<UnitRecord> records, ReadUnitFile(import.content, import.file_name));
  ASSIGN_OR_RETURN(
      const RequestKey key,
      RequestKey::Make(import.request_id, "ImportUnits",
                       absl::StrCat(org.id, "\n", import.effective ? FormatDate(*import.effective) : "",
                                    import.replay ? " replay" : "", import.close_many ? " close_many" : "",
                                    "\n", import.content)));
  UnitImportResult result;
  // What a dry run and an import share.
  const auto plan_in = [&](const ReadTransaction& tx, Date& effective, UnitPlan& plan) -> absl::Status {
    const std::optional<Date> last = tx.units().LastImport(org.id);
    effective = import.effective.value_or(last ? std::max(*last, Today(env_, org)) : kFirstDate);
    RETURN_IF_ERROR(errors::CheckEffective(effective, Today(env_, org), "effective_date"));
    const bool is_earlier = last && effective < *last;
    if (is_earlier && !import.replay)
      return errors::EffectiveBeforeLast("the tree of units", effective, *last);
    const std::vector<UnitVersion> known = tx.units().Versions(org.id);
    const Date until = tx.units().NextImport(org.id, effective).value_or(kNoEnd);
    plan = PlanUnits(known, records, {effective, until}, [&] { return env_.ids.Next(); });
    const absl::Status closed = import.close_many ? absl::OkStatus() : CheckClosed(plan, effective);
    if (!import.validate_only) RETURN_IF_ERROR(closed);
    result = {plan.added,
              plan.changed,
              plan.closed,
              plan.unchanged,
              Warnings(tx, org.id, known, plan, effective),
              std::string(closed.message())};
    return absl::OkStatus();
  };
  Date effective;
  UnitPlan plan;
  if (import.validate_only) {
    RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) { return plan_in(tx, effective, plan); }));
    return result;
  }
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) {
      result = Decode(*done);
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(plan_in(tx, effective, plan));
    tx.units().Apply(org.id, plan, effective);
    if (!plan.versions.empty() || !plan.ends.empty()) AssignmentPlanner(env_, tx, org.id).PlanEverybody();
    key.Remember(tx, org.id, Encode(result));
    Audit(tx, env_, org.id, caller.origin, EventOf(org, import, result, effective));
    return absl::OkStatus();
  }));
  RETURN_IF_ERROR(FinishPlanning(env_, org).status());
  return result;
}

}  // namespace nanolearn
