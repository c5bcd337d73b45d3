#include "service/rpc/programme_service.h"

#include "nanolearn/v1/programme_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/programme_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

absl::StatusOr<v1::Programme> Create(Operations& operations, const Caller& caller,
                                     const v1::CreateProgrammeRequest& request) {
  ASSIGN_OR_RETURN(const NewProgramme programme, Read(request));
  ASSIGN_OR_RETURN(const ProgrammeView created, operations.programmes.Create(caller, programme));
  v1::Programme response = ToProto(created, programme.organisation);
  if (programme.validate_only) response.clear_create_time();
  return response;
}

absl::StatusOr<v1::Programme> Update(Operations& operations, const Caller& caller,
                                     const v1::UpdateProgrammeRequest& request) {
  ASSIGN_OR_RETURN(const ProgrammeUpdate update, Read(request));
  ASSIGN_OR_RETURN(const ProgrammeView changed, operations.programmes.Update(caller, update));
  return ToProto(changed, update.organisation);
}

absl::StatusOr<v1::PreviewProgrammeResponse> Preview(Operations& operations, const Caller& caller,
                                                     const v1::PreviewProgrammeRequest& request) {
  ASSIGN_OR_RETURN(const ProgrammePreviewQuery query, Read(request));
  ASSIGN_OR_RETURN(const ProgrammePreview preview,
                   operations.programmes.Preview(caller, query, ReadPage(request)));
  return ToProto(preview, query.programme.organisation);
}

absl::StatusOr<v1::ExplainAudienceResponse> Explain(Operations& operations, const Caller& caller,
                                                    const v1::ExplainAudienceRequest& request) {
  ASSIGN_OR_RETURN(const AudienceQuestion question, Read(request));
  ASSIGN_OR_RETURN(const AudienceAnswer answer, operations.programmes.ExplainAudience(caller, question));
  return ToProto(answer, question.programme.organisation);
}

absl::StatusOr<v1::Programme> Get(Operations& operations, const Caller& caller,
                                  const v1::GetProgrammeRequest& request) {
  ASSIGN_OR_RETURN(const ParsedName name, ParseName(request.name(), "programmes", "name"));
  ASSIGN_OR_RETURN(const ProgrammeView view, operations.programmes.Get(caller, name.organisation, name.id));
  return ToProto(view, name.organisation);
}

absl::StatusOr<v1::ListProgrammesResponse> List(Operations& operations, const Caller& caller,
                                                const v1::ListProgrammesRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const ProgrammeList list,
                   operations.programmes.List(caller, organisation, ReadPage(request)));
  v1::ListProgrammesResponse response;
  for (const ProgrammeView& view : list.programmes) {
    *response.add_programmes() = ToProto(view, organisation);
  }
  response.set_next_page_token(list.next_page_token);
  return response;
}

class ProgrammeService final : public v1::ProgrammeService::CallbackService {
 public:
  explicit ProgrammeService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* CreateProgramme(grpc::CallbackServerContext* context,
                                            const v1::CreateProgrammeRequest* request,
                                            v1::Programme* response) override {
    return Serve(backend_, context, request, response, Create);
  }
  grpc::ServerUnaryReactor* UpdateProgramme(grpc::CallbackServerContext* context,
                                            const v1::UpdateProgrammeRequest* request,
                                            v1::Programme* response) override {
    return Serve(backend_, context, request, response, Update);
  }
  grpc::ServerUnaryReactor* PreviewProgramme(grpc::CallbackServerContext* context,
                                             const v1::PreviewProgrammeRequest* request,
                                             v1::PreviewProgrammeResponse* response) override {
    return Serve(backend_, context, request, response, Preview);
  }
  grpc::ServerUnaryReactor* ExplainAudience(grpc::CallbackServerContext* context,
                                            const v1::ExplainAudienceRequest* request,
                                            v1::ExplainAudienceResponse* response) override {
    return Serve(backend_, context, request, response, Explain);
  }
  grpc::ServerUnaryReactor* GetProgramme(grpc::CallbackServerContext* context,
                                         const v1::GetProgrammeRequest* request,
                                         v1::Programme* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* ListProgrammes(grpc::CallbackServerContext* context,
                                           const v1::ListProgrammesRequest* request,
                                           v1::ListProgrammesResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeProgrammeService(const Backend& backend) {
  return std::make_unique<ProgrammeService>(backend);
}

}  // namespace nanolearn::rpc
