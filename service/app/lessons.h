#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "service/app/completion_queue.h"
#include "service/app/module_cache.h"
#include "service/domain/assignment.h"
#include "service/domain/learner_link.h"
#include "service/domain/lesson_progress.h"
#include "service/domain/module.h"

namespace nanolearn {

// Whose link it is.
struct Learner {
  Organisation organisation;
  Id person_id = kNoId;
  std::string initials;    // empty where something was changed: nobody is shown that
  std::string language;    // "sv" or "en"
  bool is_screen = false;  // others use the screen too: nothing may stay on it
};

// A lesson as its learner sees it now.
struct LessonView {
  Learner learner;
  std::string code;  // of the link, as we write it
  Assignment assignment;
  AssignmentState state = AssignmentState::kNotYetDue;
  Date due_date;
  Date today;
  std::string kind;  // of the module
  int revision = 0;
  std::shared_ptr<const ModuleContent> content;
  std::optional<LessonProgress> progress;  // nothing: not begun, or forgotten
  std::optional<absl::Time> complete_time;
};

struct MyLesson {
  Id assignment_id = kNoId;
  AssignmentState state = AssignmentState::kNotYetDue;
  Date due_date;
  std::optional<Date> complete_date;
  std::string title;
  std::string title_language;
  std::string kind;
  int minutes = 0;
  bool is_begun = false;
};

struct MyLessons {
  Learner learner;
  std::string code;
  Date today;
  std::vector<MyLesson> open;  // the most pressing first
  std::vector<MyLesson> done;  // the last first, at most 50
};

struct LessonPicture {
  std::string content_type;
  std::string bytes;
};

// What people do with their lessons on the web. How a lesson goes on is in domain/lesson_flow.h. Every call
// takes the code of a link; a code that is wrong, forged, expired or revoked is NOT_FOUND / LINK_NOT_FOUND,
// whichever it is. Only what has a verb of changing in its name changes anything. Thread-safe.
class Lessons {
 public:
  Lessons(const Environment& env, CompletionQueue& queue) : env_(env), queue_(queue) {}

  absl::StatusOr<LessonView> Open(const std::string& code);
  // Begins, or goes on. FAILED_PRECONDITION / ASSIGNMENT_NOT_OPEN, ASSIGNMENT_WITHDRAWN, ASSIGNMENT_CLOSED;
  // NEEDS_EVIDENCE for what is not done here.
  absl::StatusOr<LessonView> Start(const std::string& code);
  // The step at `position` has been seen. One that has been seen already changes nothing. A question must
  // have been answered right first.
  absl::StatusOr<LessonView> Advance(const std::string& code, int position);
  // An answer to a question, both counted from 0. `tries`: how many the learner had seen when answering, so
  // that the same answer sent twice counts once.
  absl::StatusOr<LessonView> Answer(const std::string& code, int question, int answer, int tries);
  // Done: durable when this returns. Again changes nothing. FAILED_PRECONDITION / LESSON_NOT_FINISHED while
  // steps are left; see MayComplete: one press on the last step may do both. Else as Start, and
  // RESOURCE_EXHAUSTED / TOO_BUSY.
  absl::StatusOr<LessonView> Complete(const std::string& code);

  absl::StatusOr<MyLessons> Mine(const std::string& code);
  // The code of a link for another assignment of the same person, good as long as the first. NOT_FOUND /
  // LINK_NOT_FOUND for anybody else's.
  absl::StatusOr<std::string> MakeLinkTo(const std::string& code, Id assignment_id);
  absl::Status SetLanguage(const std::string& code, const std::string& language);
  // A picture of the lesson's revision. NOT_FOUND.
  absl::StatusOr<LessonPicture> Picture(const std::string& code, int revision, const std::string& path);

 private:
  using Body = absl::FunctionRef<absl::Status(WriteTransaction&, LessonView&)>;
  // Runs `body` on the lesson with its progress locked; somebody has come by the link.
  absl::StatusOr<LessonView> Change(const std::string& code, Body body);

  Environment env_;
  CompletionQueue& queue_;
  ModuleCache modules_;
};

}  // namespace nanolearn
