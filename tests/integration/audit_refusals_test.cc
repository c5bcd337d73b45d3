// What is refused leaves a denial in the audit, and what is changed by pages an entry: nothing of either is silent.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "service/http/csrf.h"
#include "service/http/route_access.h"
#include "tests/integration/audit_fixture.h"
#include "tests/integration/sign_in_link.h"
#include "tests/support/browser.h"

namespace nanolearn::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using nlohmann::json;

class AuditOfRefusals : public AuditFixture {
 protected:
  // Denials of one action in a chain; "" is the installation's.
  std::vector<AuditEntry> Denied(const std::string& action, const std::string& organisation = "alvnas") {
    std::vector<AuditEntry> entries = Chain(organisation);
    std::erase_if(entries, [&](const AuditEntry& e) { return e.action != action || e.outcome != AuditOutcome::kDenied; });
    return entries;
  }
  static AuditOrigin OfNobody(AuditChannel channel) { return {{}, channel, "127.0.0.1"}; }

  std::string NewToken(v1::Role role, const std::string& source = "") {
    v1::CreateTokenRequest request;
    request.set_parent(kAlvnas);
    request.mutable_token()->set_display_name("test");
    request.mutable_token()->set_role(role);
    request.mutable_token()->set_source(source);
    v1::CreateTokenResponse response;
    EXPECT_TRUE(admin_.Call(&v1::TokenService::Stub::CreateToken, *admin_.tokens, request, &response).ok());
    return response.secret();
  }

  HttpAnswer Open(const std::string& method, const std::string& path, const std::string& token = "") const {
    return HttpClient(server_.http_address(), token).Send(method, path, "", {});
  }
};

TEST_F(AuditOfRefusals, OfLinksThatDoNotSignInStandInTheChainOfWhoseTheyAre) {
  const std::string used = NewSignInLink(server_, "anna@alvnas.example"),
                    old = NewSignInLink(server_, "anna@alvnas.example");
  ASSERT_EQ(Browser(server_.http_address()).Post(used, {}).status, 303);
  EXPECT_THAT(Denied("SignIn"), IsEmpty());
  EXPECT_EQ(Open("GET", used).status, 404);
  ASSERT_THAT(Denied("SignIn"), SizeIs(1));
  EXPECT_EQ(Denied("SignIn")[0].origin, OfNobody(AuditChannel::kHttp));
  EXPECT_THAT(Denied("SignIn")[0].details, ElementsAre(Pair("reason", "USED"), Pair("way", "LINK")));
  EXPECT_EQ(Open("GET", used).status, 404);
  EXPECT_THAT(Denied("SignIn"), SizeIs(1)) << "once in a minute";

  Forward(kSignInLinkAge);
  EXPECT_EQ(Open("GET", old).status, 404);
  ASSERT_THAT(Denied("SignIn"), SizeIs(2));
  EXPECT_THAT(Denied("SignIn")[1].details, Contains(Pair("reason", "EXPIRED")));
  EXPECT_EQ(Open("GET", "/sign-in/invented").status, 404);
  ASSERT_THAT(Denied("SignIn", ""), SizeIs(1));
  EXPECT_THAT(Denied("SignIn", "")[0].details, Contains(Pair("reason", "UNKNOWN")));
}

TEST_F(AuditOfRefusals, OfAnIdentityProvidersAnswerThatNobodyAskedForStandInTheInstallations) {
  EXPECT_EQ(Open("GET", "/sign-in/oidc/callback?code=x&state=y").status, 400);
  ASSERT_THAT(Denied("SignIn", ""), SizeIs(1));
  EXPECT_THAT(Denied("SignIn", "")[0].details, ElementsAre(Pair("reason", "SIGN_IN_OVER"), Pair("way", "OIDC")));
}

