#include "service/http/kiosk_routes.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/http/form.h"
#include "service/http/languages.h"
#include "service/http/lesson_pages.h"
#include "service/http/page_response.h"
#include "service/pages/my_lessons.h"
#include "service/pages/public_pages.h"

namespace nanolearn::http {
namespace {

// As one types it.
std::string AddressOf(absl::string_view url) {
  absl::ConsumePrefix(&url, "https://");
  absl::ConsumePrefix(&url, "http://");
  return absl::StrCat(url, "/k");
}

// The letters are shown by the answer itself: they are kept nowhere that a GET could read them from.
Response GiveLetters(Web& web, const Request& request) {
  const std::string& code = request.parameters[0];
  const absl::StatusOr<LessonView> view = web.operations.lessons.Open(code);
  const absl::StatusOr<std::string> letters =
      view.ok() ? web.operations.learner_links.MakeScreenCode(code) : view.status();
  if (absl::IsNotFound(letters.status())) return LinkGone(web, request);
  if (!letters.ok()) return Refusal(request, letters.status());
  const std::string& url = web.operations.env.public_url;
  return PageResponse(
      200, OtherScreenPage(
               PlaceOf(view->learner, view->code),
               {.letters = *letters, .address = AddressOf(url), .url = absl::StrCat(url, "/k/", *letters)}));
}

Response WrongLetters(Web& web, const Request& request, const std::string& language) {
  if (!web.wrong_letters.Spend(request.remote)) return Refusal(request, 429);
  // Whose they would have been nobody knows.
  web.operations.access_log.Refused(kNoId, {.channel = AuditChannel::kHttp, .address = request.remote},
                                    {.action = "TakeScreenCode", .details = {{"reason", "UNKNOWN"}}});
  return PageResponse(404, pages::ScreenCodePage(language, true));
}

Response AskForLetters(Web&, const Request& request) {
  return PageResponse(200, pages::ScreenCodePage(LanguageOf(request)));
}

Response AskToOpen(Web& web, const Request& request) {
  if (web.wrong_letters.IsSpent(request.remote)) return Refusal(request, 429);
  const std::string language = LanguageOf(request);
  const std::optional<std::string> letters = ParseScreenCode(request.parameters[0]);
  if (!letters) return WrongLetters(web, request, language);
  const absl::StatusOr<bool> leads_somewhere = web.operations.learner_links.IsScreenCode(*letters);
  if (!leads_somewhere.ok()) return Refusal(request, leads_somewhere.status());
  if (!*leads_somewhere) return WrongLetters(web, request, language);
  return PageResponse(200, pages::ScreenConfirmPage(language, *letters));
}

Response TakeLetters(Web& web, const Request& request) {
  const absl::StatusOr<Form> form = ReadForm(request);
  if (!form.ok()) return Refusal(request, 400);
  if (web.wrong_letters.IsSpent(request.remote)) return Refusal(request, 429);
  const std::string asked = form->Get("lang"), language = IsPageLanguage(asked) ? asked : LanguageOf(request);
  const std::optional<std::string> letters = ParseScreenCode(form->Get("letters"));
  if (!letters) return WrongLetters(web, request, language);
  const absl::StatusOr<std::string> code = web.operations.learner_links.TakeScreenCode(*letters);
  if (absl::IsNotFound(code.status())) return WrongLetters(web, request, language);
  return code.ok() ? SeeOther(LessonPath(*code)) : Refusal(request, code.status());
}

// Also for a link that is over already.
Response Leave(Web& web, const Request& request) {
  const absl::Status status = web.operations.learner_links.Leave(request.parameters[0]);
  if (!status.ok() && !absl::IsNotFound(status)) return Refusal(request, status);
  Response response = SeeOther("/k");
  response.headers.push_back({"Clear-Site-Data", "\"cache\", \"storage\""});
  return response;
}

}  // namespace

void AddKiosk(Router& router, std::shared_ptr<Web> web) {
  AddPublic(router, web, "POST", "/l/{code}/screen", GiveLetters);
  AddPublic(router, web, "POST", "/l/{code}/leave", Leave);
  AddPublic(router, web, "GET", "/k", AskForLetters);
  AddPublic(router, web, "GET", "/k/{letters}", AskToOpen);
  AddPublic(router, web, "POST", "/k", TakeLetters);
}

}  // namespace nanolearn::http
