#include "service/app/lesson_reader.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/initials.h"
#include "service/domain/lesson_flow.h"

namespace nanolearn {
namespace {

// Nothing when it is not done.
std::optional<Completion> CompletionOf(const ReadTransaction& tx, Id organisation_id,
                                       const Assignment& assignment) {
  if (!assignment.complete_date) return std::nullopt;
  std::vector<Completion> found = tx.completions().FindByAssignment(organisation_id, {assignment.id});
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

// Whether it was recorded, though the assignment is not done: somebody has taken it back.
bool IsTakenBack(const ReadTransaction& tx, Id organisation_id, const LessonProgress& progress) {
  return !tx.completions().FindByRequest(organisation_id, {RequestIdOf(progress)}).empty();
}

int LatestRevision(const ReadTransaction& tx, Id organisation_id, Id module_id) {
  const std::vector<ModuleSummary> found = tx.modules().FindAll(organisation_id, {module_id});
  return found.empty() ? 0 : found.front().revision;
}

absl::Status Unreadable(const Assignment& assignment, int revision) {
  return MakeError(absl::StatusCode::kInternal,
                   absl::StrCat("revision ", revision, " of the module of the assignment ",
                                FormatId(assignment.id), " cannot be read"),
                   {.reason = "INTERNAL"});
}

}  // namespace

Learner LearnerOf(const OpenedLink& opened) {
  return {
      .organisation = opened.organisation,
      .person_id = opened.person_id,
      .language = opened.contact.language.empty() ? opened.organisation.language : opened.contact.language,
      .is_screen = opened.link.purpose == LinkPurpose::kScreen};
}

std::string InitialsOf(const ReadTransaction& tx, const OpenedLink& opened) {
  const std::vector<AttributeVersion> versions =
      tx.people().AllAttributes(opened.organisation.id, {opened.person_id});
  // Nothing to choose from, for most.
  const std::vector<Source> sources =
      versions.size() > 1 ? tx.sources().List(opened.organisation.id) : std::vector<Source>();
  const PersonAttributes attributes = ChooseAttributes(versions, sources, opened.today);
  return Initials(attributes.given_name, attributes.family_name);
}

absl::StatusOr<LessonView> ViewLesson(const Environment& env, const ReadTransaction& tx, ModuleCache& modules,
                                      const OpenedLink& opened, std::optional<LessonProgress> progress) {
  const Id organisation_id = opened.organisation.id;
  const Assignment& assignment = opened.found.assignment;
  const std::optional<Completion> completion = CompletionOf(tx, organisation_id, assignment);
  if (completion && progress && completion->request_id != RequestIdOf(*progress)) progress.reset();
  const int revision = progress     ? progress->revision
                       : completion ? completion->revision
                                    : LatestRevision(tx, organisation_id, assignment.module_id);
  const std::shared_ptr<const ReadModule> module =
      modules.Of(tx, organisation_id, assignment.module_id, revision);
  if (!module) return Unreadable(assignment, revision);
  LessonView view{.learner = LearnerOf(opened),
                  .code = LinkCode(opened.link, env.keys.InUse()),
                  .assignment = assignment,
                  .state = opened.found.state,
                  .due_date = assignment.due_date,
                  .today = opened.today,
                  .kind = module->content.manifest.kind,
                  .revision = revision,
                  .content = {module, &module->content},
                  .progress = std::move(progress)};
  if (completion) view.complete_time = completion->complete_time;
  const bool is_at_end = view.progress && IsFinished(TextOf(view), *view.progress);
  if (is_at_end && !completion && IsTakenBack(tx, organisation_id, *view.progress)) {
    return ViewLesson(env, tx, modules, opened, std::nullopt);
  }
  return view;
}

std::string RequestIdOf(const LessonProgress& progress) {
  return absl::StrCat("lesson-", FormatId(progress.attempt));
}

const ModuleText& TextOf(const LessonView& view) { return TextFor(*view.content, view.learner.language); }

}  // namespace nanolearn
