#include "admin-cli/commands/subscriptions.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/token_secret.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/files.h"
#include "admin-cli/question.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/subscription_service.grpc.pb.h"
#include "service/base/private_file.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Subscription;
using v1::SubscriptionService;

constexpr size_t kMaxSecretBytes = 4096;

std::vector<std::string> TypesOf(const Subscription& s) {
  std::vector<std::string> types;
  for (const int type : s.event_types()) types.push_back(EnumText(static_cast<v1::EventType>(type)));
  return types;
}

const ColumnsOf<Subscription>& Columns() {
  static const auto* const kColumns = new ColumnsOf<Subscription>{
      {{"name", "Name", Type::kWhole}, [](const Subscription& s) { return ShortId(s.name()); }},
      {{"kind", "Kind", Type::kEnum}, [](const Subscription& s) { return EnumText(s.kind()); }},
      {{"state", "State", Type::kEnum}, [](const Subscription& s) { return EnumText(s.state()); }},
      {{"waiting", "Waiting", Type::kNumber}, [](const Subscription& s) { return s.waiting(); }},
      {{"last_success", "Last success", Type::kTime},
       [](const Subscription& s) { return Instant(s.has_last_success_time(), s.last_success_time()); }},
      {{"error", "Error"}, [](const Subscription& s) { return Optional(s.last_error()); }},
      {{"url", "Address"}, [](const Subscription& s) { return s.url(); }}};
  return *kColumns;
}

const ColumnsOf<Subscription>& FullColumns() {
  static const auto* const kColumns = new ColumnsOf<Subscription>(
      Columns() +
      ColumnsOf<Subscription>{
          {{"types", "Types"}, TypesOf},
          {{"next_sequence", "Next event", Type::kNumber},
           [](const Subscription& s) { return s.next_sequence(); }},
          {{"tries", "Tries", Type::kNumber}, [](const Subscription& s) { return s.tries(); }},
          {{"next_try", "Next try", Type::kTime},
           [](const Subscription& s) { return Instant(s.has_next_try_time(), s.next_try_time()); }},
          {{"created", "Created", Type::kTime},
           [](const Subscription& s) { return Instant(s.has_create_time(), s.create_time()); }},
          {{"etag", "Etag", Type::kText, Shown::kInData}, [](const Subscription& s) { return s.etag(); }}});
  return *kColumns;
}

// The secret in a file, without the line's end.
absl::StatusOr<std::string> ReadSecret(const std::string& path) {
  if (path.empty()) return "";
  ASSIGN_OR_RETURN(std::string secret, ReadFile(path, kMaxSecretBytes));
  absl::StripTrailingAsciiWhitespace(&secret);
  if (secret.empty()) return UsageError(absl::StrCat(path, " is empty."));
  return secret;
}

// Where to begin: the sequence of an event, or a time.
template <typename Request>
absl::Status SetStart(const std::string& text, Request& request) {
  if (text.empty()) return absl::OkStatus();
  int64_t sequence = 0;
  if (absl::SimpleAtoi(text, &sequence)) {
    request.set_sequence(sequence);
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const absl::Time time, ParseDoneTime(text, absl::Now()));
  *request.mutable_time() = ToTimestamp(time);
  return absl::OkStatus();
}

absl::Status SetTypes(const std::vector<std::string>& types, Subscription& subscription) {
  for (const std::string& type : types) {
    ASSIGN_OR_RETURN(const auto parsed, ParseEnum<v1::EventType>(type));
    subscription.add_event_types(parsed);
  }
  return absl::OkStatus();
}

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
    RETURN_IF_ERROR(SetTypes(options.types, subscription));
  } else if (is_xapi) {
    RETURN_IF_ERROR(SetTypes({"completion-recorded", "completion-voided"}, subscription));
  } else {
    return UsageError("Say with --type what is to be sent; it may be given several times.");
  }
  if (is_xapi && options.given_secret.empty()) {
    return UsageError("A learning record store needs --secret FILE with a line USER:PASSWORD.");
  }
  ASSIGN_OR_RETURN(*request.mutable_secret(), ReadSecret(options.given_secret));
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
  Table table = SingleOf(FullColumns(), response.subscription());
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

absl::Status List(Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListSubscriptionsRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(
      const v1::ListSubscriptionsResponse response,
      context.client.Call<SubscriptionService>(&SubscriptionService::Stub::ListSubscriptions, request));
  context.AnswerList(Columns(), response.subscriptions(), "There is no subscription.");
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
  context.AnswerOne(FullColumns(), subscription);
  return absl::OkStatus();
}

