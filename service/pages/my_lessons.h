#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/base/date.h"
#include "service/pages/lesson_place.h"

namespace nanolearn::pages {

struct MyLessonView {
  std::string assignment;  // what /open takes
  std::string title;
  std::string text_language;  // of the title
  int minutes = 0;
  Date due_date;
  bool is_late = false, is_begun = false, is_upcoming = false;
  std::optional<Date> done_on;
};

struct MyLessonsView {
  std::vector<MyLessonView> open, done;
};
std::string MyLessonsPage(const LessonPlace& place, const MyLessonsView& view);

// The way to another screen.
struct OtherScreenView {
  std::string letters;  // "BCDFGH"
  std::string address;  // of the page to type them on, as one types it: "example.org/k"
  std::string url;      // that opens with the letters; shown as a picture
};
std::string OtherScreenPage(const LessonPlace& place, const OtherScreenView& view);

}  // namespace nanolearn::pages
