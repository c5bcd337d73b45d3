#include "service/http/signed_in_pages.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/domain/plain_words.h"
#include "service/http/page_response.h"

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

void AddSignedIn(Router& router, Operations& operations, const char* method, const char* pattern,
                 Response (*answer)(Operations&, const Request&, const Visit&)) {
  router.Add({.method = method,
              .pattern = pattern,
              .handler = ForSignedIn(operations,
                                     [&operations, answer](const Request& request, const Visit& visit) {
                                       return answer(operations, request, visit);
                                     }),
              .max_body_bytes = kMaxFormBytes});
}

}  // namespace nanolearn::http
