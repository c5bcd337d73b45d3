#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "service/base/id.h"

namespace nanolearn {

// How somebody did with one question.
struct QuestionProgress {
  int tries = 0;
  int last_answer = -1;  // counted from 0; -1: none yet
  bool right = false;    // answered right, at some try
  bool right_at_first = false;

  friend bool operator==(const QuestionProgress&, const QuestionProgress&) = default;
};

// How far somebody has come in a lesson. Nobody but the learner sees it; it is forgotten a day after the
// lesson was done.
struct LessonProgress {
  Id assignment_id = kNoId;
  Id attempt = kNoId;  // the completion's request id is made of it
  int revision = 0;    // of the module, from start to end
  int position = 0;    // the step to show next; as many as there are steps: all have been seen
  std::vector<QuestionProgress> questions;  // in the order of the module's questions
  absl::Time start_time;
  absl::Time update_time;

  friend bool operator==(const LessonProgress&, const LessonProgress&) = default;
};

}  // namespace nanolearn
