#pragma once
// The pages of a lesson: start, steps, end. Each is a whole page that works without JavaScript; forms go to
// LessonPlace::base.

#include <optional>
#include <string>
#include <vector>

#include "service/base/date.h"
#include "service/pages/lesson_place.h"

namespace nanolearn::pages {

struct StartView {
  std::string title;
  std::string text_language;  // of the title
  int minutes = 0;
  std::optional<Date> due_date;
  bool is_late = false;
  bool is_begun = false;
  // What to say above the button, when there is something to say.
  enum class Notice { kNone, kWaived, kPaused };
  Notice notice = Notice::kNone;
};
std::string StartPage(const LessonPlace& place, const StartView& view);

struct AnswerView {
  Html text;
  bool is_given = false;
  bool is_right = false;  // told only once the question has been answered right
};

struct FeedbackView {
  bool is_right = false;
  Html text;
};

// A card, or a question.
struct StepView {
  std::string title;  // of the lesson
  std::string text_language;
  int number = 1, count = 1;
  std::string heading;
  Html body;
  bool is_question = false;
  std::vector<AnswerView> answers;
  std::optional<FeedbackView> feedback;
  int question = 0, tries = 0;  // for the form
  bool must_choose = false;     // sent without an answer

  enum class Way {
    kAnswer,  // the question waits for an answer
    kNext,    // the step is seen by posting
    kDone,    // as kNext, and the lesson is done
    kRead,    // it was seen before: `next` is a link
  };
  Way way = Way::kNext;
  int position = 0;             // posted by kNext
  std::string back, next;       // addresses; empty: there is none
  bool next_is_lesson = false;  // kRead: `next` leads to where the learner was
};
std::string StepPage(const LessonPlace& place, const StepView& view);

// All steps have been seen; one press is left.
struct LastPressView {
  std::string title;
  std::string text_language;
  bool is_acknowledged = false;
  std::string back;
};
std::string LastPressPage(const LessonPlace& place, const LastPressView& view);

struct ResultView {
  std::string title;
  std::string text_language;
  bool is_acknowledged = false;
  std::optional<Date> done_before;        // it was done on an earlier visit
  int questions = 0, right_at_first = 0;  // 0 questions: nothing is said of them
  struct Next {
    std::string title;
    std::string text_language;  // of the title
    std::string assignment;     // what /open takes
  };
  std::optional<Next> next;
  std::string read_again;  // an address; empty: it cannot be read
};
std::string ResultPage(const LessonPlace& place, const ResultView& view);

// A lesson that cannot be done now, or not here.
struct ClosedView {
  enum class Why { kUpcoming, kWithdrawn, kClosed, kElsewhere, kSession };
  Why why = Why::kClosed;
  std::string title;
  std::string text_language;
  Date open_date;  // kUpcoming
  struct Part {
    std::string heading;
    Html body;
  };
  std::vector<Part> parts;  // what there is to read
};
std::string ClosedPage(const LessonPlace& place, const ClosedView& view);

}  // namespace nanolearn::pages
