#include "service/app/programmes.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/app/assignment_planner.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/app/lookup.h"
#include "service/app/programme_resolver.h"
#include "service/app/upkeep.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/programme_change.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

absl::StatusOr<Programme> Changed(const ReadTransaction& tx, const Organisation& org,
                                  const ProgrammeUpdate& update, const Programme& before, Date today) {
  if (!update.etag.empty() && update.etag != EtagOf(before)) {
    return errors::EtagMismatch(ResourceName(org.slug, "programmes", before.slug));
  }
  const ProgrammeDefinition definition =
      Merge(update, std::move(DefinitionsOf(tx, org.id, {before}).front()));
  RETURN_IF_ERROR(CheckDefinition(definition));
  ASSIGN_OR_RETURN(const Programme after, ResolveProgramme(tx, org, definition));
  return ApplyChange({.before = before,
                      .after = after,
                      .today = today,
                      .changes_audience = Takes(update, "audience"),
                      .effective = update.effective.value_or(today),
                      .modules = SlugsOf(definition)});
}

AuditEvent EventOf(const Organisation& org, const NewProgramme& request) {
  return {.action = "CreateProgramme",
          .resource = ResourceName(org.slug, "programmes", request.slug),
          .request_id = request.request_id,
          .details = {{"modules", absl::StrCat(request.definition.modules.size())},
                      {"rules", absl::StrCat(request.definition.audience.size())}}};
}

AuditEvent EventOf(const Organisation& org, const ProgrammeUpdate& request, const Programme& after,
                   Date today) {
  const std::set<std::string> fields(request.fields.begin(), request.fields.end());
  return {.action = "UpdateProgramme",
          .resource = ResourceName(org.slug, "programmes", request.slug),
          .request_id = request.request_id,
          .details = {{"fields", fields.empty() ? "all" : absl::StrJoin(fields, ",")},
                      {"effective_date", FormatDate(request.effective.value_or(today))},
                      {"version", absl::StrCat(after.version)}}};
}

// The programme once everybody is planned; its number of people may not have been known before.
absl::StatusOr<ProgrammeView> Planned(const Environment& env, const Caller& caller, const Organisation& org,
                                      ProgrammeView view) {
  ASSIGN_OR_RETURN(const int planned, FinishPlanning(env, org));
  if (planned == 0) return view;
  RETURN_IF_ERROR(env.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Programme programme, FindProgramme(tx, org, view.slug));
    view = ShownOf(tx, caller, org, programme);
    return absl::OkStatus();
  }));
  return view;
}

}  // namespace

absl::StatusOr<ProgrammeView> Programmes::Create(const Caller& caller, const NewProgramme& request) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, request.organisation, Permission::kManageProgrammes));
  if (!IsSlug(request.slug)) return InvalidField("programme_id", "is 1 to 40 of a-z, 0-9 and -");
  RETURN_IF_ERROR(CheckDefinition(request.definition));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request.request_id, "CreateProgramme",
                                    absl::StrCat(request.organisation, "\n", request.slug, "\n",
                                                 DefinitionText(request.definition))));
  ProgrammeView view;
  if (request.validate_only) {
    RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
      ASSIGN_OR_RETURN(Programme programme, ResolveProgramme(tx, org, request.definition));
      programme.slug = request.slug;
      view = OutlookOf(tx, caller, org, programme);
      return absl::OkStatus();
    }));
    return view;
  }
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    const std::optional<Programme> existing = tx.programmes().Find(org.id, request.slug);
    if (done && existing) {
      view = ShownOf(tx, caller, org, *existing);
      return absl::OkStatus();
    }
    if (existing) return errors::Exists("programme", ResourceName(org.slug, "programmes", request.slug));
    ASSIGN_OR_RETURN(Programme programme, ResolveProgramme(tx, org, request.definition));
    programme.id = env_.ids.Next();
    programme.slug = request.slug;
    programme.create_time = env_.clock.Now();
    programme.planned_until = PlannedUntil(programme.calendar, Today(env_, org));
    tx.programmes().Insert(org.id, programme);
    AssignmentPlanner(env_, tx, org.id).PlanEverybody();
    key.Remember(tx, org.id, request.slug);
    Audit(tx, env_, org.id, caller.origin, EventOf(org, request));
    view = ShownOf(tx, caller, org, programme);
    return absl::OkStatus();
  }));
  return Planned(env_, caller, org, std::move(view));
}

absl::StatusOr<ProgrammeView> Programmes::Update(const Caller& caller, const ProgrammeUpdate& request) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, request.organisation, Permission::kManageProgrammes));
  RETURN_IF_ERROR(CheckFields(request));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request.request_id, "UpdateProgramme",
                                    absl::StrCat(request.organisation, "\n", request.slug, "\n", request.etag,
                                                 "\n", absl::StrJoin(request.fields, ","), "\n",
                                                 request.effective ? FormatDate(*request.effective) : "",
                                                 "\n", DefinitionText(request.definition),
                                                 request.has_mails ? "\nwith mails" : "")));
  const Date today = Today(env_, org);
  ProgrammeView view;
  if (request.validate_only) {
    RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
      ASSIGN_OR_RETURN(const Programme before, FindProgramme(tx, org, request.slug));
      ASSIGN_OR_RETURN(const Programme after, Changed(tx, org, request, before, today));
      view = OutlookOf(tx, caller, org, after);
      return absl::OkStatus();
    }));
    return view;
  }
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    ASSIGN_OR_RETURN(const Programme before, FindProgramme(tx, org, request.slug));
    if (done) {
      view = ShownOf(tx, caller, org, before);
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(Programme after, Changed(tx, org, request, before, today));
    after.planned_until = PlannedUntil(after.calendar, today);
    ++after.version;
    tx.programmes().Update(org.id, after);
    AssignmentPlanner(env_, tx, org.id).PlanEverybody();
    key.Remember(tx, org.id, request.slug);
    Audit(tx, env_, org.id, caller.origin, EventOf(org, request, after, today));
    view = ShownOf(tx, caller, org, after);
    return absl::OkStatus();
  }));
  return Planned(env_, caller, org, std::move(view));
}

absl::StatusOr<ProgrammeView> Programmes::Get(const Caller& caller, const std::string& organisation,
                                              const std::string& slug) {
  ProgrammeView view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org,
                     Authorise(tx, caller, organisation, Permission::kReadProgrammes));
    ASSIGN_OR_RETURN(const Programme programme, FindProgramme(tx, org, slug));
    view = ShownOf(tx, caller, org, programme);
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
    for (ProgrammeView& view : ViewsOf(tx, org.id, programmes)) {
      list.programmes.push_back(Shown(caller, org, std::move(view)));
    }
    return absl::OkStatus();
  }));
  return list;
}

}  // namespace nanolearn
