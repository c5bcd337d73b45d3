#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "service/app/lessons.h"
#include "service/app/opened_link.h"

namespace nanolearn {

// Whose link it is, without initials.
Learner LearnerOf(const OpenedLink& opened);
// 1 or 2 statements.
std::string InitialsOf(const ReadTransaction& tx, const OpenedLink& opened);

// A lesson as its learner sees it, without initials; `progress` is what is stored of the assignment. It is left out where it is
// not of this lesson any more: another completion was recorded, or this one was taken back. 1 statement, one
// more for a revision that was not read before.
absl::StatusOr<LessonView> ViewLesson(const Environment& env, const ReadTransaction& tx, ModuleCache& modules,
                                      const OpenedLink& opened, std::optional<LessonProgress> progress);

// The id under which an attempt is recorded.
std::string RequestIdOf(const LessonProgress& progress);

// The text that the learner reads.
const ModuleText& TextOf(const LessonView& view);

}  // namespace nanolearn
