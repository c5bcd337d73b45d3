#pragma once
// Sentences on why an assignment has its dates and stands as it does.

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/assignment.h"
#include "service/domain/assignment_plan.h"
#include "service/domain/unit_tree.h"

namespace nanolearn {

// Whose dates they are.
struct ReasonScene {
  const Programme& programme;
  absl::Span<const Engagement> engagements;
  const UnitHistory& units;
  bool hide = false;  // the identity is protected, and a rule or an engagement would tell where they are
};

// A sentence for each step, in order; of what the roster did also which rule and engagement it was.
std::vector<std::string> ReasonSentences(absl::Span<const DateReason> reasons, const ReasonScene& scene);

// Why it stands so on the day.
std::vector<std::string> StateSentences(const AssignmentHistory& history, AssignmentState state, Date day);

}  // namespace nanolearn
