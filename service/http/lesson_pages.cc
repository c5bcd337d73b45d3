#include "service/http/lesson_pages.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "service/domain/image_size.h"
#include "service/domain/lesson_flow.h"
#include "service/domain/module_kind.h"
#include "service/http/languages.h"
#include "service/pages/lesson.h"
#include "service/pages/lesson_steps.h"
#include "service/pages/my_lessons.h"

namespace nanolearn::http {
namespace {

using pages::ClosedView;
using pages::LessonPlace;
using pages::LessonReading;

pages::LessonReading ReadingOf(Lessons& lessons, const LessonView& view) {
  const std::string base = LessonPath(view.code);
  return {
      .base = base,
      .kind = view.kind,
      .text = &TextFor(*view.content, view.learner.language),
      .progress = view.progress ? &*view.progress : nullptr,
      .is_done = view.complete_time.has_value(),
      .picture = [&lessons, &view, base](const std::string& file) -> MarkdownTargets::Picture {
        const auto picture = lessons.Picture(view.code, view.revision, file);
        if (!picture.ok()) return {};
        return {absl::StrCat(base, "/pictures/", view.revision, "/", file), ReadImageSize(picture->bytes)};
      }};
}

// What keeps a lesson from being done, if something does.
std::optional<ClosedView::Why> WhyClosed(const LessonView& view) {
  if (view.state == AssignmentState::kWithdrawn) return ClosedView::Why::kWithdrawn;
  if (view.state == AssignmentState::kClosed) return ClosedView::Why::kClosed;
  if (view.kind == kSession) return ClosedView::Why::kSession;
  if (NeedsEvidence(view.kind)) return ClosedView::Why::kElsewhere;
  if (view.state == AssignmentState::kUpcoming) return ClosedView::Why::kUpcoming;
  return std::nullopt;
}

std::string ClosedPageOf(const LessonPlace& place, const LessonReading& reading, const LessonView& view,
                         ClosedView::Why why) {
  ClosedView closed{.why = why,
                    .title = reading.text->title,
                    .text_language = reading.text->language,
                    .open_date = view.assignment.open_date};
  if (NeedsEvidence(view.kind) && view.state != AssignmentState::kWithdrawn) closed.parts = PartsOf(reading);
  return ClosedPage(place, closed);
}

std::string StartPageOf(const LessonPlace& place, const LessonReading& reading, const LessonView& view) {
  using Notice = pages::StartView::Notice;
  const bool is_free = view.state == AssignmentState::kWaived || view.state == AssignmentState::kPaused;
  pages::StartView start{.title = reading.text->title,
                         .text_language = reading.text->language,
                         .minutes = view.content->manifest.minutes,
                         .is_late = view.state == AssignmentState::kOverdue};
  if (!is_free) start.due_date = view.due_date;
  if (view.state == AssignmentState::kWaived) start.notice = Notice::kWaived;
  if (view.state == AssignmentState::kPaused) start.notice = Notice::kPaused;
  return StartPage(place, start);
}

// The most pressing lesson that is left and can be done here.
std::optional<pages::ResultView::Next> NextOf(Lessons& lessons, const LessonView& view) {
  const absl::StatusOr<MyLessons> mine = lessons.Mine(view.code);
  if (!mine.ok()) return std::nullopt;
  for (const MyLesson& lesson : mine->open) {
    const bool can_be_done = lesson.state != AssignmentState::kUpcoming && !NeedsEvidence(lesson.kind);
    if (can_be_done && lesson.assignment_id != view.assignment.id)
      return pages::ResultView::Next{lesson.title, lesson.title_language, FormatId(lesson.assignment_id)};
  }
  return std::nullopt;
}

std::string ResultPageOf(Lessons& lessons, const LessonPlace& place, const LessonReading& reading,
                         const LessonView& view) {
  pages::ResultView result{.title = reading.text->title,
                           .text_language = reading.text->language,
                           .is_acknowledged = IsAcknowledged(view.kind),
                           .next = NextOf(lessons, view)};
  if (view.progress) {
    const std::vector<bool> first = FirstTries(*view.progress);
    result.questions = static_cast<int>(first.size());
    result.right_at_first = static_cast<int>(std::count(first.begin(), first.end(), true));
  } else {
    result.done_before = view.assignment.complete_date;
  }
  if (!NeedsEvidence(view.kind)) result.read_again = StepAddress(reading, 0);
  return ResultPage(place, result);
}

std::string StepPageOf(const LessonPlace& place, const LessonReading& reading, int position,
                       const Request& request) {
  pages::StepView step = ViewOfStep(reading, position);
  step.must_choose = step.way == pages::StepView::Way::kAnswer && !request.Query("choose").empty();
  return StepPage(place, step);
}

}  // namespace

std::string LessonPath(const std::string& code) { return absl::StrCat("/l/", code); }

pages::LessonPlace PlaceOf(const Learner& learner, const std::string& code) {
  return {.language = IsPageLanguage(learner.language) ? learner.language : "sv",
          .organisation = learner.organisation.display_name,
          .contact_email = learner.organisation.contact_email,
          .initials = learner.initials,
          .base = LessonPath(code),
          .is_screen = learner.is_screen};
}

std::string LessonPage(Lessons& lessons, const LessonView& view, const Request& request) {
  const LessonPlace place = PlaceOf(view.learner, view.code);
  const LessonReading reading = ReadingOf(lessons, view);
  int asked = 0;
  if (absl::SimpleAtoi(request.Query("step"), &asked)) {
    if (const std::optional<int> position = ReadablePosition(reading, asked))
      return StepPageOf(place, reading, *position, request);
  }
  if (reading.is_done) return ResultPageOf(lessons, place, reading, view);
  if (const auto why = WhyClosed(view)) return ClosedPageOf(place, reading, view, *why);
  if (!view.progress) return StartPageOf(place, reading, view);
  if (IsFinished(*reading.text, *view.progress)) return LastPressPage(place, ViewOfLastPress(reading));
  return StepPageOf(place, reading, view.progress->position, request);
}

std::string MyLessonsPage(const MyLessons& mine) {
  pages::MyLessonsView view;
  for (const MyLesson& lesson : mine.open) {
    view.open.push_back({.assignment = FormatId(lesson.assignment_id),
                         .title = lesson.title,
                         .text_language = lesson.title_language,
                         .minutes = lesson.minutes,
                         .due_date = lesson.due_date,
                         .is_late = lesson.state == AssignmentState::kOverdue,
                         .is_begun = lesson.is_begun,
                         .is_upcoming = lesson.state == AssignmentState::kUpcoming});
  }
  for (const MyLesson& lesson : mine.done) {
    view.done.push_back({.assignment = FormatId(lesson.assignment_id),
                         .title = lesson.title,
                         .text_language = lesson.title_language,
                         .minutes = lesson.minutes,
                         .due_date = lesson.due_date,
                         .done_on = lesson.complete_date});
  }
  return pages::MyLessonsPage(PlaceOf(mine.learner, mine.code), view);
}

}  // namespace nanolearn::http
