// What changes a lesson: beginning, going on, answering, finishing.

#include <future>

#include "service/app/lesson_reader.h"
#include "service/app/lessons.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/assignment.h"
#include "service/domain/errors/completion.h"
#include "service/domain/errors/link.h"
#include "service/domain/lesson_flow.h"
#include "service/domain/module_kind.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

// Whether it could be completed today: the same that a completion is refused for, told before anybody has
// read the lesson in vain.
absl::Status CheckMayBeDone(const LessonView& view) {
  const Assignment& assignment = view.assignment;
  const std::string& organisation = view.learner.organisation.slug;
  const std::string name = ResourceName(organisation, "assignments", assignment.id);
  if (view.state == AssignmentState::kUpcoming) {
    return errors::AssignmentNotOpen(name, view.today, assignment.open_date);
  }
  if (view.state == AssignmentState::kClosed) {
    return errors::AssignmentClosed(name, view.today, assignment.close_date.value_or(view.today));
  }
  if (view.state == AssignmentState::kWithdrawn) return errors::AssignmentWithdrawn(name, view.today);
  if (NeedsEvidence(view.kind)) {
    return errors::NeedsEvidence(ResourceName(organisation, "modules", view.content->manifest.id), view.kind);
  }
  return absl::OkStatus();
}

// Whether there is something to go on with.
bool IsUnderWay(const LessonView& view) {
  return view.progress && !view.complete_time && CheckMayBeDone(view).ok();
}

// Waits until it is durable, or refused.
CompletionResult Record(CompletionQueue& queue, const LessonView& view) {
  // Shared: the writer's thread may still be in it when this one has its answer.
  const auto answer = std::make_shared<std::promise<CompletionResult>>();
  std::future<CompletionResult> result = answer->get_future();
  queue.Record(view.learner.organisation,
               {.assignment_id = view.assignment.id,
                .revision = view.revision,
                .request_id = RequestIdOf(*view.progress),
                .first_try = FirstTries(*view.progress),
                .origin = LearnerOrigin(view.learner.person_id)},
               [answer](CompletionResult recorded) { answer->set_value(std::move(recorded)); });
  return result.get();
}

}  // namespace

absl::StatusOr<LessonView> Lessons::Change(const std::string& code, Body body) {
  absl::StatusOr<LessonView> view = absl::UnknownError("not run");
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const OpenedLink opened, OpenLink(env_, tx, code));
    view = ViewLesson(env_, tx, modules_, opened,
                      tx.lessons().Lock(opened.organisation.id, opened.found.assignment.id));
    RETURN_IF_ERROR(view.status());
    RememberVisit(env_, tx, opened);
    return body(tx, *view);
  }));
  return view;
}

absl::StatusOr<LessonView> Lessons::Start(const std::string& code) {
  return Change(code, [&](WriteTransaction& tx, LessonView& view) -> absl::Status {
    if (view.complete_time) return absl::OkStatus();
    RETURN_IF_ERROR(CheckMayBeDone(view));
    if (view.progress) return absl::OkStatus();
    view.progress =
        BeginLesson(view.assignment.id, env_.ids.Next(), view.revision, TextOf(view), env_.clock.Now());
    tx.lessons().Put(view.learner.organisation.id, *view.progress);
    return absl::OkStatus();
  });
}

absl::StatusOr<LessonView> Lessons::Advance(const std::string& code, int position) {
  return Change(code, [&](WriteTransaction& tx, LessonView& view) {
    if (IsUnderWay(view) && nanolearn::Advance(TextOf(view), position, env_.clock.Now(), *view.progress)) {
      tx.lessons().Put(view.learner.organisation.id, *view.progress);
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<LessonView> Lessons::Answer(const std::string& code, int question, int answer, int tries) {
  return Change(code, [&](WriteTransaction& tx, LessonView& view) {
    if (IsUnderWay(view) &&
        GiveAnswer(TextOf(view), question, answer, tries, env_.clock.Now(), *view.progress)) {
      tx.lessons().Put(view.learner.organisation.id, *view.progress);
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<LessonView> Lessons::Complete(const std::string& code) {
  ASSIGN_OR_RETURN(
      const LessonView view, Change(code, [&](WriteTransaction& tx, LessonView& view) -> absl::Status {
        if (view.complete_time) return absl::OkStatus();
        RETURN_IF_ERROR(CheckMayBeDone(view));
        if (!view.progress || !MayComplete(view.kind, TextOf(view), *view.progress)) {
          return errors::LessonNotFinished();
        }
        // The last step, when one press means both.
        if (nanolearn::Advance(TextOf(view), view.progress->position, env_.clock.Now(), *view.progress)) {
          tx.lessons().Put(view.learner.organisation.id, *view.progress);
        }
        return absl::OkStatus();
      }));
  if (view.complete_time) return view;
  RETURN_IF_ERROR(Record(queue_, view).status());
  return Open(code);
}

}  // namespace nanolearn
