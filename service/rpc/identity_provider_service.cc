#include "service/rpc/identity_provider_service.h"

#include "absl/strings/str_cat.h"
#include "nanolearn/v1/identity_provider_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the one below

v1::IdentityProvider ToProto(const IdentityProvider& provider, const std::string& organisation) {
  v1::IdentityProvider proto;
  proto.set_name(absl::StrCat(OrganisationName(organisation), "/identityProvider"));
  proto.set_issuer(provider.issuer);
  proto.set_client_id(provider.client_id);
  proto.set_has_client_secret(!provider.sealed_secret.empty());
  for (const std::string& audience : provider.audiences) proto.add_audiences(audience);
  proto.set_bearer_issuer(provider.bearer_issuer);
  proto.set_email_claim(provider.email_claim);
  proto.set_display_name(provider.display_name);
  proto.set_required(provider.is_required);
  for (const std::string& value : provider.acr_values) proto.add_acr_values(value);
  for (const std::string& value : provider.amr_values) proto.add_amr_values(value);
  *proto.mutable_create_time() = ToProto(provider.create_time);
  *proto.mutable_update_time() = ToProto(provider.update_time);
  return proto;
}

absl::StatusOr<v1::IdentityProvider> Get(Operations& operations, const Caller& caller,
                                         const v1::GetIdentityProviderRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const IdentityProvider provider, operations.identity_providers.Get(caller, organisation));
  return ToProto(provider, organisation);
}

absl::StatusOr<v1::IdentityProvider> Set(Operations& operations, const Caller& caller,
                                         const v1::SetIdentityProviderRequest& request) {
  const v1::IdentityProvider& wanted = request.identity_provider();
  IdentityProviderChange change{.provider = {.issuer = wanted.issuer(),
                                             .client_id = wanted.client_id(),
                                             .audiences = {wanted.audiences().begin(), wanted.audiences().end()},
                                             .bearer_issuer = wanted.bearer_issuer(),
                                             .email_claim = wanted.email_claim(),
                                             .display_name = wanted.display_name(),
                                             .is_required = wanted.required(),
                                             .acr_values = {wanted.acr_values().begin(), wanted.acr_values().end()},
                                             .amr_values = {wanted.amr_values().begin(), wanted.amr_values().end()}},
                                .request_id = request.request_id()};
  ASSIGN_OR_RETURN(change.organisation, ParseOrganisationName(request.parent(), "parent"));
  if (request.has_client_secret()) change.secret = request.client_secret();
  ASSIGN_OR_RETURN(const IdentityProvider provider, operations.identity_providers.Set(caller, change));
  return ToProto(provider, change.organisation);
}

absl::StatusOr<v1::DeleteIdentityProviderResponse> Delete(Operations& operations, const Caller& caller,
                                                          const v1::DeleteIdentityProviderRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  RETURN_IF_ERROR(operations.identity_providers.Delete(caller, organisation, request.request_id()));
  return v1::DeleteIdentityProviderResponse();
}

class IdentityProviderService final : public v1::IdentityProviderService::CallbackService {
 public:
  explicit IdentityProviderService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* GetIdentityProvider(grpc::CallbackServerContext* context,
                                                const v1::GetIdentityProviderRequest* request,
                                                v1::IdentityProvider* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* SetIdentityProvider(grpc::CallbackServerContext* context,
                                                const v1::SetIdentityProviderRequest* request,
                                                v1::IdentityProvider* response) override {
    return Serve(backend_, context, request, response, Set);
  }
  grpc::ServerUnaryReactor* DeleteIdentityProvider(grpc::CallbackServerContext* context,
                                                   const v1::DeleteIdentityProviderRequest* request,
                                                   v1::DeleteIdentityProviderResponse* response) override {
    return Serve(backend_, context, request, response, Delete);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeIdentityProviderService(const Backend& backend) {
  return std::make_unique<IdentityProviderService>(backend);
}

}  // namespace nanolearn::rpc
