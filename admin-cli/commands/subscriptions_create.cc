#include "admin-cli/commands/subscriptions_create.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/subscription_output.h"
#include "admin-cli/commands/subscription_values.h"
#include "admin-cli/commands/token_secret.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "nanolearn/v1/subscription_service.grpc.pb.h"
#include "service/base/private_file.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Subscription;
using v1::SubscriptionService;

struct CreateOptions {
  std::string name, kind = "webhook", url, from, given_secret, secret_file, request_id;
  std::vector<std::string> types;
};

absl::StatusOr<v1::CreateSubscriptionRequest> RequestOf(const CreateOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::CreateSubscriptionRequest request;
  request.set_parent(names.parent());
  Subscription& subscription = *request.mutable_subscription();
  ASSIGN_OR_RETURN(*subscription.mutable_name(), names.Subscription(options.name));
  ASSIGN_OR_RETURN(const auto kind, ParseEnum<v1::SubscriptionKind>(options.kind));
  subscription.set_kind(kind);
  subscription.set_url(options.url);
  const bool is_xapi = kind == v1::SUBSCRIPTION_KIND_XAPI;
  if (!options.types.empty()) {
    RETURN_IF_ERROR(SetEventTypes(options.types, subscription));
  } else if (is_xapi) {
    RETURN_IF_ERROR(SetEventTypes({"completion-recorded", "completion-voided"}, subscription));
  } else {
    return UsageError("Say with --type what is to be sent; it may be given several times.");
  }
  if (is_xapi && options.given_secret.empty()) {
    return UsageError("A learning record store needs --secret FILE with a line USER:PASSWORD.");
  }
  ASSIGN_OR_RETURN(*request.mutable_secret(), ReadSubscriptionSecret(options.given_secret));
  RETURN_IF_ERROR(SetStart(options.from, request));
  request.set_request_id(context.UseRequestId(options.request_id));
  return request;
}

void PrintSecret(const std::string& secret, Table& table, Context& context) {
  const bool is_data = context.config.format == Format::kJson || context.config.format == Format::kCsv;
  if (is_data) {
    table.columns.push_back({"secret", "Secret"});
    table.rows[0].push_back(secret);
    context.Answer(table);
  } else {
    context.out << secret << "\n";
  }
}

// The secret that the server made, to the file or, without one, alone to the output.
absl::Status HandOver(const v1::CreateSubscriptionResponse& response, const std::string& path,
                      Context& context) {
  Table table = SingleOf(FullSubscriptionColumns(), response.subscription());
  const std::string name = ShortId(response.subscription().name());
  if (response.secret().empty()) {
    context.Answer(table);
    context.Note(absl::StrCat("Created subscription ", name, "."));
    return absl::OkStatus();
  }
  if (path.empty()) {
    PrintSecret(response.secret(), table, context);
    context.Note(absl::StrCat("Created subscription ", name, ". Its secret cannot be shown again."));
    return absl::OkStatus();
  }
  if (const absl::Status status = WritePrivateFile(path, response.secret() + "\n"); !status.ok()) {
    PrintSecret(response.secret(), table, context);
    return UnexpectedError(absl::StrCat(
        "The subscription ", name, " exists, but its secret went to the output: ", status.message(), "."));
  }
  context.Answer(table);
  context.Note(absl::StrCat("Created subscription ", name, ". Its secret is in ", path,
                            "; it cannot be shown again."));
  return absl::OkStatus();
}

absl::Status Create(const CreateOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const v1::CreateSubscriptionRequest request, RequestOf(options, context));
  RETURN_IF_ERROR(CheckSecretFile(options.secret_file));
  ASSIGN_OR_RETURN(
      const v1::CreateSubscriptionResponse response,
      context.client.Call<SubscriptionService>(&SubscriptionService::Stub::CreateSubscription, request));
  return HandOver(response, options.secret_file, context);
}

}  // namespace

void AddSubscriptionsCreate(Noun& subscriptions) {
  Verb create = subscriptions.AddVerb(
      {"create", "Send events to another system; the secret is shown once, here",
       "subscriptions create hr --url https://hr.example/nanolearn --type completion-recorded --secret-file "
       "hr.secret"});
  auto& options = create.Runs(Create);
  create.Argument(options.name, "NAME", "1 to 40 of a-z, 0-9 and -");
  create.Option(options.url, "--url", "URL", "Where to; of a learning record store without /statements",
                Need::kRequired);
  create.Option(options.kind, "--kind", "KIND",
                "One of: " + Choices<v1::SubscriptionKind>() + " (default webhook)");
  create.Options(options.types, "--type", "TYPE", "What is sent, one of: " + Choices<v1::EventType>());
  create.Option(options.from, "--from", "WHERE",
                "Begin with this event (1: all) or time; with what happens from now on without it");
  create.Option(options.given_secret, "--secret", "FILE",
                "Use the secret in this file: whsec_..., or USER:PASSWORD for xapi");
  create.Option(options.secret_file, "--secret-file", "FILE",
                "Write the secret that is made to this file, which only you can read, and not to the output");
  create.RequestId(options.request_id);
}

}  // namespace nanolearn::cli
