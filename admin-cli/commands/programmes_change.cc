#include "admin-cli/commands/programmes_change.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "admin-cli/commands/audience_rule.h"
#include "admin-cli/commands/programme_output.h"
#include "admin-cli/commands/programme_source.h"
#include "admin-cli/context.h"
#include "admin-cli/errors.h"
#include "nanolearn/v1/programme_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Programme;
using v1::ProgrammeService;

// " for 120 people"; nothing when the number is hidden.
std::string PeopleOf(absl::string_view before, const Programme& programme) {
  return programme.has_people() ? absl::StrCat(before, programme.people(), " people") : "";
}

struct CreateOptions {
  std::string id, file, name, opens, request_id;
  std::vector<std::string> modules, audience;
  int days = 0;
  bool dry_run = false;
};

absl::StatusOr<Programme> ProgrammeOf(const CreateOptions& options, const Names& names) {
  Programme programme;
  programme.set_display_name(options.name);
  programme.set_open_date(options.opens);
  programme.set_days_to_complete(options.days);
  for (const std::string& module : options.modules) {
    ASSIGN_OR_RETURN(*programme.add_modules(), names.Module(module));
  }
  for (const std::string& rule : options.audience) {
    ASSIGN_OR_RETURN(*programme.add_audience(), ParseAudienceRule(rule, names));
  }
  return programme;
}

// Everything is in the file, or everything in flags.
absl::Status CheckCreate(const CreateOptions& options) {
  const bool any = !options.name.empty() || !options.opens.empty() || options.days > 0 ||
                   !options.modules.empty() || !options.audience.empty();
  if (!options.file.empty()) {
    return any ? UsageError("Give either --file or the programme's flags; the file says everything.")
               : absl::OkStatus();
  }
  const std::pair<bool, const char*> needed[] = {{!options.name.empty(), "--name"},
                                                 {!options.modules.empty(), "--module"},
                                                 {!options.audience.empty(), "--audience"},
                                                 {!options.opens.empty(), "--opens"},
                                                 {options.days > 0, "--days"}};
  for (const auto& [given, flag] : needed) {
    if (!given)
      return UsageError(absl::StrCat(flag, " is missing. Or give everything in a file, with --file."));
  }
  return absl::OkStatus();
}

absl::Status Create(const CreateOptions& options, Context& context) {
  RETURN_IF_ERROR(CheckCreate(options));
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  std::optional<ProgrammeSource> source;
  v1::CreateProgrammeRequest request;
  request.set_parent(names.parent());
  request.set_programme_id(options.id);
  if (options.file.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_programme(), ProgrammeOf(options, names));
  } else {
    ASSIGN_OR_RETURN(source, ReadProgrammeSource(options.file, names));
    *request.mutable_programme() = source->programme;
  }
  request.set_validate_only(options.dry_run);
  request.set_request_id(context.UseRequestId(options.request_id));
  const auto programme =
      context.client.Call<ProgrammeService>(&ProgrammeService::Stub::CreateProgramme, request, kLong);
  if (!programme.ok()) return source ? WithLines(programme.status(), *source) : programme.status();
  context.AnswerOne(FullProgrammeColumns(), *programme);
  context.Note(options.dry_run ? kNothingChanged
                               : absl::StrCat("Started programme ", ShortId(programme->name()),
                                              PeopleOf(" for ", *programme), "."));
  return absl::OkStatus();
}

struct UpdateOptions {
  std::string id, file, name, ends, effective, request_id;
  std::vector<std::string> modules, audience;
  bool dry_run = false;
};

absl::Status FromFlags(const UpdateOptions& options, const Names& names, Context& context,
                       v1::UpdateProgrammeRequest& request) {
  v1::GetProgrammeRequest get;
  get.set_name(request.programme().name());
  ASSIGN_OR_RETURN(Programme programme,
                   context.client.Call<ProgrammeService>(&ProgrammeService::Stub::GetProgramme, get));
  const auto set = [&](const char* field) { request.mutable_update_mask()->add_paths(field); };
  if (!options.name.empty()) {
    programme.set_display_name(options.name);
    set("display_name");
  }
  if (!options.ends.empty()) {
    programme.mutable_calendar()->set_end_date(options.ends);
    set("calendar.end_date");
  }
  for (const std::string& module : options.modules) {
    ASSIGN_OR_RETURN(*programme.add_modules(), names.Module(module));
  }
  if (!options.modules.empty()) set("modules");
  if (!options.audience.empty()) {
    programme.clear_audience();
    set("audience");
  }
  for (const std::string& rule : options.audience) {
    ASSIGN_OR_RETURN(*programme.add_audience(), ParseAudienceRule(rule, names));
  }
  *request.mutable_programme() = std::move(programme);
  if (!request.update_mask().paths().empty()) return absl::OkStatus();
  return UsageError("What is to change? Give --file, --name, --ends, --add-module or --audience.");
}

