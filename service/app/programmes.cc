#include "service/app/programmes.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/app/assignment_planner.h"
#include "service/app/idempotency.h"
#include "service/app/lookup.h"
#include "service/app/person_lookup.h"
#include "service/app/programme_privacy.h"
#include "service/app/programme_resolver.h"
#include "service/app/upkeep.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/programme_change.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

std::string EtagOf(const Programme& programme) { return absl::StrCat("\"", programme.version, "\""); }

ProgrammeView ViewOf(const Programme& programme, ProgrammeDefinition definition, int people) {
  return {programme.slug, std::move(definition), programme.create_time, EtagOf(programme), people};
}

std::vector<ProgrammeView> ViewsOf(const ReadTransaction& tx, Id organisation_id,
                                   const std::vector<Programme>& programmes) {
  std::vector<ProgrammeDefinition> definitions = DefinitionsOf(tx, organisation_id, programmes);
  std::vector<ProgrammeView> views;
  for (size_t i = 0; i < programmes.size(); ++i) {
    views.push_back(ViewOf(programmes[i], std::move(definitions[i]),
                           tx.assignments().CountMembers(organisation_id, programmes[i].id)));
  }
  return views;
}

ProgrammeView ViewOf(const ReadTransaction& tx, Id organisation_id, const Programme& programme) {
  return std::move(ViewsOf(tx, organisation_id, {programme}).front());
}

// The view as the caller may see it.
ProgrammeView Shown(const Caller& caller, const Organisation& org, ProgrammeView view) {
  if (view.people && !SeesAllNumbers(caller)) {
    view.people = NumberForOthers(*view.people, NamesPeople(view.definition), org.min_group_size);
  }
  return view;
}

// As it would be: nobody has been planned yet.
ProgrammeView OutlookOf(const ReadTransaction& tx, const Caller& caller, const Organisation& org,
                        const Programme& programme) {
  ProgrammeView view = ViewOf(programme, std::move(DefinitionsOf(tx, org.id, {programme}).front()),
                              CountPeople(tx, org.id, programme, Counted::kNotProtectedNamed));
  const UnitHistory units(tx.units().Versions(org.id));
  if (!SeesAllNumbers(caller) && HasSmallRule(tx, org, programme, units, std::nullopt)) view.people.reset();
  return Shown(caller, org, std::move(view));
}

std::vector<std::string> SlugsOf(const ProgrammeDefinition& definition) {
  std::vector<std::string> slugs;
  for (const ModuleDefinition& module : definition.modules) slugs.push_back(module.slug);
  return slugs;
}

bool Takes(const ProgrammeUpdate& update, absl::string_view field) {
  const auto& fields = update.fields;
  return fields.empty() || std::find(fields.begin(), fields.end(), field) != fields.end();
}

constexpr absl::string_view kFields[] = {"display_name", "modules",           "module_open_dates",
                                         "audience",     "open_date",         "days_to_complete",
                                         "calendar",     "calendar.end_date", "calendar.weeks_between"};

absl::Status CheckFields(const ProgrammeUpdate& update) {
  for (const std::string& field : update.fields) {
    if (std::find(std::begin(kFields), std::end(kFields), field) != std::end(kFields)) continue;
    return InvalidField(
        "update_mask",
        absl::StrCat("has '", field, "', which cannot be set; these can: ", absl::StrJoin(kFields, ", ")));
  }
  return absl::OkStatus();
}

void MergeCalendar(const ProgrammeUpdate& update, Calendar& calendar) {
  const Calendar wanted = update.definition.calendar;
  const Calendar before = calendar;
  if (Takes(update, "calendar")) {
    calendar = wanted;
    calendar.open_date = before.open_date;
    calendar.days_to_complete = before.days_to_complete;
  }
  if (Takes(update, "open_date")) calendar.open_date = wanted.open_date;
  if (Takes(update, "days_to_complete")) calendar.days_to_complete = wanted.days_to_complete;
  if (Takes(update, "calendar.end_date")) calendar.end_date = wanted.end_date;
  if (Takes(update, "calendar.weeks_between")) calendar.weeks_between = wanted.weeks_between;
}

