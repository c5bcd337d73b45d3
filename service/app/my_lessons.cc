#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "service/app/lesson_reader.h"
#include "service/app/lessons.h"
#include "service/app/person_assignments.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxDone = 50;

// What is still to be done and what is done, each in its order.
void Sort(std::vector<AssignmentOnDay> all, std::vector<AssignmentOnDay>& open,
          std::vector<AssignmentOnDay>& done) {
  for (AssignmentOnDay& one : all) {
    if (one.assignment.complete_date) {
      done.push_back(std::move(one));
    } else if (IsWaiting(one)) {
      open.push_back(std::move(one));
    }
  }
  std::sort(open.begin(), open.end(), IsMorePressing);
  std::sort(done.begin(), done.end(), [](const AssignmentOnDay& a, const AssignmentOnDay& b) {
    return std::pair(*b.assignment.complete_date, b.assignment.id) <
           std::pair(*a.assignment.complete_date, a.assignment.id);
  });
  if (done.size() > kMaxDone) done.resize(kMaxDone);
}

// Puts modules' and learners' facts to assignments.
class MyLessonMaker {
 public:
  MyLessonMaker(const ReadTransaction& tx, ModuleCache& cache, const Learner& learner,
                absl::Span<const AssignmentOnDay> open, absl::Span<const AssignmentOnDay> done)
      : tx_(tx), cache_(cache), learner_(learner) {
    std::vector<Id> modules, ids;
    for (const auto& part : {open, done}) {
      for (const AssignmentOnDay& one : part) modules.push_back(one.assignment.module_id);
    }
    for (const AssignmentOnDay& one : open) ids.push_back(one.assignment.id);
    const Id organisation_id = learner.organisation.id;
    for (ModuleSummary& module : tx.modules().FindAll(organisation_id, modules))
      modules_[module.id] = std::move(module);
    for (const Id id : tx.lessons().Begun(organisation_id, ids)) begun_.insert(id);
  }

  MyLesson Make(const AssignmentOnDay& one) const {
    const ModuleSummary& module = modules_.at(one.assignment.module_id);
    return {.assignment_id = one.assignment.id,
            .state = one.state,
            .due_date = one.assignment.due_date,
            .complete_date = one.assignment.complete_date,
            .title = TitleIn(learner_.language, tx_, cache_, learner_.organisation.id, module),
            .title_language = LanguageOf(module),
            .kind = module.kind,
            .minutes = module.minutes,
            .is_begun = begun_.contains(one.assignment.id)};
  }

 private:
  // Of the title: the learner's, or else the module's first.
  std::string LanguageOf(const ModuleSummary& module) const {
    const std::vector<std::string>& languages = module.languages;
    const bool has = std::find(languages.begin(), languages.end(), learner_.language) != languages.end();
    return has || languages.empty() ? learner_.language : languages.front();
  }

  const ReadTransaction& tx_;
  ModuleCache& cache_;
  const Learner& learner_;
  absl::flat_hash_map<Id, ModuleSummary> modules_;
  absl::flat_hash_set<Id> begun_;
};

}  // namespace

// 9 statements, and one for each title in another than the module's first language that was not read before.
absl::StatusOr<MyLessons> Lessons::Mine(const std::string& code) {
  MyLessons mine;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const OpenedLink opened, OpenLink(env_, tx, code));
    mine = {.learner = LearnerOf(opened),
            .code = LinkCode(opened.link, env_.keys.InUse()),
            .today = opened.today};
    mine.learner.initials = InitialsOf(tx, opened);
    std::vector<AssignmentOnDay> open, done;
    Sort(AssignmentsOf(tx, opened.organisation.id, opened.person_id, opened.today), open, done);
    const MyLessonMaker maker(tx, modules_, mine.learner, open, done);
    for (const AssignmentOnDay& one : open) mine.open.push_back(maker.Make(one));
    for (const AssignmentOnDay& one : done) mine.done.push_back(maker.Make(one));
    return absl::OkStatus();
  }));
  return mine;
}

}  // namespace nanolearn
