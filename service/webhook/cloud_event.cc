#include "service/webhook/cloud_event.h"

#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "service/base/secret.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

using nlohmann::json;

constexpr size_t kIdHexDigits = 32;

std::string TypeOf(EventType type) {
  switch (type) {
    case EventType::kCompletionRecorded:
      return "nanolearn.completion.recorded.v1";
    case EventType::kCompletionVoided:
      return "nanolearn.completion.voided.v1";
    case EventType::kAssignmentOverdue:
      return "nanolearn.assignment.overdue.v1";
    case EventType::kSyncHeld:
      return "nanolearn.sync.held.v1";
    case EventType::kReportCreated:
      return "nanolearn.report.created.v1";
  }
  return "";
}

std::string Instant(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E*SZ", time, absl::UTCTimeZone());
}

// What is told of a completion or an assignment.
json LearningData(const EventDetails& details) {
  const auto name = [&](absl::string_view collection, const auto& id) {
    return ResourceName(details.organisation, collection, id);
  };
  json data = {{"assignment", name("assignments", details.assignment_id)},
               {"module", name("modules", details.module)},
               {"programme", name("programmes", details.programme)},
               {"cycle", details.cycle},
               {"dueDate", FormatDate(details.due_date)}};
  if (details.is_protected) {
    data["protectedIdentity"] = true;
  } else {
    data["person"] = name("people", details.person_id);
    data["units"] = json::array();
    for (const std::string& code : details.units)
      data["units"].push_back(UnitName(details.organisation, code));
  }
  if (details.completion_id == kNoId) return data;
  data["completion"] = name("completions", details.completion_id);
  data["revision"] = details.revision;
  data["completeTime"] = Instant(details.complete_time);
  data["late"] = details.late;
  return data;
}

json DataOf(const EventDetails& details) {
  switch (details.event.type) {
    case EventType::kSyncHeld:
      return {{"syncRun", EventSubjectName(details)},
              {"source", details.source},
              {"effectiveDate", FormatDate(details.effective)}};
    case EventType::kReportCreated:
      return {{"report", EventSubjectName(details)}};
    default:
      return LearningData(details);
  }
}

HttpPost Signed(const Subscription& subscription, absl::string_view secret, const char* type,
                std::string body, absl::Time now) {
  // Made of the body: the same only for the same.
  const std::string id =
      absl::StrCat(FormatId(subscription.id), ".", Hex(Sha256(body)).substr(0, kIdHexDigits));
  HttpPost post{.url = subscription.url, .body = std::move(body)};
  post.headers = {absl::StrCat("Content-Type: ", type), absl::StrCat("webhook-id: ", id),
                  absl::StrCat("webhook-timestamp: ", absl::ToUnixSeconds(now)),
                  absl::StrCat("webhook-signature: ", SignWebhook(WebhookKey(secret), id, now, post.body))};
  return post;
}

}  // namespace

json ToCloudEvent(const EventDetails& details) {
  const Event& event = details.event;
  return {{"specversion", "1.0"},
          {"id", absl::StrCat(FormatId(details.organisation_id), ".", event.sequence)},
          {"source", absl::StrCat("/", OrganisationName(details.organisation))},
          {"type", TypeOf(event.type)},
          {"subject", EventSubjectName(details)},
          {"time", Instant(event.time)},
          {"sequence", absl::StrCat(event.sequence)},
          {"datacontenttype", "application/json"},
          {"data", DataOf(details)}};
}

HttpPost MakeWebhook(const Subscription& subscription, absl::string_view secret,
                     absl::Span<const EventDetails> events, absl::Time now) {
  json batch = json::array();
  for (const EventDetails& details : events) batch.push_back(ToCloudEvent(details));
  return Signed(subscription, secret, "application/cloudevents-batch+json", batch.dump(), now);
}

HttpPost MakePing(const Subscription& subscription, absl::string_view secret, const std::string& organisation,
                  const std::string& id, absl::Time now) {
  const json ping = {{"specversion", "1.0"},
                     {"id", id},
                     {"source", absl::StrCat("/", OrganisationName(organisation))},
                     {"type", "nanolearn.ping.v1"},
                     {"subject", ResourceName(organisation, "subscriptions", subscription.name)},
                     {"time", Instant(now)}};
  return Signed(subscription, secret, "application/cloudevents-batch+json", json::array({ping}).dump(), now);
}

std::string SignWebhook(absl::string_view key, absl::string_view id, absl::Time now, absl::string_view body) {
  const std::string content = absl::StrCat(id, ".", absl::ToUnixSeconds(now), ".", body);
  return absl::StrCat("v1,", absl::Base64Escape(HmacSha256(key, content)));
}

}  // namespace nanolearn
