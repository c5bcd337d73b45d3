#include "service/http/signed_in_pages.h"

#include <spdlog/spdlog.h>

#include <stdexcept>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/domain/plain_words.h"
#include "service/domain/resource_name.h"
#include "service/http/page_response.h"
#include "service/http/route_access.h"

namespace nanolearn::http {

Response RefusalPage(const absl::Status& status, const Visit& visit) {
  if (absl::IsNotFound(status) || absl::IsPermissionDenied(status) || absl::IsInvalidArgument(status))
    return PageResponse(404, pages::NotFoundPage(visit.reader));
  const PlainWords words(visit.reader.language);
  spdlog::warn("http: a page of somebody signed in failed: {}", absl::StatusCodeToString(status.code()));
  return PageResponse(
      503, pages::FailedPage(
               visit.reader,
               words("Servern kunde inte svara just nu. Inget har ändrats. Försök igen om en stund.",
                     "The server could not answer now. Nothing has been changed. Try again in a while.")));
}

Response CsvFile(std::string content, const std::string& name) {
  Response response{.content_type = "text/csv; charset=utf-8", .body = std::move(content)};
  AddPageHeaders(kNoStore, response);
  std::string plain;
  for (const char c : name) plain.push_back(absl::ascii_isalnum(static_cast<unsigned char>(c)) ? c : '-');
  response.headers.push_back(
      {"Content-Disposition", absl::StrCat("attachment; filename=\"", plain, ".csv\"")});
  return response;
}

namespace {

AuditEvent EventOf(const RouteAccess& access, const Request& request, const Visit& visit) {
  const std::string& slug = visit.user.organisation.slug;
  const bool names_one = !access.collection.empty() && !request.parameters.empty();
  return {.action = absl::StrCat(access.method, " ", access.pattern),
          .resource = names_one ? ResourceName(slug, access.collection, request.parameters[0])
                                : OrganisationName(slug)};
}

// Nobody learns from a refusal what is there.
Response NotTheirs(Operations& operations, const RouteAccess& access, const Request& request, const Visit& visit) {
  operations.access_log.Denied(AnyCaller(visit.user, request.remote), EventOf(access, request, visit));
  return PageResponse(404, pages::NotFoundPage(visit.reader));
}

Response AnswerAs(Operations& operations, const RouteAccess& access, const Request& request, const Visit& visit,
                  SignedInAnswer answer) {
  const std::optional<Caller> caller = access.right == Right::kNone
                                           ? AnyCaller(visit.user, request.remote)
                                           : CallerFor(access, visit.user);
  if (!caller) return NotTheirs(operations, access, request, visit);
  Response response = answer(operations, request, visit);
  // A unit that is not theirs, or not there: they are told the same.
  if (access.right == Right::kUnits && response.status == 404) {
    operations.access_log.Denied(*caller, EventOf(access, request, visit));
  }
  if (!access.is_look || response.status != 200) return response;
  const absl::Status status = operations.access_log.Looked(*caller, EventOf(access, request, visit));
  return status.ok() ? std::move(response) : RefusalPage(status, visit);
}

}  // namespace

void AddSignedIn(Router& router, Operations& operations, const char* method, const char* pattern,
                 SignedInAnswer answer) {
  const RouteAccess* access = AccessOf(method, pattern);
  if (!access) throw std::logic_error(absl::StrCat("nobody may open ", method, " ", pattern));
  router.Add({.method = method,
              .pattern = pattern,
              .handler = ForSignedIn(operations, absl::StrCat(method, " ", pattern),
                                     [&operations, access, answer](const Request& request, const Visit& visit) {
                                       return AnswerAs(operations, *access, request, visit, answer);
                                     }),
              .max_body_bytes = kMaxFormBytes});
}

}  // namespace nanolearn::http
