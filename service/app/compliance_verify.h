#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/app/access.h"
#include "service/domain/compliance.h"

namespace nanolearn {

// A figure that is not what the facts say.
struct FigureDifference {
  std::string unit_code;
  std::string programme;  // slugs; at most one of them; none: everything
  std::string module;
  std::vector<EngagementKind> kinds;  // of people who have just these in the unit
  Date day;
  Figures kept;
  Figures counted;
};

struct ComplianceVerdict {
  std::vector<Date> days;
  int64_t compared = 0;                        // figures
  int64_t differences = 0;                     // of them
  std::vector<FigureDifference> some_of_them;  // limits::kMaxFigureDifferences at most
};

// Whether the figures that are kept are what the facts say. Thread-safe.
class ComplianceVerifier {
 public:
  explicit ComplianceVerifier(const Environment& env) : env_(env) {}

  // Compares all units, programmes, modules and kinds on these days; without any on today, thirty days from
  // now, the last day of next year and the first days of the last 24 months. It takes as long as reading all
  // assignments does. The errors are those of compliance_service.proto.
  absl::StatusOr<ComplianceVerdict> Verify(const Caller& caller, const std::string& organisation,
                                           std::vector<Date> days);

 private:
  Environment env_;
};

}  // namespace nanolearn
