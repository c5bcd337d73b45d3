#include "service/storage/mysql/sync_run_summary.h"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "service/storage/mysql/database_error.h"

namespace nanolearn::mysql {
namespace {

using nlohmann::json;

struct CountName {
  const char* name;
  int SyncCounts::*count;
};

constexpr std::array<CountName, 14> kCounts = {{
    {"rows", &SyncCounts::rows},
    {"rows_refused", &SyncCounts::rows_refused},
    {"people_added", &SyncCounts::people_added},
    {"engagements_added", &SyncCounts::engagements_added},
    {"engagements_changed", &SyncCounts::engagements_changed},
    {"engagements_ended", &SyncCounts::engagements_ended},
    {"engagements_unchanged", &SyncCounts::engagements_unchanged},
    {"joins", &SyncCounts::joins},
    {"returns", &SyncCounts::returns},
    {"leaves", &SyncCounts::leaves},
    {"additions", &SyncCounts::additions},
    {"ends", &SyncCounts::ends},
    {"moves", &SyncCounts::moves},
    {"changes", &SyncCounts::changes},
}};

json Counts(const SyncCounts& counts) {
  json object = {{"missing", counts.missing}};
  for (const auto& [name, count] : kCounts) object[name] = counts.*count;
  return object;
}

// A count that is not there, of a run of an earlier version, is 0.
SyncCounts ReadCounts(const json& object) {
  SyncCounts counts;
  counts.missing = object.value("missing", 0);
  for (const auto& [name, count] : kCounts) counts.*count = object.value(name, 0);
  return counts;
}

json Problem(const RowProblem& problem) {
  return {{"warning", problem.severity == RowProblem::Severity::kWarning},
          {"file", problem.file},
          {"line", problem.line},
          {"column", problem.column},
          {"reason", problem.reason},
          {"found", problem.found},
          {"message", problem.message}};
}

RowProblem ReadProblem(const json& object) {
  return {.severity = object.at("warning").get<bool>() ? RowProblem::Severity::kWarning
                                                       : RowProblem::Severity::kError,
          .file = object.at("file"),
          .line = object.at("line"),
          .column = object.at("column"),
          .reason = object.at("reason"),
          .found = object.at("found"),
          .message = object.at("message")};
}

json Figures(const HoldFigures& figures) {
  json object = {{"part", figures.part},
                 {"whole", figures.whole},
                 {"max_percent", figures.max_percent},
                 {"leavers", figures.leavers},
                 {"units", json::array()},
                 {"more_units", figures.more_units}};
  for (const HoldFigures::Unit& unit : figures.units) {
    object["units"].push_back(
        {{"code", unit.code}, {"name", unit.name}, {"leavers", unit.leavers}, {"people", unit.people}});
  }
  return object;
}

// Runs that were held before there were figures have none.
HoldFigures ReadFigures(const json& reason) {
  const auto object = reason.find("figures");
  if (object == reason.end()) return {};
  HoldFigures figures{.part = object->at("part"),
                      .whole = object->at("whole"),
                      .max_percent = object->at("max_percent"),
                      .leavers = object->at("leavers"),
                      .units = {},
                      .more_units = object->at("more_units")};
  for (const json& unit : object->at("units"))
    figures.units.push_back({unit.at("code"), unit.at("name"), unit.at("leavers"), unit.at("people")});
  return figures;
}

void Read(const json& object, SyncRun& run) {
  run.counts = ReadCounts(object.at("counts"));
  run.approvable = object.at("approvable");
  for (const json& reason : object.at("hold_reasons")) {
    run.hold_reasons.push_back({reason.at("reason"), reason.at("message"), ReadFigures(reason)});
  }
  for (const json& conflict : object.at("conflicts")) {
    run.conflicts.push_back(
        {conflict.at("reason"), conflict.at("person_ids").get<std::vector<Id>>(), conflict.at("message")});
  }
  run.problem_count = object.at("problem_count");
  for (const json& problem : object.at("problems")) run.problems.push_back(ReadProblem(problem));
}

}  // namespace

std::string FormatSyncRunSummary(const SyncRun& run) {
  json object = {{"counts", Counts(run.counts)},       {"approvable", run.approvable},
                 {"hold_reasons", json::array()},      {"conflicts", json::array()},
                 {"problem_count", run.problem_count}, {"problems", json::array()}};
  for (const HoldReason& reason : run.hold_reasons) {
    object["hold_reasons"].push_back(
        {{"reason", reason.reason}, {"message", reason.message}, {"figures", Figures(reason.figures)}});
  }
  for (const SyncConflict& conflict : run.conflicts) {
    object["conflicts"].push_back(
        {{"reason", conflict.reason}, {"person_ids", conflict.person_ids}, {"message", conflict.message}});
  }
  for (const RowProblem& problem : run.problems) object["problems"].push_back(Problem(problem));
  // Text that was cut in the middle of a letter must not lose the whole run.
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

void ParseSyncRunSummary(const std::string& text, SyncRun& run) {
  try {
    Read(json::parse(text), run);
  } catch (const json::exception&) {  // it quotes the text
    throw DatabaseError(0, "the summary of a sync run cannot be read");
  }
}

}  // namespace nanolearn::mysql