void MergeModules(const ProgrammeUpdate& update, std::vector<ModuleDefinition>& modules) {
  const std::vector<ModuleDefinition> before = modules;
  const bool dates = Takes(update, "module_open_dates");
  if (Takes(update, "modules")) modules = update.definition.modules;
  const auto date_in = [](const std::vector<ModuleDefinition>& list, const std::string& slug) {
    for (const ModuleDefinition& module : list) {
      if (module.slug == slug) return module.open_date;
    }
    return std::optional<Date>();
  };
  for (ModuleDefinition& module : modules) {
    module.open_date = date_in(dates ? update.definition.modules : before, module.slug);
  }
}

// What the programme is to be, of what it is and what the update asks for.
ProgrammeDefinition Merge(const ProgrammeUpdate& update, ProgrammeDefinition definition) {
  if (Takes(update, "display_name")) definition.display_name = update.definition.display_name;
  MergeModules(update, definition.modules);
  MergeCalendar(update, definition.calendar);
  if (Takes(update, "audience")) {
    definition.audience = update.definition.audience;
  } else {
    std::erase_if(definition.audience, [](const RuleDefinition& rule) { return rule.valid.to < kNoEnd; });
  }
  return definition;
}

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

// The programme that a question is about. One that does not exist yet has no id.
absl::StatusOr<Programme> FindOrResolve(const ReadTransaction& tx, const Organisation& org,
                                        const ProgrammeOrSlug& asked) {
  if (!asked.slug.empty()) return FindProgramme(tx, org, asked.slug);
  RETURN_IF_ERROR(CheckDefinition(asked.definition));
  return ResolveProgramme(tx, org, asked.definition);
}

// Rules that name people and were made up for the question would tell where these people are.
absl::Status CheckNamesNobody(const Caller& caller, const ProgrammeOrSlug& asked) {
  if (!asked.slug.empty() || SeesAllNumbers(caller) || !NamesPeople(asked.definition))
    return absl::OkStatus();
  return MakeError(
      absl::StatusCode::kPermissionDenied,
      absl::StrCat("programme.audience names people, and a token with the role ", RoleName(caller.token.role),
                   " may not read them: preview without `people`, which a new programme may name"),
      {.reason = "NOT_ALLOWED"});
}

// The numbers as the caller may see them.
void HideNumbersFrom(const ReadTransaction& tx, const Caller& caller, const Organisation& org,
                     const Programme& programme, const UnitHistory& units,
                     const ProgrammeDefinition& definition, ProgrammePreview& preview) {
  if (SeesAllNumbers(caller)) return;
  const bool hides_all = NamesPeople(definition) ||
                         (programme.id == kNoId && HasSmallRule(tx, org, programme, units, preview.day));
  if (hides_all) return HideNumbers(preview);
  HideFew(org.min_group_size, preview);
}

// Whom the question means. Of a programme that does not exist, a protected person gets the answer of somebody
// who is not there: whoever makes up rules could ask for the person's unit, one rule after another.
absl::StatusOr<Id> FindAsked(const ReadTransaction& tx, const Organisation& org,
                             const AudienceQuestion& question, Date day) {
  absl::StatusOr<Id> id = FindPeople(tx, org, {question.person}, {day}).front();
  if (!question.programme.slug.empty()) return id;
  if (id.ok()) {
    const std::optional<Person> person = tx.people().Find(org.id, *id, day);
    if (person && !person->attributes.protected_identity) return id;
  } else if (!absl::IsNotFound(id.status())) {
    return id;
  }
  return MakeError(
      absl::StatusCode::kNotFound,
      absl::StrCat("'", question.person,
                   "' cannot be shown: nobody is called so, or the identity is protected, and then "
                   "only programmes that exist can be asked about"),
      {.reason = "PERSON_NOT_FOUND"});
}

std::string QueryText(const ProgrammePreviewQuery& query) {
  return absl::StrCat("preview\n", query.programme.organisation, "\n", query.programme.slug, "\n",
                      query.programme.slug.empty() ? DefinitionText(query.programme.definition) : "", "\n",
                      query.date ? FormatDate(*query.date) : "");
}

}  // namespace