absl::Status Update(const UpdateOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  std::optional<ProgrammeSource> source;
  v1::UpdateProgrammeRequest request;
  ASSIGN_OR_RETURN(const std::string name, names.Programme(options.id));
  request.mutable_programme()->set_name(name);
  if (options.file.empty()) {
    RETURN_IF_ERROR(FromFlags(options, names, context, request));
  } else {
    ASSIGN_OR_RETURN(source, ReadProgrammeSource(options.file, names));
    *request.mutable_programme() = source->programme;
    request.mutable_programme()->set_name(name);
  }
  request.set_effective_date(options.effective);
  request.set_validate_only(options.dry_run);
  request.set_request_id(context.UseRequestId(options.request_id));
  const auto programme =
      context.client.Call<ProgrammeService>(&ProgrammeService::Stub::UpdateProgramme, request, kLong);
  if (!programme.ok()) return source ? WithLines(programme.status(), *source) : programme.status();
  context.AnswerOne(FullProgrammeColumns(), *programme);
  context.Note(options.dry_run ? kNothingChanged
                               : absl::StrCat("Changed programme ", ShortId(programme->name()),
                                              PeopleOf(": ", *programme), "."));
  return absl::OkStatus();
}

constexpr char kRuleHelp[] =
    "unit=CODE, kind=KIND, group=GROUP, role=PATTERN, person=WHO, computer, except, with commas between: an "
    "engagement must have all of it; kinds, groups and roles may be several";

void AddCreate(Noun& noun) {
  Verb create = noun.AddVerb({"create", "Start a programme; everybody in its audience gets its modules",
                              "programmes create autumn --name \"Hösten 2026\" --module phishing \\\n"
                              "    --audience unit=G,kind=EMPLOYMENT,computer \\\n"
                              "    --audience unit=G,kind=MANDATE,kind=BOARD_SEAT \\\n"
                              "    --opens 2026-11-02 --days 30"});
  auto& options = create.Runs(Create);
  create.Argument(options.id, "ID", "1-40 of a-z, 0-9 and -");
  create.Option(options.file, "--file", "FILE", "The programme in TOML, instead of the flags below");
  create.Option(options.name, "--name", "NAME", "What people call it");
  create.Options(options.modules, "--module", "M", "A module's id, in the order to take them");
  create.Options(options.audience, "--audience", "RULE", kRuleHelp);
  create.Option(options.opens, "--opens", "DATE", "The first day");
  create.Number(options.days, "--days", "Due this many days after opening");
  create.DryRun(options.dry_run);
  create.RequestId(options.request_id);
}

void AddUpdate(Noun& noun) {
  Verb update = noun.AddVerb({"update", "Change a programme; what has been counted stays as it was",
                              "programmes update autumn --file autumn.toml --effective 2027-01-01"});
  auto& options = update.Runs(Update);
  update.Argument(options.id, "ID", "The programme");
  update.Option(options.file, "--file", "FILE", "All of the programme in TOML, instead of the flags below");
  update.Option(options.name, "--name", "NAME", "What people call it");
  update.Option(options.ends, "--ends", "DATE", "The last day");
  update.Options(options.modules, "--add-module", "M", "A module's id, added at the end");
  update.Options(options.audience, "--audience", "RULE", "In place of all rules, as in create");
  update.Option(options.effective, "--effective", "DATE",
                "From when other rules of the audience hold; today without it");
  update.DryRun(options.dry_run);
  update.RequestId(options.request_id);
}

}  // namespace

void AddProgrammeChanges(Noun& noun) {
  AddCreate(noun);
  AddUpdate(noun);
}

}  // namespace nanolearn::cli