TEST_F(AuditOfRefusals, OfWrongTokensStandInTheInstallationsWhetherByCallsOrByScim) {
  const TestClient stranger = server_.WithToken("nl_wrong");
  v1::GetStatusResponse response;
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(stranger.Call(&v1::StatusService::Stub::GetStatus, *stranger.status, v1::GetStatusRequest(), &response).ok());
  }
  ASSERT_THAT(Denied("GetStatus", ""), SizeIs(1));
  EXPECT_EQ(Denied("GetStatus", "")[0].origin, OfNobody(AuditChannel::kRpc));
  EXPECT_THAT(Denied("GetStatus", "")[0].details, ElementsAre(Pair("reason", "BAD_TOKEN")));

  // Also what has not the form of a token of ours.
  for (const std::string& token : {nanolearn::NewToken(), std::string("nl_wrong"), std::string("a.b.c")}) {
    EXPECT_EQ(Open("GET", "/scim/v2/Users", token).status, 401) << token;
  }
  EXPECT_EQ(Open("POST", "/scim/v2/Groups", "nl_wrong").status, 401);
  EXPECT_EQ(Open("GET", "/scim/v2/Schemas").status, 401) << "nothing was tried";
  for (const char* action : {"GET /scim/v2/Users", "POST /scim/v2/Groups"}) {
    ASSERT_THAT(Denied(action, ""), SizeIs(1)) << action;
    EXPECT_EQ(Denied(action, "")[0].origin, OfNobody(AuditChannel::kHttp));
    EXPECT_THAT(Denied(action, "")[0].details, ElementsAre(Pair("reason", "BAD_TOKEN")));
  }
  EXPECT_THAT(Denied("GET /scim/v2/Schemas", ""), IsEmpty());
}

TEST_F(AuditOfRefusals, OfCodesThatOpenNoLessonStandInTheInstallationsOnceAMinuteAndWithoutTheCode) {
  std::string forged = CodeOf("Anna");
  forged.back() = forged.back() == 'a' ? 'b' : 'a';
  for (const std::string& code : {forged, std::string("k7mq-2x9d-hj4n-p3ra"), std::string("x"), std::string(5000, 'a')}) {
    EXPECT_EQ(Open("GET", absl::StrCat("/l/", code)).status, 404);
    EXPECT_EQ(Open("GET", absl::StrCat("/l/", code, "/mine")).status, 404);
    EXPECT_EQ(Browser(server_.http_address()).Post(absl::StrCat("/l/", code, "/start"), {}).status, 404);
  }
  ASSERT_THAT(Denied("OpenLink", ""), SizeIs(1));
  EXPECT_EQ(Denied("OpenLink", "")[0].origin, OfNobody(AuditChannel::kHttp));
  EXPECT_EQ(Denied("OpenLink", "")[0].resource, "");
  EXPECT_THAT(Denied("OpenLink", "")[0].details, ElementsAre(Pair("reason", "UNKNOWN")));
  Forward(absl::Minutes(1));
  EXPECT_EQ(Open("GET", absl::StrCat("/l/", forged, "/pictures/1/knapp.png")).status, 404);
  EXPECT_THAT(Denied("OpenLink", ""), SizeIs(2)) << "by whichever way";
  EXPECT_THAT(Denied("OpenLink"), IsEmpty());
}

// Whoever has a code of ours is a learner: which link it was is kept, and not from where.
TEST_F(AuditOfRefusals, OfLinksThatHaveEndedStandInTheChainOfWhoseTheyAreWithoutAnAddress) {
  const v1::Link expired = LinkTo(AssignmentOf("Anna"), 1), revoked = LinkTo(AssignmentOf("Bo"));
  v1::RevokeLinksRequest request;
  request.set_parent(kAlvnas);
  request.add_names(revoked.name());
  int count = 0;
  ASSERT_TRUE(Revoke(request, &count).ok());
  Forward(absl::Hours(24));
  for (int i = 0; i < 3; ++i) {
    for (const v1::Link& link : {expired, revoked}) EXPECT_EQ(Open("GET", absl::StrCat("/l/", link.code())).status, 404);
  }
  const std::vector<AuditEntry> denied = Denied("OpenLink");
  ASSERT_THAT(denied, SizeIs(2)) << "each once a minute";
  EXPECT_EQ(denied[0].resource, expired.name());
  EXPECT_THAT(denied[0].details, ElementsAre(Pair("reason", "EXPIRED")));
  EXPECT_EQ(denied[1].resource, revoked.name());
  EXPECT_THAT(denied[1].details, ElementsAre(Pair("reason", "REVOKED")));
  for (const AuditEntry& entry : denied) EXPECT_EQ(entry.origin, (AuditOrigin{.channel = AuditChannel::kHttp}));
  EXPECT_THAT(Denied("OpenLink", ""), IsEmpty());
}

