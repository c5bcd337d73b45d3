#include "service/pages/lesson_place.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "service/pages/words_lesson.h"

namespace nanolearn::pages {

Frame LessonFrame(const LessonPlace& place, std::string title, LessonTab tab) {
  const LessonWords& words = LessonWordsOf(place.language);
  const bool is_mine = tab == LessonTab::kMine;
  Frame frame{
      .language = place.language,
      .chosen_language = place.chosen_language,
      .title = std::move(title),
      .organisation = place.organisation,
      .home = place.base,
      .who = place.initials,
      .language_switch = {.languages = place.languages, .action = absl::StrCat(place.base, "/language")},
      .contact_email = place.contact_email,
      .accessibility = absl::StrCat(place.base, "/accessibility"),
      .has_lesson_script = !place.is_preview,
      .has_preview_script = place.is_preview,
      .is_screen = place.is_screen};
  if (place.is_preview) {
    frame.buttons.push_back({words.start_over, absl::StrCat(place.base, "/again"), {}});
    return frame;
  }
  if (is_mine) frame.language_switch.fields.push_back({"page", "mine"});
  frame.navigation = {{words.lesson, place.base, !is_mine},
                      {words.mine, absl::StrCat(place.base, "/mine"), is_mine}};
  if (place.is_screen) frame.buttons.push_back({words.leave, absl::StrCat(place.base, "/leave"), {}});
  return frame;
}

}  // namespace nanolearn::pages
