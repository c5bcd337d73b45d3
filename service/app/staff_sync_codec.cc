#include "service/app/staff_sync_codec.h"

#include <nlohmann/json.hpp>

namespace nanolearn {

using nlohmann::json;

static void to_json(json& j, const RowProblem& p) {
  j = {p.severity == RowProblem::Severity::kError, p.file, p.line, p.column, p.reason, p.found, p.message};
}

static void from_json(const json& j, RowProblem& p) {
  p = {j[0].get<bool>() ? RowProblem::Severity::kError : RowProblem::Severity::kWarning,
       j[1],
       j[2],
       j[3],
       j[4],
       j[5],
       j[6]};
}

std::string EncodeSyncResult(const StaffSyncResult& r) {
  return json({{"effective", FormatDate(r.effective)},
               {"counts",
                {r.rows, r.rows_used, r.rows_refused, r.people_added, r.engagements_added,
                 r.engagements_changed, r.engagements_ended, r.engagements_unchanged, r.problem_count}},
               {"problems", r.problems}})
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

StaffSyncResult DecodeSyncResult(const std::string& text) {
  const json j = json::parse(text);
  const json& n = j["counts"];
  return {ParseDate(j["effective"].get<std::string>()).value_or(kFirstDate),
          n[0],
          n[1],
          n[2],
          n[3],
          n[4],
          n[5],
          n[6],
          n[7],
          n[8],
          j["problems"].get<std::vector<RowProblem>>()};
}

}  // namespace nanolearn
