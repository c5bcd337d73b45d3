#include "service/rpc/organisation_service.h"

#include "nanolearn/v1/organisation_service.grpc.pb.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

v1::Organisation ToProto(const Organisation& organisation) {
  v1::Organisation proto;
  proto.set_name(OrganisationName(organisation.slug));
  proto.set_display_name(organisation.display_name);
  proto.set_time_zone(organisation.time_zone);
  proto.set_min_group_size(organisation.min_group_size);
  *proto.mutable_create_time() = ToProto(organisation.create_time);
  proto.set_etag(EtagOf(organisation));
  return proto;
}

absl::StatusOr<v1::Organisation> Create(Operations& operations, const Caller& caller,
                                        const v1::CreateOrganisationRequest& request) {
  const v1::Organisation& wanted = request.organisation();
  ASSIGN_OR_RETURN(
      const Organisation created,
      operations.organisations.Create(caller, request.organisation_id(), wanted.display_name(),
                                      wanted.time_zone(), wanted.min_group_size(), request.request_id()));
  return ToProto(created);
}

absl::StatusOr<v1::Organisation> Get(Operations& operations, const Caller& caller,
                                     const v1::GetOrganisationRequest& request) {
  ASSIGN_OR_RETURN(const std::string slug, ParseOrganisationName(request.name(), "name"));
  ASSIGN_OR_RETURN(const Organisation organisation, operations.organisations.Get(caller, slug));
  return ToProto(organisation);
}

absl::StatusOr<v1::ListOrganisationsResponse> List(Operations& operations, const Caller& caller,
                                                   const v1::ListOrganisationsRequest& request) {
  ASSIGN_OR_RETURN(const OrganisationList list, operations.organisations.List(caller, ReadPage(request)));
  v1::ListOrganisationsResponse response;
  for (const Organisation& organisation : list.organisations) {
    *response.add_organisations() = ToProto(organisation);
  }
  response.set_next_page_token(list.next_page_token);
  return response;
}

absl::StatusOr<OrganisationChanges> ReadChanges(const v1::UpdateOrganisationRequest& request) {
  const v1::Organisation& wanted = request.organisation();
  OrganisationChanges changes;
  if (request.update_mask().paths().empty()) {
    changes = {.display_name = wanted.display_name(), .time_zone = wanted.time_zone()};
    if (wanted.min_group_size() != 0) changes.min_group_size = wanted.min_group_size();
  }
  for (const std::string& path : request.update_mask().paths()) {
    if (path == "display_name") {
      changes.display_name = wanted.display_name();
    } else if (path == "time_zone") {
      changes.time_zone = wanted.time_zone();
    } else if (path == "min_group_size") {
      changes.min_group_size = wanted.min_group_size();
    } else {
      return InvalidField("update_mask", "may name display_name, time_zone and min_group_size, nothing else");
    }
  }
  return changes;
}

absl::StatusOr<v1::Organisation> Update(Operations& operations, const Caller& caller,
                                        const v1::UpdateOrganisationRequest& request) {
  ASSIGN_OR_RETURN(const std::string slug,
                   ParseOrganisationName(request.organisation().name(), "organisation.name"));
  ASSIGN_OR_RETURN(const OrganisationChanges changes, ReadChanges(request));
  ASSIGN_OR_RETURN(const Organisation updated,
                   operations.organisations.Update(caller, slug, changes, request.organisation().etag()));
  return ToProto(updated);
}

class OrganisationService final : public v1::OrganisationService::CallbackService {
 public:
  explicit OrganisationService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* CreateOrganisation(grpc::CallbackServerContext* context,
                                               const v1::CreateOrganisationRequest* request,
                                               v1::Organisation* response) override {
    return Serve(backend_, context, request, response, Create);
  }
  grpc::ServerUnaryReactor* GetOrganisation(grpc::CallbackServerContext* context,
                                            const v1::GetOrganisationRequest* request,
                                            v1::Organisation* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* ListOrganisations(grpc::CallbackServerContext* context,
                                              const v1::ListOrganisationsRequest* request,
                                              v1::ListOrganisationsResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* UpdateOrganisation(grpc::CallbackServerContext* context,
                                               const v1::UpdateOrganisationRequest* request,
                                               v1::Organisation* response) override {
    return Serve(backend_, context, request, response, Update);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeOrganisationService(const Backend& backend) {
  return std::make_unique<OrganisationService>(backend);
}

}  // namespace nanolearn::rpc
