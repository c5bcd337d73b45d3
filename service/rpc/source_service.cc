#include "service/rpc/source_service.h"

#include "nanolearn/v1/source_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/source_converter.h"
#include "service/rpc/sync_run_converter.h"

namespace nanolearn::rpc {
namespace {

absl::StatusOr<v1::GetSourceResponse> Get(Operations& operations, const Caller& caller,
                                          const v1::GetSourceRequest& request) {
  ASSIGN_OR_RETURN(const ParsedName name, ParseName(request.name(), "sources", "name"));
  ASSIGN_OR_RETURN(const SourceView view, operations.sources.Get(caller, name.organisation, name.id));
  v1::GetSourceResponse response;
  *response.mutable_source() = ToProto(view, name.organisation);
  return response;
}

absl::StatusOr<v1::ListSourcesResponse> List(Operations& operations, const Caller& caller,
                                             const v1::ListSourcesRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const std::vector<SourceView> sources, operations.sources.List(caller, organisation));
  v1::ListSourcesResponse response;
  for (const SourceView& view : sources) *response.add_sources() = ToProto(view, organisation);
  return response;
}

absl::StatusOr<v1::UpdateSourceResponse> Update(Operations& operations, const Caller& caller,
                                                const v1::UpdateSourceRequest& request) {
  ASSIGN_OR_RETURN(const SourceUpdate update, ReadSourceUpdate(request));
  ASSIGN_OR_RETURN(const SourceView view, operations.sources.Update(caller, update));
  v1::UpdateSourceResponse response;
  *response.mutable_source() = ToProto(view, update.organisation);
  return response;
}

v1::MappedRow ToProto(const MappedRow& row) {
  v1::MappedRow proto;
  proto.set_line(row.line);
  proto.set_usable(row.usable);
  for (const MappedField& field : row.fields) {
    v1::MappedField& mapped = *proto.add_fields();
    mapped.set_field(field.field);
    mapped.set_column(field.column);
    mapped.set_value(field.value);
  }
  return proto;
}

v1::CheckMappingResponse ToProto(const MappingCheckResult& result) {
  v1::CheckMappingResponse response;
  for (const MappedRow& row : result.rows) *response.add_rows() = ToProto(row);
  for (const RowProblem& problem : result.problems) *response.add_problems() = rpc::ToProto(problem);
  for (const std::string& column : result.unused_columns) response.add_unused_columns(column);
  return response;
}

absl::StatusOr<v1::CheckMappingResponse> Check(Operations& operations, const Caller& caller,
                                               const v1::CheckMappingRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const MappingCheckResult result,
                   operations.sources.CheckMapping(caller, {.organisation = organisation,
                                                            .mapping = request.mapping(),
                                                            .mapping_file_name = request.mapping_file_name(),
                                                            .file_name = request.file_name(),
                                                            .content = request.content(),
                                                            .max_rows = request.max_rows()}));
  return ToProto(result);
}

class SourceService final : public v1::SourceService::CallbackService {
 public:
  explicit SourceService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* GetSource(grpc::CallbackServerContext* context,
                                      const v1::GetSourceRequest* request,
                                      v1::GetSourceResponse* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* ListSources(grpc::CallbackServerContext* context,
                                        const v1::ListSourcesRequest* request,
                                        v1::ListSourcesResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* UpdateSource(grpc::CallbackServerContext* context,
                                         const v1::UpdateSourceRequest* request,
                                         v1::UpdateSourceResponse* response) override {
    return Serve(backend_, context, request, response, Update);
  }
  grpc::ServerUnaryReactor* CheckMapping(grpc::CallbackServerContext* context,
                                         const v1::CheckMappingRequest* request,
                                         v1::CheckMappingResponse* response) override {
    return Serve(backend_, context, request, response, Check);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeSourceService(const Backend& backend) {
  return std::make_unique<SourceService>(backend);
}

}  // namespace nanolearn::rpc
