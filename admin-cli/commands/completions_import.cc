#include "admin-cli/commands/completions_import.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "absl/types/span.h"
#include "admin-cli/commands/completion_tally.h"
#include "admin-cli/commands/completions_file.h"
#include "admin-cli/commands/mapping_file.h"
#include "admin-cli/commands/person_completions_file.h"
#include "admin-cli/errors.h"
#include "admin-cli/files.h"
#include "admin-cli/progress.h"
#include "nanolearn/v1/completion_service.grpc.pb.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::CompletionService;

constexpr size_t kBatch = 500;
static_assert(kBatch <= limits::kMaxBatchCompletions);

struct ImportOptions {
  std::string file, mapping, source, module, evidence;
};

// Sends the rows in batches; `fill` adds one to a request. Each is answered.
template <typename Row, typename Request, typename Response, typename Fill>
absl::Status SendRows(absl::Span<const Row> rows, const Request& empty,
                      grpc::Status (CompletionService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                      Response*),
                      Fill fill, Context& context, CompletionTally& tally) {
  Progress progress(context.err, context.environment, "Recording completions", rows.size());
  for (size_t sent = 0; sent < rows.size(); sent += kBatch) {
    const absl::Span<const Row> batch = rows.subspan(sent, kBatch);
    Request request = empty;
    for (const Row& row : batch) fill(row, request);
    ASSIGN_OR_RETURN(const Response response, context.client.Call<CompletionService>(method, request, kLong));
    if (response.results_size() != static_cast<int>(batch.size())) {
      return UnexpectedError("The server did not answer for every row.");
    }
    for (size_t i = 0; i < batch.size(); ++i) tally.Add(response.results(i), batch[i].line);
    progress.Set(sent + kBatch);
  }
  return absl::OkStatus();
}

absl::Status ImportAssignments(const std::string& bytes, const ImportOptions& options, const Names& names,
                               Context& context) {
  const std::string name = FileName(options.file);
  ASSIGN_OR_RETURN(const CompletionsFile file, ReadCompletions(bytes, name, names, absl::Now()));
  if (!file.unused.empty()) {
    context.Note(absl::StrCat("Columns left alone: ", absl::StrJoin(file.unused, ", "), "."));
  }
  CompletionTally tally{.file_name = name, .rows = file.rows, .problems = file.problems};
  v1::BatchRecordCompletionsRequest request;
  request.set_parent(names.parent());
  const absl::Status status = SendRows(
      absl::MakeConstSpan(file.good), request, &CompletionService::Stub::BatchRecordCompletions,
      [](const CompletionRow& row, v1::BatchRecordCompletionsRequest& request) {
        *request.add_requests() = row.request;
      },
      context, tally);
  return FinishTally(tally, status, context);
}

absl::StatusOr<CompletionsMapping> MappingOf(const ImportOptions& options) {
  CompletionsMapping mapping;
  if (!options.mapping.empty()) {
    ASSIGN_OR_RETURN(const std::string text, ReadMappingFile(options.mapping));
    ASSIGN_OR_RETURN(mapping, ReadCompletionsMapping(text, FileName(options.mapping)));
  }
  if (!options.source.empty()) mapping.source = options.source;
  if (!options.module.empty()) mapping.one_module = options.module;
  if (!options.evidence.empty()) mapping.all_evidence = options.evidence;
  return mapping;
}

absl::Status ImportPeople(const std::string& bytes, const ImportOptions& options,
                          const CompletionsMapping& mapping, const Names& names, Context& context) {
  const std::string name = FileName(options.file);
  ASSIGN_OR_RETURN(const PersonCompletionsFile file, ReadPersonCompletions(bytes, name, mapping, names));
  CompletionTally tally{.file_name = name, .rows = file.rows, .problems = file.problems};
  v1::ImportCompletionsRequest request;
  request.set_parent(names.parent());
  const absl::Status status = SendRows(
      absl::MakeConstSpan(file.good), request, &CompletionService::Stub::ImportCompletions,
      [](const PersonCompletionRow& row, v1::ImportCompletionsRequest& request) {
        *request.add_completions() = row.completion;
      },
      context, tally);
  return FinishTally(tally, status, context);
}

