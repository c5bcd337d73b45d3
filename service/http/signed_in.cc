#include "service/http/signed_in.h"

#include <utility>

#include "absl/status/status.h"
#include "service/http/csrf.h"
#include "service/http/managed_units.h"
#include "service/http/page_response.h"
#include "service/http/session_cookie.h"
#include "service/http/web.h"

namespace nanolearn::http {
namespace {

pages::SignedIn ReaderOf(const WebUser& user, std::string csrf_token) {
  return {.language = user.session.language,
          .organisation = user.organisation.display_name,
          .contact_email = user.organisation.contact_email,
          .email = user.session.email,
          .csrf = {kCsrfField, std::move(csrf_token)},
          .home = FirstPageOf(user),
          .manages = Manages(user),
          .coordinates = !user.callers.empty()};
}

// Nothing, when the form may be acted on.
std::optional<Response> CheckPost(const Environment& env, const Request& request, Visit& visit) {
  absl::StatusOr<Form> form = ReadForm(request);
  const bool is_ours = form.ok() && !IsFromElsewhere(request, env.public_url) &&
                       IsCsrfToken(form->Get(kCsrfField), env.keys.Accepted(), visit.secret);
  if (!is_ours) return PageResponse(403, pages::StaleFormPage(visit.reader, FirstPageOf(visit.user)));
  visit.form = *std::move(form);
  return std::nullopt;
}

Response NotSignedIn(const Environment& env, const Request& request, const std::string& secret) {
  Response response = SeeOther("/sign-in");
  if (!secret.empty()) ClearSessionCookie(request, env.public_url, response);
  return response;
}

}  // namespace

std::string FirstPageOf(const WebUser& user) {
  return user.units.empty() && !user.callers.empty() ? "/coordinate" : "/manage";
}

Handler ForSignedIn(Operations& operations, VisitHandler handler) {
  return [&operations, handler = std::move(handler)](const Request& request) -> Response {
    const Environment& env = operations.env;
    Visit visit{.secret = SessionSecretOf(request, env.public_url)};
    absl::StatusOr<WebUser> user = operations.sign_ins.Authenticate(visit.secret);
    if (absl::IsUnauthenticated(user.status())) return NotSignedIn(env, request, visit.secret);
    if (!user.ok()) return Refusal(request, user.status());
    visit.user = *std::move(user);
    visit.user.SetAddress(request.remote);
    visit.reader = ReaderOf(visit.user, CsrfToken(env.keys.InUse(), visit.secret));
    if (request.method == "GET") visit.reader.path = AddressOf(request.path, request.query);
    if (request.method == "POST") {
      if (std::optional<Response> refusal = CheckPost(env, request, visit)) return *std::move(refusal);
    }
    return handler(request, visit);
  };
}

}  // namespace nanolearn::http
