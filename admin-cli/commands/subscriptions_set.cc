#include "admin-cli/commands/subscriptions_set.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/change.h"
#include "admin-cli/commands/subscription_output.h"
#include "admin-cli/commands/subscription_values.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "nanolearn/v1/subscription_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Subscription;
using v1::SubscriptionService;

absl::Status Send(const v1::UpdateSubscriptionRequest& request, const std::string& request_id,
                  absl::string_view done, Context& context) {
  ASSIGN_OR_RETURN(const Subscription subscription,
                   SendChange<SubscriptionService>(&SubscriptionService::Stub::UpdateSubscription, request,
                                                   request_id, context));
  context.AnswerOne(FullSubscriptionColumns(), subscription);
  context.Note(absl::StrCat(done, " subscription ", ShortId(subscription.name()), "."));
  return absl::OkStatus();
}

struct SetOptions {
  std::string name, given_secret, etag, request_id;
  std::optional<std::string> url;
  std::vector<std::string> types;
};

absl::Status Set(const SetOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::UpdateSubscriptionRequest request;
  Subscription& subscription = *request.mutable_subscription();
  ASSIGN_OR_RETURN(*subscription.mutable_name(), names.Subscription(options.name));
  subscription.set_etag(options.etag);
  if (options.url) {
    subscription.set_url(*options.url);
    request.mutable_update_mask()->add_paths("url");
  }
  if (!options.types.empty()) {
    RETURN_IF_ERROR(SetEventTypes(options.types, subscription));
    request.mutable_update_mask()->add_paths("event_types");
  }
  ASSIGN_OR_RETURN(*request.mutable_secret(), ReadSubscriptionSecret(options.given_secret));
  if (request.update_mask().paths().empty() && request.secret().empty()) {
    return UsageError("Nothing to set: give --url, --type or --secret.");
  }
  return Send(request, options.request_id, "Set up", context);
}

struct ChangeOptions {
  std::string name, request_id;
};

absl::Status SetState(const ChangeOptions& options, v1::SubscriptionState state, absl::string_view done,
                      Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::UpdateSubscriptionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_subscription()->mutable_name(), names.Subscription(options.name));
  request.mutable_subscription()->set_state(state);
  request.mutable_update_mask()->add_paths("state");
  return Send(request, options.request_id, done, context);
}

absl::Status Pause(const ChangeOptions& options, Context& context) {
  return SetState(options, v1::SUBSCRIPTION_STATE_PAUSED, "Paused", context);
}

absl::Status Resume(const ChangeOptions& options, Context& context) {
  return SetState(options, v1::SUBSCRIPTION_STATE_ACTIVE, "Resumed", context);
}

struct ReplayOptions {
  std::string name, from, request_id;
};

absl::Status Replay(const ReplayOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ReplaySubscriptionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Subscription(options.name));
  RETURN_IF_ERROR(SetStart(options.from, request));
  ASSIGN_OR_RETURN(const Subscription subscription,
                   SendChange<SubscriptionService>(&SubscriptionService::Stub::ReplaySubscription, request,
                                                   options.request_id, context));
  context.AnswerOne(FullSubscriptionColumns(), subscription);
  context.Note(absl::StrCat("Events from ", subscription.next_sequence(), " on are sent to ",
                            ShortId(subscription.name()), "."));
  return absl::OkStatus();
}

void AddSet(Noun& noun) {
  Verb set = noun.AddVerb({"set", "Change where to and what is sent",
                           "subscriptions set hr --type completion-recorded --type completion-voided"});
  auto& options = set.Runs(Set);
  set.Argument(options.name, "NAME", kSubscriptionHelp);
  set.Setting(options.url, "--url", "URL", "Where to");
  set.Options(options.types, "--type", "TYPE", "What is sent instead: " + Choices<v1::EventType>());
  set.Option(options.given_secret, "--secret", "FILE", "Use the secret in this file from now on");
  set.Option(options.etag, "--etag", "ETAG", "Only if nobody has changed it since");
  set.RequestId(options.request_id);
}

void AddStates(Noun& noun) {
  Verb pause = noun.AddVerb({"pause", "Send nothing; events wait", "subscriptions pause hr"});
  auto& paused = pause.Runs(Pause);
  pause.Argument(paused.name, "NAME", kSubscriptionHelp);
  pause.RequestId(paused.request_id);

  Verb resume = noun.AddVerb({"resume", "Go on sending, at once", "subscriptions resume hr"});
  auto& resumed = resume.Runs(Resume);
  resume.Argument(resumed.name, "NAME", kSubscriptionHelp);
  resume.RequestId(resumed.request_id);

  Verb replay = noun.AddVerb({"replay", "Go on from another event, back or forth",
                              "subscriptions replay hr --from 2026-11-01T00:00:00Z"});
  auto& replayed = replay.Runs(Replay);
  replay.Argument(replayed.name, "NAME", kSubscriptionHelp);
  replay.Option(replayed.from, "--from", "WHERE", "The sequence of an event (1: all) or a time",
                Need::kRequired);
  replay.RequestId(replayed.request_id);
}

}  // namespace

void AddSubscriptionsSet(Noun& subscriptions) {
  AddSet(subscriptions);
  AddStates(subscriptions);
}

}  // namespace nanolearn::cli
