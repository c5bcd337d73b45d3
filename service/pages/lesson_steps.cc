#include "service/pages/lesson_steps.h"

#include "absl/strings/str_cat.h"
#include "service/domain/lesson_flow.h"

namespace nanolearn::pages {
namespace {

using Way = StepView::Way;

int Count(const LessonReading& reading) { return static_cast<int>(reading.text->steps.size()); }

// Where the learner is: as many as there are steps at the end, -1 before the start.
int Current(const LessonReading& reading) {
  if (reading.is_done) return Count(reading);
  return reading.progress ? reading.progress->position : -1;
}

bool MayRead(const LessonReading& reading, int position) {
  if (position < 0 || position >= Count(reading) || Current(reading) < 0) return false;
  return !reading.text->steps[position].is_question || position < Current(reading);
}

// A link to a card leads there, if the card may be read.
MarkdownTargets Targets(const LessonReading& reading) {
  return {.picture = reading.picture, .card = [&reading](const std::string& id) -> std::string {
            for (int position = 0; position < Count(reading); ++position) {
              const ModuleText::Step& step = reading.text->steps[position];
              if (step.is_question || reading.text->cards[step.index].id != id) continue;
              return MayRead(reading, position) ? StepAddress(reading, position) : "";
            }
            return "";
          }};
}

Html HtmlOf(const LessonReading& reading, const std::string& markdown) {
  return {MarkdownHtml(markdown, Targets(reading))};
}

// How the learner did; null: not answered, or forgotten.
const QuestionProgress* ProgressOf(const LessonReading& reading, int question) {
  if (!reading.progress || static_cast<size_t>(question) >= reading.progress->questions.size())
    return nullptr;
  const QuestionProgress& progress = reading.progress->questions[question];
  return progress.tries > 0 ? &progress : nullptr;
}

void AddQuestion(const LessonReading& reading, int index, StepView& view) {
  const Question& question = reading.text->questions[index];
  const QuestionProgress* progress = ProgressOf(reading, index);
  const bool is_told = reading.is_done || (progress && progress->right);
  view.is_question = true;
  view.question = index;
  view.tries = progress ? progress->tries : 0;
  view.heading = question.text;
  view.body = HtmlOf(reading, question.body);
  for (size_t i = 0; i < question.answers.size(); ++i) {
    view.answers.push_back({.text = HtmlOf(reading, question.answers[i].text),
                            .is_given = progress && progress->last_answer == static_cast<int>(i),
                            .is_right = is_told && question.answers[i].right});
  }
  if (!progress || static_cast<size_t>(progress->last_answer) >= question.answers.size()) return;
  view.feedback = {progress->right, HtmlOf(reading, question.answers[progress->last_answer].feedback)};
}

// Where the learner is, what leads on.
void SetWay(const LessonReading& reading, int position, StepView& view) {
  view.position = position;
  if (!MayAdvance(*reading.text, *reading.progress)) {
    view.way = Way::kAnswer;
  } else {
    view.way = MayComplete(reading.kind, *reading.text, *reading.progress) ? Way::kDone : Way::kNext;
  }
}

// A step that was seen before, or a card further on that a link has led to.
void SetReading(const LessonReading& reading, int position, StepView& view) {
  view.way = Way::kRead;
  const bool goes_on = MayRead(reading, position + 1) && position + 1 < Current(reading);
  view.next = goes_on ? StepAddress(reading, position + 1) : reading.base;
  view.next_is_lesson = position > Current(reading);
}

}  // namespace

std::string StepAddress(const LessonReading& reading, int position) {
  return absl::StrCat(reading.base, "?step=", position + 1);
}

std::optional<int> ReadablePosition(const LessonReading& reading, int step) {
  if (step < 1 || step > Count(reading) || !MayRead(reading, step - 1)) return std::nullopt;
  return step - 1;
}

StepView ViewOfStep(const LessonReading& reading, int position) {
  const ModuleText::Step& step = reading.text->steps[position];
  StepView view{.title = reading.text->title,
                .text_language = reading.text->language,
                .number = position + 1,
                .count = Count(reading)};
  if (step.is_question) {
    AddQuestion(reading, step.index, view);
  } else {
    view.heading = reading.text->cards[step.index].heading;
    view.body = HtmlOf(reading, reading.text->cards[step.index].body);
  }
  if (position > 0 && MayRead(reading, position - 1)) view.back = StepAddress(reading, position - 1);
  if (position == Current(reading)) {
    SetWay(reading, position, view);
  } else {
    SetReading(reading, position, view);
  }
  return view;
}

LastPressView ViewOfLastPress(const LessonReading& reading) {
  return {.title = reading.text->title,
          .text_language = reading.text->language,
          .is_acknowledged = IsAcknowledged(reading.kind),
          .back = StepAddress(reading, Count(reading) - 1)};
}

std::vector<ClosedView::Part> PartsOf(const LessonReading& reading) {
  std::vector<ClosedView::Part> parts;
  for (const Card& card : reading.text->cards) parts.push_back({card.heading, HtmlOf(reading, card.body)});
  return parts;
}

}  // namespace nanolearn::pages
