#include "admin-cli/commands/people_merge.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/person_output.h"
#include "admin-cli/context.h"
#include "admin-cli/question.h"
#include "admin-cli/renamed_error.h"
#include "nanolearn/v1/person_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::MergePeopleResponse;
using v1::Person;
using v1::PersonService;
using v1::UndoMergePeopleResponse;

struct Merged {
  MergePeopleResponse response;
  Person other;  // as they were before
  bool dry_run = false;
};

const ColumnsOf<Merged>& MergeColumns() {
  using M = Merged;
  static const auto* const kColumns = new ColumnsOf<M>{
      {{"person", "Goes on", Type::kWhole}, [](const M& m) { return ShortId(m.response.person().name()); }},
      {{"name", "Name"}, [](const M& m) { return FullName(m.response.person()); }},
      {{"merged_person", "Is merged", Type::kWhole}, [](const M& m) { return ShortId(m.other.name()); }},
      {{"merged_name", "Merged name"}, [](const M& m) { return FullName(m.other); }},
      {{"engagements_moved", "Engagements moved"}, [](const M& m) { return m.response.engagements_moved(); }},
      {{"assignments_moved", "Assignments moved"}, [](const M& m) { return m.response.assignments_moved(); }},
      {{"completions_moved", "Completions moved"}, [](const M& m) { return m.response.completions_moved(); }},
      {{"assignments_set_aside", "Assignments both had"},
       [](const M& m) { return m.response.assignments_set_aside(); }},
      {{"dry_run", "", Type::kText, Shown::kInData}, [](const M& m) { return m.dry_run; }}};
  return *kColumns;
}

struct MergeOptions {
  std::string person, other, request_id;
  bool dry_run = false;
  bool yes = false;
};

absl::StatusOr<Person> GetPerson(const std::string& name, Context& context) {
  v1::GetPersonRequest request;
  request.set_name(name);
  return context.client.Call<PersonService>(&PersonService::Stub::GetPerson, request);
}

// Who the two are, for whoever is asked.
absl::Status AskToMerge(const v1::MergePeopleRequest& request, const Person& other, Context& context) {
  if (context.environment.in_is_terminal) {
    ASSIGN_OR_RETURN(const Person person, GetPerson(request.name(), context));
    Print(TableOf(BriefPersonColumns(), std::vector<Person>{person, other}),
          {.format = Format::kTable, .columns = context.environment.columns}, context.err);
  }
  return Confirm(absl::StrCat("Are these the same human? ", ShortId(request.name()),
                              " goes on, with all that ", ShortId(request.merged_person()), " has."),
                 context);
}

absl::Status Merge(const MergeOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::MergePeopleRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Person(options.person));
  ASSIGN_OR_RETURN(*request.mutable_merged_person(), names.Person(options.other));
  ASSIGN_OR_RETURN(Person other_person, GetPerson(request.merged_person(), context));
  if (!options.yes && !options.dry_run) RETURN_IF_ERROR(AskToMerge(request, other_person, context));
  request.set_validate_only(options.dry_run);
  request.set_request_id(context.UseRequestId(options.request_id));
  absl::StatusOr<MergePeopleResponse> response =
      context.client.Call<PersonService>(&PersonService::Stub::MergePeople, request, kLong);
  if (!response.ok()) return WithName(response.status(), "name", "PERSON");
  context.AnswerOne(MergeColumns(), Merged{*std::move(response), std::move(other_person), options.dry_run});
  const std::string other = ShortId(request.merged_person());
  context.Note(options.dry_run ? kNothingChanged
                               : absl::StrCat("Merged ", other, " into ", ShortId(request.name()),
                                              ". To undo it: nanolearn people unmerge ", other, "."));
  return absl::OkStatus();
}

struct UnmergeOptions {
  std::string person, request_id;
  bool yes = false;
};

absl::Status Unmerge(const UnmergeOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::UndoMergePeopleRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Person(options.person));
  if (!options.yes) {
    RETURN_IF_ERROR(Confirm(absl::StrCat("Make ", ShortId(request.name()),
                                         " a person of their own again? What was moved goes back."),
                            context));
  }
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(const UndoMergePeopleResponse response,
                   context.client.Call<PersonService>(&PersonService::Stub::UndoMergePeople, request, kLong));
  context.AnswerList(BriefPersonColumns(), std::vector<Person>{response.person(), response.restored_person()},
                     "");
  context.Note(absl::StrCat("Undid the merge: ", ShortId(response.restored_person().name()),
                            " is a person of their own again."));
  return absl::OkStatus();
}

}  // namespace

void AddPeopleMerge(Noun& people) {
  Verb merge = people.AddVerb({"merge", "Make one person of two who are the same human",
                               "people merge 01jd8y3kq4m2n 01jd8y3kr0p5s --dry-run"});
  auto& merged = merge.Runs(Merge);
  merge.Argument(merged.person, "PERSON", "Who goes on");
  merge.Argument(merged.other, "OTHER", "Who is the same human; everything of theirs is kept");
  merge.DryRun(merged.dry_run);
  merge.Yes(merged.yes);
  merge.RequestId(merged.request_id);

  Verb unmerge =
      people.AddVerb({"unmerge", "Make two people of one again", "people unmerge 01jd8y3kr0p5s --yes"});
  auto& unmerged = unmerge.Runs(Unmerge);
  unmerge.Argument(unmerged.person, "PERSON", "Who was merged into another");
  unmerge.Yes(unmerged.yes);
  unmerge.RequestId(unmerged.request_id);
}

}  // namespace nanolearn::cli
