#include "service/rpc/link_service.h"

#include "absl/strings/str_cat.h"
#include "nanolearn/v1/link_service.grpc.pb.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

v1::Link ToProto(const LinkView& view, const std::string& organisation) {
  const LearnerLink& link = view.link;
  v1::Link proto;
  proto.set_name(ResourceName(organisation, "links", LinkNumberText(link.number)));
  proto.set_assignment(ResourceName(organisation, "assignments", link.assignment_id));
  proto.set_code(view.code);
  proto.set_url(view.url);
  *proto.mutable_create_time() = ToProto(link.create_time);
  *proto.mutable_expire_time() = ToProto(link.expire_time);
  if (link.revoke_time != absl::InfiniteFuture()) *proto.mutable_revoke_time() = ToProto(link.revoke_time);
  return proto;
}

absl::StatusOr<v1::Link> Create(Operations& operations, const Caller& caller,
                                const v1::CreateLinkRequest& request) {
  ASSIGN_OR_RETURN(const IdName assignment, ReadIdName(request.assignment(), "assignments", "assignment"));
  ASSIGN_OR_RETURN(const LinkView view,
                   operations.learner_links.Create(caller, assignment.organisation, assignment.id, request.days(),
                                                   request.request_id()));
  return ToProto(view, assignment.organisation);
}

absl::StatusOr<v1::ListLinksResponse> List(Operations& operations, const Caller& caller,
                                           const v1::ListLinksRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  if (request.person().empty()) return InvalidField("person", "must be given");
  ASSIGN_OR_RETURN(const std::vector<LinkView> views,
                   operations.learner_links.List(caller, organisation, request.person()));
  v1::ListLinksResponse response;
  for (const LinkView& view : views) *response.add_links() = ToProto(view, organisation);
  return response;
}

absl::StatusOr<uint64_t> ReadNumber(const std::string& organisation, const std::string& name,
                                    absl::string_view field) {
  ASSIGN_OR_RETURN(const std::string text, ReadNameIn(organisation, name, "links", field));
  const std::optional<uint64_t> number = ParseLinkNumber(text);
  if (!number)
    return InvalidField(field,
                        "ends with a link's number of eight letters and digits, as the server gives it");
  return *number;
}

absl::StatusOr<v1::RevokeLinksResponse> Revoke(Operations& operations, const Caller& caller,
                                               const v1::RevokeLinksRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  std::vector<uint64_t> numbers;
  for (int i = 0; i < request.names_size(); ++i) {
    ASSIGN_OR_RETURN(const uint64_t number,
                     ReadNumber(organisation, request.names(i), absl::StrCat("names[", i, "]")));
    numbers.push_back(number);
  }
  ASSIGN_OR_RETURN(const int revoked,
                   operations.learner_links.Revoke(caller, organisation, numbers, request.person(), request.request_id()));
  v1::RevokeLinksResponse response;
  response.set_revoked(revoked);
  return response;
}

class LinkService final : public v1::LinkService::CallbackService {
 public:
  explicit LinkService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* CreateLink(grpc::CallbackServerContext* context,
                                       const v1::CreateLinkRequest* request, v1::Link* response) override {
    return Serve(backend_, context, request, response, Create);
  }
  grpc::ServerUnaryReactor* ListLinks(grpc::CallbackServerContext* context,
                                      const v1::ListLinksRequest* request,
                                      v1::ListLinksResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* RevokeLinks(grpc::CallbackServerContext* context,
                                        const v1::RevokeLinksRequest* request,
                                        v1::RevokeLinksResponse* response) override {
    return Serve(backend_, context, request, response, Revoke);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeLinkService(const Backend& backend) {
  return std::make_unique<LinkService>(backend);
}

}  // namespace nanolearn::rpc
