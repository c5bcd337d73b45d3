#pragma once
// Lessons as their pages want them.

#include <string>

#include "service/app/lessons.h"
#include "service/http/message.h"
#include "service/pages/lesson_place.h"

namespace nanolearn::http {

// "/l/k7mq-2x9d-hj4n-p3ra".
std::string LessonPath(const std::string& code);

pages::LessonPlace PlaceOf(const Learner& learner, const std::string& code);

// The page of a lesson as it stands: the start, the step that ?step= asks for or else where the learner is,
// the end, or why it cannot be done.
std::string LessonPage(Lessons& lessons, const LessonView& view, const Request& request);

std::string MyLessonsPage(const MyLessons& mine);

}  // namespace nanolearn::http
