#include "service/rpc/status_service.h"

#include "nanolearn/v1/status_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

absl::StatusOr<v1::GetStatusResponse> Get(const Environment& env, const ServerFacts& facts) {
  ASSIGN_OR_RETURN(const Store::Info info, env.store.GetInfo());
  v1::GetStatusResponse response;
  response.set_version(facts.version);
  response.set_schema_version(info.schema_version);
  response.set_database_version(info.database_version);
  response.set_database_kind(facts.database_kind);
  *response.mutable_start_time() = ToProto(facts.start_time);
  *response.mutable_server_time() = ToProto(env.clock.Now());
  return response;
}

class StatusService final : public v1::StatusService::CallbackService {
 public:
  StatusService(const Backend& backend, const ServerFacts& facts) : backend_(backend), facts_(facts) {}

  grpc::ServerUnaryReactor* GetStatus(grpc::CallbackServerContext* context,
                                      const v1::GetStatusRequest* request,
                                      v1::GetStatusResponse* response) override {
    return Serve(backend_, context, request, response,
                 [this](Operations& operations, const Caller& caller, const v1::GetStatusRequest& request) {
                   return Get(operations.env, facts_);
                 });
  }

 private:
  const Backend backend_;
  const ServerFacts facts_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeStatusService(const Backend& backend, const ServerFacts& facts) {
  return std::make_unique<StatusService>(backend, facts);
}

}  // namespace nanolearn::rpc
