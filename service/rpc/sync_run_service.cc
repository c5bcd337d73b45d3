#include "service/rpc/sync_run_service.h"

#include "nanolearn/v1/sync_run_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/sync_run_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

constexpr absl::string_view kRuns = "syncRuns";

absl::StatusOr<v1::GetSyncRunResponse> Get(Operations& operations, const Caller& caller,
                                           const v1::GetSyncRunRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), kRuns, "name"));
  ASSIGN_OR_RETURN(const SyncRunView view, operations.sync_runs.Get(caller, name.organisation, name.id));
  v1::GetSyncRunResponse response;
  *response.mutable_run() = ToProto(view, name.organisation);
  return response;
}

absl::StatusOr<v1::ListSyncRunsResponse> List(Operations& operations, const Caller& caller,
                                              const v1::ListSyncRunsRequest& request) {
  SyncRunListQuery query{.source = request.source()};
  ASSIGN_OR_RETURN(query.organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(query.state, ReadOptionalRunState(request.state(), "state"));
  ASSIGN_OR_RETURN(const SyncRunList list, operations.sync_runs.List(caller, query, ReadPage(request)));
  v1::ListSyncRunsResponse response;
  for (const SyncRunView& view : list.runs) {
    v1::SyncRun& run = *response.add_runs();
    run = ToProto(view, query.organisation);
    run.clear_problems();
    run.clear_conflicts();
  }
  response.set_next_page_token(list.next_page_token);
  return response;
}

absl::StatusOr<v1::ListSyncChangesResponse> Changes(Operations& operations, const Caller& caller,
                                                    const v1::ListSyncChangesRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.parent(), kRuns, "parent"));
  ASSIGN_OR_RETURN(const SyncChangeList list,
                   operations.sync_runs.Changes(caller, name.organisation, name.id, ReadPage(request)));
  v1::ListSyncChangesResponse response;
  for (const SyncChangeView& view : list.changes) *response.add_changes() = ToProto(view, name.organisation);
  response.set_next_page_token(list.next_page_token);
  return response;
}

// Approve and reject differ in what they call and answer only.
template <typename Response, typename Request>
absl::StatusOr<Response> Decide(Operations& operations, const Caller& caller, const Request& request,
                                absl::StatusOr<SyncRunView> (SyncRuns::*decide)(const Caller&,
                                                                                const RunDecision&)) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), kRuns, "name"));
  const RunDecision decision = {
      .organisation = name.organisation, .run_id = name.id, .request_id = request.request_id()};
  ASSIGN_OR_RETURN(const SyncRunView view, (operations.sync_runs.*decide)(caller, decision));
  Response response;
  *response.mutable_run() = ToProto(view, name.organisation);
  return response;
}

absl::StatusOr<v1::ApproveSyncRunResponse> Approve(Operations& operations, const Caller& caller,
                                                   const v1::ApproveSyncRunRequest& request) {
  return Decide<v1::ApproveSyncRunResponse>(operations, caller, request, &SyncRuns::Approve);
}

absl::StatusOr<v1::RejectSyncRunResponse> Reject(Operations& operations, const Caller& caller,
                                                 const v1::RejectSyncRunRequest& request) {
  return Decide<v1::RejectSyncRunResponse>(operations, caller, request, &SyncRuns::Reject);
}

absl::StatusOr<v1::RevertSyncRunResponse> Revert(Operations& operations, const Caller& caller,
                                                 const v1::RevertSyncRunRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), kRuns, "name"));
  ASSIGN_OR_RETURN(const std::vector<SyncRunView> runs,
                   operations.sync_runs.Revert(caller, {.organisation = name.organisation,
                                                        .run_id = name.id,
                                                        .request_id = request.request_id(),
                                                        .and_later = request.and_later(),
                                                        .validate_only = request.validate_only()}));
  v1::RevertSyncRunResponse response;
  for (const SyncRunView& view : runs) *response.add_runs() = ToProto(view, name.organisation);
  return response;
}

class SyncRunService final : public v1::SyncRunService::CallbackService {
 public:
  explicit SyncRunService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* GetSyncRun(grpc::CallbackServerContext* context,
                                       const v1::GetSyncRunRequest* request,
                                       v1::GetSyncRunResponse* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* ListSyncRuns(grpc::CallbackServerContext* context,
                                         const v1::ListSyncRunsRequest* request,
                                         v1::ListSyncRunsResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* ListSyncChanges(grpc::CallbackServerContext* context,
                                            const v1::ListSyncChangesRequest* request,
                                            v1::ListSyncChangesResponse* response) override {
    return Serve(backend_, context, request, response, Changes);
  }
  grpc::ServerUnaryReactor* ApproveSyncRun(grpc::CallbackServerContext* context,
                                           const v1::ApproveSyncRunRequest* request,
                                           v1::ApproveSyncRunResponse* response) override {
    return Serve(backend_, context, request, response, Approve);
  }
  grpc::ServerUnaryReactor* RejectSyncRun(grpc::CallbackServerContext* context,
                                          const v1::RejectSyncRunRequest* request,
                                          v1::RejectSyncRunResponse* response) override {
    return Serve(backend_, context, request, response, Reject);
  }
  grpc::ServerUnaryReactor* RevertSyncRun(grpc::CallbackServerContext* context,
                                          const v1::RevertSyncRunRequest* request,
                                          v1::RevertSyncRunResponse* response) override {
    return Serve(backend_, context, request, response, Revert);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeSyncRunService(const Backend& backend) {
  return std::make_unique<SyncRunService>(backend);
}

}  // namespace nanolearn::rpc
