#include "service/rpc/subscription_service.h"

#include "absl/strings/str_cat.h"
#include "nanolearn/v1/subscription_service.grpc.pb.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/event_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

constexpr absl::string_view kSubscriptions = "subscriptions";

v1::SubscriptionState ToProto(SubscriptionState state) {
  switch (state) {
    case SubscriptionState::kActive:
      return v1::SUBSCRIPTION_STATE_ACTIVE;
    case SubscriptionState::kPaused:
      return v1::SUBSCRIPTION_STATE_PAUSED;
    case SubscriptionState::kFailing:
      return v1::SUBSCRIPTION_STATE_FAILING;
  }
  return v1::SUBSCRIPTION_STATE_UNSPECIFIED;
}

v1::Subscription ToProto(const SubscriptionView& view, const std::string& organisation) {
  constexpr absl::Time kNever = absl::InfinitePast();
  const Subscription& s = view.subscription;
  v1::Subscription proto;
  proto.set_name(ResourceName(organisation, kSubscriptions, s.name));
  proto.set_kind(s.kind == SubscriptionKind::kXapi ? v1::SUBSCRIPTION_KIND_XAPI
                                                   : v1::SUBSCRIPTION_KIND_WEBHOOK);
  proto.set_url(s.url);
  for (const EventType type : s.types) proto.add_event_types(ToProto(type));
  proto.set_state(ToProto(s.state));
  proto.set_next_sequence(static_cast<int64_t>(s.next_sequence));
  proto.set_waiting(view.waiting);
  proto.set_tries(s.tries);
  if (s.due_time != kNever) *proto.mutable_next_try_time() = ToProto(s.due_time);
  if (s.last_success_time != kNever) *proto.mutable_last_success_time() = ToProto(s.last_success_time);
  proto.set_last_error(s.last_error);
  *proto.mutable_create_time() = ToProto(s.create_time);
  proto.set_etag(absl::StrCat(s.version));
  return proto;
}

absl::StatusOr<SubscriptionKind> ReadSubscriptionKind(v1::SubscriptionKind kind) {
  if (kind == v1::SUBSCRIPTION_KIND_WEBHOOK) return SubscriptionKind::kWebhook;
  if (kind == v1::SUBSCRIPTION_KIND_XAPI) return SubscriptionKind::kXapi;
  return InvalidField("subscription.kind", "is WEBHOOK or XAPI");
}

// Of a request that has `start`; nothing when it is not set.
template <typename Request>
absl::StatusOr<std::optional<EventStart>> ReadStart(const Request& request) {
  std::optional<EventStart> start;
  if (request.has_sequence()) {
    if (request.sequence() < 1) return InvalidField("sequence", "begins with 1");
    start = static_cast<uint64_t>(request.sequence());
  }
  if (request.has_time()) {
    ASSIGN_OR_RETURN(start, ReadTime(request.time(), "time"));
  }
  return start;
}

absl::StatusOr<v1::CreateSubscriptionResponse> Create(Operations& operations, const Caller& caller,
                                                      const v1::CreateSubscriptionRequest& request) {
  const v1::Subscription& wanted = request.subscription();
  NewSubscription created{.secret = request.secret(), .request_id = request.request_id()};
  ASSIGN_OR_RETURN(created.organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(created.subscription.name,
                   ReadNameIn(created.organisation, wanted.name(), kSubscriptions, "subscription.name"));
  ASSIGN_OR_RETURN(created.subscription.kind, ReadSubscriptionKind(wanted.kind()));
  created.subscription.url = wanted.url();
  ASSIGN_OR_RETURN(created.subscription.types,
                   ReadEventTypes(wanted.event_types(), "subscription.event_types"));
  ASSIGN_OR_RETURN(created.start, ReadStart(request));
  ASSIGN_OR_RETURN(const CreatedSubscription result, operations.subscriptions.Create(caller, created));
  v1::CreateSubscriptionResponse response;
  *response.mutable_subscription() = ToProto(result.view, created.organisation);
  response.set_secret(result.secret);
  return response;
}

absl::StatusOr<v1::Subscription> Get(Operations& operations, const Caller& caller,
                                     const v1::GetSubscriptionRequest& request) {
  ASSIGN_OR_RETURN(const ParsedName name, ParseName(request.name(), kSubscriptions, "name"));
  ASSIGN_OR_RETURN(const SubscriptionView view,
                   operations.subscriptions.Get(caller, name.organisation, name.id));
  return ToProto(view, name.organisation);
}

absl::StatusOr<v1::ListSubscriptionsResponse> List(Operations& operations, const Caller& caller,
                                                   const v1::ListSubscriptionsRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const std::vector<SubscriptionView> views,
                   operations.subscriptions.List(caller, organisation));
  v1::ListSubscriptionsResponse response;
  for (const SubscriptionView& view : views) *response.add_subscriptions() = ToProto(view, organisation);
  return response;
}

