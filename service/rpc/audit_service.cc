#include "service/rpc/audit_service.h"

#include <string>

#include "nanolearn/v1/audit_service.grpc.pb.h"
#include "service/base/error.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

std::string IdText(Id id) { return id == kNoId ? "" : FormatId(id); }

// The enumerations have the same order, after UNSPECIFIED.
template <typename Proto, typename Ours>
Proto ToEnum(Ours value) {
  return static_cast<Proto>(static_cast<int>(value) + 1);
}

v1::AuditEntry ToProto(const AuditEntryView& view) {
  const AuditEntry& entry = view.chained.entry;
  v1::AuditEntry proto;
  proto.set_sequence(entry.sequence);
  *proto.mutable_time() = ToProto(entry.time);
  proto.set_actor_type(ToEnum<v1::AuditActorType>(entry.origin.actor.type));
  proto.set_actor(IdText(entry.origin.actor.id));
  proto.set_actor_name(view.actor_name);
  proto.set_channel(ToEnum<v1::AuditChannel>(entry.origin.channel));
  proto.set_address(entry.origin.address);
  proto.set_action(entry.action);
  proto.set_resource(entry.resource);
  proto.set_person(IdText(entry.person_id));
  proto.set_outcome(ToEnum<v1::AuditOutcome>(entry.outcome));
  proto.set_request_id(entry.request_id);
  proto.mutable_details()->insert(entry.details.begin(), entry.details.end());
  proto.set_hash(Hex(view.chained.hash));
  return proto;
}

// Empty: the installation.
absl::StatusOr<std::string> ReadParent(const std::string& parent) {
  if (parent.empty()) return std::string();
  return ParseOrganisationName(parent, "parent");
}

absl::StatusOr<AuditActor> ReadActor(const v1::ListAuditEntriesRequest& request) {
  if (request.actor().empty()) return AuditActor{};
  const std::optional<Id> id = ParseId(request.actor());
  if (!id) return InvalidField("actor", "is an id: 13 letters and digits");
  switch (request.actor_type()) {
    case v1::AUDIT_ACTOR_TYPE_TOKEN:
      return AuditActor{AuditActorType::kToken, *id};
    case v1::AUDIT_ACTOR_TYPE_GRANT:
      return AuditActor{AuditActorType::kGrant, *id};
    case v1::AUDIT_ACTOR_TYPE_PERSON:
      return AuditActor{AuditActorType::kPerson, *id};
    default:
      return InvalidField("actor_type", "must say what the actor is: a token, a grant or a person");
  }
}

absl::StatusOr<AuditQuery> Read(const v1::ListAuditEntriesRequest& request) {
  AuditQuery query{.person = request.person(), .oldest_first = request.oldest_first()};
  ASSIGN_OR_RETURN(query.organisation, ReadParent(request.parent()));
  ASSIGN_OR_RETURN(query.filter.actor, ReadActor(request));
  query.filter.action = request.action();
  query.filter.denied_only = request.denied_only();
  ASSIGN_OR_RETURN(const auto from, ReadOptionalTime(request.has_from(), request.from(), "from"));
  ASSIGN_OR_RETURN(const auto to, ReadOptionalTime(request.has_to(), request.to(), "to"));
  query.filter.from = from.value_or(absl::InfinitePast());
  query.filter.to = to.value_or(absl::InfiniteFuture());
  return query;
}

absl::StatusOr<v1::ListAuditEntriesResponse> List(Operations& operations, const Caller& caller,
                                                  const v1::ListAuditEntriesRequest& request) {
  ASSIGN_OR_RETURN(const AuditQuery query, Read(request));
  ASSIGN_OR_RETURN(const AuditEntries list, operations.audit.List(caller, query, ReadPage(request)));
  v1::ListAuditEntriesResponse response;
  for (const AuditEntryView& view : list.entries) *response.add_entries() = ToProto(view);
  response.set_next_page_token(list.next_page_token);
  response.set_organisation(IdText(list.organisation_id));
  return response;
}

absl::StatusOr<v1::AuditHead> Head(Operations& operations, const Caller& caller,
                                   const v1::GetAuditHeadRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ReadParent(request.parent()));
  ASSIGN_OR_RETURN(const AuditHeadView view, operations.audit.Head(caller, organisation));
  v1::AuditHead proto;
  proto.set_parent(request.parent());
  proto.set_organisation(IdText(view.organisation_id));
  proto.set_sequence(view.head.sequence);
  proto.set_hash(Hex(view.head.hash));
  *proto.mutable_time() = ToProto(operations.env.clock.Now());
  return proto;
}

class AuditService final : public v1::AuditService::CallbackService {
 public:
  explicit AuditService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* ListAuditEntries(grpc::CallbackServerContext* context,
                                             const v1::ListAuditEntriesRequest* request,
                                             v1::ListAuditEntriesResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* GetAuditHead(grpc::CallbackServerContext* context,
                                         const v1::GetAuditHeadRequest* request,
                                         v1::AuditHead* response) override {
    return Serve(backend_, context, request, response, Head);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeAuditService(const Backend& backend) {
  return std::make_unique<AuditService>(backend);
}

}  // namespace nanolearn::rpc
