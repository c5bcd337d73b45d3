#include "service/domain/lesson_flow.h"

#include "service/domain/module_kind.h"

namespace nanolearn {
namespace {

// More are not told apart: nobody needs them, and what is stored stays short.
constexpr int kMaxTries = 999;

int StepCount(const ModuleText& text) { return static_cast<int>(text.steps.size()); }

// How the learner did with the question that is shown; null when it is another, or none.
QuestionProgress* Shown(const ModuleText& text, int question, LessonProgress& progress) {
  const ModuleText::Step* step = StepShown(text, progress);
  if (!step || !step->is_question || step->index != question) return nullptr;
  return static_cast<size_t>(question) < progress.questions.size() ? &progress.questions[question] : nullptr;
}

}  // namespace

const ModuleText& TextFor(const ModuleContent& content, absl::string_view language) {
  auto text = content.texts.find(std::string(language));
  if (text == content.texts.end() && !content.manifest.languages.empty()) {
    text = content.texts.find(content.manifest.languages.front());
  }
  return text != content.texts.end() ? text->second : content.texts.begin()->second;
}

LessonProgress BeginLesson(Id assignment_id, Id attempt, int revision, const ModuleText& text,
                           absl::Time now) {
  return {.assignment_id = assignment_id,
          .attempt = attempt,
          .revision = revision,
          .questions = std::vector<QuestionProgress>(text.questions.size()),
          .start_time = now,
          .update_time = now};
}

const ModuleText::Step* StepShown(const ModuleText& text, const LessonProgress& progress) {
  return progress.position < StepCount(text) ? &text.steps[progress.position] : nullptr;
}

bool MayAdvance(const ModuleText& text, const LessonProgress& progress) {
  const ModuleText::Step* step = StepShown(text, progress);
  if (!step) return false;
  if (!step->is_question) return true;
  return static_cast<size_t>(step->index) < progress.questions.size() &&
         progress.questions[step->index].right;
}

bool Advance(const ModuleText& text, int position, absl::Time now, LessonProgress& progress) {
  if (position != progress.position || !MayAdvance(text, progress)) return false;
  ++progress.position;
  progress.update_time = now;
  return true;
}

bool GiveAnswer(const ModuleText& text, int question, int answer, int tries, absl::Time now,
                LessonProgress& progress) {
  QuestionProgress* shown = Shown(text, question, progress);
  if (!shown || shown->right || tries != shown->tries) return false;
  const std::vector<Answer>& answers = text.questions[question].answers;
  if (answer < 0 || static_cast<size_t>(answer) >= answers.size()) return false;
  shown->right = answers[answer].right;
  if (shown->tries == 0) shown->right_at_first = shown->right;
  if (shown->tries < kMaxTries) ++shown->tries;
  shown->last_answer = answer;
  progress.update_time = now;
  return true;
}

bool IsFinished(const ModuleText& text, const LessonProgress& progress) {
  return progress.position >= StepCount(text);
}

bool MayComplete(absl::string_view kind, const ModuleText& text, const LessonProgress& progress) {
  if (NeedsEvidence(kind)) return false;
  if (IsFinished(text, progress)) return true;
  return !IsAcknowledged(kind) && progress.position == StepCount(text) - 1 && MayAdvance(text, progress);
}

bool IsAcknowledged(absl::string_view kind) { return kind == kPolicy; }

std::vector<bool> FirstTries(const LessonProgress& progress) {
  std::vector<bool> first;
  for (const QuestionProgress& question : progress.questions) first.push_back(question.right_at_first);
  return first;
}

}  // namespace nanolearn
