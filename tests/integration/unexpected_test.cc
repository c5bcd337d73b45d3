// What nobody expects: handlers that throw, and an audit that cannot be written. Nobody is let in by it, and nobody learns of what it was.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/http/routes.h"
#include "service/http/server.h"
#include "service/rpc/server.h"
#include "tests/integration/web_reader.h"
#include "tests/support/faulty_store.h"
#include "tests/support/log_text.h"

namespace nanolearn::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// A second server of the same data, whose database fails at will.
class Unexpected : public ::testing::Test {
 protected:
  Unexpected() : loader_(server_.Admin()) {
    LoadDemo(loader_);
    GrantAccess(loader_, "kim@alvnas.example", v1::ROLE_ADMIN);
  }

  TestClient Client(const std::string& token) const {
    return TestClient(grpc::CreateChannel(rpc_->address(), grpc::InsecureChannelCredentials()), token);
  }
  TestClient Admin() const { return Client(server_.admin_token()); }
  WebReader Reader(const std::string& email) { return {server_, http_->address(), email, "sv", "alvnas"}; }
  HttpAnswer Open(const std::string& path, const std::string& token = "") const {
    return HttpClient(http_->address(), token).Send("GET", path, "", {{"Accept", "text/html"}});
  }

  static grpc::Status ListPeople(const TestClient& client, v1::ListPeopleResponse* response) {
    v1::ListPeopleRequest request;
    request.set_parent(kAlvnas);
    return client.Call(&v1::PersonService::Stub::ListPeople, *client.people, request, response);
  }
  v1::RecordCompletionRequest Completion() {
    v1::RecordCompletionRequest request;
    request.set_assignment(AllAssignments(loader_, {}).front().name());
    return request;
  }

  static void ExpectOurMistake(const grpc::Status& status) {
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL) << status.error_message();
    EXPECT_EQ(ReasonOf(status), "UNEXPECTED_EXCEPTION");
    EXPECT_THAT(status.error_message() + status.error_details(), Not(HasSubstr("Kim Holm")));
  }

  TestServer server_;
  TestClient loader_;
  FaultyStore store_{server_.operations().env.store};
  Operations operations_{Environment{store_, server_.clock(), server_.operations().env.ids, server_.operations().env.keys}};
  std::unique_ptr<RpcServer> rpc_ = *RpcServer::Start({}, operations_);
  std::unique_ptr<HttpServer> http_ = *HttpServer::Start({}, http::AllRoutes(operations_));
};

