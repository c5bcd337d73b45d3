#include "service/rpc/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/server_builder.h>

#include <chrono>

#include "absl/strings/str_cat.h"
#include "service/base/limits.h"
#include "service/base/listen_address.h"
#include "service/base/status_macros.h"
#include "service/rpc/access_grant_service.h"
#include "service/rpc/assignment_service.h"
#include "service/rpc/audit_service.h"
#include "service/rpc/completion_service.h"
#include "service/rpc/compliance_service.h"
#include "service/rpc/credentials.h"
#include "service/rpc/event_service.h"
#include "service/rpc/identity_provider_service.h"
#include "service/rpc/job_service.h"
#include "service/rpc/key_service.h"
#include "service/rpc/link_service.h"
#include "service/rpc/mail_service.h"
#include "service/rpc/module_service.h"
#include "service/rpc/organisation_service.h"
#include "service/rpc/person_service.h"
#include "service/rpc/privacy_service.h"
#include "service/rpc/programme_service.h"
#include "service/rpc/report_service.h"
#include "service/rpc/source_service.h"
#include "service/rpc/status_service.h"
#include "service/rpc/subscription_service.h"
#include "service/rpc/sync_run_service.h"
#include "service/rpc/token_service.h"
#include "service/rpc/unit_service.h"
#include "service/rpc/unreadable_request.h"

namespace nanolearn {
namespace {

constexpr int kMaxWorkerThreads = 1000;

constexpr int kKeepaliveMs = 60000;         // a peer is asked whether it is there after this silence
constexpr int kKeepaliveTimeoutMs = 20000;  // and is gone without an answer in this time
constexpr int kMinClientPingMs = 10000;     // clients that ask us more often are turned away
constexpr int kMaxIdleMs = 30 * 60000;      // a connection without calls is closed
constexpr int kMaxCallsPerConnection = 1000;

// Only reflection is served by threads of gRPC's own that wait, one for each open stream. It is open to
// everybody, so there must not be many.
constexpr int kMaxSyncThreads = 8;

std::vector<std::unique_ptr<grpc::Service>> MakeServices(const rpc::Backend& backend,
                                                         const rpc::ServerFacts& facts,
                                                         absl::Duration upload_time) {
  std::vector<std::unique_ptr<grpc::Service>> services;
  services.push_back(rpc::MakeAccessGrantService(backend));
  services.push_back(rpc::MakeAssignmentService(backend));
  services.push_back(rpc::MakeAuditService(backend));
  services.push_back(rpc::MakeCompletionService(backend));
  services.push_back(rpc::MakeComplianceService(backend));
  services.push_back(rpc::MakeEventService(backend));
  services.push_back(rpc::MakeIdentityProviderService(backend));
  services.push_back(rpc::MakeJobService(backend));
  services.push_back(rpc::MakeKeyService(backend));
  services.push_back(rpc::MakeLinkService(backend));
  services.push_back(rpc::MakeMailService(backend));
  services.push_back(rpc::MakeModuleService(backend));
  services.push_back(rpc::MakeOrganisationService(backend));
  services.push_back(rpc::MakePersonService(backend, upload_time));
  services.push_back(rpc::MakePrivacyService(backend));
  services.push_back(rpc::MakeProgrammeService(backend));
  services.push_back(rpc::MakeReportService(backend));
  services.push_back(rpc::MakeSourceService(backend));
  services.push_back(rpc::MakeStatusService(backend, facts));
  services.push_back(rpc::MakeSubscriptionService(backend));
  services.push_back(rpc::MakeSyncRunService(backend));
  services.push_back(rpc::MakeTokenService(backend));
  services.push_back(rpc::MakeUnitService(backend));
  return services;
}

// Health needs no token, since load balancers have none. Nor does reflection: it tells the API's form, which
// is published anyway, and nothing of what is in it.
void EnableHealthAndReflection() {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
}

void SetLimits(grpc::ServerBuilder& builder, size_t request_memory) {
  builder.SetMaxReceiveMessageSize(limits::kMaxMessageBytes);
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, 1);
  // A request is read before anybody knows whose it is. Once there is no memory left for them, gRPC ends calls that wait for more of
  // theirs, one after the other: what comes very fast can take more for some seconds.
  builder.SetResourceQuota(grpc::ResourceQuota().SetMaxThreads(kMaxSyncThreads).Resize(request_memory));
  // Otherwise a second server would share the port in silence and take half of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kMaxCallsPerConnection);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, kMaxIdleMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kMinClientPingMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
}

void SetInterceptors(grpc::ServerBuilder& builder) {
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> interceptors;
  interceptors.push_back(rpc::MakeUnreadableRequestInterceptor());
  builder.experimental().SetInterceptorCreators(std::move(interceptors));
}

absl::Status CannotListen(const RpcServerOptions& options) {
  return absl::UnavailableError(absl::StrCat(
      "cannot listen on ", options.address, ": another program does, or it is not an address of this machine",
      options.tls ? ", or the certificate is of a kind that is refused, such as an RSA key below 2048 bits" : ""));
}

}  // namespace

absl::StatusOr<std::unique_ptr<RpcServer>> RpcServer::Start(const RpcServerOptions& options,
                                                            Operations& operations) {
  RETURN_IF_ERROR(CheckListenAddress(options.address, options.tls != nullptr));
  if (options.worker_threads < 1 || options.worker_threads > kMaxWorkerThreads) {
    return absl::InvalidArgumentError(absl::StrCat("worker threads are 1 to ", kMaxWorkerThreads));
  }
  auto server = std::unique_ptr<RpcServer>(new RpcServer(options, operations));
  RETURN_IF_ERROR(server->Listen(options));
  return server;
}

RpcServer::RpcServer(const RpcServerOptions& options, Operations& operations)
    : workers_(options.worker_threads),
      services_(MakeServices({operations, workers_, stopping_.get_token()},
                             {options.version, options.database_kind, operations.env.clock.Now()},
                             options.upload_time)),
      credentials_(rpc::MakeCredentials(options.tls)) {}

RpcServer::~RpcServer() { Shutdown(); }

absl::Status RpcServer::Listen(const RpcServerOptions& options) {
  EnableHealthAndReflection();
  grpc::ServerBuilder builder;
  SetLimits(builder, options.request_memory);
  SetInterceptors(builder);
  for (const auto& service : services_) builder.RegisterService(service.get());
  int port = 0;
  builder.AddListeningPort(options.address, credentials_, &port);
  server_ = builder.BuildAndStart();
  if (!server_) return CannotListen(options);
  address_ = WithPort(options.address, port);
  return absl::OkStatus();
}

// Only changes: whoever watches is told of each word.
void RpcServer::SetServing(bool serving) {
  const std::lock_guard lock(serving_mutex_);
  if (serving == is_serving_ || is_draining_) return;
  server_->GetHealthCheckService()->SetServingStatus(serving);
  is_serving_ = serving;
}

void RpcServer::BeginDrain() {
  const std::lock_guard lock(serving_mutex_);
  if (is_draining_) return;
  is_draining_ = true;
  if (is_serving_) server_->GetHealthCheckService()->SetServingStatus(false);
}

void RpcServer::Refuse() {
  BeginDrain();
  stopping_.request_stop();
}

void RpcServer::Shutdown(absl::Duration grace) {
  if (server_) {
    Refuse();
    // Waits for the answer of each call, also of those it cancels. A call may be on a worker or in the queue
    // of completions until then, so these go after it.
    server_->Shutdown(std::chrono::system_clock::now() + absl::ToChronoMilliseconds(grace));
    server_.reset();
  }
  workers_.Stop();
}

}  // namespace nanolearn
