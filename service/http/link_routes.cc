#include "service/http/link_routes.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/http/form.h"
#include "service/http/languages.h"
#include "service/http/lesson_pages.h"
#include "service/http/page_response.h"
#include "service/pages/accessibility.h"
#include "service/pages/public_pages.h"

namespace nanolearn::http {
namespace {

// Pages that are the same for everybody.
constexpr char kKeptShort[] = "public, max-age=300";

std::string LanguageOf(const Request& request, const Form& form) {
  const std::string asked = form.Get("lang");
  return IsPageLanguage(asked) ? asked : LanguageOf(request);
}

Response ForEverybody(std::string html) {
  Response response = PageResponse(200, std::move(html), kKeptShort);
  response.headers.push_back({"Vary", "Accept-Language"});
  return response;
}

Response Front(Web&, const Request& request) { return ForEverybody(pages::FrontPage(LanguageOf(request))); }

// Only letters and digits go into the address.
std::string WithoutSeparators(absl::string_view typed) {
  std::string code;
  for (const char c : typed) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)))
      code += absl::ascii_tolower(static_cast<unsigned char>(c));
  }
  return code;
}

// A code, or the letters of a screen, whichever somebody has.
Response TypeCode(Web&, const Request& request) {
  const absl::StatusOr<Form> form = ReadForm(request);
  if (!form.ok()) return Refusal(request, 400);
  // Many paste the whole address.
  const std::string pasted = form->Get("code"), typed = pasted.substr(pasted.rfind('/') + 1);
  if (ParseLinkCode(typed)) return SeeOther(LessonPath(WithoutSeparators(typed)));
  if (const auto letters = ParseScreenCode(typed)) return SeeOther(absl::StrCat("/k/", *letters));
  return PageResponse(400, pages::FrontPage(LanguageOf(request, *form), true));
}

Response AskForAddress(Web&, const Request& request) {
  const std::string language = LanguageOf(request);
  if (!request.Query("sent").empty()) return PageResponse(200, pages::LinkSentPage(language));
  return ForEverybody(pages::AskForLinkPage(language));
}

Response SendLink(Web& web, const Request& request) {
  const absl::StatusOr<Form> form = ReadForm(request);
  if (!form.ok()) return Refusal(request, 400);
  if (!web.link_requests.Spend(request.remote)) return Refusal(request, 429);
  const std::string language = LanguageOf(request, *form), address = form->Get("email");
  const absl::Status status =
      web.operations.learner_links.Request(LinkRequest::Wants::kLessons, address, language);
  if (absl::IsInvalidArgument(status))
    return PageResponse(400, pages::AskForLinkPage(language, address, true));
  if (!status.ok()) return Refusal(request, status);
  return SeeOther(absl::StrCat("/link?sent=yes&lang=", language));
}

Response Accessibility(Web&, const Request& request) {
  return ForEverybody(pages::AccessibilityPage({.language = LanguageOf(request)}));
}

// A form's address that is opened anew, as a phone does that restores its windows: the page that it is below.
Response PageAbove(const Request& request) {
  const absl::string_view path = request.path;
  const absl::string_view above = path.substr(0, path.substr(0, path.size() - 1).rfind('/'));
  return SeeOther(AddressOf(above.empty() ? "/" : above, request.query));
}

// Programs get a sentence, people a page.
Response RefusalOf(const Request& request, int status) {
  const bool is_page = absl::StrContains(request.Header("Accept"), "text/html");
  if (is_page && status == 405 && request.method == "GET") return PageAbove(request);
  if (is_page) return Refusal(request, status);
  return PlainSentence(status);
}

}  // namespace

void AddLinks(Router& router, std::shared_ptr<Web> web) {
  AddPublic(router, web, "GET", "/", Front);
  AddPublic(router, web, "POST", "/code", TypeCode);
  AddPublic(router, web, "GET", "/link", AskForAddress);
  AddPublic(router, web, "POST", "/link", SendLink);
  AddPublic(router, web, "GET", "/accessibility", Accessibility);
  router.AddRefusal("", RefusalOf);
}

}  // namespace nanolearn::http
