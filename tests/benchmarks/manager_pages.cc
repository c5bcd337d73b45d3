#include "tests/benchmarks/manager_pages.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/storage/mysql/session.h"
#include "tests/benchmarks/failure.h"
#include "tests/benchmarks/group.h"
#include "tests/support/wait.h"

namespace nanolearn::benchmarks {
namespace {

// What follows "/sign-in/" in the mail to this address; empty while there is none.
std::string SignInSecret(mysql::Session& session, const std::string& email) {
  std::string text;
  session.Query("SELECT text_body FROM mails WHERE recipient = ? AND kind = 'ACCESS'", {email},
                [&](const mysql::Row& row) { text = row.Text(0); });
  const size_t at = text.find("/sign-in/");
  if (at == std::string::npos) return "";
  const size_t begin = at + sizeof("/sign-in/") - 1;
  return text.substr(begin, text.find_first_of(" \r\n", begin) - begin);
}

}  // namespace

testing::Browser SignInManager(const testing::Daemon& daemon, testing::TestClient& client,
                               const mysql::ConnectionOptions& database, const std::string& unit) {
  const std::string email = absl::AsciiStrToLower(
      absl::StrCat("manager-of-", unit.substr(unit.rfind('/') + 1), "@nanolearn.example"));
  v1::CreateAccessGrantRequest request;
  request.set_parent(kGroup);
  request.mutable_access_grant()->set_email(email);
  request.mutable_access_grant()->set_role(v1::ROLE_MANAGER);
  request.mutable_access_grant()->set_unit(unit);
  v1::AccessGrant grant;
  Check(
      client.Call(&v1::AccessGrantService::Stub::CreateAccessGrant, *client.access_grants, request, &grant));

  testing::Browser browser(daemon.http_address());
  if (browser.Post("/sign-in", {{"email", email}}).status != 200) Fail("no link for signing in");
  mysql::Session session(database);
  std::string secret;
  if (!testing::WaitFor([&] { return !(secret = SignInSecret(session, email)).empty(); })) {
    Fail("no mail with a link for signing in");
  }
  browser.Post(absl::StrCat("/sign-in/", secret), {});
  if (browser.cookie().empty()) Fail("the link did not sign in");
  return browser;
}

void GetPage(testing::Browser& browser, const std::string& path) {
  const testing::HttpAnswer answer = browser.Get(path);
  if (answer.status != 200) Fail(absl::StrCat(path, " is answered with ", answer.status));
}

}  // namespace nanolearn::benchmarks
