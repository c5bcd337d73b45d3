#pragma once

#include <string>
#include <vector>

#include "service/pages/frame.h"

namespace nanolearn::pages {

// What all pages of a lesson have in common.
struct LessonPlace {
  std::string language;  // of the words: "sv" or "en"
  std::string organisation;
  std::string contact_email;
  std::string initials;    // whose lesson it is
  std::string base;        // "/l/k7mq-2x9d-hj4n-p3ra": forms and links begin with it
  bool is_screen = false;  // others use the screen too
  // A module shown to its author: of one person, who needs no list of lessons.
  bool is_preview = false;
  std::vector<std::string> languages = {"sv", "en"};  // to choose from
  std::string chosen_language;                        // of them; empty: `language`
};

enum class LessonTab { kLesson, kMine };

// The frame of a page of a lesson. `title` is of the window.
Frame LessonFrame(const LessonPlace& place, std::string title, LessonTab tab = LessonTab::kLesson);

}  // namespace nanolearn::pages
