#include "service/pages/lesson.h"

#include <ctemplate/template_dictionary.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "service/domain/plain_words.h"
#include "service/pages/lesson_parts.h"
#include "service/pages/words_lesson.h"

namespace nanolearn::pages {
namespace {

using absl::Substitute;
using ctemplate::TemplateDictionary;

void SetTitle(const std::string& title, const std::string& language, TemplateDictionary& page) {
  page.SetValue("TITLE", title);
  page.SetValue("TEXT_LANGUAGE", language);
  page.SetValue("TEXT_DIRECTION", std::string(DirectionOf(language)));
}

void AddNotice(const LessonWords& words, StartView::Notice notice, TemplateDictionary& page) {
  if (notice == StartView::Notice::kNone) return;
  const bool is_waived = notice == StartView::Notice::kWaived;
  TemplateDictionary* section = page.AddSectionDictionary("NOTICE");
  section->SetValue("NOTICE_WORD", is_waived ? words.waived_title : words.paused_title);
  section->SetValue("NOTICE_TEXT", is_waived ? words.waived_text : words.paused_text);
}

const char* BeginWord(const LessonWords& words, const StartView& view) {
  if (view.is_begun) return words.go_on;
  return view.notice == StartView::Notice::kNone ? words.begin : words.do_it_anyway;
}

// The title stands for the lesson in a sentence; quotation marks as the language has them.
std::string Quoted(const LessonPlace& place, const std::string& title) {
  return place.language == "en" ? absl::StrCat("“", title, "”") : absl::StrCat("”", title, "”");
}

std::string ResultText(const LessonPlace& place, const LessonWords& words, const ResultView& view) {
  const std::string title = Quoted(place, view.title);
  if (view.done_before) {
    return Substitute(view.is_acknowledged ? words.acknowledged_on : words.finished_on, title,
                      PlainWords(place.language).Day(*view.done_before));
  }
  return Substitute(view.is_acknowledged ? words.acknowledged_text : words.finished_text, title);
}

void AddTries(const LessonWords& words, const ResultView& view, TemplateDictionary& page) {
  if (view.questions == 0) return;
  const bool is_all = view.right_at_first == view.questions;
  const bool is_one = view.questions == 1;
  const char* const all = is_one ? words.one_first_try : words.all_first_tries;
  const char* const some = is_one ? words.no_first_try : words.first_tries;
  page.AddSectionDictionary("TRIES")->SetValue(
      "TEXT", is_all ? std::string(all) : Substitute(some, view.right_at_first, view.questions));
}

void AddNext(const LessonPlace& place, const LessonWords& words, const ResultView& view,
             TemplateDictionary& page) {
  if (place.is_preview) return;
  page.AddSectionDictionary("MINE")->SetValue("TO_MINE", words.to_mine);
  if (!view.next) {
    page.AddSectionDictionary("NOTHING_LEFT")->SetValue("TEXT", words.nothing_left);
    return;
  }
  TemplateDictionary* next = page.AddSectionDictionary("NEXT");
  next->SetValue("NEXT_HEADING", words.next_title);
  next->SetValue("NEXT_TITLE", view.next->title);
  next->SetValue("TEXT_LANGUAGE", view.next->text_language);
  next->SetValue("ASSIGNMENT", view.next->assignment);
  next->SetValue("OPEN_NEXT", words.open_next);
}

struct ClosedWords {
  const char* title;
  std::string text;
};

ClosedWords WordsFor(const LessonPlace& place, const LessonWords& words, const ClosedView& view) {
  switch (view.why) {
    case ClosedView::Why::kUpcoming:
      return {words.upcoming_title,
              Substitute(words.upcoming_text, PlainWords(place.language).Day(view.open_date))};
    case ClosedView::Why::kWithdrawn:
      return {words.withdrawn_title, words.withdrawn_text};
    case ClosedView::Why::kElsewhere:
      return {words.elsewhere_title, words.elsewhere_text};
    case ClosedView::Why::kSession:
      return {words.elsewhere_title, words.session_text};
    case ClosedView::Why::kClosed:
      break;
  }
  return {words.closed_title, words.closed_text};
}

}  // namespace

std::string StartPage(const LessonPlace& place, const StartView& view) {
  const LessonWords& words = LessonWordsOf(place.language);
  TemplateDictionary page("start");
  SetTitle(view.title, view.text_language, page);
  page.SetValue("BASE", place.base);
  page.SetValue("TAKES", words.takes);
  page.SetValue("MINUTES",
                view.minutes == 1 ? std::string(words.one_minute) : Substitute(words.minutes, view.minutes));
  if (view.due_date) {
    TemplateDictionary* due = page.AddSectionDictionary("DUE");
    due->SetValue("DUE_WORD", words.due);
    due->SetValue("DUE_TEXT", Substitute(view.is_late ? words.was_due_on : words.due_on,
                                         PlainWords(place.language).Day(*view.due_date)));
  }
  if (!place.initials.empty()) {
    TemplateDictionary* whose = page.AddSectionDictionary("WHOSE");
    whose->SetValue("WHOSE_TEXT", Substitute(words.whose, place.initials));
    whose->SetValue("NOT_YOU", place.is_screen ? words.not_you_screen : words.not_you);
  }
  AddNotice(words, view.notice, page);
  page.SetValue("BEGIN", BeginWord(words, view));
  if (!place.is_screen && !place.is_preview)
    page.AddSectionDictionary("OTHER_SCREEN")->SetValue("TEXT", words.other_screen);
  return InFrame(LessonFrame(place, view.title), Fill("start.tpl", page));
}

std::string StepPage(const LessonPlace& place, const StepView& view) {
  const std::string step = Substitute(LessonWordsOf(place.language).step, view.number, view.count);
  Frame frame = LessonFrame(place, absl::StrCat(step, " – ", view.title));
  // Where the learner is needs no address: the lesson opens there.
  if (view.way == StepView::Way::kRead)
    frame.language_switch.fields.push_back({"step", absl::StrCat(view.number)});
  return InFrame(frame, StepHtml(place, view));
}

std::string LastPressPage(const LessonPlace& place, const LastPressView& view) {
  const LessonWords& words = LessonWordsOf(place.language);
  TemplateDictionary page("last press");
  SetTitle(view.title, view.text_language, page);
  page.SetValue("BASE", place.base);
  page.SetValue("HEADING", view.is_acknowledged ? words.acknowledge_title : view.title.c_str());
  if (view.is_acknowledged) {
    page.AddSectionDictionary("TEXT_PART")
        ->SetValue("TEXT", Substitute(words.acknowledge_text, Quoted(place, view.title)));
  }
  page.SetValue("DONE", view.is_acknowledged ? words.acknowledge : words.done);
  if (!view.back.empty()) {
    TemplateDictionary* back = page.AddSectionDictionary("BACK");
    back->SetValue("BACK_HREF", view.back);
    back->SetValue("BACK_TEXT", words.back);
  }
  return InFrame(LessonFrame(place, view.title), Fill("last_press.tpl", page));
}

std::string ResultPage(const LessonPlace& place, const ResultView& view) {
  const LessonWords& words = LessonWordsOf(place.language);
  const bool was_last = !view.next && !view.done_before && !place.is_preview;
  const char* const heading = was_last ? words.finished_last_title : words.finished_title;
  TemplateDictionary page("result");
  page.SetValue("BASE", place.base);
  page.SetValue("HEADING", heading);
  page.SetValue("TEXT", ResultText(place, words, view));
  AddTries(words, view, page);
  AddNext(place, words, view, page);
  if (!view.read_again.empty()) {
    TemplateDictionary* again = page.AddSectionDictionary("AGAIN");
    again->SetValue("AGAIN_HREF", view.read_again);
    again->SetValue("AGAIN_TEXT", words.read_again);
  }
  if (place.is_screen) page.AddSectionDictionary("LEAVE")->SetValue("TEXT", words.leave);
  if (!place.is_screen && !place.is_preview && !view.next)
    page.AddSectionDictionary("CLOSE")->SetValue("TEXT", words.may_close);
  return InFrame(LessonFrame(place, heading), Fill("result.tpl", page));
}

std::string ClosedPage(const LessonPlace& place, const ClosedView& view) {
  const ClosedWords words = WordsFor(place, LessonWordsOf(place.language), view);
  TemplateDictionary page("closed");
  SetTitle(view.title, view.text_language, page);
  page.SetValue("WORD", words.title);
  page.SetValue("TEXT", words.text);
  for (const ClosedView::Part& part : view.parts) {
    TemplateDictionary* one = page.AddSectionDictionary("PART");
    one->SetValue("HEADING", part.heading);
    one->SetValue("BODY", part.body.text);
    one->SetValue("TEXT_LANGUAGE", view.text_language);
    one->SetValue("TEXT_DIRECTION", std::string(DirectionOf(view.text_language)));
  }
  if (!place.is_preview) {
    TemplateDictionary* mine = page.AddSectionDictionary("MINE");
    mine->SetValue("HREF", absl::StrCat(place.base, "/mine"));
    mine->SetValue("TO_MINE", LessonWordsOf(place.language).to_mine);
  }
  return InFrame(LessonFrame(place, view.title), Fill("closed.tpl", page));
}

}  // namespace nanolearn::pages
