#include "service/http/sign_in_routes.h"

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/http/csrf.h"
#include "service/http/form.h"
#include "service/http/languages.h"
#include "service/http/page_response.h"
#include "service/http/refused_sign_in.h"
#include "service/base/error.h"
#include "service/base/rate_limit.h"
#include "service/http/session_cookie.h"
#include "service/http/signed_in.h"
#include "service/http/web.h"
#include "service/pages/sign_in.h"

namespace nanolearn::http {
namespace {

using pages::SignInProblem;

struct SignInState {
  explicit SignInState(Operations& operations)
      : operations(operations),
        requests(operations.env.clock, 100, absl::Seconds(2)),
        wrong_links(operations.env.clock, 60, absl::Seconds(2)) {}

  Operations& operations;
  RateLimit requests;
  RateLimit wrong_links;
};

// With a button for the identity provider of the organisation, when it has one.
std::string AskPage(SignInState& state, const std::string& language, SignInProblem problem,
                    const std::string& address = "", const std::string& organisation = "") {
  const absl::StatusOr<std::optional<SignInProvider>> provider =
      state.operations.oidc_sign_ins.ProviderFor(organisation);
  std::optional<pages::ProviderButton> button;
  // A mail signs people in too, so that nothing is lost without it.
  if (provider.ok() && *provider) button = {(*provider)->organisation, (*provider)->display_name, (*provider)->is_only_way};
  return pages::SignInPage(language, problem, address, button);
}

// Whoever is signed in already needs no link.
Response AskForAddress(SignInState& state, const Request& request) {
  Operations& operations = state.operations;
  const std::string secret = SessionSecretOf(request, operations.env.public_url);
  if (!secret.empty()) {
    const absl::StatusOr<WebUser> user = operations.sign_ins.Authenticate(secret);
    if (user.ok()) return SeeOther(FirstPageOf(*user));
  }
  const std::string organisation = request.parameters.empty() ? "" : request.parameters[0];
  return PageResponse(200, AskPage(state, LanguageOf(request), SignInProblem::kNone, "", organisation));
}

Response NoFormOfOurs(Operations& operations, const Request& request) {
  TraceRefusedSignIn(operations, request, kNoId, "LINK", "NOT_OUR_FORM");
  return PageResponse(403, pages::SignInRefusedPage(LanguageOf(request)));
}

Response SendLink(SignInState& state, const Request& request) {
  Operations& operations = state.operations;
  const absl::StatusOr<Form> form = ReadForm(request);
  if (!form.ok() || IsFromElsewhere(request, operations.env.public_url)) return NoFormOfOurs(operations, request);
  const std::string asked = form->Get("lang");
  const std::string language = IsPageLanguage(asked) ? asked : LanguageOf(request);
  const std::string address = form->Get("email");
  if (!state.requests.Spend(request.remote)) {
    return PageResponse(429, AskPage(state, language, SignInProblem::kTooMany, address));
  }
  const absl::Status status =
      operations.learner_links.Request(LinkRequest::Wants::kSignIn, address, language);
  if (absl::IsInvalidArgument(status)) {
    return PageResponse(400, AskPage(state, language, SignInProblem::kNoAddress, address));
  }
  if (absl::IsResourceExhausted(status)) {
    return PageResponse(429, AskPage(state, language, SignInProblem::kTooMany, address));
  }
  if (!status.ok()) return Refusal(request, status);
  const bool has_only_way = operations.oidc_sign_ins.IsOnlyWaySomewhere().value_or(false);
  return PageResponse(200, pages::SignInSentPage(language, absl::ToInt64Minutes(kSignInLinkAge), has_only_way));
}

// Of those who try one after the other no more than the limit is looked up.
void TraceRefusedLink(Operations& operations, const Request& request) {
  const absl::StatusOr<SignIns::RefusedLink> refused = operations.sign_ins.WhyRefused(request.parameters[0]);
  if (refused.ok()) TraceRefusedSignIn(operations, request, refused->organisation_id, "LINK", refused->reason);
}

Response LinkFailed(SignInState& state, const Request& request, const absl::Status& status) {
  const bool is_of_no_use = absl::IsFailedPrecondition(status);
  if (!absl::IsNotFound(status) && !is_of_no_use) return Refusal(request, status);
  const std::string language = LanguageOf(request);
  if (!state.wrong_links.Spend(request.remote)) {
    return PageResponse(429, AskPage(state, language, SignInProblem::kTooMany));
  }
  TraceRefusedLink(state.operations, request);
  if (!is_of_no_use) return PageResponse(404, AskPage(state, language, SignInProblem::kLinkOver));
  return PageResponse(403, AskPage(state, language, SignInProblem::kLinkOfNoUse, "", DetailsOf(status).metadata["organisation"]));
}

// Changes nothing: programs that look for viruses open links before people do.
Response ShowLink(SignInState& state, const Request& request) {
  const std::string& secret = request.parameters[0];
  const absl::StatusOr<std::string> email = state.operations.sign_ins.EmailOf(secret);
  if (!email.ok()) return LinkFailed(state, request, email.status());
  return PageResponse(
      200, pages::SignInConfirmPage(LanguageOf(request), *email, absl::StrCat("/sign-in/", secret)));
}

Response UseLink(SignInState& state, const Request& request) {
  Operations& operations = state.operations;
  if (IsFromElsewhere(request, operations.env.public_url)) return NoFormOfOurs(operations, request);
  const absl::StatusOr<std::string> secret = operations.sign_ins.Redeem(request.parameters[0], request.remote);
  if (!secret.ok()) return LinkFailed(state, request, secret.status());
  const absl::StatusOr<WebUser> user = operations.sign_ins.Authenticate(*secret);
  Response response = SeeOther(user.ok() ? FirstPageOf(*user) : "/manage");
  SetSessionCookie(request, operations.env.public_url, *secret, response);
  return response;
}

Response SignOut(Operations& operations, const Request& request, const Visit& visit) {
  // Should it fail, the browser forgets the secret all the same.
  const absl::Status status = operations.sign_ins.SignOut(visit.secret, request.remote);
  Response response = status.ok() ? SeeOther("/sign-in") : Refusal(request, status);
  ClearSessionCookie(request, operations.env.public_url, response);
  return response;
}

// A path of our own; nothing that leads elsewhere.
std::string PathOr(const std::string& path, const std::string& otherwise) {
  const bool is_ours = absl::StartsWith(path, "/") && !absl::StartsWith(path, "//") &&
                       path.find_first_of("\\\r\n\t ") == std::string::npos;
  return is_ours ? path : otherwise;
}

Response SetLanguage(Operations& operations, const Request& request, const Visit& visit) {
  const absl::Status status = operations.sign_ins.SetLanguage(visit.secret, visit.form.Get("language"));
  if (!status.ok()) return Refusal(request, status);
  return SeeOther(PathOr(visit.form.Get("next"), FirstPageOf(visit.user)));
}

}  // namespace

void AddSignIn(Router& router, Operations& operations) {
  const auto state = std::make_shared<SignInState>(operations);
  using Plain = Response (*)(SignInState&, const Request&);
  const auto add = [&](const char* method, const char* pattern, Plain answer) {
    router.Add({.method = method,
                .pattern = pattern,
                .handler = [state, answer](const Request& request) { return answer(*state, request); },
                .max_body_bytes = kMaxFormBytes});
  };
  add("GET", "/sign-in", AskForAddress);
  add("POST", "/sign-in", SendLink);
  add("GET", "/sign-in/at/{organisation}", AskForAddress);
  add("GET", "/sign-in/{secret}", ShowLink);
  add("POST", "/sign-in/{secret}", UseLink);
  using Signed = Response (*)(Operations&, const Request&, const Visit&);
  const auto add_signed = [&](const char* pattern, Signed answer) {
    router.Add({.method = "POST",
                .pattern = pattern,
                .handler = ForSignedIn(operations, absl::StrCat("POST ", pattern),
                                       [&operations, answer](const Request& request, const Visit& visit) {
                                         return answer(operations, request, visit);
                                       }),
                .max_body_bytes = kMaxFormBytes});
  };
  add_signed("/sign-out", SignOut);
  add_signed("/language", SetLanguage);
}

}  // namespace nanolearn::http