// Records the completions of a file in batches. A row that is refused is named; the others go in.
absl::Status Import(const ImportOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  ASSIGN_OR_RETURN(const CompletionsMapping mapping, MappingOf(options));
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(options.file, limits::kMaxUploadBytes));
  const bool given = !options.mapping.empty() || !options.source.empty() || !options.module.empty() ||
                     !options.evidence.empty();
  if (given || NamesPeople(bytes, mapping)) return ImportPeople(bytes, options, mapping, names, context);
  return ImportAssignments(bytes, options, names, context);
}

struct AttestOptions {
  std::string module, file, date, leader, source;
  std::vector<std::string> people;
};

absl::StatusOr<PresentFile> PresentOf(const AttestOptions& options) {
  PresentFile present;
  for (const std::string& person : options.people) {
    ASSIGN_OR_RETURN(std::string called, PersonCalled(person, options.source));
    present.good.push_back({++present.rows, std::move(called)});
  }
  if (options.file.empty()) {
    if (present.rows == 0) return UsageError("Who was there? Give a file, or --person.");
    return present;
  }
  if (present.rows > 0) return UsageError("Give either a file or --person.");
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(options.file, limits::kMaxUploadBytes));
  return ReadPresent(bytes, FileName(options.file), options.source);
}

absl::Status Attest(const AttestOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  ASSIGN_OR_RETURN(const PresentFile present, PresentOf(options));
  v1::AttestSessionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_module(), names.Module(options.module));
  request.set_date(options.date);
  request.set_leader(options.leader);
  CompletionTally tally{.file_name = options.file.empty() ? "--person" : FileName(options.file),
                        .rows = present.rows,
                        .problems = present.problems};
  const absl::Status status = SendRows(
      absl::MakeConstSpan(present.good), request, &CompletionService::Stub::AttestSession,
      [](const PresentPerson& person, v1::AttestSessionRequest& request) {
        request.add_people(person.called);
      },
      context, tally);
  return FinishTally(tally, status, context);
}

}  // namespace

void AddImports(Noun& noun) {
  Verb import = noun.AddVerb({"import", "Record the completions of a CSV file",
                              "completions import kurser.csv --mapping kurser.toml --source personal"});
  auto& imported = import.Runs(Import);
  import.Argument(
      imported.file, "FILE",
      "With the column assignment (id or name) and, if wanted, completed_at (as --at of record), "
      "evidence and request_id; or, of what was done elsewhere, person, module, date and evidence. "
      "Importing again changes nothing");
  import.Option(imported.mapping, "--mapping", "FILE", "How the columns are called (TOML)");
  import.Option(imported.source, "--source", "S", "Whose keys the people are named by");
  import.Option(imported.module, "--module", "M", "The module of all rows");
  import.Option(imported.evidence, "--evidence", "TEXT", "Of all rows that have none of their own");

  Verb attest = noun.AddVerb({"attest", "Record who was present at a group session, as its leader attests",
                              "completions attest incident-drill present.csv --date 2026-11-20 \\\n"
                              "    --leader \"Karin Berg\" --source personal"});
  auto& attested = attest.Runs(Attest);
  attest.Argument(attested.module, "MODULE", "A module of kind SESSION");
  attest.Argument(attested.file, "FILE", "With a column person, or a mere list", Need::kOptional);
  attest.Options(attested.people, "--person", "P", "Somebody who was there, instead of a file");
  attest.Option(attested.date, "--date", "DATE", "The day of the session", Need::kRequired);
  attest.Option(attested.leader, "--leader", "NAME", "Who led it", Need::kRequired);
  attest.Option(attested.source, "--source", "S", "Whose keys the people are named by");
}

}  // namespace nanolearn::cli