namespace {

// The programme once everybody is planned; its number of people may not have been known before.
absl::StatusOr<ProgrammeView> Planned(const Environment& env, const Caller& caller, const Organisation& org,
                                      ProgrammeView view) {
  ASSIGN_OR_RETURN(const int planned, FinishPlanning(env, org));
  if (planned == 0) return view;
  RETURN_IF_ERROR(env.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Programme programme, FindProgramme(tx, org, view.slug));
    view = Shown(caller, org, ViewOf(tx, org.id, programme));
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
      view = Shown(caller, org, ViewOf(tx, org.id, *existing));
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
    view = Shown(caller, org, ViewOf(tx, org.id, programme));
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
                                                 "\n", DefinitionText(request.definition))));
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
      view = Shown(caller, org, ViewOf(tx, org.id, before));
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(Programme after, Changed(tx, org, request, before, today));
    after.planned_until = PlannedUntil(after.calendar, today);
    ++after.version;
    tx.programmes().Update(org.id, after);
    AssignmentPlanner(env_, tx, org.id).PlanEverybody();
    key.Remember(tx, org.id, request.slug);
    view = Shown(caller, org, ViewOf(tx, org.id, after));
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
    view = Shown(caller, org, ViewOf(tx, org.id, programme));
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

absl::StatusOr<ProgrammePreview> Programmes::Preview(const Caller& caller, const ProgrammePreviewQuery& query,
                                                     const PageRequest& request) {
  const std::string text = QueryText(query);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  ProgrammePreview preview;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    const bool may_create = RoleAllows(caller.token.role, Permission::kManageProgrammes);
    const Permission needed =
        query.with_members || !may_create ? Permission::kReadPeople : Permission::kManageProgrammes;
    ASSIGN_OR_RETURN(const Organisation org, AuthoriseIn(tx, caller, query.programme.organisation, needed));
    RETURN_IF_ERROR(CheckNamesNobody(caller, query.programme));
    ASSIGN_OR_RETURN(const Programme programme, FindOrResolve(tx, org, query.programme));
    const UnitHistory units(tx.units().Versions(org.id));
    preview = {.day = query.date.value_or(std::max(Today(env_, org), programme.calendar.open_date))};
    if (page.after.empty()) {
      const bool exists = programme.id != kNoId;
      const ProgrammeDefinition definition = std::move(DefinitionsOf(tx, org.id, {programme}).front());
      CountAudience(tx, org.id, programme, SlugsOf(definition), units,
                    exists ? Counted::kAll : Counted::kNotProtectedNamed, preview);
      // Dates that people have and rules that fit nobody would tell of few people.
      if (!SeesAllNumbers(caller)) {
        preview.modules = FirstDates(programme, SlugsOf(definition));
        preview.warnings.clear();
      }
      HideNumbersFrom(tx, caller, org, programme, units, definition, preview);
    }
    if (!query.with_members) return absl::OkStatus();
    preview.members = MembersOn(tx, org.id, programme, units, preview.day, page.after_id(), page.size + 1);
    if (preview.members.size() > static_cast<size_t>(page.size)) {
      preview.members.pop_back();
      preview.next_page_token = NextPageToken(text, preview.members.back().person_id);
    }
    return absl::OkStatus();
  }));
  return preview;
}

absl::StatusOr<AudienceAnswer> Programmes::ExplainAudience(const Caller& caller,
                                                           const AudienceQuestion& question) {
  AudienceAnswer answer;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org,
                     AuthoriseIn(tx, caller, question.programme.organisation, Permission::kReadPeople));
    ASSIGN_OR_RETURN(const Programme programme, FindOrResolve(tx, org, question.programme));
    const Date day = question.date.value_or(Today(env_, org));
    ASSIGN_OR_RETURN(const Id person, FindAsked(tx, org, question, day));
    const UnitHistory units(tx.units().Versions(org.id));
    answer = AnswerAudience(tx, org.id, programme, units, person, day);
    return absl::OkStatus();
  }));
  return answer;
}

}  // namespace nanolearn
