#include "service/http/router.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace nanolearn::http {
namespace {

// One slash at the end makes no difference.
std::vector<std::string> SegmentsOf(absl::string_view path) {
  if (path.size() > 1 && absl::EndsWith(path, "/")) path.remove_suffix(1);
  return absl::StrSplit(path, '/');
}

bool IsParameter(absl::string_view segment) { return absl::StartsWith(segment, "{"); }

// The parameters, when the path is of the pattern.
bool Fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path,
          std::vector<std::string>& parameters) {
  if (pattern.size() != path.size()) return false;
  parameters.clear();
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (IsParameter(pattern[i]) && !path[i].empty()) {
      parameters.push_back(path[i]);
    } else if (pattern[i] != path[i]) {
      return false;
    }
  }
  return true;
}

absl::string_view SentenceFor(int status) {
  switch (status) {
    case 400:
      return "The headers do not say clearly how long the body is.";
    case 401:
      return "A token is needed.";
    case 404:
      return "There is nothing at this address.";
    case 405:
      return "This address does not take this method.";
    case 413:
      return "The body is too large.";
    case 500:
      return "The server made a mistake. It is in its log.";
    default:
      return "The server is busy or stopping. Try again in a moment.";
  }
}

}  // namespace

Response PlainSentence(int status) { return PlainText(status, SentenceFor(status)); }

std::vector<const Route*> Router::routes() const {
  std::vector<const Route*> routes;
  for (const Entry& entry : entries_) routes.push_back(&entry.route);
  return routes;
}

void Router::Add(Route route) {
  std::vector<std::string> segments = SegmentsOf(route.pattern);
  entries_.push_back({std::move(route), std::move(segments)});
}

void Router::AddRefusal(std::string prefix, std::function<Response(const Request&, int)> refusal) {
  refusals_.push_back({std::move(prefix), std::move(refusal)});
}

Router::Match Router::Find(absl::string_view method, absl::string_view path) const {
  if (method == "HEAD") method = "GET";
  const std::vector<std::string> segments = SegmentsOf(path);
  Match match;
  for (const Entry& entry : entries_) {
    std::vector<std::string> parameters;
    if (!Fits(entry.segments, segments, parameters)) continue;
    if (entry.route.method == method) {
      match.route = &entry.route;
      match.parameters = std::move(parameters);
      return match;
    }
    absl::StrAppend(&match.allowed, match.allowed.empty() ? "" : ", ", entry.route.method);
  }
  return match;
}

Response Router::Refuse(const Request& request, int status) const {
  for (const Refusal& refusal : refusals_) {
    const bool is_below =
        request.path == refusal.prefix || absl::StartsWith(request.path, absl::StrCat(refusal.prefix, "/"));
    if (is_below) return refusal.refusal(request, status);
  }
  return PlainSentence(status);
}

}  // namespace nanolearn::http
