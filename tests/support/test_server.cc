#include "tests/support/test_server.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "google/rpc/status.pb.h"
#include "tests/support/source_dir.h"
#include "tests/support/test_database.h"

namespace nanolearn::testing {
namespace {

constexpr size_t kChunkBytes = 256 << 10;

std::string MakeDirectory() {
  std::string path = (std::filesystem::temp_directory_path() / "nanolearn-test-XXXXXX").string();
  if (!mkdtemp(path.data())) std::abort();
  return path;
}

template <typename Detail>
std::optional<Detail> DetailOf(const grpc::Status& status) {
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return std::nullopt;
  for (const google::protobuf::Any& any : details.details()) {
    Detail detail;
    if (any.UnpackTo(&detail)) return detail;
  }
  return std::nullopt;
}

}  // namespace

TestClient::TestClient(std::shared_ptr<grpc::Channel> channel, std::string token)
    : organisations(v1::OrganisationService::NewStub(channel)),
      units(v1::UnitService::NewStub(channel)),
      people(v1::PersonService::NewStub(channel)),
      sources(v1::SourceService::NewStub(channel)),
      sync_runs(v1::SyncRunService::NewStub(channel)),
      modules(v1::ModuleService::NewStub(channel)),
      programmes(v1::ProgrammeService::NewStub(channel)),
      assignments(v1::AssignmentService::NewStub(channel)),
      audit(v1::AuditService::NewStub(channel)),
      completions(v1::CompletionService::NewStub(channel)),
      compliance(v1::ComplianceService::NewStub(channel)),
      events(v1::EventService::NewStub(channel)),
      subscriptions(v1::SubscriptionService::NewStub(channel)),
      identity_providers(v1::IdentityProviderService::NewStub(channel)),
      jobs(v1::JobService::NewStub(channel)),
      keys(v1::KeyService::NewStub(channel)),
      links(v1::LinkService::NewStub(channel)),
      mails(v1::MailService::NewStub(channel)),
      privacy(v1::PrivacyService::NewStub(channel)),
      reports(v1::ReportService::NewStub(channel)),
      tokens(v1::TokenService::NewStub(channel)),
      access_grants(v1::AccessGrantService::NewStub(channel)),
      status(v1::StatusService::NewStub(channel)),
      token_(std::move(token)) {}

void TestClient::Prepare(grpc::ClientContext& context) const {
  if (!token_.empty()) context.AddMetadata("authorization", absl::StrCat("Bearer ", token_));
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
}

grpc::Status TestClient::Sync(const v1::SyncPeopleHeader& header, const std::string& content,
                              v1::SyncPeopleResponse* response) {
  grpc::ClientContext context;
  Prepare(context);
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::minutes(15));  // as the CLI
  auto writer = people->SyncPeople(&context, response);
  v1::SyncPeopleRequest request;
  *request.mutable_header() = header;
  bool open = writer->Write(request);
  for (size_t at = 0; open && at < content.size(); at += kChunkBytes) {
    request.set_chunk(content.substr(at, kChunkBytes));
    open = writer->Write(request);
  }
  writer->WritesDone();
  return writer->Finish();
}

TestServer::TestServer(const std::function<void(ServerOptions&)>& change)
    : directory_(MakeDirectory()), database_(TestDatabase::Fresh()) {
  options_.database =
      absl::StrCat("mysql://", database_.user, "@localhost/", database_.schema, "?socket=", database_.socket);
  options_.data_directory = directory_;
  options_.listen = "127.0.0.1:0";
  options_.http = "127.0.0.1:0";
  if (change) change(options_);
  Start();
}

TestServer::~TestServer() {
  server_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void TestServer::Start() {
  auto server = Server::Start(options_, clock_);
  if (!server.ok()) {
    ADD_FAILURE() << server.status();
    std::abort();
  }
  server_ = *std::move(server);
  channel_ = grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials());
}

void TestServer::Stop() { server_.reset(); }

void TestServer::Restart() {
  Stop();
  Start();
}

TestClient TestServer::Admin() const { return WithToken(admin_token()); }
TestClient TestServer::WithToken(const std::string& token) const { return TestClient(channel_, token); }
std::shared_ptr<grpc::Channel> TestServer::channel() const { return channel_; }

std::string TestServer::admin_token() const {
  std::string token;
  std::ifstream(server_->token_file()) >> token;
  return token;
}

std::string ReasonOf(const grpc::Status& status) {
  const auto info = DetailOf<google::rpc::ErrorInfo>(status);
  return info ? info->reason() : "";
}

std::string MetadataOf(const grpc::Status& status, const std::string& key) {
  const auto info = DetailOf<google::rpc::ErrorInfo>(status);
  if (!info) return "";
  const auto found = info->metadata().find(key);
  return found == info->metadata().end() ? "" : found->second;
}

std::vector<std::string> FieldsOf(const grpc::Status& status) {
  std::vector<std::string> fields;
  if (const auto bad = DetailOf<google::rpc::BadRequest>(status)) {
    for (const auto& violation : bad->field_violations()) fields.push_back(violation.field());
  }
  return fields;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

std::string ReadTestData(const std::string& name) { return ReadFile(TestDataPath(name)); }

}  // namespace nanolearn::testing
