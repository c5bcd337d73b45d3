#include "service/pages/my_lessons.h"

#include <ctemplate/template_dictionary.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/substitute.h"
#include "service/domain/plain_words.h"
#include "service/pages/qr_picture.h"
#include "service/pages/words_lesson.h"

namespace nanolearn::pages {
namespace {

using absl::Substitute;
using ctemplate::TemplateDictionary;

// "1 minut · klar senast den 3 mars 2026 · påbörjad".
std::string Facts(const LessonPlace& place, const LessonWords& words, const MyLessonView& lesson) {
  const PlainWords plain(place.language);
  if (lesson.done_on) return Substitute(words.done_on, plain.Day(*lesson.done_on));
  std::vector<std::string> facts = {lesson.minutes == 1 ? std::string(words.one_minute)
                                                        : Substitute(words.minutes, lesson.minutes)};
  facts.push_back(Substitute(words.due_in_list, plain.Day(lesson.due_date)));
  if (lesson.is_begun) facts.push_back(words.begun);
  if (lesson.is_upcoming) facts.push_back(words.upcoming);
  return absl::StrJoin(facts, " · ");
}

void AddLesson(const LessonPlace& place, const LessonWords& words, const MyLessonView& lesson,
               TemplateDictionary* one) {
  one->SetValue("TITLE", lesson.title);
  one->SetValue("TEXT_LANGUAGE", lesson.text_language);
  one->SetValue("FACTS", Facts(place, words, lesson));
  if (lesson.is_late) one->AddSectionDictionary("LATE")->SetValue("LATE_WORD", words.late);
  if (lesson.is_upcoming) return;
  TemplateDictionary* form = one->AddSectionDictionary("OPEN_FORM");
  form->SetValue("ASSIGNMENT", lesson.assignment);
  form->SetValue("OPEN", words.open);
}

void AddLessons(const LessonPlace& place, const LessonWords& words, const std::vector<MyLessonView>& lessons,
                const char* list, const char* item, TemplateDictionary& page) {
  if (lessons.empty()) return;
  TemplateDictionary* section = page.AddSectionDictionary(list);
  for (const MyLessonView& lesson : lessons)
    AddLesson(place, words, lesson, section->AddSectionDictionary(item));
}

}  // namespace

std::string MyLessonsPage(const LessonPlace& place, const MyLessonsView& view) {
  const LessonWords& words = LessonWordsOf(place.language);
  TemplateDictionary page("mine");
  page.SetValue("BASE", place.base);
  page.SetValue("MINE", words.mine);
  page.SetValue("TO_DO", words.to_do);
  if (view.open.empty()) page.AddSectionDictionary("NOTHING")->SetValue("TEXT", words.nothing_to_do);
  AddLessons(place, words, view.open, "OPEN_LIST", "OPEN_LESSON", page);
  page.SetValue("DONE_HEADING", words.done_list);
  AddLessons(place, words, view.done, "DONE_LIST", "DONE_LESSON", page);
  if (!place.is_screen) page.AddSectionDictionary("OTHER_SCREEN")->SetValue("TEXT", words.other_screen);
  return InFrame(LessonFrame(place, words.mine, LessonTab::kMine), Fill("my_lessons.tpl", page));
}

std::string OtherScreenPage(const LessonPlace& place, const OtherScreenView& view) {
  const LessonWords& words = LessonWordsOf(place.language);
  TemplateDictionary page("other screen");
  page.SetValue("HEADING", words.screen_title);
  page.SetValue("TEXT", words.screen_text);
  page.SetValue("WHERE", Substitute(words.screen_where, view.address));
  page.SetValue("LETTERS", view.letters);
  page.SetValue("ONCE", words.screen_once);
  page.SetValue("BASE", place.base);
  page.SetValue("BACK", words.back_here);
  if (const Html picture = QrPicture(view.url); !picture.text.empty()) {
    TemplateDictionary* section = page.AddSectionDictionary("PICTURE");
    section->SetValue("PICTURE_TEXT", words.screen_picture);
    section->SetValue("SVG", picture.text);
    section->SetValue("URL", view.url);
  }
  return InFrame(LessonFrame(place, words.screen_title), Fill("other_screen.tpl", page));
}

}  // namespace nanolearn::pages
