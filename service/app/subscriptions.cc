#include "service/app/subscriptions.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/app/subscription_secret.h"
#include "service/app/subscription_trace.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/webhook/cloud_event.h"
#include "service/webhook/statement.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxSubscriptions = 50;
constexpr size_t kKeyBytes = 32;
constexpr absl::Duration kTestTimeout = absl::Seconds(10);

absl::StatusOr<Subscription> FindIn(const ReadTransaction& tx, const Organisation& org,
                                    const std::string& name) {
  std::optional<Subscription> found = tx.subscriptions().Find(org.id, name);
  if (!found) return errors::NotFound("subscription", SubscriptionName(org, name));
  return *std::move(found);
}

SubscriptionView ViewOf(Subscription subscription, uint64_t last) {
  const int64_t waiting =
      last < subscription.next_sequence ? 0 : static_cast<int64_t>(last - subscription.next_sequence + 1);
  return {std::move(subscription), waiting};
}

SubscriptionView ViewOf(const ReadTransaction& tx, Id organisation_id, Subscription subscription) {
  return ViewOf(std::move(subscription), tx.events().Last(organisation_id));
}

absl::StatusOr<uint64_t> FirstSequence(const ReadTransaction& tx, Id organisation_id,
                                       const EventStart& start) {
  if (const auto* time = std::get_if<absl::Time>(&start)) {
    return tx.events().LastBefore(organisation_id, *time) + 1;
  }
  const uint64_t sequence = std::get<uint64_t>(start);
  const uint64_t last = tx.events().Last(organisation_id);
  if (sequence >= 1 && sequence <= last + 1) return sequence;
  return InvalidField("sequence", absl::StrCat("is 1 to ", last + 1, ", one after the last event"));
}

void Normalise(std::vector<EventType>& types) {
  std::sort(types.begin(), types.end());
  types.erase(std::unique(types.begin(), types.end()), types.end());
}

absl::Status CheckNew(const NewSubscription& request, const std::string& secret, bool allows_http) {
  RETURN_IF_ERROR(CheckSubscription(request.subscription, allows_http));
  return CheckSubscriptionSecret(request.subscription.kind, secret);
}

// Whatever stood in the way of sending may be gone now.
void TryAgainAtOnce(Subscription& subscription) {
  subscription.tries = 0;
  subscription.due_time = absl::InfinitePast();
  subscription.last_error.clear();
  if (subscription.state == SubscriptionState::kFailing) subscription.state = SubscriptionState::kActive;
}

absl::Status Apply(const SubscriptionUpdate& update, const SubscriptionOptions& options, const KeyRing& keys,
                   Subscription& subscription) {
  if (update.url) subscription.url = *update.url;
  if (update.types) subscription.types = *update.types;
  Normalise(subscription.types);
  RETURN_IF_ERROR(CheckSubscription(subscription, options.allows_http));
  if (update.secret) {
    RETURN_IF_ERROR(CheckSubscriptionSecret(subscription.kind, *update.secret));
    subscription.sealed_secret = SealSubscriptionSecret(keys, subscription.id, *update.secret);
  }
  if (update.is_paused) {
    subscription.state = *update.is_paused ? SubscriptionState::kPaused : SubscriptionState::kActive;
  }
  TryAgainAtOnce(subscription);
  ++subscription.version;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CreatedSubscription> Subscriptions::Create(const Caller& caller,
                                                          const NewSubscription& request) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, request.organisation, Permission::kManageSubscriptions));
  const bool is_made = request.secret.empty() && request.subscription.kind == SubscriptionKind::kWebhook;
  const std::string secret = is_made ? MakeWebhookSecret(RandomBytes(kKeyBytes)) : request.secret;
  RETURN_IF_ERROR(CheckNew(request, secret, options_.allows_http));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request.request_id, "CreateSubscription", ArgumentsOf(org.id, request)));
  Subscription subscription = request.subscription;
  Normalise(subscription.types);
  subscription.id = env_.ids.Next();  // outside the transaction: a re-run recognises its own earlier try
  subscription.create_time = env_.clock.Now();
  subscription.sealed_secret = SealSubscriptionSecret(env_.keys, subscription.id, secret);
  CreatedSubscription created{.secret = is_made ? secret : ""};
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    const std::optional<Subscription> other = tx.subscriptions().Find(org.id, subscription.name);
    if (done && other && *done == FormatId(other->id) && (!is_made || other->id == subscription.id)) {
      created.view = ViewOf(tx, org.id, *other);
      return absl::OkStatus();
    }
    if (done || other) return errors::Exists("subscription", SubscriptionName(org, subscription.name));
    if (tx.subscriptions().List(org.id).size() >= kMaxSubscriptions) {
      return absl::ResourceExhaustedError(
          absl::StrCat("an organisation has at most ", kMaxSubscriptions, " subscriptions"));
    }
    subscription.next_sequence = tx.events().Last(org.id) + 1;
    if (request.start) {
      ASSIGN_OR_RETURN(subscription.next_sequence, FirstSequence(tx, org.id, *request.start));
    }
    tx.subscriptions().Insert(org.id, subscription);
    key.Remember(tx, org.id, FormatId(subscription.id));
    AuditEvent event = EventOf("CreateSubscription", org, subscription, request.request_id);
    event.details["event_types"] = TypesText(subscription.types);
    event.details["from_sequence"] = absl::StrCat(subscription.next_sequence);
    Audit(tx, env_, org.id, caller.origin, std::move(event));
    created.view = ViewOf(tx, org.id, subscription);
    return absl::OkStatus();
  }));
  return created;
}

