#pragma once
// How a lesson goes on: card by card, each question until it is answered right, and done at the end. The same
// on the server and in a preview. No I/O.
//
// Whatever is sent twice, late or out of order changes nothing: what is shown next is always right.

#include <vector>

#include "absl/strings/string_view.h"
#include "service/domain/lesson_progress.h"
#include "service/domain/module.h"

namespace nanolearn {

// A module's text for somebody who reads `language`: in that, else in the module's first language. A module
// has at least one.
const ModuleText& TextFor(const ModuleContent& content, absl::string_view language);

LessonProgress BeginLesson(Id assignment_id, Id attempt, int revision, const ModuleText& text,
                           absl::Time now);

// The step to show: `progress.position`, or null at the end.
const ModuleText::Step* StepShown(const ModuleText& text, const LessonProgress& progress);
// Whether the step that is shown may be left: a card, or a question that is answered right.
bool MayAdvance(const ModuleText& text, const LessonProgress& progress);

// The step at `position` has been seen. Both return whether that changed anything; if so, the update time is
// `now`.
bool Advance(const ModuleText& text, int position, absl::Time now, LessonProgress& progress);
// An answer to the question that is shown, both counted from 0. `tries` is how many the learner had seen when
// answering: a second click on the same page sees as many as the first and counts no more.
bool GiveAnswer(const ModuleText& text, int question, int answer, int tries, absl::Time now,
                LessonProgress& progress);

// All steps have been seen.
bool IsFinished(const ModuleText& text, const LessonProgress& progress);
// Whether it may be completed now: at the end, and of what is not acknowledged there already on its last
// step, where one press does both.
bool MayComplete(absl::string_view kind, const ModuleText& text, const LessonProgress& progress);
// Whether completing it says more than that it was read: that the learner has understood and will follow it.
bool IsAcknowledged(absl::string_view kind);

// For each question whether it was right at first, as a completion is told.
std::vector<bool> FirstTries(const LessonProgress& progress);

}  // namespace nanolearn