TEST_F(AuditOfRefusals, OfSomebodyElsesLessonBehindOnesOwnLinkAreThereToo) {
  const v1::Link link = LinkTo(AssignmentOf("Anna"));
  const std::string bos = FormatId(IdOf(AssignmentOf("Bo")));
  EXPECT_EQ(Browser(server_.http_address()).Post(absl::StrCat("/l/", link.code(), "/open"), {{"assignment", bos}}).status, 404);
  ASSERT_THAT(Denied("OpenLink"), SizeIs(1));
  EXPECT_EQ(Denied("OpenLink")[0].resource, link.name());
  EXPECT_THAT(Denied("OpenLink")[0].details, ElementsAre(Pair("reason", "NOT_ALLOWED")));
}

TEST_F(AuditOfRefusals, OfLettersThatOpenNoScreenStandInTheInstallations) {
  Browser screen(server_.http_address());
  EXPECT_EQ(screen.Get("/k/BBBBBB").status, 404);
  EXPECT_EQ(screen.Get("/k/12").status, 404);
  EXPECT_EQ(screen.Post("/k", {{"letters", "CCCCCC"}}).status, 404);
  ASSERT_THAT(Denied("TakeScreenCode", ""), SizeIs(1));
  EXPECT_EQ(Denied("TakeScreenCode", "")[0].origin, OfNobody(AuditChannel::kHttp));
  EXPECT_THAT(Denied("TakeScreenCode", "")[0].details, ElementsAre(Pair("reason", "UNKNOWN")));
}

TEST_F(AuditOfRefusals, OfFormsThatOtherSitesPostAreThereWhetherSomebodyIsSignedInOrNot) {
  const HttpClient::Headers elsewhere = {{"Sec-Fetch-Site", "cross-site"}};
  Browser browser(server_.http_address());
  const std::string link = NewSignInLink(server_, "anna@alvnas.example");
  EXPECT_EQ(browser.Post("/sign-in", {{"email", "anna@alvnas.example"}}, elsewhere).status, 403);
  ASSERT_THAT(Denied("SignIn", ""), SizeIs(1));
  EXPECT_EQ(Denied("SignIn", "")[0].origin, OfNobody(AuditChannel::kHttp));
  EXPECT_THAT(Denied("SignIn", "")[0].details, ElementsAre(Pair("reason", "NOT_OUR_FORM"), Pair("way", "LINK")));
  Forward(absl::Minutes(1));
  EXPECT_EQ(browser.Post(link, {}, elsewhere).status, 403);
  EXPECT_THAT(Denied("SignIn", ""), SizeIs(2));

  const v1::AccessGrant grant = GrantAccess(admin_, "chef@alvnas.example", v1::ROLE_MANAGER, "1004");
  ASSERT_EQ(browser.Post(NewSignInLink(server_, "chef@alvnas.example"), {}).status, 303);
  EXPECT_EQ(browser.Post("/manage/units/1004/remind", {}).status, 403);
  EXPECT_EQ(browser.Post("/sign-out", {{"csrf", http::CsrfToken(server_.operations().env.keys.InUse(), browser.secret())}},
                         elsewhere)
                .status,
            403);
  for (const char* action : {"POST /manage/units/{code}/remind", "POST /sign-out"}) {
    ASSERT_THAT(Denied(action), SizeIs(1)) << action;
    EXPECT_EQ(Denied(action)[0].origin,
              (AuditOrigin{{AuditActorType::kGrant, IdOf(grant.name())}, AuditChannel::kHttp, "127.0.0.1"}));
    EXPECT_EQ(Denied(action)[0].resource, kAlvnas);
    EXPECT_THAT(Denied(action)[0].details, ElementsAre(Pair("reason", "NOT_OUR_FORM")));
  }
}

