#pragma once
// What of a lesson its learner sees, by domain/lesson_flow.h. Pure.

#include <functional>
#include <optional>
#include <string>

#include "service/domain/lesson_progress.h"
#include "service/domain/markdown_html.h"
#include "service/domain/module.h"
#include "service/pages/lesson.h"

namespace nanolearn::pages {

// A lesson in the hands of its learner. What is pointed to outlives it.
struct LessonReading {
  std::string base;  // as LessonPlace::base
  std::string kind;
  const ModuleText* text = nullptr;
  const LessonProgress* progress = nullptr;  // null: not begun, or forgotten
  bool is_done = false;
  std::function<MarkdownTargets::Picture(const std::string& file)> picture;
};

// The step that ?step= asks for, counted from 1, as a position; nothing when it may not be read: a question
// that has not been answered yet, or none.
std::optional<int> ReadablePosition(const LessonReading& reading, int step);

// The step at a position: the one where the learner is, or one to be read again.
StepView ViewOfStep(const LessonReading& reading, int position);

// At the end, with one press left.
LastPressView ViewOfLastPress(const LessonReading& reading);

// The cards of what is done elsewhere.
std::vector<ClosedView::Part> PartsOf(const LessonReading& reading);

// "/l/CODE?step=2" for the position 1.
std::string StepAddress(const LessonReading& reading, int position);

}  // namespace nanolearn::pages
