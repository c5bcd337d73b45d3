#include "service/app/lessons.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/app/lesson_reader.h"
#include "service/app/person_viewer.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/link.h"

namespace nanolearn {
namespace {

std::string ContentType(const std::string& path) {
  return absl::EndsWith(absl::AsciiStrToLower(path), ".png") ? "image/png" : "image/jpeg";
}

// Whether it is an assignment of whoever has the link, themselves or before they were merged.
bool IsTheirs(const ReadTransaction& tx, const OpenedLink& opened, const Assignment& assignment) {
  return assignment.person_id == opened.person_id ||
         MergedInto(tx, opened.organisation.id, assignment.person_id) == opened.person_id;
}

// One that they have already, good as long as the first: nobody gets more time by going from lesson to
// lesson, and going back and forth makes no heap of links.
std::optional<LearnerLink> SameLinkTo(const ReadTransaction& tx, const LearnerLink& first, Id assignment_id) {
  for (LearnerLink& link : tx.links().OfAssignments(first.organisation_id, {assignment_id})) {
    const bool is_same = link.purpose == first.purpose && link.root == first.root &&
                         link.expire_time == first.expire_time && link.revoke_time == absl::InfiniteFuture();
    if (is_same) return std::move(link);
  }
  return std::nullopt;
}

}  // namespace

// 8 statements at most, one more for a revision that was not read before.
absl::StatusOr<LessonView> Lessons::Open(const std::string& code) {
  absl::StatusOr<LessonView> view = absl::UnknownError("not run");
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const OpenedLink opened, OpenLink(env_, tx, code));
    view = ViewLesson(env_, tx, modules_, opened,
                      tx.lessons().Find(opened.organisation.id, opened.found.assignment.id));
    RETURN_IF_ERROR(view.status());
    view->learner.initials = InitialsOf(tx, opened);
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<std::string> Lessons::MakeLinkTo(const std::string& code, Id assignment_id) {
  LearnerLink link;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const OpenedLink opened, OpenLink(env_, tx, code));
    const auto found = tx.assignments().Find(opened.organisation.id, assignment_id, opened.today);
    if (!found || !IsTheirs(tx, opened, found->assignment)) return errors::LinkNotFound();
    RememberVisit(env_, tx, opened);
    link = opened.link;
    if (assignment_id == opened.link.assignment_id) return absl::OkStatus();
    if (link.purpose == LinkPurpose::kScreen) link.expire_time = env_.clock.Now() + kScreenLinkAge;
    if (auto same = SameLinkTo(tx, link, assignment_id)) {
      link = *std::move(same);
      return absl::OkStatus();
    }
    link.number = NewLinkNumber();
    link.assignment_id = assignment_id;
    link.create_time = env_.clock.Now();
    tx.links().Insert({&link, 1});
    return absl::OkStatus();
  }));
  return LinkCode(link, env_.keys.InUse());
}

absl::Status Lessons::SetLanguage(const std::string& code, const std::string& language) {
  if (language != "sv" && language != "en") return InvalidField("language", "is sv or en");
  return env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const OpenedLink opened, OpenLink(env_, tx, code));
    RememberVisit(env_, tx, opened);
    if (opened.contact.language != language) {
      tx.contacts().SetLanguage(opened.organisation.id, opened.person_id, language);
    }
    return absl::OkStatus();
  });
}

// 4 statements, one more for a revision that was not read before.
absl::StatusOr<LessonPicture> Lessons::Picture(const std::string& code, int revision,
                                               const std::string& path) {
  LessonPicture picture;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const OpenedLink opened, OpenLink(env_, tx, code));
    if (revision < 1) return errors::PictureNotFound();
    const std::shared_ptr<const ReadModule> module =
        modules_.Of(tx, opened.organisation.id, opened.found.assignment.module_id, revision);
    if (!module) return errors::PictureNotFound();
    const auto found = module->pictures.find(path);
    if (found == module->pictures.end()) return errors::PictureNotFound();
    picture = {ContentType(path), found->second};
    return absl::OkStatus();
  }));
  return picture;
}

}  // namespace nanolearn