TEST_F(AuditOfRefusals, OfEachRouteOfScimAreThereForAWrongTokenAndForOneThatIsNoDirectorys) {
  const std::string hr = NewToken(v1::ROLE_HR);
  for (const http::RouteAccess& access : http::RouteTable()) {
    if (access.door != http::Door::kDirectory) continue;
    const std::string action = absl::StrCat(access.method, " ", access.pattern), method(access.method);
    const std::string path = absl::StrReplaceAll(access.pattern, {{"{id}", "x"}});
    Forward(absl::Seconds(1));  // wrong tokens are slowed
    EXPECT_EQ(Open(method, path, nanolearn::NewToken()).status, 401) << action;
    EXPECT_THAT(Denied(action, ""), SizeIs(1)) << action;
    EXPECT_EQ(Open(method, path, hr).status, 403) << action;
    ASSERT_THAT(Denied(action), SizeIs(1)) << action;
    EXPECT_EQ(Denied(action)[0].origin.actor, (AuditActor{AuditActorType::kToken, TokenId(hr)}));
  }
}

TEST_F(AuditOfRefusals, OfAUnitThatIsNotAManagersAreThereToo) {
  GrantAccess(admin_, "chef@alvnas.example", v1::ROLE_MANAGER, "1004");
  Browser browser(server_.http_address());
  ASSERT_EQ(browser.Post(NewSignInLink(server_, "chef@alvnas.example"), {}).status, 303);
  EXPECT_EQ(browser.Get("/manage/units/1004").status, 200);
  EXPECT_THAT(Denied("GET /manage/units/{code}"), IsEmpty());
  EXPECT_EQ(browser.Get("/manage/units/KS").status, 404);
  ASSERT_THAT(Denied("GET /manage/units/{code}"), SizeIs(1));
  EXPECT_EQ(Denied("GET /manage/units/{code}")[0].resource, absl::StrCat(kAlvnas, "/units/KS"));
}

// Somebody floods the server from ever new addresses: the chain does not grow with it.
TEST_F(AuditOfRefusals, OfAFloodFromManyAddressesAPartIsWritten) {
  AccessLog log(server_.operations().env);
  for (int i = 0; i < 1000; ++i) {
    log.Refused(kNoId, {.channel = AuditChannel::kRpc, .address = absl::StrCat("10.0.", i / 250, ".", i % 250)}, {.action = "GetStatus"});
  }
  for (int i = 0; i < 1000; ++i) {
    log.Refused(kNoId, {.channel = AuditChannel::kRpc, .address = absl::StrFormat("2001:db8::%x", i + 1)}, {.action = "GetPerson"});
  }
  EXPECT_THAT(Denied("GetStatus", ""), SizeIs(300));
  Forward(absl::Seconds(10));
  for (int i = 0; i < 1000; ++i) {
    log.Refused(kNoId, {.channel = AuditChannel::kRpc, .address = absl::StrFormat("2001:db8::%x", i + 1)}, {.action = "GetPerson"});
  }
  EXPECT_THAT(Denied("GetPerson", ""), SizeIs(1)) << "one network";
}

TEST_F(AuditOfRefusals, OnASharedScreenTakingALessonAndLeavingAreTheLearners) {
  const Id bo = IdOf(PersonOf("Bo"));
  const std::string letters = *links().MakeScreenCode(CodeOf("Bo"));
  size_t before = Chain().size();
  const std::string screen = *links().TakeScreenCode(letters);
  AuditEntry entry = OneAdded(before, "TakeScreenCode");
  EXPECT_EQ(entry.origin, LearnerOrigin(bo));
  EXPECT_EQ(entry.person_id, bo);
  EXPECT_EQ(entry.resource, AssignmentOf("Bo"));
  before = Chain().size();
  ASSERT_TRUE(links().Leave(screen).ok());
  entry = OneAdded(before, "LeaveScreen");
  EXPECT_EQ(entry.origin, LearnerOrigin(bo));
  EXPECT_THAT(entry.details, ElementsAre(Pair("revoked", "1")));
  EXPECT_FALSE(links().Leave(screen).ok());
  EXPECT_EQ(Chain().size(), before + 1) << "it is over already";
}

