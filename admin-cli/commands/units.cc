#include "admin-cli/commands/units.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/files.h"
#include "admin-cli/paging.h"
#include "admin-cli/row_problems.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/unit_service.grpc.pb.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::ImportUnitsResponse;
using v1::Unit;
using v1::UnitService;

constexpr size_t kMaxFileBytes = limits::kMaxMessageBytes - 4096;  // room for the rest of the message

const ColumnsOf<Unit>& Columns() {
  static const auto* const kColumns = new ColumnsOf<Unit>{
      {{"unit", "Unit"}, [](const Unit& u) { return u.code(); }},
      {{"name", "Name", Type::kText, Shown::kNotInTable}, [](const Unit& u) { return u.display_name(); }},
      {{"name", "Name", Type::kText, Shown::kInTable},
       [](const Unit& u) { return std::string(2 * u.depth(), ' ') + u.display_name(); }},
      {{"type", "Type", Type::kEnum}, [](const Unit& u) { return EnumText(u.type()); }},
      {{"parent", "Above"}, [](const Unit& u) { return Optional(ShortId(u.parent())); }},
      {{"depth", "Depth", Type::kNumber, Shown::kInData}, [](const Unit& u) { return u.depth(); }},
      {{"valid_from", "From"}, [](const Unit& u) { return Optional(u.valid_from()); }},
      {{"valid_until", "Until"}, [](const Unit& u) { return Optional(u.valid_until()); }}};
  return *kColumns;
}

const ColumnsOf<ImportUnitsResponse>& ImportColumns() {
  static const auto* const kColumns = new ColumnsOf<ImportUnitsResponse>{
      {{"added", "Added"}, [](const ImportUnitsResponse& r) { return r.added(); }},
      {{"changed", "Changed"}, [](const ImportUnitsResponse& r) { return r.changed(); }},
      {{"closed", "Closed"}, [](const ImportUnitsResponse& r) { return r.closed(); }},
      {{"unchanged", "Unchanged"}, [](const ImportUnitsResponse& r) { return r.unchanged(); }},
      {{"problems", "Problems", Type::kText, Shown::kInData},
       [](const ImportUnitsResponse& r) { return RecordsOf(r.problems()); }}};
  return *kColumns;
}

struct ImportOptions {
  std::string file, effective, request_id;
  bool dry_run = false;
  bool replay = false;
  bool close_many = false;
};

absl::Status Import(const ImportOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ImportUnitsRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(*request.mutable_content(), ReadFile(options.file, kMaxFileBytes));
  request.set_file_name(FileName(options.file));
  request.set_effective_date(options.effective);
  request.set_validate_only(options.dry_run);
  request.set_replay(options.replay);
  request.set_close_many(options.close_many);
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(const ImportUnitsResponse response,
                   context.client.Call<UnitService>(&UnitService::Stub::ImportUnits, request, kLong));
  context.AnswerOne(ImportColumns(), response);
  PrintRowProblems(response.problems(), response.problems_size(), context);
  if (options.dry_run) context.Note(kNothingChanged);
  return absl::OkStatus();
}

struct ListOptions {
  std::string date;
  int limit = 0;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListUnitsRequest request;
  request.set_parent(names.parent());
  request.set_date(options.date);
  ASSIGN_OR_RETURN(const auto units, ListAll<UnitService>(context, &UnitService::Stub::ListUnits, request,
                                                          &v1::ListUnitsResponse::units, options.limit));
  context.AnswerList(Columns(), units,
                     "There is no unit on that day. Bring them in with nanolearn units import.");
  return absl::OkStatus();
}

}  // namespace

void AddUnits(CommandLine& line) {
  Noun noun = line.AddNoun("units", "The organisation's tree");

  Verb import = noun.AddVerb({"import", "Make the tree equal to a file (CSV with code, name, parent, type)",
                              "units import organisation.csv --effective 2026-11-01 --dry-run"});
  auto& imported = import.Runs(Import);
  import.Argument(imported.file, "FILE", "All units; a unit that is not in it is closed");
  import.Option(imported.effective, "--effective", "DATE",
                "From this day; from the beginning for the first import, then today");
  import.Flag(imported.replay, "--replay",
              "Allow a day before the last: the file says what was so until the next one");
  import.Flag(imported.close_many, "--close-many",
              "Allow a file that closes more than 10 units and more than half of all");
  import.DryRun(imported.dry_run);
  import.RequestId(imported.request_id);

  Verb list = noun.AddVerb({"list", "List the tree", "units list --date 2026-11-23"});
  auto& listed = list.Runs(List);
  list.Option(listed.date, "--date", "DATE", "As it was on this day; today without it");
  list.Limit(listed.limit);
}

}  // namespace nanolearn::cli
