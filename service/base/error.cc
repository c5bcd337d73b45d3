#include "service/base/error.h"

#include <nlohmann/json.hpp>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {
constexpr char kPayload[] = "nanolearn/error-details";
}

absl::Status MakeError(absl::StatusCode code, absl::string_view message, const ErrorDetails& details) {
  nlohmann::json violations = nlohmann::json::array();
  for (const FieldViolation& v : details.violations) violations.push_back({v.field, v.description});
  const nlohmann::json json = {{"reason", details.reason},
                               {"metadata", details.metadata},
                               {"violations", violations},
                               {"resource_type", details.resource_type},
                               {"resource_name", details.resource_name}};
  absl::Status status(code, message);
  // Callers' text may hold invalid UTF-8; it is replaced, never a reason to fail while failing.
  status.SetPayload(kPayload,
                    absl::Cord(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)));
  return status;
}

ErrorDetails DetailsOf(const absl::Status& status) {
  ErrorDetails details;
  const auto payload = status.GetPayload(kPayload);
  if (!payload) {
    details.reason = absl::StatusCodeToString(status.code());
    return details;
  }
  const nlohmann::json json = nlohmann::json::parse(std::string(*payload));
  details.reason = json["reason"];
  details.metadata = json["metadata"].get<std::map<std::string, std::string>>();
  for (const auto& v : json["violations"]) details.violations.push_back({v[0], v[1]});
  details.resource_type = json["resource_type"];
  details.resource_name = json["resource_name"];
  return details;
}

absl::Status InvalidField(absl::string_view field, absl::string_view description) {
  return MakeError(
      absl::StatusCode::kInvalidArgument, absl::StrCat(field, ": ", description),
      {.reason = "INVALID_FIELD", .violations = {{std::string(field), std::string(description)}}});
}

}  // namespace nanolearn
