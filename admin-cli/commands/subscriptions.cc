#include "admin-cli/commands/subscriptions.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/change.h"
#include "admin-cli/commands/subscription_output.h"
#include "admin-cli/commands/subscription_values.h"
#include "admin-cli/commands/subscriptions_create.h"
#include "admin-cli/commands/subscriptions_set.h"
#include "admin-cli/context.h"
#include "admin-cli/question.h"
#include "nanolearn/v1/subscription_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Subscription;
using v1::SubscriptionService;

absl::Status List(Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListSubscriptionsRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(
      const v1::ListSubscriptionsResponse response,
      context.client.Call<SubscriptionService>(&SubscriptionService::Stub::ListSubscriptions, request));
  context.AnswerList(BriefSubscriptionColumns(), response.subscriptions(), "There is no subscription.");
  return absl::OkStatus();
}

struct NameOptions {
  std::string name;
};

absl::Status Show(const NameOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::GetSubscriptionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Subscription(options.name));
  ASSIGN_OR_RETURN(
      const Subscription subscription,
      context.client.Call<SubscriptionService>(&SubscriptionService::Stub::GetSubscription, request));
  context.AnswerOne(FullSubscriptionColumns(), subscription);
  return absl::OkStatus();
}

absl::Status Test(const NameOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::TestSubscriptionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Subscription(options.name));
  ASSIGN_OR_RETURN(
      const v1::TestSubscriptionResponse response,
      context.client.Call<SubscriptionService>(&SubscriptionService::Stub::TestSubscription, request));
  if (response.http_status() == 0) {
    return InputError(absl::StrCat("The receiver did not answer: ", response.trouble(), "."));
  }
  if (!response.ok()) return InputError(absl::StrCat("The receiver answered ", response.http_status(), "."));
  context.Note(absl::StrCat("The receiver answered ", response.http_status(), "."));
  return absl::OkStatus();
}

struct DeleteOptions {
  std::string name, request_id;
  bool yes = false;
};

absl::Status Delete(const DeleteOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::DeleteSubscriptionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Subscription(options.name));
  if (!options.yes) {
    RETURN_IF_ERROR(Confirm(absl::StrCat("Delete subscription ", options.name,
                                         "? Its secret and how far it had come are gone then."),
                            context));
  }
  RETURN_IF_ERROR(SendChange<SubscriptionService>(&SubscriptionService::Stub::DeleteSubscription, request,
                                                  options.request_id, context)
                      .status());
  context.Note(absl::StrCat("Deleted subscription ", ShortId(options.name), "."));
  return absl::OkStatus();
}

}  // namespace

void AddSubscriptions(CommandLine& line) {
  Noun noun = line.AddNoun("subscriptions", "Where events are sent to: webhooks and learning record stores");
  AddSubscriptionsCreate(noun);
  noun.AddVerb({"list", "List the subscriptions, without their secrets", "subscriptions list"}).Does(List);
  Verb show = noun.AddVerb({"show", "Show one and how it goes", "subscriptions show hr"});
  show.Argument(show.Runs(Show).name, "NAME", kSubscriptionHelp);
  AddSubscriptionsSet(noun);
  Verb test = noun.AddVerb(
      {"test", "Send a ping at once and say what the receiver answers", "subscriptions test hr"});
  test.Argument(test.Runs(Test).name, "NAME", kSubscriptionHelp);
  Verb remove = noun.AddVerb({"delete", "Delete a subscription", "subscriptions delete hr --yes"});
  auto& deleted = remove.Runs(Delete);
  remove.Argument(deleted.name, "NAME", kSubscriptionHelp);
  remove.Yes(deleted.yes);
  remove.RequestId(deleted.request_id);
}

}  // namespace nanolearn::cli
