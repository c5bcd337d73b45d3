// Planted secrets and personal data: none of them gets into the log, an error, the process' arguments or a core file.

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/secret.h"
#include "service/storage/mysql/session.h"
#include "tests/support/daemon.h"
#include "tests/support/demo.h"
#include "tests/support/http_client.h"

namespace nanolearn::testing {
namespace {

std::string FileOf(pid_t pid, const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(absl::StrCat("/proc/", pid, "/", name)).rdbuf();
  return text.str();
}

class LeakTest : public ::testing::Test {
 protected:
  LeakTest() : password_file_(absl::StrCat(::testing::TempDir(), "/planted-", getpid())), daemon_(Arguments()) {
    daemon_.Start();
  }
  ~LeakTest() override { std::remove(password_file_.c_str()); }

  std::vector<std::string> Arguments() {
    std::ofstream(password_file_) << "planted-mail-password\n";
    planted_.push_back("planted-mail-password");
    return {"--log-level", "debug", "--smtp", "smtp://127.0.0.1:9", "--smtp-user", "nanolearn", "--smtp-password-file",
            password_file_, "--smtp-tls", "try", "--mail-from", "lar@alvnas.example"};
  }

  TestClient Client(const std::string& token) {
    return TestClient(grpc::CreateChannel(daemon_.address(), grpc::InsecureChannelCredentials()), token);
  }

  void Plant(const std::string& secret) {
    ASSERT_FALSE(secret.empty());
    planted_.push_back(secret);
  }

  // Nothing planted may be in it; what a caller sent itself may come back to that caller.
  void ExpectClean(const std::string& where, const std::string& text) {
    for (const std::string& secret : planted_) {
      EXPECT_FALSE(absl::StrContains(text, secret)) << secret << " is in " << where;
    }
  }

