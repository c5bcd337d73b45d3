#include "service/http/scim_message.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/base/error.h"
#include "service/domain/scim/error.h"

namespace nanolearn::http {
namespace {

constexpr char kContentType[] = "application/scim+json; charset=utf-8";
constexpr char kMediaType[] = "MEDIA_TYPE";
constexpr char kRateLimited[] = "RATE_LIMITED";

bool IsHost(absl::string_view host) {
  return !host.empty() && host.size() < 256 && std::all_of(host.begin(), host.end(), [](char c) {
    return absl::ascii_isalnum(c) || absl::StrContains(".-:[]", absl::string_view(&c, 1));
  });
}

int HttpStatusOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
      return 400;
    case absl::StatusCode::kUnauthenticated:
      return 401;
    case absl::StatusCode::kPermissionDenied:
      return 403;
    case absl::StatusCode::kNotFound:
      return 404;
    case absl::StatusCode::kAlreadyExists:
      return 409;
    case absl::StatusCode::kAborted:
      return 412;
    case absl::StatusCode::kResourceExhausted:
      return DetailsOf(status).reason == kRateLimited ? 429 : 503;
    case absl::StatusCode::kUnavailable:
      return 503;
    case absl::StatusCode::kUnimplemented:
      return DetailsOf(status).reason == kMediaType ? 415 : 501;
    default:
      return 500;
  }
}

}  // namespace

std::string ScimBase(const Request& request, absl::string_view public_url) {
  const std::string host = request.Header("Host");
  if (!IsHost(host)) return kScimPath;
  const bool is_https = request.is_tls || absl::StartsWith(public_url, "https://");
  return absl::StrCat(is_https ? "https://" : "http://", host, kScimPath);
}

absl::StatusOr<scim::Json> ReadScimBody(const Request& request) {
  const std::string header = request.Header("Content-Type");
  const absl::string_view type =
      absl::StripAsciiWhitespace(absl::string_view(header).substr(0, header.find(';')));
  const bool fits = request.body.empty() || absl::EqualsIgnoreCase(type, "application/scim+json") ||
                    absl::EqualsIgnoreCase(type, "application/json");
  if (!fits) {
    return MakeError(absl::StatusCode::kUnimplemented, "the body must be application/scim+json",
                     {.reason = kMediaType});
  }
  return scim::ParseObject(request.body);
}

absl::StatusOr<ExpectedVersion> ReadIfMatch(const Request& request) {
  const std::string header = request.Header("If-Match");
  absl::string_view text = absl::StripAsciiWhitespace(header);
  if (text.empty() || text == "*") return ExpectedVersion();
  absl::ConsumePrefix(&text, "W/");
  uint64_t version = 0;
  if (!absl::ConsumePrefix(&text, "\"") || !absl::ConsumeSuffix(&text, "\"") ||
      !absl::SimpleAtoi(text, &version)) {
    return scim::VersionMismatch();
  }
  return ExpectedVersion(version);
}

Response ScimJson(int status, const scim::Json& json) {
  return {.status = status,
          .content_type = kContentType,
          .body = scim::Write(json),
          // Whoever opens it in a browser gets a file, which nothing runs.
          .headers = {{"Cache-Control", "no-store"}, {"Content-Disposition", "attachment; filename=\"scim.json\""}}};
}

void AddLocation(absl::string_view base, absl::string_view collection, scim::Json& resource) {
  const std::string id = resource.value("id", "");
  resource["meta"]["location"] = absl::StrCat(base, "/", collection, "/", id);
  const auto members = resource.find("members");
  if (collection != "Groups" || members == resource.end()) return;
  for (scim::Json& member : *members) {
    member["$ref"] = absl::StrCat(base, "/Users/", member.value("value", ""));
  }
}

Response ScimResource(int status, const Request& request, absl::string_view base, absl::string_view collection,
                      DirectoryResource resource) {
  const std::string etag = absl::StrCat("W/\"", resource.version, "\"");
  if (request.method == "GET" && request.Header("If-None-Match") == etag) {
    return {.status = 304, .headers = {{"ETag", etag}}};
  }
  AddLocation(base, collection, resource.json);
  const std::string location = resource.json["meta"]["location"].get<std::string>();
  const scim::Projection projection(request.Query("attributes"), request.Query("excludedAttributes"));
  Response response = ScimJson(status, projection.Apply(resource.json));
  response.headers.push_back({"Location", location});
  response.headers.push_back({"ETag", etag});
  return response;
}

Response ScimError(const absl::Status& status) {
  const int http = HttpStatusOf(status);
  // What is our own mistake is in the log, and perhaps nothing for strangers.
  const absl::string_view detail =
      http == 500 ? "the server made a mistake; it is in its log" : status.message();
  Response response = ScimJson(http, scim::ErrorBody(http, scim::ScimTypeOf(status), detail));
  if (http == 401) response.headers.push_back({"WWW-Authenticate", "Bearer realm=\"nanolearn\""});
  if (http == 429) response.headers.push_back({"Retry-After", DetailsOf(status).metadata["retry_after_seconds"]});
  if (http == 503) response.headers.push_back({"Retry-After", "5"});
  return response;
}

Response ScimError(int status, absl::string_view detail) {
  return ScimJson(status, scim::ErrorBody(status, "", detail));
}

}  // namespace nanolearn::http
