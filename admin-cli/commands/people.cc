#include "admin-cli/commands/people.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/people_sync.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/output_forms.h"
#include "admin-cli/paging.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/person_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Engagement;
using v1::Person;
using v1::PersonService;

Value FullName(const Person& person) {
  const char* const between = person.given_name().empty() || person.family_name().empty() ? "" : " ";
  return Optional(absl::StrCat(person.given_name(), between, person.family_name()));
}

// What a list says of each engagement.
Value BriefEngagements(const Person& person) {
  std::vector<Record> records;
  for (const Engagement& e : person.engagements()) {
    records.push_back(
        {{{"unit", ShortId(e.unit())}, {"kind", EnumText(e.kind())}, {"role", Optional(e.role())}}});
  }
  return records;
}

Value FullEngagements(const Person& person) {
  std::vector<Record> records;
  for (const Engagement& e : person.engagements()) {
    records.push_back({{{"unit", ShortId(e.unit())},
                        {"unit_name", Optional(e.unit_display_name())},
                        {"kind", EnumText(e.kind())},
                        {"role", Optional(e.role())},
                        {"source", e.source()},
                        {"start", Optional(e.start_date())},
                        {"end", Optional(e.end_date())},
                        {"computer", e.has_computer()},
                        {"leave_start", Optional(e.leave_start_date())},
                        {"leave_end", Optional(e.leave_end_date())}}});
  }
  return records;
}

// For reading: "VON Vård- och omsorgsnämnden, mandate, Ledamot, from 2022-11-01".
Value EngagementLines(const Person& person) {
  std::vector<Record> lines;
  for (const Engagement& e : person.engagements()) {
    std::string line = absl::StrCat(ShortId(e.unit()), " ", e.unit_display_name(), ", ",
                                    ShownText(EnumText(e.kind()), Type::kEnum));
    if (!e.role().empty()) absl::StrAppend(&line, ", ", e.role());
    if (!e.start_date().empty()) absl::StrAppend(&line, ", from ", e.start_date());
    if (!e.end_date().empty()) absl::StrAppend(&line, " until ", e.end_date());
    if (!e.leave_start_date().empty()) {
      absl::StrAppend(&line, ", on leave from ", e.leave_start_date(), " until ", e.leave_end_date());
    }
    lines.push_back({{{"line", std::move(line)}}});
  }
  return lines;
}

const ColumnsOf<Person>& BriefColumns() {
  static const auto* const kColumns = new ColumnsOf<Person>{
      {{"person", "Person", Type::kWhole}, [](const Person& p) { return ShortId(p.name()); }},
      {{"name", "Name"}, FullName},
      {{"email", "Email"}, [](const Person& p) { return Optional(p.email()); }},
      {{"protected", "Protected"}, [](const Person& p) { return p.protected_identity(); }},
      {{"engagements", "Engagements"}, BriefEngagements}};
  return *kColumns;
}

const ColumnsOf<Person>& FullColumns() {
  static const auto* const kColumns = new ColumnsOf<Person>{
      {{"person", "Person", Type::kWhole}, [](const Person& p) { return ShortId(p.name()); }},
      {{"name", "Name"}, FullName},
      {{"given_name", "Given name", Type::kText, Shown::kInData},
       [](const Person& p) { return Optional(p.given_name()); }},
      {{"family_name", "Family name", Type::kText, Shown::kInData},
       [](const Person& p) { return Optional(p.family_name()); }},
      {{"email", "Email"}, [](const Person& p) { return Optional(p.email()); }},
      {{"phone", "Phone"}, [](const Person& p) { return Optional(p.phone()); }},
      {{"protected", "Protected"}, [](const Person& p) { return p.protected_identity(); }},
      {{"engagements", "Engagements", Type::kText, Shown::kInTable}, EngagementLines},
      {{"engagements", "Engagements", Type::kText, Shown::kNotInTable}, FullEngagements}};
  return *kColumns;
}

struct ListOptions {
  std::string unit, kind, query, date;
  int limit = 0;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListPeopleRequest request;
  request.set_parent(names.parent());
  request.set_date(options.date);
  request.set_query(options.query);
  ASSIGN_OR_RETURN(*request.mutable_unit(), names.Unit(options.unit));
  if (!options.kind.empty()) {
    ASSIGN_OR_RETURN(const auto kind, ParseEnum<v1::EngagementKind>(options.kind));
    request.set_kind(kind);
  }
  ASSIGN_OR_RETURN(const auto people,
                   ListAll<PersonService>(context, &PersonService::Stub::ListPeople, request,
                                          &v1::ListPeopleResponse::people, options.limit));
  context.AnswerList(BriefColumns(), people, "Nobody.");
  return absl::OkStatus();
}

struct ShowOptions {
  std::string person, date;
};

absl::Status Show(const ShowOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::GetPersonRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Person(options.person));
  request.set_date(options.date);
  ASSIGN_OR_RETURN(const Person person,
                   context.client.Call<PersonService>(&PersonService::Stub::GetPerson, request));
  context.AnswerOne(FullColumns(), person);
  return absl::OkStatus();
}

void AddSync(Noun& noun) {
  Verb sync =
      noun.AddVerb({"sync", "Make what a source says equal to a staff file",
                    "people sync --source hr --mapping personal.toml --effective 2026-11-01 personal.csv"});
  auto& options = sync.Runs(SyncPeople);
  sync.Option(options.source, "--source", "NAME", "Where the file comes from, for example hr",
              Need::kRequired);
  sync.Option(options.mapping, "--mapping", "FILE", "Which column is what (TOML)", Need::kRequired);
  sync.Option(options.effective, "--effective", "DATE",
              "Who is missing left on this day, what changed changes from it; today without it");
  sync.Argument(options.file, "FILE", "All that the source knows (CSV)");
  sync.DryRun(options.dry_run);
  sync.RequestId(options.request_id);
}

}  // namespace

void AddPeople(CommandLine& line) {
  Noun noun = line.AddNoun("people", "People with their engagements, and the staff files they come from");
  AddSync(noun);

  Verb list = noun.AddVerb(
      {"list", "List people with an engagement on a day", "people list --unit VON --kind mandate"});
  auto& listed = list.Runs(List);
  list.Option(listed.unit, "--unit", "CODE", "Only of this unit and below");
  list.Option(listed.kind, "--kind", "KIND", "Only with one of: " + Choices<v1::EngagementKind>());
  list.Option(listed.query, "--query", "TEXT", "Only with this in the name or address");
  list.Option(listed.date, "--date", "DATE", "On this day; today without it");
  list.Limit(listed.limit);

  Verb show = noun.AddVerb({"show", "Show a person", "people show 01jd8y3kq4m2n"});
  auto& shown = show.Runs(Show);
  show.Argument(shown.person, "PERSON", "Id, as people list shows it");
  show.Option(shown.date, "--date", "DATE", "Engagements on this day; today without it");
}

}  // namespace nanolearn::cli
