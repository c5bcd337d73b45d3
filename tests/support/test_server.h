#pragma once
// The real server in process, on a database of its own, with real stubs to call it.

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <string>

#include "google/rpc/error_details.pb.h"
#include "nanolearn/v1/access_grant_service.grpc.pb.h"
#include "nanolearn/v1/assignment_service.grpc.pb.h"
#include "nanolearn/v1/audit_service.grpc.pb.h"
#include "nanolearn/v1/completion_service.grpc.pb.h"
#include "nanolearn/v1/compliance_service.grpc.pb.h"
#include "nanolearn/v1/event_service.grpc.pb.h"
#include "nanolearn/v1/identity_provider_service.grpc.pb.h"
#include "nanolearn/v1/job_service.grpc.pb.h"
#include "nanolearn/v1/key_service.grpc.pb.h"
#include "nanolearn/v1/link_service.grpc.pb.h"
#include "nanolearn/v1/mail_service.grpc.pb.h"
#include "nanolearn/v1/module_service.grpc.pb.h"
#include "nanolearn/v1/organisation_service.grpc.pb.h"
#include "nanolearn/v1/person_service.grpc.pb.h"
#include "nanolearn/v1/privacy_service.grpc.pb.h"
#include "nanolearn/v1/programme_service.grpc.pb.h"
#include "nanolearn/v1/report_service.grpc.pb.h"
#include "nanolearn/v1/source_service.grpc.pb.h"
#include "nanolearn/v1/status_service.grpc.pb.h"
#include "nanolearn/v1/subscription_service.grpc.pb.h"
#include "nanolearn/v1/sync_run_service.grpc.pb.h"
#include "nanolearn/v1/token_service.grpc.pb.h"
#include "nanolearn/v1/unit_service.grpc.pb.h"
#include "service/server/server.h"
#include "tests/support/test_clock.h"

namespace nanolearn::testing {

namespace v1 = nanolearn::v1;

// Everything a caller has: a channel and a token.
class TestClient {
 public:
  TestClient(std::shared_ptr<grpc::Channel> channel, std::string token);

  // Calls a unary method: client.Call(&v1::UnitService::Stub::GetUnit, client.units, request, &response).
  template <typename Stub, typename Request, typename Response>
  grpc::Status Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*), Stub& stub,
                    const Request& request, Response* response) const {
    grpc::ClientContext context;
    Prepare(context);
    return (stub.*method)(&context, request, response);
  }
  // Adds the token and a deadline.
  void Prepare(grpc::ClientContext& context) const;

  // `content` in chunks, as the CLI sends a file.
  grpc::Status Sync(const v1::SyncPeopleHeader& header, const std::string& content,
                    v1::SyncPeopleResponse* response);

  std::unique_ptr<v1::OrganisationService::Stub> organisations;
  std::unique_ptr<v1::UnitService::Stub> units;
  std::unique_ptr<v1::PersonService::Stub> people;
  std::unique_ptr<v1::SourceService::Stub> sources;
  std::unique_ptr<v1::SyncRunService::Stub> sync_runs;
  std::unique_ptr<v1::ModuleService::Stub> modules;
  std::unique_ptr<v1::ProgrammeService::Stub> programmes;
  std::unique_ptr<v1::AssignmentService::Stub> assignments;
  std::unique_ptr<v1::AuditService::Stub> audit;
  std::unique_ptr<v1::CompletionService::Stub> completions;
  std::unique_ptr<v1::ComplianceService::Stub> compliance;
  std::unique_ptr<v1::EventService::Stub> events;
  std::unique_ptr<v1::SubscriptionService::Stub> subscriptions;
  std::unique_ptr<v1::IdentityProviderService::Stub> identity_providers;
  std::unique_ptr<v1::JobService::Stub> jobs;
  std::unique_ptr<v1::KeyService::Stub> keys;
  std::unique_ptr<v1::LinkService::Stub> links;
  std::unique_ptr<v1::MailService::Stub> mails;
  std::unique_ptr<v1::PrivacyService::Stub> privacy;
  std::unique_ptr<v1::ReportService::Stub> reports;
  std::unique_ptr<v1::TokenService::Stub> tokens;
  std::unique_ptr<v1::AccessGrantService::Stub> access_grants;
  std::unique_ptr<v1::StatusService::Stub> status;

 private:
  std::string token_;
};

// A server on a fresh schema of the test process's database.
class TestServer {
 public:
  // `change` is called with the options before the server starts with them.
  explicit TestServer(const std::function<void(ServerOptions&)>& change = {});
  ~TestServer();

  TestClock& clock() { return clock_; }
  const std::string& address() const { return server_->address(); }
  std::string http_address() const { return server_->http_address(); }
  // What the pages call.
  Operations& operations() { return server_->operations(); }
  // The installation's administrator.
  TestClient Admin() const;
  TestClient WithToken(const std::string& token) const;
  std::string admin_token() const;
  std::shared_ptr<grpc::Channel> channel() const;
  // Stops the server and starts it again on the same data.
  void Restart();
  // Stops it; Restart starts it again.
  void Stop();
  const ServerOptions& options() const { return options_; }
  const mysql::ConnectionOptions& database() const { return database_; }

 private:
  void Start();

  std::string directory_;
  const mysql::ConnectionOptions database_;
  ServerOptions options_;
  TestClock clock_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

// ErrorInfo.reason of a status' details; empty when it has none.
std::string ReasonOf(const grpc::Status& status);
// The fields of its BadRequest.
std::vector<std::string> FieldsOf(const grpc::Status& status);
// ErrorInfo.metadata[key]; empty when it has none.
std::string MetadataOf(const grpc::Status& status, const std::string& key);

// The text of a file in tests/data.
std::string ReadTestData(const std::string& name);
// The text of any file; fails the test when it cannot be read.
std::string ReadFile(const std::string& path);

}  // namespace nanolearn::testing
