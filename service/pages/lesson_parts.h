#pragma once

#include "service/pages/lesson.h"

namespace nanolearn::pages {

// What stands in the frame of a step's page.
Html StepHtml(const LessonPlace& place, const StepView& view);

}  // namespace nanolearn::pages