absl::Status Send(v1::UpdateSubscriptionRequest request, const std::string& request_id,
                  absl::string_view done, Context& context) {
  request.set_request_id(context.UseRequestId(request_id));
  ASSIGN_OR_RETURN(
      const Subscription subscription,
      context.client.Call<SubscriptionService>(&SubscriptionService::Stub::UpdateSubscription, request));
  context.AnswerOne(FullColumns(), subscription);
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
    RETURN_IF_ERROR(SetTypes(options.types, subscription));
    request.mutable_update_mask()->add_paths("event_types");
  }
  ASSIGN_OR_RETURN(*request.mutable_secret(), ReadSecret(options.given_secret));
  if (request.update_mask().paths().empty() && request.secret().empty()) {
    return UsageError("Nothing to set: give --url, --type or --secret.");
  }
  return Send(std::move(request), options.request_id, "Set up", context);
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
  return Send(std::move(request), options.request_id, done, context);
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
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(
      const Subscription subscription,
      context.client.Call<SubscriptionService>(&SubscriptionService::Stub::ReplaySubscription, request));
  context.AnswerOne(FullColumns(), subscription);
  context.Note(absl::StrCat("Events from ", subscription.next_sequence(), " on are sent to ",
                            ShortId(subscription.name()), "."));
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
  request.set_request_id(context.UseRequestId(options.request_id));
  RETURN_IF_ERROR(
      context.client.Call<SubscriptionService>(&SubscriptionService::Stub::DeleteSubscription, request)
          .status());
  context.Note(absl::StrCat("Deleted subscription ", ShortId(options.name), "."));
  return absl::OkStatus();
}

constexpr char kNameHelp[] = "The subscription, as subscriptions list shows it";

void AddCreate(Noun& noun) {
  Verb create = noun.AddVerb(
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

void AddSet(Noun& noun) {
  Verb set = noun.AddVerb({"set", "Change where to and what is sent",
                           "subscriptions set hr --type completion-recorded --type completion-voided"});
  auto& options = set.Runs(Set);
  set.Argument(options.name, "NAME", kNameHelp);
  set.Setting(options.url, "--url", "URL", "Where to");
  set.Options(options.types, "--type", "TYPE", "What is sent instead: " + Choices<v1::EventType>());
  set.Option(options.given_secret, "--secret", "FILE", "Use the secret in this file from now on");
  set.Option(options.etag, "--etag", "ETAG", "Only if nobody has changed it since");
  set.RequestId(options.request_id);
}

void AddStates(Noun& noun) {
  Verb pause = noun.AddVerb({"pause", "Send nothing; events wait", "subscriptions pause hr"});
  auto& paused = pause.Runs(Pause);
  pause.Argument(paused.name, "NAME", kNameHelp);
  pause.RequestId(paused.request_id);

  Verb resume = noun.AddVerb({"resume", "Go on sending, at once", "subscriptions resume hr"});
  auto& resumed = resume.Runs(Resume);
  resume.Argument(resumed.name, "NAME", kNameHelp);
  resume.RequestId(resumed.request_id);

  Verb replay = noun.AddVerb({"replay", "Go on from another event, back or forth",
                              "subscriptions replay hr --from 2026-11-01T00:00:00Z"});
  auto& replayed = replay.Runs(Replay);
  replay.Argument(replayed.name, "NAME", kNameHelp);
  replay.Option(replayed.from, "--from", "WHERE", "The sequence of an event (1: all) or a time",
                Need::kRequired);
  replay.RequestId(replayed.request_id);
}

}  // namespace

void AddSubscriptions(CommandLine& line) {
  Noun noun = line.AddNoun("subscriptions", "Where events are sent to: webhooks and learning record stores");
  AddCreate(noun);
  noun.AddVerb({"list", "List the subscriptions, without their secrets", "subscriptions list"}).Does(List);
  Verb show = noun.AddVerb({"show", "Show one and how it goes", "subscriptions show hr"});
  show.Argument(show.Runs(Show).name, "NAME", kNameHelp);
  AddSet(noun);
  AddStates(noun);
  Verb test = noun.AddVerb(
      {"test", "Send a ping at once and say what the receiver answers", "subscriptions test hr"});
  test.Argument(test.Runs(Test).name, "NAME", kNameHelp);
  Verb remove = noun.AddVerb({"delete", "Delete a subscription", "subscriptions delete hr --yes"});
  auto& deleted = remove.Runs(Delete);
  remove.Argument(deleted.name, "NAME", kNameHelp);
  remove.Yes(deleted.yes);
  remove.RequestId(deleted.request_id);
}

}  // namespace nanolearn::cli