absl::Status SetField(const v1::Subscription& wanted, const std::string& path, SubscriptionUpdate& update) {
  if (path == "url") {
    update.url = wanted.url();
  } else if (path == "event_types") {
    ASSIGN_OR_RETURN(update.types, ReadEventTypes(wanted.event_types(), "subscription.event_types"));
  } else if (path == "state") {
    if (wanted.state() != v1::SUBSCRIPTION_STATE_ACTIVE && wanted.state() != v1::SUBSCRIPTION_STATE_PAUSED) {
      return InvalidField("subscription.state", "is set to ACTIVE or PAUSED");
    }
    update.is_paused = wanted.state() == v1::SUBSCRIPTION_STATE_PAUSED;
  } else {
    return InvalidField("update_mask", absl::StrCat("has '", path,
                                                    "', which cannot be set; url, "
                                                    "event_types and state can"));
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::Subscription> Update(Operations& operations, const Caller& caller,
                                        const v1::UpdateSubscriptionRequest& request) {
  ASSIGN_OR_RETURN(const ParsedName name,
                   ParseName(request.subscription().name(), kSubscriptions, "subscription.name"));
  SubscriptionUpdate update{.organisation = name.organisation,
                            .name = name.id,
                            .etag = request.subscription().etag(),
                            .request_id = request.request_id()};
  for (const std::string& path : request.update_mask().paths()) {
    RETURN_IF_ERROR(SetField(request.subscription(), path, update));
  }
  if (!request.secret().empty()) update.secret = request.secret();
  ASSIGN_OR_RETURN(const SubscriptionView view, operations.subscriptions.Update(caller, update));
  return ToProto(view, name.organisation);
}

absl::StatusOr<v1::DeleteSubscriptionResponse> Delete(Operations& operations, const Caller& caller,
                                                      const v1::DeleteSubscriptionRequest& request) {
  ASSIGN_OR_RETURN(const ParsedName name, ParseName(request.name(), kSubscriptions, "name"));
  RETURN_IF_ERROR(operations.subscriptions.Delete(caller, name.organisation, name.id, request.request_id()));
  return v1::DeleteSubscriptionResponse();
}

absl::StatusOr<v1::Subscription> Replay(Operations& operations, const Caller& caller,
                                        const v1::ReplaySubscriptionRequest& request) {
  ASSIGN_OR_RETURN(const ParsedName name, ParseName(request.name(), kSubscriptions, "name"));
  ASSIGN_OR_RETURN(const std::optional<EventStart> start, ReadStart(request));
  if (!start) return InvalidField("sequence", "or time says where to go on");
  ASSIGN_OR_RETURN(
      const SubscriptionView view,
      operations.subscriptions.Replay(caller, name.organisation, name.id, *start, request.request_id()));
  return ToProto(view, name.organisation);
}

absl::StatusOr<v1::TestSubscriptionResponse> Test(Operations& operations, const Caller& caller,
                                                  const v1::TestSubscriptionRequest& request) {
  constexpr int kOk = 200, kRedirected = 300;
  ASSIGN_OR_RETURN(const ParsedName name, ParseName(request.name(), kSubscriptions, "name"));
  ASSIGN_OR_RETURN(const TestResult result,
                   operations.subscriptions.Test(caller, name.organisation, name.id));
  v1::TestSubscriptionResponse response;
  response.set_ok(kOk <= result.http_status && result.http_status < kRedirected);
  response.set_http_status(result.http_status);
  response.set_trouble(result.trouble);
  return response;
}

class SubscriptionService final : public v1::SubscriptionService::CallbackService {
 public:
  explicit SubscriptionService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* CreateSubscription(grpc::CallbackServerContext* context,
                                               const v1::CreateSubscriptionRequest* request,
                                               v1::CreateSubscriptionResponse* response) override {
    return Serve(backend_, context, request, response, Create);
  }
  grpc::ServerUnaryReactor* GetSubscription(grpc::CallbackServerContext* context,
                                            const v1::GetSubscriptionRequest* request,
                                            v1::Subscription* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* ListSubscriptions(grpc::CallbackServerContext* context,
                                              const v1::ListSubscriptionsRequest* request,
                                              v1::ListSubscriptionsResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* UpdateSubscription(grpc::CallbackServerContext* context,
                                               const v1::UpdateSubscriptionRequest* request,
                                               v1::Subscription* response) override {
    return Serve(backend_, context, request, response, Update);
  }
  grpc::ServerUnaryReactor* DeleteSubscription(grpc::CallbackServerContext* context,
                                               const v1::DeleteSubscriptionRequest* request,
                                               v1::DeleteSubscriptionResponse* response) override {
    return Serve(backend_, context, request, response, Delete);
  }
  grpc::ServerUnaryReactor* ReplaySubscription(grpc::CallbackServerContext* context,
                                               const v1::ReplaySubscriptionRequest* request,
                                               v1::Subscription* response) override {
    return Serve(backend_, context, request, response, Replay);
  }
  grpc::ServerUnaryReactor* TestSubscription(grpc::CallbackServerContext* context,
                                             const v1::TestSubscriptionRequest* request,
                                             v1::TestSubscriptionResponse* response) override {
    return Serve(backend_, context, request, response, Test);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeSubscriptionService(const Backend& backend) {
  return std::make_unique<SubscriptionService>(backend);
}

}  // namespace nanolearn::rpc