TEST(UnexpectedTest, AnHttpHandlerThatThrowsGivesAnEmptyExcuseAndTheServerGoesOn) {
  const LogText log;
  http::Router router;
  router.Add({.method = "GET", .pattern = "/known", .handler = [](const http::Request&) -> http::Response {
                throw std::runtime_error("Kim Holm 19661208-9893");
              }});
  router.Add({.method = "GET", .pattern = "/unknown", .handler = [](const http::Request&) -> http::Response { throw 7; }});
  router.Add({.method = "GET", .pattern = "/good", .handler = [](const http::Request&) { return http::PlainText(200, "good"); }});
  const auto server = HttpServer::Start({}, std::move(router));
  ASSERT_TRUE(server.ok()) << server.status();
  HttpConnection connection((*server)->address());
  for (const std::string path : {"/known", "/unknown"}) {
    connection.Write(absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: x\r\n\r\n"));
    const HttpAnswer answer = connection.Read();
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body, "The server made a mistake. It is in its log.\n");
    connection.Write("GET /good HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(connection.Read().status, 200) << "on the same connection";
  }
  EXPECT_THAT(log.text(), AllOf(HasSubstr("std::runtime_error"), HasSubstr("type int"), Not(HasSubstr("Kim Holm"))));
}

TEST_F(Unexpected, PeopleGetAPageAndDirectoriesTheirErrorOfAnException) {
  v1::CreateTokenRequest request;
  request.set_parent(kAlvnas);
  request.mutable_token()->set_display_name("Entra ID");
  request.mutable_token()->set_role(v1::ROLE_HR);
  request.mutable_token()->set_source("entra");
  v1::CreateTokenResponse made;
  ASSERT_TRUE(loader_.Call(&v1::TokenService::Stub::CreateToken, *loader_.tokens, request, &made).ok());
  const LogText log;
  store_.ThrowAfter(0);
  const HttpAnswer page = Open("/l/k7mq-2x9d-hj4n-p3ra"), error = Open("/scim/v2/Users", made.secret());
  EXPECT_EQ(page.status, 500);
  EXPECT_THAT(page.body, AllOf(HasSubstr("<h1>"), Not(HasSubstr("Kim Holm"))));
  EXPECT_EQ(error.status, 500);
  EXPECT_EQ(error.Json().value("detail", ""), "the server made a mistake; it is in its log");
  EXPECT_THAT(log.text(), AllOf(HasSubstr("std::runtime_error"), Not(HasSubstr("Kim Holm"))));
  store_.Mend();
  EXPECT_EQ(Open("/l/k7mq-2x9d-hj4n-p3ra").status, 404);
  EXPECT_EQ(Open("/scim/v2/Users", made.secret()).status, 200);
}

TEST_F(Unexpected, ACallThatThrowsIsInternalWithoutDetailsAndTheServerGoesOn) {
  TestClient admin = Admin();
  v1::ListPeopleResponse people;
  v1::RecordCompletionResponse recorded;
  v1::SyncPeopleResponse run;
  const v1::RecordCompletionRequest completion = Completion();
  const v1::SyncPeopleHeader header = HeaderFor("personal", "personal_2026-12.csv", "2026-12-01");
  // From now on the token is known, so that it is handlers, and then the audit, that meet the database.
  v1::GetStatusResponse known;
  ASSERT_TRUE(admin.Call(&v1::StatusService::Stub::GetStatus, *admin.status, v1::GetStatusRequest(), &known).ok());
  const LogText log;
  for (const int transactions : {0, 1}) {
    store_.ThrowAfter(transactions);
    ExpectOurMistake(ListPeople(admin, &people));
    store_.ThrowAfter(transactions);
    ExpectOurMistake(
        admin.Call(&v1::CompletionService::Stub::RecordCompletion, *admin.completions, completion, &recorded));
    store_.ThrowAfter(transactions);
    ExpectOurMistake(admin.Sync(header, ReadTestData("personal_2026-12.csv"), &run));
  }
  EXPECT_THAT(log.text(), AllOf(HasSubstr("std::runtime_error"), Not(HasSubstr("Kim Holm"))));
  store_.Mend();
  EXPECT_TRUE(ListPeople(admin, &people).ok());
  EXPECT_TRUE(
      admin.Call(&v1::CompletionService::Stub::RecordCompletion, *admin.completions, completion, &recorded).ok());
}

// Wherever it throws.
TEST_F(Unexpected, AWatchThatThrowsEndsAndOthersGoOn) {
  const TestClient admin = Admin();
  v1::WatchComplianceRequest request;
  request.set_parent(kAlvnas);
  v1::WatchComplianceResponse figures;
  int ended = 0;
  for (bool is_watching = false; !is_watching; ++ended) {
    ASSERT_LT(ended, 50);
    store_.ThrowAfter(ended);
    grpc::ClientContext context;
    admin.Prepare(context);
    const auto reader = admin.compliance->WatchCompliance(&context, request);
    is_watching = reader->Read(&figures);
    if (is_watching) context.TryCancel();
    const grpc::Status status = reader->Finish();
    if (!is_watching) ExpectOurMistake(status);
  }
  EXPECT_GT(ended, 2);
}

TEST_F(Unexpected, WhatCannotBeWrittenDownIsNotShown) {
  const TestClient admin = Admin();
  const WebReader reader = Reader("kim@alvnas.example");
  v1::ListPeopleResponse people, hidden;
  store_.RefuseWrites();
  EXPECT_EQ(ListPeople(admin, &hidden).error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(hidden.people_size(), 0);
  for (const char* path : {"/manage/units/VON/late", "/manage/units/VON/late.csv", "/coordinate/mails"}) {
    const HttpAnswer answer = reader.Get(path);
    EXPECT_EQ(answer.status, 503) << path;
    EXPECT_THAT(answer.body, HasSubstr("Servern kunde inte svara just nu.")) << path;
  }
  EXPECT_EQ(reader.Get("/manage/units/VON").status, 200) << "it tells of nobody in particular";
  store_.Mend();
  EXPECT_TRUE(ListPeople(admin, &people).ok());
  EXPECT_GT(people.people_size(), 0);
  EXPECT_EQ(reader.Get("/manage/units/VON/late").status, 200);
}

TEST_F(Unexpected, ARefusalStandsWhetherItCanBeWrittenDownOrNot) {
  const TestClient author = Client(CreateToken(loader_, v1::ROLE_AUTHOR));
  const WebReader nobody = Reader("nobody@alvnas.example");
  store_.RefuseWrites();
  v1::ListPeopleResponse people;
  EXPECT_EQ(ListPeople(author, &people).error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(ListPeople(Client("nl_wrong"), &people).error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(nobody.Get("/manage/units/VON/late").status, 404);
  EXPECT_EQ(nobody.PostBare("/sign-out", {}).status, 403);
  EXPECT_EQ(Open("/l/k7mq-2x9d-hj4n-p3ra").status, 404);
  EXPECT_EQ(Open("/scim/v2/Users", "nl_wrong").status, 401);
}

}  // namespace
}  // namespace nanolearn::testing
