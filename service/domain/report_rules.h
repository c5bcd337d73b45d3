#pragma once
// What a report takes up: which groups are late, what is weak, and what is asked of those who read it.

#include <vector>

#include "absl/types/span.h"
#include "service/domain/report_content.h"

namespace nanolearn {

// Late: a group of which at least one in ten is overdue.
inline constexpr int kLatePercent = 10;
// Weak: what fewer than three in four answered right at the first try.
inline constexpr int kWeakPercent = 75;
// Old: a source without a list for so many days.
inline constexpr int kOldSourceDays = 45;
inline constexpr size_t kMaxLateGroups = 5;  // named
inline constexpr int kMaxWeak = 5;

// The places of the late groups, the latest first; of those that are equally late, the one with more people
// who are.
std::vector<int> LateGroups(absl::Span<const ReportUnit> groups);

// The weak ones, the weakest first; at most kMaxWeak. `answers` holds none that must be hidden: a sum cannot
// tell, since one person may have answered all of it.
std::vector<ReportAnswers> WeakOnes(std::vector<ReportAnswers> answers);

// The reasons of fewer people than `min_group_size` put together, with as many of the next smallest as it
// takes to hide them; nothing when all of them are too few for that. Reasons that change nothing are left
// out.
std::vector<ReportChange> ShownChanges(absl::Span<const ComplianceChange> changes, int min_group_size);

// What is asked of the readers, by what the rest of the content says.
std::vector<ReportAsk> AsksOf(const ReportContent& content);

}  // namespace nanolearn
