#include "admin-cli/commands/people.h"

#include "admin-cli/arguments.h"
#include "admin-cli/commands/people_mapping.h"
#include "admin-cli/commands/people_merge.h"
#include "admin-cli/commands/people_sync.h"
#include "admin-cli/commands/person_output.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/paging.h"
#include "nanolearn/v1/person_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Person;
using v1::PersonService;

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
  context.AnswerList(BriefPersonColumns(), people, "Nobody.");
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
  context.AnswerOne(FullPersonColumns(), person);
  return absl::OkStatus();
}

}  // namespace

void AddPeople(CommandLine& line) {
  Noun noun = line.AddNoun("people", "People with their engagements, and the staff files they come from");
  AddPeopleSync(noun);

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

  AddPeopleMerge(noun);
  AddPeopleMapping(noun);
}

}  // namespace nanolearn::cli