// Without an entry are the steps of one's own lesson, and the like.
TEST_F(AuditOfRefusals, EveryRouteThatTakesSomethingHasAnActionInTheAuditOrIsNamedHere) {
  const std::set<std::string> without = {
      "POST /code",           "POST /link",           "POST /l/{code}/start", "POST /l/{code}/next",
      "POST /l/{code}/answer", "POST /l/{code}/open", "POST /l/{code}/language", "POST /l/{code}/stay",
      "POST /sign-in",        "POST /language",       "POST /scim/v2/Users/.search", "POST /scim/v2/Groups/.search",
      "POST /scim/v2/Bulk",   "POST /scim/v2/.search", "POST /scim/v2/Me",    "PUT /scim/v2/Me",
      "PATCH /scim/v2/Me",    "DELETE /scim/v2/Me"};
  for (const http::RouteAccess& access : http::RouteTable()) {
    const std::string route = absl::StrCat(access.method, " ", access.pattern);
    if (access.method == "GET") continue;
    EXPECT_EQ(access.change.empty(), without.contains(route)) << route;
  }
}

// Each is done once; what the table says of it is in the chain then. Those of coordinators and managers are in their own tests.
TEST_F(AuditOfRefusals, WhatTheTableSaysOfScreensSessionsAndDirectoriesIsSo) {
  const std::string code = CodeOf("Bo");
  const std::string screen = *links().TakeScreenCode(*links().MakeScreenCode(code));
  Browser nobody(server_.http_address());
  nobody.Post(absl::StrCat("/l/", screen, "/leave"), {});
  nobody.Post("/k", {{"letters", *links().MakeScreenCode(code)}});
  nobody.Post(absl::StrCat("/l/", code, "/screen"), {});
  Walk(code);
  nobody.Post(absl::StrCat("/l/", code, "/complete"), {});
  Browser anna(server_.http_address());
  anna.Post(NewSignInLink(server_, "anna@alvnas.example"), {});
  anna.Post("/sign-out", {{"csrf", http::CsrfToken(server_.operations().env.keys.InUse(), anna.secret())}});

  const HttpClient directory(server_.http_address(), NewToken(v1::ROLE_HR, "entra"));
  const auto send = [&](const std::string& method, const std::string& path, const json& body) {
    const HttpAnswer answer = directory.Send(method, path, body.is_null() ? "" : body.dump());
    EXPECT_LT(answer.status, 300) << method << " " << path << ": " << answer.body;
    return answer;
  };
  json user = {{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:User"}}, {"userName", "kim@alvnas.example"}, {"active", true},
               {"name", {{"givenName", "Kim"}, {"familyName", "Holm"}}}};
  json group = {{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:Group"}}, {"displayName", "Grupp"}};
  const std::string kim = absl::StrCat("/scim/v2/Users/", send("POST", "/scim/v2/Users", user).Json().value("id", ""));
  const std::string all = absl::StrCat("/scim/v2/Groups/", send("POST", "/scim/v2/Groups", group).Json().value("id", ""));
  const auto patch = [](const std::string& path, const std::string& value) -> json {
    return {{"schemas", {"urn:ietf:params:scim:api:messages:2.0:PatchOp"}},
            {"Operations", {{{"op", "Replace"}, {"path", path}, {"value", value}}}}};
  };
  std::map<std::string, size_t> entries;
  const auto one_more = [&](const std::string& action) {
    EXPECT_EQ(Entries(action).size(), ++entries[action]) << action;
  };
  one_more("CreateDirectoryUser");
  one_more("CreateDirectoryGroup");
  user["title"] = "Handläggare";
  group["displayName"] = "Gruppen";
  send("PUT", kim, user), one_more("UpdateDirectoryUser");
  send("PATCH", kim, patch("title", "Chef")), one_more("UpdateDirectoryUser");
  send("PUT", all, group), one_more("UpdateDirectoryGroup");
  send("PATCH", all, patch("displayName", "Alla")), one_more("UpdateDirectoryGroup");
  send("DELETE", kim, nullptr), one_more("DeleteDirectoryUser");
  send("DELETE", all, nullptr), one_more("DeleteDirectoryGroup");

  for (const http::RouteAccess& access : http::RouteTable()) {
    if (access.change.empty() || access.right != http::Right::kNone) continue;
    EXPECT_FALSE(Entries(std::string(access.change)).empty()) << access.method << " " << access.pattern;
  }
}

}  // namespace
}  // namespace nanolearn::testing
