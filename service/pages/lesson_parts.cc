#include "service/pages/lesson_parts.h"

#include <ctemplate/template_dictionary.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "service/pages/words_lesson.h"

namespace nanolearn::pages {
namespace {

using ctemplate::TemplateDictionary;
using Way = StepView::Way;

// Beside the answers that were given or are right: a sign and, for those who listen, words.
void AddMark(const LessonWords& words, const AnswerView& answer, TemplateDictionary* one) {
  if (!answer.is_given && !answer.is_right) return;
  TemplateDictionary* mark = one->AddSectionDictionary("MARK");
  mark->SetValue("SIGN", answer.is_right ? "✓" : "✗");
  mark->SetValue("MARK_CLASS", answer.is_right ? "text-good" : "text-bad");
  std::string text = answer.is_right ? words.right_answer : words.wrong;
  if (answer.is_given) absl::StrAppend(&text, ", ", words.your_answer);
  mark->SetValue("MARK_TEXT", text);
}

void AddQuestion(const LessonPlace& place, const LessonWords& words, const StepView& view,
                 TemplateDictionary& page) {
  TemplateDictionary* form = page.AddSectionDictionary("ANSWER_FORM");
  form->SetValue("ACTION", absl::StrCat(place.base, "/answer"));
  form->SetValue("QUESTION", absl::StrCat(view.question));
  form->SetValue("TRIES", absl::StrCat(view.tries));
  form->SetValue("CHOOSE", words.choose);
  form->SetValue("ANSWER", view.tries > 0 ? words.answer_again : words.answer);
  for (size_t i = 0; i < view.answers.size(); ++i) {
    TemplateDictionary* one = form->AddSectionDictionary("CHOICE");
    one->SetValue("VALUE", absl::StrCat(i));
    one->SetValue("TEXT", view.answers[i].text.text);
    if (view.answers[i].is_given) one->ShowSection("CHECKED");
  }
}

void AddAnswered(const LessonWords& words, const StepView& view, TemplateDictionary& page) {
  TemplateDictionary* list = page.AddSectionDictionary("ANSWERED");
  for (const AnswerView& answer : view.answers) {
    TemplateDictionary* one = list->AddSectionDictionary("GIVEN");
    one->SetValue("TEXT", answer.text.text);
    AddMark(words, answer, one);
  }
}

void AddFeedback(const LessonWords& words, const StepView& view, TemplateDictionary& page) {
  if (view.must_choose) page.AddSectionDictionary("MUST_CHOOSE")->SetValue("TEXT", words.choose_first);
  if (!view.feedback) return;
  TemplateDictionary* feedback = page.AddSectionDictionary("FEEDBACK");
  feedback->SetValue("CLASS", view.feedback->is_right ? "good" : "bad");
  feedback->SetValue("SIGN", view.feedback->is_right ? "✓" : "✗");
  feedback->SetValue("WORD", view.feedback->is_right ? words.right : words.wrong);
  feedback->SetValue("TEXT", view.feedback->text.text);
}

void AddForm(const char* action, const char* text, const LessonPlace& place, const StepView& view,
             TemplateDictionary& page) {
  TemplateDictionary* form = page.AddSectionDictionary("NEXT_FORM");
  form->SetValue("ACTION", absl::StrCat(place.base, action));
  form->SetValue("POSITION", absl::StrCat(view.position));
  form->SetValue("NEXT", text);
}

void AddWay(const LessonPlace& place, const LessonWords& words, const StepView& view,
            TemplateDictionary& page) {
  if (!view.back.empty()) {
    TemplateDictionary* back = page.AddSectionDictionary("BACK");
    back->SetValue("BACK_HREF", view.back);
    back->SetValue("BACK_TEXT", words.back);
  }
  if (view.way == Way::kNext) AddForm("/next", words.next, place, view, page);
  if (view.way == Way::kDone) AddForm("/complete", words.done, place, view, page);
  if (view.way == Way::kRead && !view.next.empty()) {
    TemplateDictionary* next = page.AddSectionDictionary("NEXT_LINK");
    next->SetValue("HREF", view.next);
    next->SetValue("NEXT", view.next_is_lesson ? words.back_to_lesson : words.next);
  }
}

}  // namespace

Html StepHtml(const LessonPlace& place, const StepView& view) {
  const LessonWords& words = LessonWordsOf(place.language);
  TemplateDictionary page("step");
  page.SetValue("NUMBER", absl::StrCat(view.number));
  page.SetValue("COUNT", absl::StrCat(view.count));
  page.SetValue("LESSON_TITLE", view.title);
  page.SetValue("STEP", absl::Substitute(words.step, view.number, view.count));
  page.SetValue("TEXT_LANGUAGE", view.text_language);
  page.SetValue("TEXT_DIRECTION", std::string(DirectionOf(view.text_language)));
  page.SetValue("HEADING", view.heading);
  page.SetValue("BODY", view.body.text);
  page.ShowSection(view.way == Way::kAnswer ? "OPEN_QUESTION" : "READING");
  if (view.way == Way::kAnswer) {
    AddQuestion(place, words, view, page);
  } else if (view.is_question) {
    AddAnswered(words, view, page);
  }
  AddFeedback(words, view, page);
  AddWay(place, words, view, page);
  return Fill("step.tpl", page);
}

}  // namespace nanolearn::pages
