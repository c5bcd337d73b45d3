#pragma once

#include <string>
#include <vector>

#include "service/app/compliance.h"
#include "service/app/compliance_scope.h"
#include "service/app/snapshot_store.h"
#include "service/domain/report_content.h"

namespace nanolearn {

struct AnswersRead {
  bool are_there = false;  // any at all, shown or not
  std::vector<ReportAnswers> shown;
};

// Reads what a report is made of, in one snapshot, from the operations behind `compliance show` and its
// like, as somebody who may not know about individuals: what is hidden there is hidden here.
class ReportReader {
 public:
  // `tx` must outlive the reader.
  ReportReader(const Environment& env, const ReadTransaction& tx, const Organisation& organisation);

  const Organisation& organisation() const { return organisation_; }
  const ReadTransaction& tx() const { return tx_; }

  // UNIT_NOT_FOUND when there is no such unit on the day. An empty code: the root.
  absl::StatusOr<ComplianceScope> Scope(const std::string& unit_code, Date day);
  // The figures of these nodes of the scope's tree.
  absl::StatusOr<std::vector<ReportUnit>> Units(const ComplianceScope& scope, const std::vector<int>& nodes);
  absl::StatusOr<ReportUnit> UnitWithParts(const ComplianceScope& scope, int node);
  // Zero for a unit that there was not on the day.
  absl::StatusOr<ReportUnit> UnitOnEarlierDay(const std::string& unit_code, Date day);

  absl::StatusOr<std::vector<ReportTrendPoint>> Trend(const std::string& unit_code, Date to);
  absl::StatusOr<std::vector<ComplianceChange>> Changes(const std::string& unit_code, Date from, Date to);
  absl::StatusOr<AnswersRead> Answers(const std::string& unit_code, Date from, Date to, bool by_topic,
                                      const std::string& language);
  // The modules or programmes that anybody in one of `entities` is required to, with the figures of each.
  absl::StatusOr<std::vector<ReportSubject>> Subjects(const std::vector<ReportUnit>& entities, Date day,
                                                      ComplianceGrouping by);
  DataAge Age() const { return AgeOf(tx_, organisation_.id); }

 private:
  ComplianceSubject Subject(const std::string& unit_code) const;
  absl::StatusOr<std::vector<ComplianceRow>> Rows(const ComplianceQuery& query);

  const ReadTransaction& tx_;
  const Organisation& organisation_;
  SnapshotStore store_;
  Environment env_;
  Compliance compliance_;
  UnitTrees trees_;
  Caller reader_;      // from whom small groups are hidden
  Caller comparison_;  // who may see what a change is made of, before it is put together
};

}  // namespace nanolearn