absl::StatusOr<SubscriptionView> Subscriptions::Get(const Caller& caller, const std::string& organisation,
                                                    const std::string& name) {
  SubscriptionView view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org,
                     AuthoriseIn(tx, caller, organisation, Permission::kManageSubscriptions));
    ASSIGN_OR_RETURN(Subscription subscription, FindIn(tx, org, name));
    view = ViewOf(tx, org.id, std::move(subscription));
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<std::vector<SubscriptionView>> Subscriptions::List(const Caller& caller,
                                                                  const std::string& organisation) {
  std::vector<SubscriptionView> views;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    views.clear();
    ASSIGN_OR_RETURN(const Organisation org,
                     AuthoriseIn(tx, caller, organisation, Permission::kManageSubscriptions));
    const uint64_t last = tx.events().Last(org.id);
    for (Subscription& s : tx.subscriptions().List(org.id)) views.push_back(ViewOf(std::move(s), last));
    return absl::OkStatus();
  }));
  return views;
}

absl::StatusOr<SubscriptionView> Subscriptions::Update(const Caller& caller,
                                                       const SubscriptionUpdate& update) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, update.organisation, Permission::kManageSubscriptions));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(update.request_id, "UpdateSubscription", ArgumentsOf(org.id, update)));
  SubscriptionView view;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    ASSIGN_OR_RETURN(Subscription subscription, FindIn(tx, org, update.name));
    if (!done) {
      if (!update.etag.empty() && update.etag != absl::StrCat(subscription.version)) {
        return errors::EtagMismatch(SubscriptionName(org, update.name));
      }
      RETURN_IF_ERROR(Apply(update, options_, env_.keys, subscription));
      tx.subscriptions().Update(org.id, subscription);
      key.Remember(tx, org.id, "");
      Audit(tx, env_, org.id, caller.origin, EventOf(org, update, subscription));
    }
    view = ViewOf(tx, org.id, std::move(subscription));
    return absl::OkStatus();
  }));
  return view;
}

absl::Status Subscriptions::Delete(const Caller& caller, const std::string& organisation,
                                   const std::string& name, const std::string& request_id) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, organisation, Permission::kManageSubscriptions));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request_id, "DeleteSubscription", absl::StrCat(org.id, "\n", name)));
  return env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) return absl::OkStatus();
    ASSIGN_OR_RETURN(const Subscription subscription, FindIn(tx, org, name));
    tx.subscriptions().Delete(org.id, subscription.id);
    key.Remember(tx, org.id, "");
    Audit(tx, env_, org.id, caller.origin, EventOf("DeleteSubscription", org, subscription, request_id));
    return absl::OkStatus();
  });
}

absl::StatusOr<SubscriptionView> Subscriptions::Replay(const Caller& caller, const std::string& organisation,
                                                       const std::string& name, const EventStart& start,
                                                       const std::string& request_id) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, organisation, Permission::kManageSubscriptions));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request_id, "ReplaySubscription",
                                    absl::StrCat(org.id, "\n", name, "\n", StartText(start))));
  SubscriptionView view;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    ASSIGN_OR_RETURN(Subscription subscription, FindIn(tx, org, name));
    if (!done) {
      ASSIGN_OR_RETURN(subscription.next_sequence, FirstSequence(tx, org.id, start));
      TryAgainAtOnce(subscription);
      ++subscription.version;  // ends the claim of whoever is sending
      tx.subscriptions().Update(org.id, subscription);
      tx.subscriptions().SetNextSequence(org.id, subscription.id, subscription.next_sequence);
      key.Remember(tx, org.id, "");
      AuditEvent event = EventOf("ReplaySubscription", org, subscription, request_id);
      event.details["from_sequence"] = absl::StrCat(subscription.next_sequence);
      Audit(tx, env_, org.id, caller.origin, std::move(event));
    }
    view = ViewOf(tx, org.id, std::move(subscription));
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<TestResult> Subscriptions::Test(const Caller& caller, const std::string& organisation,
                                               const std::string& name) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, organisation, Permission::kManageSubscriptions));
  ASSIGN_OR_RETURN(const SubscriptionView view, Get(caller, organisation, name));
  const Subscription& subscription = view.subscription;
  ASSIGN_OR_RETURN(const std::string secret, OpenSubscriptionSecret(env_.keys, subscription));
  HttpClientOptions options = options_.http;
  options.timeout = std::min(options.timeout, kTestTimeout);
  const HttpPost post =
      subscription.kind == SubscriptionKind::kXapi
          ? MakeStatements(subscription, secret, nlohmann::json::array())
          : MakePing(subscription, secret, organisation, FormatId(env_.ids.Next()), env_.clock.Now());
  const HttpReply reply = HttpClient(options).Send(post, {});
  AuditEvent event = EventOf("TestSubscription", org, subscription, /*request_id=*/"");
  event.details["http_status"] = absl::StrCat(reply.status);
  RETURN_IF_ERROR(AuditAlone(env_, org.id, caller.origin, std::move(event)));
  return TestResult{reply.status, reply.trouble};
}

}  // namespace nanolearn
