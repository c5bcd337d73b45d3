#include "service/webhook/statement.h"

#include <uuid/uuid.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

using nlohmann::json;

// Never to be changed: all ids of statements follow from it.
constexpr char kNamespace[] = "6f0b7d7e-31d4-4b63-9a5e-8f0f5f0a8c11";

// Three decimals, as xAPI asks for at least; a CloudEvent tells all there are.
std::string TimestampOf(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", time, absl::UTCTimeZone());
}

// "urn:nanolearn:alvnas:modules:phishing"; the slug alone cannot contain what a URN cannot.
std::string Urn(const EventDetails& details, absl::string_view collection, absl::string_view id) {
  return absl::StrCat("urn:nanolearn:", details.organisation, ":", collection, ":", id);
}

json ActorOf(const EventDetails& details) {
  return {{"objectType", "Agent"},
          {"account",
           {{"homePage", absl::StrCat("urn:nanolearn:", details.organisation)},
            {"name", FormatId(details.person_id)}}}};
}

json VerbOf(const char* id, const char* display) { return {{"id", id}, {"display", {{"en", display}}}}; }

std::string IdOf(const EventDetails& details, absl::string_view verb) {
  return NameUuid(
      absl::StrCat(FormatId(details.organisation_id), " ", verb, " ", FormatId(details.completion_id)));
}

json CompletedOf(const EventDetails& details) {
  const json activity = {{"objectType", "Activity"},
                         {"id", Urn(details, "modules", details.module)},
                         {"definition",
                          {{"type", "http://adlnet.gov/expapi/activities/module"},
                           {"name", {{details.module_language, details.module_title}}}}}};
  const json programme = {{"objectType", "Activity"}, {"id", Urn(details, "programmes", details.programme)}};
  return {{"id", IdOf(details, "completed")},
          {"actor", ActorOf(details)},
          {"verb", VerbOf("http://adlnet.gov/expapi/verbs/completed", "completed")},
          {"object", activity},
          {"result", {{"completion", true}}},
          {"context",
           {{"registration", NameUuid(absl::StrCat(FormatId(details.organisation_id), " assignment ",
                                                   FormatId(details.assignment_id)))},
            {"revision", absl::StrCat(details.revision)},
            {"platform", "Nanolearn"},
            {"contextActivities", {{"grouping", json::array({programme})}}}}},
          {"timestamp", TimestampOf(details.complete_time)}};
}

json VoidedOf(const EventDetails& details) {
  return {{"id", IdOf(details, "voided")},
          {"actor",
           {{"objectType", "Agent"},
            {"account",
             {{"homePage", absl::StrCat("urn:nanolearn:", details.organisation)}, {"name", "nanolearn"}}}}},
          {"verb", VerbOf("http://adlnet.gov/expapi/verbs/voided", "voided")},
          {"object", {{"objectType", "StatementRef"}, {"id", IdOf(details, "completed")}}},
          {"timestamp", TimestampOf(details.event.time)}};
}

}  // namespace

std::string NameUuid(absl::string_view text) {
  uuid_t space, id;
  uuid_parse(kNamespace, space);
  uuid_generate_sha1(id, space, text.data(), text.size());
  char written[UUID_STR_LEN];
  uuid_unparse_lower(id, written);
  return written;
}

json ToStatement(const EventDetails& details) {
  if (details.event.type == EventType::kCompletionRecorded && !details.is_protected) {
    return CompletedOf(details);
  }
  if (details.event.type == EventType::kCompletionVoided) return VoidedOf(details);
  return nullptr;
}

HttpPost MakeStatements(const Subscription& subscription, absl::string_view secret, const json& statements) {
  const size_t colon = secret.find(':');
  return {.url = absl::StrCat(absl::StripSuffix(subscription.url, "/"), "/statements"),
          .headers = {"Content-Type: application/json", "X-Experience-API-Version: 1.0.3"},
          .user = std::string(secret.substr(0, colon)),
          .password = std::string(colon == absl::string_view::npos ? "" : secret.substr(colon + 1)),
          .body = statements.dump()};
}

}  // namespace nanolearn
