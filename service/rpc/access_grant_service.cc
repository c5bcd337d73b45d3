#include "service/rpc/access_grant_service.h"

#include "nanolearn/v1/access_grant_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

constexpr absl::string_view kCollection = "accessGrants";

v1::AccessGrant ToProto(const AccessGrantView& view, const std::string& organisation) {
  const AccessGrant& grant = view.grant;
  v1::AccessGrant proto;
  proto.set_name(ResourceName(organisation, kCollection, grant.id));
  proto.set_email(grant.email);
  proto.set_role(ToProto(grant.role));
  if (!view.unit_code.empty()) proto.set_unit(UnitName(organisation, view.unit_code));
  *proto.mutable_create_time() = ToProto(grant.create_time);
  proto.set_created_by(grant.created_by);
  if (grant.expire_time != absl::InfiniteFuture()) *proto.mutable_expire_time() = ToProto(grant.expire_time);
  if (grant.revoke_time != absl::InfiniteFuture()) *proto.mutable_revoke_time() = ToProto(grant.revoke_time);
  return proto;
}

absl::StatusOr<NewAccessGrant> Read(const v1::CreateAccessGrantRequest& request) {
  const v1::AccessGrant& wanted = request.access_grant();
  NewAccessGrant grant{.email = wanted.email(), .request_id = request.request_id()};
  ASSIGN_OR_RETURN(grant.organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(grant.role, ReadRole(wanted.role(), "access_grant.role"));
  ASSIGN_OR_RETURN(grant.unit_code,
                   ParseNameIn(grant.organisation, wanted.unit(), "units", "access_grant.unit"));
  ASSIGN_OR_RETURN(grant.expire_time, ReadOptionalTime(wanted.has_expire_time(), wanted.expire_time(),
                                                       "access_grant.expire_time"));
  return grant;
}

absl::StatusOr<v1::AccessGrant> Create(Operations& operations, const Caller& caller,
                                       const v1::CreateAccessGrantRequest& request) {
  ASSIGN_OR_RETURN(const NewAccessGrant grant, Read(request));
  ASSIGN_OR_RETURN(const AccessGrantView view, operations.access_grants.Create(caller, grant));
  return ToProto(view, grant.organisation);
}

absl::StatusOr<v1::ListAccessGrantsResponse> List(Operations& operations, const Caller& caller,
                                                  const v1::ListAccessGrantsRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const AccessGrantList list,
                   operations.access_grants.List(caller, organisation, ReadPage(request)));
  v1::ListAccessGrantsResponse response;
  for (const AccessGrantView& view : list.grants) {
    *response.add_access_grants() = ToProto(view, organisation);
  }
  response.set_next_page_token(list.next_page_token);
  return response;
}

absl::StatusOr<v1::AccessGrant> Revoke(Operations& operations, const Caller& caller,
                                       const v1::RevokeAccessGrantRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), kCollection, "name"));
  ASSIGN_OR_RETURN(const AccessGrantView view,
                   operations.access_grants.Revoke(caller, name.organisation, name.id, request.request_id()));
  return ToProto(view, name.organisation);
}

class AccessGrantService final : public v1::AccessGrantService::CallbackService {
 public:
  explicit AccessGrantService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* CreateAccessGrant(grpc::CallbackServerContext* context,
                                              const v1::CreateAccessGrantRequest* request,
                                              v1::AccessGrant* response) override {
    return Serve(backend_, context, request, response, Create);
  }
  grpc::ServerUnaryReactor* ListAccessGrants(grpc::CallbackServerContext* context,
                                             const v1::ListAccessGrantsRequest* request,
                                             v1::ListAccessGrantsResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* RevokeAccessGrant(grpc::CallbackServerContext* context,
                                              const v1::RevokeAccessGrantRequest* request,
                                              v1::AccessGrant* response) override {
    return Serve(backend_, context, request, response, Revoke);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeAccessGrantService(const Backend& backend) {
  return std::make_unique<AccessGrantService>(backend);
}

}  // namespace nanolearn::rpc
