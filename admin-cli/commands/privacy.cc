#include "admin-cli/commands/privacy.h"

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/person_document.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/errors.h"
#include "admin-cli/question.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/privacy_service.grpc.pb.h"
#include "service/base/private_file.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::PrivacyService;

constexpr char kWho[] = "Whose: id, e-mail address or SOURCE:KEY";

struct ExportOptions {
  std::string person, out;
  bool include_protected = false;
};

// For the owner's eyes alone.
absl::Status WritePrivate(const std::filesystem::path& path, const std::string& content) {
  const absl::Status status = WritePrivateFile(path.string(), content);
  if (status.ok()) return status;
  return InputError(absl::StrCat("The file ", path.string(), " cannot be written."));
}

absl::Status Export(const ExportOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ExportPersonRequest request;
  request.set_parent(names.parent());
  request.set_person(options.person);
  request.set_include_protected(options.include_protected);
  ASSIGN_OR_RETURN(const v1::ExportPersonResponse response,
                   context.client.Call<PrivacyService>(&PrivacyService::Stub::ExportPerson, request, kLong));
  ASSIGN_OR_RETURN(const std::string text, PersonDocument(response.json(), response.language()));
  const std::filesystem::path folder = options.out;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  RETURN_IF_ERROR(WritePrivate(folder / "person.json", response.json()));
  RETURN_IF_ERROR(WritePrivate(folder / "person.txt", text));
  context.Note(absl::StrCat("Wrote person.json, for programs, and person.txt, to be read, to ", options.out,
                            ". Give them to nobody but person ", ShortId(response.person()),
                            ", and delete them afterwards."));
  return absl::OkStatus();
}

struct EraseOptions {
  std::string person, request_id;
  bool dry_run = false, yes = false;
};

const ColumnsOf<v1::Removed>& RemovedColumns() {
  static const auto* const kColumns = new ColumnsOf<v1::Removed>{
      {{"kind", "What", Type::kWhole}, [](const v1::Removed& r) { return r.kind(); }},
      {{"count", "Rows", Type::kNumber}, [](const v1::Removed& r) { return r.count(); }}};
  return *kColumns;
}

absl::Status Erase(const EraseOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  if (!options.dry_run && !options.yes) {
    RETURN_IF_ERROR(Confirm(absl::StrCat("Take away who ", options.person,
                                         " was? Figures stay; the rest cannot be brought back."),
                            context));
  }
  v1::ErasePersonRequest request;
  request.set_parent(names.parent());
  request.set_person(options.person);
  request.set_validate_only(options.dry_run);
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(const v1::ErasePersonResponse response,
                   context.client.Call<PrivacyService>(&PrivacyService::Stub::ErasePerson, request, kLong));
  context.AnswerList(RemovedColumns(), response.removed(), "There is nothing to take away.");
  if (!response.still_named_by().empty()) {
    context.Note(absl::StrCat("The last list of ", absl::StrJoin(response.still_named_by(), ", "),
                              " still has a row of theirs: if the next one has it too, that makes a new person."));
  }
  context.Note(options.dry_run ? kNothingChanged
                               : absl::StrCat("Erased person ", ShortId(response.person()),
                                              ". Their completions still count, under this id alone."));
  return absl::OkStatus();
}

struct ExtractOptions {
  std::string unit, programme, from, to, names, out;
};

std::string WhyMasked(const std::string& reason) {
  if (reason == "PROTECTED_IDENTITY") return "whose identity is protected: without name and unit";
  if (reason == "SMALL_GROUP") return "in units with too few people here: without name and unit";
  if (reason == "LEFT_OUT") return "left out: too few to be shown even without name and unit";
  return reason;
}

absl::Status Extract(const ExtractOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ExtractCompletionsRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(*request.mutable_unit(), names.Unit(options.unit));
  ASSIGN_OR_RETURN(*request.mutable_programme(), names.Programme(options.programme));
  request.set_from(options.from);
  request.set_to(options.to);
  if (!options.names.empty()) {
    ASSIGN_OR_RETURN(const v1::ExtractNames shown, ParseEnum<v1::ExtractNames>(options.names));
    request.set_names(shown);
  }
  ASSIGN_OR_RETURN(const v1::ExtractCompletionsResponse response,
                   context.client.Call<PrivacyService>(&PrivacyService::Stub::ExtractCompletions, request, kLong));
  if (options.out.empty()) {
    context.out << response.csv();
  } else {
    RETURN_IF_ERROR(WritePrivate(options.out, response.csv()));
    context.Note(absl::StrCat("Wrote ", response.rows(), response.rows() == 1 ? " row to " : " rows to ", options.out, "."));
  }
  for (const v1::Masked& masked : response.masked()) {
    const std::string people = masked.people() == 0 ? "A few people" : absl::StrCat(masked.people(), " people");
    context.Note(absl::StrCat(people, " ", WhyMasked(masked.reason()), "."));
  }
  return absl::OkStatus();
}

}  // namespace

void AddPrivacy(CommandLine& line) {
  Noun noun = line.AddNoun("privacy", "What is known of one person: give it out, or take it away");

  Verb exported = noun.AddVerb({"export", "Write everything that is known of one person to two files",
                                "privacy export --person personal:100002 --out anna"});
  auto& of = exported.Runs(Export);
  exported.Option(of.person, "--person", "P", kWho, Need::kRequired);
  exported.Option(of.out, "--out", "FOLDER", "Where person.json and person.txt are written", Need::kRequired);
  exported.Flag(of.include_protected, "--include-protected", "Also somebody whose identity is protected; role admin");

  Verb erase = noun.AddVerb({"erase", "Take away who somebody was who has left; figures stay",
                             "privacy erase --person 01jd8y3kq4m2n --dry-run"});
  auto& erased = erase.Runs(Erase);
  erase.Option(erased.person, "--person", "P", kWho, Need::kRequired);
  erase.DryRun(erased.dry_run);
  erase.Yes(erased.yes);
  erase.RequestId(erased.request_id);

  AddRetention(noun);

  Verb extract = noun.AddVerb({"extract", "Write, as CSV, who was to do what and has done it, for a request for public records",
                               "privacy extract --programme basics --from 2026-01-01 --out extract.csv"});
  auto& extracted = extract.Runs(Extract);
  extract.Option(extracted.unit, "--unit", "UNIT", "People of this unit and below it");
  extract.Option(extracted.programme, "--programme", "PROGRAMME", "What this programme asks for");
  extract.Option(extracted.from, "--from", "DATE", "What was due on this day or later", Need::kRequired);
  extract.Option(extracted.to, "--to", "DATE", "And on this day or earlier; today without it");
  extract.Option(extracted.names, "--names", "HOW", absl::StrCat(Choices<v1::ExtractNames>(), "; number without it"));
  extract.Option(extracted.out, "--out", "FILE", "Where to; without it to standard output");
}

}  // namespace nanolearn::cli