  std::string password_file_;
  std::vector<std::string> planted_;
  Daemon daemon_;
};

TEST_F(LeakTest, NothingPlantedIsInTheLogInErrorsOrInTheProcess) {
  TestClient admin = Client(daemon_.token());
  LoadDemo(admin);
  // People, as the files name them.
  for (const char* text : {"19661208-9893", "jose.andersson@alvnas.example", "+46701645033", "margareta.ozturk-oberg"})
    Plant(text);
  Plant(daemon_.token());

  v1::CreateTokenRequest token;
  token.set_parent(kAlvnas);
  token.mutable_token()->set_display_name("test");
  token.mutable_token()->set_role(v1::ROLE_AUDITOR);
  v1::CreateTokenResponse made;
  ASSERT_TRUE(admin.Call(&v1::TokenService::Stub::CreateToken, *admin.tokens, token, &made).ok());
  Plant(made.secret());

  v1::CreateSubscriptionRequest subscription;
  subscription.set_parent(kAlvnas);
  subscription.mutable_subscription()->set_name(absl::StrCat(kAlvnas, "/subscriptions/hr"));
  subscription.mutable_subscription()->set_kind(v1::SUBSCRIPTION_KIND_WEBHOOK);
  subscription.mutable_subscription()->set_url("https://planted-user:planted-pass@127.0.0.1:9/planted-path");
  subscription.mutable_subscription()->add_event_types(v1::EVENT_TYPE_COMPLETION_RECORDED);
  v1::CreateSubscriptionResponse subscribed;
  const grpc::Status subscribing = admin.Call(&v1::SubscriptionService::Stub::CreateSubscription,
                                              *admin.subscriptions, subscription, &subscribed);
  if (subscribing.ok()) Plant(subscribed.secret());
  Plant("planted-pass");

  v1::ListAssignmentsRequest some;
  some.set_parent(kAlvnas);
  v1::CreateLinkRequest wanted;
  wanted.set_assignment(AllAssignments(admin, some).front().name());
  v1::Link link;
  ASSERT_TRUE(admin.Call(&v1::LinkService::Stub::CreateLink, *admin.links, wanted, &link).ok());
  const std::string code = link.url().substr(link.url().rfind('/') + 1);
  Plant(code);

  // A database that no longer fits us, whose own words quote what it refuses.
  Plant("planted.leader@alvnas.example");
  mysql::Session({.socket = daemon_.database_socket(), .user = "nanolearn", .schema = "nanolearn"})
      .Run("ALTER TABLE access_grants MODIFY email INT NOT NULL");
  v1::CreateAccessGrantRequest grant;
  grant.set_parent(kAlvnas);
  grant.mutable_access_grant()->set_email("planted.leader@alvnas.example");
  grant.mutable_access_grant()->set_role(v1::ROLE_HR);
  v1::AccessGrant granted;
  const grpc::Status broken =
      admin.Call(&v1::AccessGrantService::Stub::CreateAccessGrant, *admin.access_grants, grant, &granted);
  EXPECT_EQ(ReasonOf(broken), "DATABASE_REFUSED");

  // Everything that goes wrong.
  const std::string wrong = "nl_plantedplantedplantedplantedplantedplantedplantedplan";
  Plant(wrong);
  std::vector<std::string> errors = {broken.error_message()};
  v1::GetStatusResponse status;
  TestClient stranger = Client(wrong);
  errors.push_back(
      stranger.Call(&v1::StatusService::Stub::GetStatus, *stranger.status, v1::GetStatusRequest(), &status).error_message());
  TestClient auditor = Client(made.secret());
  v1::CreateTokenResponse refused;
  errors.push_back(
      auditor.Call(&v1::TokenService::Stub::CreateToken, *auditor.tokens, token, &refused).error_message());
  v1::GetPersonRequest nobody;
  nobody.set_name(absl::StrCat(kAlvnas, "/people/0000000000000"));
  v1::Person person;
  errors.push_back(admin.Call(&v1::PersonService::Stub::GetPerson, *admin.people, nobody, &person).error_message());
  const HttpClient web(daemon_.http_address(), "");
  const HttpClient bearer(daemon_.http_address(), wrong);
  std::vector<std::string> pages = {
      web.Send("GET", absl::StrCat("/l/", code, "0")).body, web.Send("GET", "/sign-in/planted-sign-in-link").body,
      web.Send("POST", "/sign-in", "email=jose.andersson%40alvnas.example",
               {{"Content-Type", "application/x-www-form-urlencoded"}}).body,
      bearer.Send("GET", "/scim/v2/Users").body, web.Send("GET", absl::StrCat("/planted-path/", wrong)).body};
  EXPECT_EQ(web.Send("GET", absl::StrCat("/l/", code)).status, 200) << "the link is a real one";
  Plant("planted-sign-in-link");
  Plant("planted-path");

  const std::string command_line = FileOf(daemon_.pid(), "cmdline");
  const std::string limits = FileOf(daemon_.pid(), "limits");
  for (const std::string& error : errors) ExpectClean("an error", error);
  for (const std::string& page : pages) ExpectClean("a page", page);
  ExpectClean("the arguments", command_line);
  EXPECT_EQ(daemon_.Stop(), 0);
  ExpectClean("the log", daemon_.Log());
  EXPECT_TRUE(absl::StrContains(daemon_.Log(), "RecordCompletion") || absl::StrContains(daemon_.Log(), "CreateToken"))
      << "the log says what was called";
  EXPECT_TRUE(absl::StrContains(daemon_.Log(), "database error 1366")) << "and what the database refused";
  const size_t core = limits.find("Max core file size");
  ASSERT_NE(core, std::string::npos);
  EXPECT_EQ(limits.substr(core, limits.find('\n', core) - core).find("unlimited"), std::string::npos);
  EXPECT_TRUE(absl::StrContains(limits.substr(core, 60), "0")) << limits;
}

}  // namespace
}  // namespace nanolearn::testing
