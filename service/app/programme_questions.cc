// Programmes::Preview and ExplainAudience of programmes.h.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/app/lookup.h"
#include "service/app/person_lookup.h"
#include "service/app/programme_privacy.h"
#include "service/app/programme_resolver.h"
#include "service/app/programmes.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

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
