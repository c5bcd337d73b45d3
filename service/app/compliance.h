#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"
#include "service/domain/compliance.h"

namespace nanolearn {

enum class ComplianceGrouping { kUnit, kKind, kModule };

struct ComplianceQuery {
  std::string organisation;
  std::optional<Date> as_of;
  std::string unit_code;  // empty: the token's unit or the root
  ComplianceGrouping group_by = ComplianceGrouping::kUnit;
  std::string programme;  // slugs; empty: all
  std::string module;
};

struct ComplianceRow {
  std::string unit_code;
  std::string unit_name;
  UnitType unit_type = UnitType::kGroup;
  int depth = 0;
  std::optional<EngagementKind> kind;  // when grouped by kind
  std::string module;                  // slug, when grouped by module
  std::string module_name;
  ComplianceCounts counts;
};

struct ComplianceReport {
  Date as_of;
  std::vector<ComplianceRow> rows;
  std::vector<Source> sources;
  std::optional<absl::Time> last_completion;
  std::string next_page_token;
};

// Figures; the errors are those of compliance_service.proto. Thread-safe.
class Compliance {
 public:
  explicit Compliance(const Environment& env) : env_(env) {}
  absl::StatusOr<ComplianceReport> Query(const Caller& caller, const ComplianceQuery& query,
                                         const PageRequest& page);

 private:
  Environment env_;
};

}  // namespace nanolearn
