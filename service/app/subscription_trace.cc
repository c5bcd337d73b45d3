#include "service/app/subscription_trace.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/base/secret.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

// Of a secret that is compared but not kept.
std::string Fingerprint(const std::string& secret) { return secret.empty() ? "" : Hex(Sha256(secret)); }

}  // namespace

std::string SubscriptionName(const Organisation& organisation, const std::string& name) {
  return ResourceName(organisation.slug, "subscriptions", name);
}

std::string StartText(const EventStart& start) {
  const auto* time = std::get_if<absl::Time>(&start);
  return time ? absl::FormatTime(*time) : absl::StrCat(std::get<uint64_t>(start));
}

std::string TypesText(const std::vector<EventType>& types) {
  return absl::StrJoin(types, ",",
                       [](std::string* out, EventType type) { absl::StrAppend(out, EventTypeName(type)); });
}

std::string ArgumentsOf(Id organisation_id, const NewSubscription& request) {
  const Subscription& s = request.subscription;
  return absl::StrCat(organisation_id, "\n", s.name, "\n", SubscriptionKindName(s.kind), "\n", s.url, "\n",
                      TypesText(s.types), "\n", Fingerprint(request.secret),
                      request.start ? absl::StrCat("\n", StartText(*request.start)) : "");
}

std::string ArgumentsOf(Id organisation_id, const SubscriptionUpdate& update) {
  return absl::StrCat(organisation_id, "\n", update.name, "\n", update.url.value_or(""), "\n",
                      update.types ? TypesText(*update.types) : "", "\n",
                      update.is_paused ? absl::StrCat(*update.is_paused) : "", "\n",
                      Fingerprint(update.secret.value_or("")), "\n", update.etag);
}

AuditEvent EventOf(absl::string_view action, const Organisation& org, const Subscription& subscription,
                   const std::string& request_id) {
  return {.action = std::string(action),
          .resource = SubscriptionName(org, subscription.name),
          .request_id = request_id,
          .details = {{"kind", std::string(SubscriptionKindName(subscription.kind))},
                      {"host", std::string(UrlHost(subscription.url))}}};
}

AuditEvent EventOf(const Organisation& org, const SubscriptionUpdate& update,
                   const Subscription& subscription) {
  AuditEvent event = EventOf("UpdateSubscription", org, subscription, update.request_id);
  event.details["version"] = absl::StrCat(subscription.version);
  if (update.types) event.details["event_types"] = TypesText(subscription.types);
  if (update.is_paused) event.details["state"] = std::string(SubscriptionStateName(subscription.state));
  if (update.secret) event.details["secret"] = "set";
  return event;
}

}  // namespace nanolearn
