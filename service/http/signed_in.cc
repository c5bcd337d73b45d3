#include "service/http/signed_in.h"

#include <utility>

#include "absl/status/status.h"
#include "service/domain/resource_name.h"
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

// Nothing, when the form may be acted on. Else somebody's browser was made to post it, or the session began anew since the page was opened.
std::optional<Response> CheckPost(Operations& operations, const std::string& action, const Request& request, Visit& visit) {
  const Environment& env = operations.env;
  absl::StatusOr<Form> form = ReadForm(request);
  const bool is_ours = form.ok() && !IsFromElsewhere(request, env.public_url) &&
                       IsCsrfToken(form->Get(kCsrfField), env.keys.Accepted(), visit.secret);
  if (is_ours) {
    visit.form = *std::move(form);
    return std::nullopt;
  }
  operations.access_log.Denied(AnyCaller(visit.user, request.remote),
                               {.action = action,
                                .resource = OrganisationName(visit.user.organisation.slug),
                                .details = {{"reason", "NOT_OUR_FORM"}}});
  return PageResponse(403, pages::StaleFormPage(visit.reader, FirstPageOf(visit.user)));
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

Caller AnyCaller(const WebUser& user, const std::string& address) {
  if (!user.callers.empty()) return user.callers.front();
  if (!user.units.empty()) return user.units.front().caller;
  Caller caller{.token = {.organisation_id = user.organisation.id},
                .origin = {.channel = AuditChannel::kHttp, .address = address}};
  if (user.person_id != kNoId) caller.origin.actor = {AuditActorType::kPerson, user.person_id};
  return caller;
}

Handler ForSignedIn(Operations& operations, std::string action, VisitHandler handler) {
  return [&operations, action = std::move(action), handler = std::move(handler)](const Request& request) -> Response {
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
      if (std::optional<Response> refusal = CheckPost(operations, action, request, visit)) return *std::move(refusal);
    }
    return handler(request, visit);
  };
}

}  // namespace nanolearn::http
