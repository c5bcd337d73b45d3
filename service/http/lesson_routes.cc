#include "service/http/lesson_routes.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/http/form.h"
#include "service/http/lesson_pages.h"
#include "service/http/page_response.h"
#include "service/pages/accessibility.h"

namespace nanolearn::http {
namespace {

constexpr int kMaxNumber = 100000;  // of positions, questions, answers and tries in forms
// A picture of a revision never changes; it is shown to one person, though, by their address.
constexpr char kKeptPrivately[] = "private, max-age=3600";

const std::string& CodeOf(const Request& request) { return request.parameters[0]; }

// A refusal of an operation: whatever is wrong with a link looks the same.
Response Refused(Web& web, const Request& request, const absl::Status& status) {
  return absl::IsNotFound(status) ? LinkGone(web, request) : Refusal(request, status);
}

// What was posted has been done, or could not be done: either way the page that comes shows how the lesson
// stands.
Response BackToLesson(Web& web, const Request& request, const absl::StatusOr<LessonView>& view,
                      absl::string_view query = "") {
  if (view.ok()) return SeeOther(absl::StrCat(LessonPath(view->code), query));
  if (!absl::IsFailedPrecondition(view.status())) return Refused(web, request, view.status());
  const absl::StatusOr<LessonView> as_it_is = web.operations.lessons.Open(CodeOf(request));
  if (!as_it_is.ok()) return Refused(web, request, as_it_is.status());
  return SeeOther(LessonPath(as_it_is->code));
}

Response Show(Web& web, const Request& request) {
  const absl::StatusOr<LessonView> view = web.operations.lessons.Open(CodeOf(request));
  if (!view.ok()) return Refused(web, request, view.status());
  return PageResponse(200, LessonPage(web.operations.lessons, *view, request));
}

Response Mine(Web& web, const Request& request) {
  const absl::StatusOr<MyLessons> mine = web.operations.lessons.Mine(CodeOf(request));
  if (!mine.ok()) return Refused(web, request, mine.status());
  return PageResponse(200, MyLessonsPage(*mine));
}

// The statement of the organisation whose lesson it is.
Response Accessibility(Web& web, const Request& request) {
  const absl::StatusOr<LessonView> view = web.operations.lessons.Open(CodeOf(request));
  if (!view.ok()) return Refused(web, request, view.status());
  const pages::LessonPlace place = PlaceOf(view->learner, view->code);
  pages::Frame frame = LessonFrame(place, "");
  for (pages::NavigationLink& link : frame.navigation) link.is_current = false;
  frame.language_switch.fields = {{"page", "accessibility"}};
  return PageResponse(200, AccessibilityPage(std::move(frame)));
}

Response Picture(Web& web, const Request& request) {
  int revision = 0;
  if (!absl::SimpleAtoi(request.parameters[1], &revision)) return Refusal(request, 404);
  absl::StatusOr<LessonPicture> picture =
      web.operations.lessons.Picture(CodeOf(request), revision, request.parameters[2]);
  if (!picture.ok()) {
    const bool is_link_wrong = DetailsOf(picture.status()).reason == "LINK_NOT_FOUND";
    return is_link_wrong ? LinkGone(web, request) : Refusal(request, picture.status());
  }
  Response response{.content_type = picture->content_type, .body = std::move(picture->bytes)};
  AddPageHeaders(kKeptPrivately, response);
  return response;
}

Response Start(Web& web, const Request& request, const Form&) {
  return BackToLesson(web, request, web.operations.lessons.Start(CodeOf(request)));
}

Response Next(Web& web, const Request& request, const Form& form) {
  const std::optional<int> position = form.Number("position", 0, kMaxNumber);
  if (!position) return Refusal(request, 400);
  return BackToLesson(web, request, web.operations.lessons.Advance(CodeOf(request), *position));
}

Response Answer(Web& web, const Request& request, const Form& form) {
  const std::optional<int> question = form.Number("question", 0, kMaxNumber);
  const std::optional<int> tries = form.Number("tries", 0, kMaxNumber);
  if (!question || !tries) return Refusal(request, 400);
  Lessons& lessons = web.operations.lessons;
  if (!form.Has("answer")) return BackToLesson(web, request, lessons.Open(CodeOf(request)), "?choose=yes");
  const std::optional<int> answer = form.Number("answer", 0, kMaxNumber);
  if (!answer) return Refusal(request, 400);
  return BackToLesson(web, request, lessons.Answer(CodeOf(request), *question, *answer, *tries));
}

Response Complete(Web& web, const Request& request, const Form&) {
  return BackToLesson(web, request, web.operations.lessons.Complete(CodeOf(request)));
}

Response Open(Web& web, const Request& request, const Form& form) {
  const std::optional<Id> assignment = ParseId(form.Get("assignment"));
  if (!assignment) return Refusal(request, 400);
  const absl::StatusOr<std::string> code = web.operations.lessons.MakeLinkTo(CodeOf(request), *assignment);
  return code.ok() ? SeeOther(LessonPath(*code)) : Refused(web, request, code.status());
}

// What the switch stood on, below the lesson's own address.
std::string SamePage(const Form& form) {
  const std::string page = form.Get("page");
  if (page == "mine" || page == "accessibility") return absl::StrCat("/", page);
  const std::optional<int> step = form.Number("step", 1, kMaxNumber);
  return step ? absl::StrCat("?step=", *step) : "";
}

Response SetLanguage(Web& web, const Request& request, const Form& form) {
  const absl::Status status = web.operations.lessons.SetLanguage(CodeOf(request), form.Get("language"));
  if (!status.ok()) return Refused(web, request, status);
  return BackToLesson(web, request, web.operations.lessons.Open(CodeOf(request)), SamePage(form));
}

// Somebody is still before the screen: its link is good for another while.
Response Stay(Web& web, const Request& request, const Form&) {
  constexpr int kNoStep = -1;
  const absl::StatusOr<LessonView> view = web.operations.lessons.Advance(CodeOf(request), kNoStep);
  if (!view.ok()) return Refused(web, request, view.status());
  Response response{.status = 204};
  AddPageHeaders(kNoStore, response);
  return response;
}

using Page = Response (*)(Web&, const Request&);
using Action = Response (*)(Web&, const Request&, const Form&);

void AddPage(Router& router, const std::shared_ptr<Web>& web, const char* pattern, Page page) {
  router.Add({.method = "GET", .pattern = pattern, .handler = [web, page](const Request& request) {
                return page(*web, request);
              }});
}

void AddAction(Router& router, const std::shared_ptr<Web>& web, const char* pattern, Action action) {
  router.Add({.method = "POST",
              .pattern = pattern,
              .handler =
                  [web, action](const Request& request) {
                    const absl::StatusOr<Form> form = ReadForm(request);
                    return form.ok() ? action(*web, request, *form) : Refusal(request, 400);
                  },
              .max_body_bytes = kMaxFormBytes});
}

}  // namespace

void AddLessons(Router& router, std::shared_ptr<Web> web) {
  AddPage(router, web, "/l/{code}", Show);
  AddPage(router, web, "/l/{code}/mine", Mine);
  AddPage(router, web, "/l/{code}/accessibility", Accessibility);
  AddPage(router, web, "/l/{code}/pictures/{revision}/{path}", Picture);
  AddAction(router, web, "/l/{code}/start", Start);
  AddAction(router, web, "/l/{code}/next", Next);
  AddAction(router, web, "/l/{code}/answer", Answer);
  AddAction(router, web, "/l/{code}/complete", Complete);
  AddAction(router, web, "/l/{code}/open", Open);
  AddAction(router, web, "/l/{code}/language", SetLanguage);
  AddAction(router, web, "/l/{code}/stay", Stay);
}

}  // namespace nanolearn::http
