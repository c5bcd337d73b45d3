#include "service/jobs/sync_report_json.h"

#include <nlohmann/json.hpp>

#include "service/base/error.h"
#include "service/domain/resource_name.h"
#include "service/domain/shown_file_name.h"

namespace nanolearn {
namespace {

using Json = nlohmann::ordered_json;

Json CountsOf(const SyncCounts& c) {
  return {{"rows", c.rows},
          {"rows_used", c.rows_used()},
          {"rows_refused", c.rows_refused},
          {"people_added", c.people_added},
          {"engagements_added", c.engagements_added},
          {"engagements_changed", c.engagements_changed},
          {"engagements_ended", c.engagements_ended},
          {"engagements_unchanged", c.engagements_unchanged},
          {"joins", c.joins},
          {"returns", c.returns},
          {"leaves", c.leaves},
          {"additions", c.additions},
          {"ends", c.ends},
          {"moves", c.moves},
          {"changes", c.changes},
          {"missing", c.missing}};
}

Json ProblemsOf(const SyncRun& run) {
  Json problems = Json::array();
  for (const RowProblem& p : run.problems) {
    problems.push_back({{"severity", p.severity == RowProblem::Severity::kError ? "ERROR" : "WARNING"},
                        {"file", p.file},
                        {"line", p.line},
                        {"column", p.column},
                        {"reason", p.reason},
                        {"found", p.found},
                        {"message", p.message}});
  }
  return problems;
}

Json HoldReasonsOf(const SyncRun& run) {
  Json reasons = Json::array();
  for (const HoldReason& hold : run.hold_reasons) {
    reasons.push_back({{"reason", hold.reason}, {"message", hold.message}});
  }
  return reasons;
}

Json ConflictsOf(const std::string& organisation, const SyncRun& run) {
  Json conflicts = Json::array();
  for (const SyncConflict& conflict : run.conflicts) {
    Json people = Json::array();
    for (const Id id : conflict.person_ids) people.push_back(ResourceName(organisation, "people", id));
    conflicts.push_back({{"reason", conflict.reason}, {"people", people}, {"message", conflict.message}});
  }
  return conflicts;
}

// What is not UTF-8 in a name of a file must not cost the report.
std::string Print(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string SyncReportJson(const std::string& organisation, const SyncRunView& view) {
  const SyncRun& run = view.run;
  return Print({{"organisation", OrganisationName(organisation)},
                {"source", view.source},
                {"file_name", ShownFileName(run.file_name)},
                {"run", ResourceName(organisation, "syncRuns", run.id)},
                {"state", std::string(SyncRunStateName(run.state))},
                {"effective_date", FormatDate(run.effective)},
                {"approvable", run.approvable},
                {"hold_reasons", HoldReasonsOf(run)},
                {"counts", CountsOf(run.counts)},
                {"conflicts", ConflictsOf(organisation, run)},
                {"problem_count", run.problem_count},
                {"problems", ProblemsOf(run)}});
}

std::string FailureReportJson(const std::string& organisation, const std::string& source,
                              const std::string& file_name, const absl::Status& status) {
  return Print(
      {{"organisation", OrganisationName(organisation)},
       {"source", source},
       {"file_name", ShownFileName(file_name)},
       {"state", "FAILED"},
       {"error", {{"reason", DetailsOf(status).reason}, {"message", std::string(status.message())}}}});
}

}  // namespace nanolearn
