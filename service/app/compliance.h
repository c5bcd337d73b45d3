#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"
#include "service/app/unit_trees.h"
#include "service/domain/compliance.h"
#include "service/domain/compliance_change.h"
#include "service/domain/role_group.h"

namespace nanolearn {

enum class ComplianceGrouping { kUnit, kKind, kModule, kProgramme, kRole, kRoleGroup, kManager, kTopic };

// What every question about figures names.
struct ComplianceSubject {
  std::string organisation;
  std::string unit_code;  // empty: the token's unit or the root
  std::string programme;  // slugs; empty: all
  std::string module;
};

struct ComplianceQuery : ComplianceSubject {
  std::optional<Date> as_of;  // today when absent
  ComplianceGrouping group_by = ComplianceGrouping::kUnit;
  bool children_only = false;  // by unit: the unit and those right below it
};

struct ComplianceRow {
  std::string unit_code;
  std::string unit_name;
  UnitType unit_type = UnitType::kGroup;
  int depth = 0;
  // As grouped by:
  std::optional<EngagementKind> kind;
  std::string module;  // slug
  std::string module_name;
  std::string programme;  // slug
  std::string programme_name;
  std::string role;
  std::optional<RoleGroup> role_group;
  Id manager_id = kNoId;  // kNoId: none, or a protected identity
  std::string manager_name;
  std::string topic;

  ComplianceCounts counts;
  bool hidden = false;     // all counts are 0
  bool is_coarse = false;  // employees, elected and assignments are not for the caller
};

// How fresh the figures are.
struct DataAge {
  std::vector<Source> sources;
  std::optional<absl::Time> last_completion;
};

struct ComplianceReport {
  Date as_of;
  std::string parent_code, parent_name;  // above the unit asked about; empty: none that the caller sees
  std::vector<ComplianceRow> rows;
  DataAge age;
  std::string next_page_token;
  int unreachable = 0;  // people of the unit who are not reached by mail; 0 for another day than today
};

enum class TrendPeriod { kWeek, kMonth };

struct TrendQuery : ComplianceSubject {
  TrendPeriod period = TrendPeriod::kMonth;
  std::optional<Date> to;    // a day of the last period; today when absent
  std::optional<Date> from;  // a day of the first period; `count` decides when absent
  int count = 0;             // kDefaultTrendPoints when 0
};

struct ComplianceTrend {
  std::string unit_code, unit_name;
  struct Point {
    Date day;
    ComplianceRow row;
  };
  std::vector<Point> points;
  DataAge age;
};

struct ComparisonQuery : ComplianceSubject {
  Date from;
  std::optional<Date> to;  // today when absent
};

struct ComplianceComparison {
  Date from, to;
  ComplianceRow before, after;
  std::vector<ComplianceChange> changes;  // without reasons that nobody has
  DataAge age;
};

struct LateQuery : ComplianceSubject {
  std::optional<Date> as_of;       // today when absent
  std::vector<Id> assignment_ids;  // of these alone; empty: of all
};

struct LateRow {
  Assignment assignment;
  Date due_date;  // as it was on the day
  std::string person_name;
  std::string module, module_name, programme;  // slugs
};

struct LateList {
  Date as_of;
  std::vector<LateRow> rows;
  int protected_left_out = 0;  // assignments; 0 where a number could point out somebody
  DataAge age;
  std::string next_page_token;
};

struct WeakQuery {
  std::string organisation;
  std::string unit_code;
  std::string module;
  std::optional<Date> from, to;  // whole months
  bool by_topic = false;
  std::string language;
};

struct WeakRow {
  std::string module, module_name;
  int revision = 0;
  int question = 0;  // 0: by topic
  std::string text;
  std::vector<std::string> topics;
  int answered = 0;
  int right_at_first = 0;
  bool hidden = false;
};

struct WeakReport {
  Date from, to;
  std::vector<WeakRow> rows;
  DataAge age;
};

// Figures; the errors are those of compliance_service.proto. Thread-safe.
class Compliance {
 public:
  static constexpr int kDefaultTrendPoints = 12;
  static constexpr int kMaxTrendPoints = 400;

  explicit Compliance(const Environment& env) : env_(env) {}

  absl::StatusOr<ComplianceReport> Query(const Caller& caller, const ComplianceQuery& query,
                                         const PageRequest& page);
  absl::StatusOr<ComplianceTrend> Trend(const Caller& caller, const TrendQuery& query);
  absl::StatusOr<ComplianceComparison> Compare(const Caller& caller, const ComparisonQuery& query);
  absl::StatusOr<LateList> Late(const Caller& caller, const LateQuery& query, const PageRequest& page);
  absl::StatusOr<WeakReport> WeakQuestions(const Caller& caller, const WeakQuery& query);

 private:
  Environment env_;
  UnitTrees trees_;
};

}  // namespace nanolearn
