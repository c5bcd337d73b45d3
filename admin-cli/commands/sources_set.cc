#include "admin-cli/commands/sources_set.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/mapping_file.h"
#include "admin-cli/commands/source_output.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/files.h"
#include "admin-cli/renamed_error.h"
#include "nanolearn/v1/source_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Source;
using v1::SourceService;

struct SetOptions {
  std::string source, request_id;
  std::optional<std::string> kind, mapping, owner, prefer, employee_numbers, default_unit;
  std::optional<int> missing_runs, few_leavers, max_leavers, max_unit_leavers, max_week_leavers, max_refused,
      max_rekeyed;
};

// The request says of each setting that was given what it is and that it is meant.
class SettingsRequest {
 public:
  void Text(const std::optional<std::string>& value, const std::string& path,
            void (*set)(Source&, const std::string&)) {
    if (!value) return;
    set(*request.mutable_source(), *value);
    request.mutable_update_mask()->add_paths(path);
  }
  void Guard(const std::optional<int>& value, const std::string& name,
             void (v1::SyncGuards::*set)(google::protobuf::int32)) {
    if (!value) return;
    (request.mutable_source()->mutable_guards()->*set)(*value);
    request.mutable_update_mask()->add_paths("guards." + name);
  }

  v1::UpdateSourceRequest request;
};

absl::Status SetPreferred(const std::string& list, Source& source) {
  for (const absl::string_view word : absl::StrSplit(list, ',', absl::SkipWhitespace())) {
    ASSIGN_OR_RETURN(const auto attribute, ParseEnum<v1::PersonAttribute>(absl::StripAsciiWhitespace(word)));
    source.add_preferred_for(attribute);
  }
  return absl::OkStatus();
}

void SetGuards(const SetOptions& options, SettingsRequest& settings) {
  using G = v1::SyncGuards;
  settings.Guard(options.few_leavers, "few_leavers", &G::set_few_leavers);
  settings.Guard(options.max_leavers, "max_leavers_percent", &G::set_max_leavers_percent);
  settings.Guard(options.max_unit_leavers, "max_unit_leavers_percent", &G::set_max_unit_leavers_percent);
  settings.Guard(options.max_week_leavers, "max_week_leavers_percent", &G::set_max_week_leavers_percent);
  settings.Guard(options.max_refused, "max_refused_percent", &G::set_max_refused_percent);
  settings.Guard(options.max_rekeyed, "max_rekeyed_percent", &G::set_max_rekeyed_percent);
}

// What has to be read or looked up before it is sent.
absl::Status SetLookedUp(const SetOptions& options, const Names& names, SettingsRequest& settings) {
  Source& source = *settings.request.mutable_source();
  auto& mask = *settings.request.mutable_update_mask();
  if (options.kind) {
    ASSIGN_OR_RETURN(const auto kind, ParseEnum<v1::SourceKind>(*options.kind));
    source.set_kind(kind);
    mask.add_paths("kind");
  }
  if (options.mapping) {
    if (!options.mapping->empty()) {
      ASSIGN_OR_RETURN(*source.mutable_mapping(), ReadMappingFile(*options.mapping));
    }
    mask.add_paths("mapping");
  }
  if (options.prefer) {
    RETURN_IF_ERROR(SetPreferred(*options.prefer, source));
    mask.add_paths("preferred_for");
  }
  if (options.default_unit) {
    ASSIGN_OR_RETURN(*source.mutable_default_unit(), names.Unit(*options.default_unit));
    mask.add_paths("default_unit");
  }
  return absl::OkStatus();
}

absl::Status Set(const SetOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  SettingsRequest settings;
  ASSIGN_OR_RETURN(*settings.request.mutable_source()->mutable_name(), names.Source(options.source));
  settings.Text(options.owner, "owner_email", [](Source& s, const std::string& v) { s.set_owner_email(v); });
  settings.Text(options.employee_numbers, "employee_number_source",
                [](Source& s, const std::string& v) { s.set_employee_number_source(v); });
  if (options.missing_runs) {
    settings.request.mutable_source()->set_missing_runs(*options.missing_runs);
    settings.request.mutable_update_mask()->add_paths("missing_runs");
  }
  SetGuards(options, settings);
  RETURN_IF_ERROR(SetLookedUp(options, names, settings));
  if (settings.request.update_mask().paths().empty()) {
    return UsageError(
        "Nothing to set: give at least one of the flags that nanolearn sources set --help shows.");
  }
  settings.request.set_request_id(context.UseRequestId(options.request_id));
  const absl::StatusOr<v1::UpdateSourceResponse> response =
      context.client.Call<SourceService>(&SourceService::Stub::UpdateSource, settings.request);
  if (!response.ok()) {
    // The server knows the mapping by the source's name.
    return WithName(response.status(), absl::StrCat(ShortId(options.source), ".toml"),
                    FileName(options.mapping.value_or("")));
  }
  context.AnswerOne(FullSourceColumns(), response->source());
  context.Note(absl::StrCat("Set up source ", ShortId(response->source().name()), "."));
  return absl::OkStatus();
}

void AddGuards(Verb& set, SetOptions& options) {
  set.Setting(options.max_leavers, "--max-leavers",
              "Hold a run with more leavers, in % of the source's people");
  set.Setting(options.max_unit_leavers, "--max-unit-leavers", "The same for one unit, in % of its people");
  set.Setting(options.max_week_leavers, "--max-week-leavers", "The same for seven days together");
  set.Setting(options.few_leavers, "--few-leavers", "So many leavers in a run are never strange");
  set.Setting(options.max_refused, "--max-refused",
              "Hold a run with more rows that cannot be used, in % of the rows");
  set.Setting(options.max_rekeyed, "--max-rekeyed", "Hold a run with more changed keys, in % of the people");
}

}  // namespace

void AddSourcesSet(Noun& sources) {
  Verb set =
      sources.AddVerb({"set", "Set up a source; makes it when it is missing",
                       "sources set hr --mapping personal.toml --owner hr@alvnas.example --max-leavers 5"});
  auto& options = set.Runs(Set);
  set.Argument(options.source, "SOURCE", "Its name, 1-40 of a-z, 0-9 and -");
  set.Setting(options.kind, "--kind", "KIND", "file, or directory for one that provisions over SCIM");
  set.Setting(options.mapping, "--mapping", "FILE",
              "Which column is what (TOML), for files that come without; '' takes it away");
  set.Setting(options.owner, "--owner", "ADDRESS", "Who is told by mail of a held run; '' for nobody");
  set.Setting(options.missing_runs, "--missing-runs",
              "Runs in a row that somebody is missing from before they count as gone, 1-30");
  AddGuards(set, options);
  set.Setting(options.prefer, "--prefer", "LIST",
              "Speaks first where sources differ: some of name,email,phone; '' for nothing");
  set.Setting(options.employee_numbers, "--employee-numbers", "SOURCE",
              "A directory's employee numbers are this source's keys");
  set.Setting(options.default_unit, "--default-unit", "CODE",
              "For people of a directory whose department is no unit");
  set.RequestId(options.request_id);
}

}  // namespace nanolearn::cli
