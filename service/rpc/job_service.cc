#include "service/rpc/job_service.h"

#include "nanolearn/v1/job_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

v1::Job ToProto(const Job& job) {
  constexpr absl::Time kNever = absl::InfinitePast();
  v1::Job proto;
  proto.set_job(job.name);
  if (job.last_start_time != kNever) *proto.mutable_last_start_time() = ToProto(job.last_start_time);
  if (job.last_end_time != kNever) *proto.mutable_last_end_time() = ToProto(job.last_end_time);
  if (job.last_work_time != kNever) *proto.mutable_last_work_time() = ToProto(job.last_work_time);
  proto.set_last_result(job.last_result);
  proto.set_last_error(job.last_error);
  proto.set_server(job.server);
  return proto;
}

absl::StatusOr<v1::ListJobsResponse> List(Operations& operations, const Caller& caller,
                                          const v1::ListJobsRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const JobReport report, operations.jobs.List(caller, organisation));
  v1::ListJobsResponse response;
  for (const Job& job : report.jobs) *response.add_jobs() = ToProto(job);
  for (const JobBacklog& backlog : report.backlogs) {
    v1::JobBacklog& added = *response.add_backlogs();
    added.set_what(backlog.what);
    added.set_count(backlog.count);
  }
  return response;
}

class JobService final : public v1::JobService::CallbackService {
 public:
  explicit JobService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* ListJobs(grpc::CallbackServerContext* context, const v1::ListJobsRequest* request,
                                     v1::ListJobsResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeJobService(const Backend& backend) {
  return std::make_unique<JobService>(backend);
}

}  // namespace nanolearn::rpc
