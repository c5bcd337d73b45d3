#include "service/http/oidc_routes.h"

#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "service/base/rate_limit.h"
#include "service/http/cookie.h"
#include "service/http/languages.h"
#include "service/http/page_response.h"
#include "service/http/session_cookie.h"
#include "service/http/signed_in.h"
#include "service/http/web.h"
#include "service/pages/sign_in.h"

namespace nanolearn::http {
namespace {

using pages::OidcProblem;

constexpr char kCookie[] = "nanolearn_sign_in";

struct OidcState {
  explicit OidcState(Operations& operations)
      : operations(operations), starts(operations.env.clock, 100, absl::Seconds(2)) {}

  Operations& operations;
  RateLimit starts;
};

Response ProblemPage(const Request& request, int status, OidcProblem problem) {
  return PageResponse(status, pages::OidcProblemPage(LanguageOf(request), problem));
}

Response ProblemPage(const Request& request, const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kNotFound:
      return ProblemPage(request, 404, OidcProblem::kNoProvider);
    case absl::StatusCode::kFailedPrecondition:
      return ProblemPage(request, 400, OidcProblem::kOver);
    case absl::StatusCode::kCancelled:
      return ProblemPage(request, 403, OidcProblem::kCancelled);
    case absl::StatusCode::kPermissionDenied:
      return ProblemPage(request, 403, OidcProblem::kNoRights);
    case absl::StatusCode::kUnauthenticated:
      return ProblemPage(request, 502, OidcProblem::kFailed);
    case absl::StatusCode::kUnavailable:
      return ProblemPage(request, 503, OidcProblem::kFailed);
    default:
      return Refusal(request, status);
  }
}

// A link and no form: our pages let no form lead to another server.
Response Start(OidcState& state, const Request& request) {
  Operations& operations = state.operations;
  if (!state.starts.Spend(request.remote)) return ProblemPage(request, 429, OidcProblem::kTooMany);
  const absl::StatusOr<OidcStart> start =
      operations.oidc_sign_ins.Begin(request.Query("organisation"), LanguageOf(request));
  if (!start.ok()) return ProblemPage(request, start.status());
  Response response = SeeOther(start->url);
  SetCookie(request, operations.env.public_url, kCookie, start->kept,
            absl::StrCat("; Max-Age=", absl::ToInt64Seconds(kOidcPatience)), response);
  return response;
}

// Where it leads is ours to say: nobody can make it lead elsewhere.
Response Finish(OidcState& state, const Request& request) {
  Operations& operations = state.operations;
  const std::string& public_url = operations.env.public_url;
  const absl::StatusOr<std::string> secret = operations.oidc_sign_ins.Finish(
      {.code = request.Query("code"),
       .state = request.Query("state"),
       .issuer = request.Query("iss"),
       .error = request.Query("error")},
      CookieOf(request, public_url, kCookie), request.remote);
  if (!secret.ok()) {
    Response response = ProblemPage(request, secret.status());
    ClearCookie(request, public_url, kCookie, response);
    return response;
  }
  const absl::StatusOr<WebUser> user = operations.sign_ins.Authenticate(*secret);
  Response response = SeeOther(user.ok() ? FirstPageOf(*user) : "/manage");
  SetSessionCookie(request, public_url, *secret, response);
  ClearCookie(request, public_url, kCookie, response);
  return response;
}

}  // namespace

void AddOidcSignIn(Router& router, Operations& operations) {
  const auto state = std::make_shared<OidcState>(operations);
  using Answer = Response (*)(OidcState&, const Request&);
  const auto add = [&](const char* pattern, Answer answer) {
    router.Add({.method = "GET", .pattern = pattern, .handler = [state, answer](const Request& request) {
                  return answer(*state, request);
                }});
  };
  add("/sign-in/oidc", Start);
  add(kOidcCallback, Finish);
}

}  // namespace nanolearn::http
