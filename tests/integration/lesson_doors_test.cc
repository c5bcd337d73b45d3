// How one comes to a lesson, by a link, a code or a shared screen, and what is refused on the way.

#include <gmock/gmock.h>

#include <regex>

#include "absl/strings/match.h"
#include "service/http/routes.h"
#include "tests/integration/lesson_pages_fixture.h"

namespace nanolearn::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(LessonPagesTest, ALinkThatLeadsNowhereOffersANewOneAndTellsNothing) {
  const std::string code = CodeOf("Anna");
  std::string forged = code;
  forged.back() = forged.back() == 'a' ? 'b' : 'a';
  for (const std::string& wrong : {forged, code.substr(0, 12), std::string("x"), code + "0",
                                   std::string(5000, 'a'), std::string("%00"), std::string("%3Cscript%3E")}) {
    const HttpAnswer answer = Get("/l/" + wrong);
    EXPECT_EQ(answer.status, 404) << wrong.substr(0, 20);
    EXPECT_THAT(answer.body, HasSubstr("action=\"/link\""));
    EXPECT_EQ(Post("/l/" + wrong + "/start").status, 404);
  }
  const HttpAnswer known = Post("/link", {{"email", "anna@alvnas.example"}});
  const HttpAnswer unknown = Post("/link", {{"email", "nobody@alvnas.example"}});
  EXPECT_EQ(known.status, 303);
  EXPECT_EQ(known.headers.at("location"), unknown.headers.at("location"));
  EXPECT_EQ(known.body, unknown.body);
  EXPECT_THAT(Get(known.headers.at("location")).body, HasSubstr("Om adressen finns hos oss"));
  EXPECT_EQ(Post("/link", {{"email", "no address"}}).status, 400);
}

TEST_F(LessonPagesTest, ACodeIsTypedInAnyForm) {
  std::string code = CodeOf("Anna");
  for (char& c : code) c = c == '-' ? ' ' : static_cast<char>(std::toupper(c));
  EXPECT_THAT(PostAndFollow("/code", {{"code", " " + code + " "}}), HasSubstr("Nätfiske"));
  const HttpAnswer wrong = Post("/code", {{"code", "12345"}});
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(wrong.body, HasSubstr("Koden stämmer inte."));
  EXPECT_EQ(Post("/code", {{"code", "bcdfgh"}}).headers.at("location"), "/k/BCDFGH");
}

TEST_F(LessonPagesTest, ASharedScreenOpensByLettersOnceAndForgetsWhenItIsLeft) {
  const std::string path = "/l/" + CodeOf("Anna");
  const HttpAnswer shown = Post(path + "/screen");
  EXPECT_EQ(shown.status, 200);
  std::smatch match;
  ASSERT_TRUE(std::regex_search(shown.body, match, std::regex("class=\"letters\">([A-Z]{6})<")));
  const std::string letters = match[1];
  EXPECT_THAT(shown.body, HasSubstr("lar.alvnas.example/k"));
  EXPECT_THAT(shown.body, HasSubstr("<svg class=\"qr\""));
  EXPECT_THAT(Get("/k/" + letters).body, HasSubstr("Öppna här"));
  const HttpAnswer taken = Post("/k", {{"letters", letters}});
  ASSERT_EQ(taken.status, 303);
  const std::string screen = taken.headers.at("location");
  EXPECT_NE(screen, path);
  EXPECT_EQ(Post("/k", {{"letters", letters}}).status, 404) << "once";
  const HttpAnswer page = Get(screen);
  EXPECT_THAT(page.body, HasSubstr("data-screen"));
  EXPECT_EQ(page.headers.at("cache-control"), "no-store");
  EXPECT_EQ(Post(screen + "/stay").status, 204);
  const HttpAnswer left = Post(screen + "/leave");
  EXPECT_EQ(left.status, 303);
  EXPECT_EQ(left.headers.at("location"), "/k");
  EXPECT_THAT(left.headers.at("clear-site-data"), HasSubstr("storage"));
  EXPECT_EQ(Get(screen).status, 404);
  EXPECT_EQ(Post(screen + "/leave").status, 303) << "again";
  EXPECT_EQ(Get(path).status, 200) << "one's own phone";
}

TEST_F(LessonPagesTest, WhoeverTriesWrongCodesWaitsAndRightOnesOpen) {
  const std::string code = CodeOf("Anna");
  int refused = 0;
  for (int i = 0; i < 100; ++i) refused += Get("/l/k7mq-2x9d-hj4n-p3ra").status == 429;
  EXPECT_EQ(refused, 40);
  EXPECT_EQ(Get("/l/k7mq-2x9d-hj4n-p3ra").headers.at("retry-after"), "60");
  EXPECT_EQ(Get("/l/" + code).status, 200);
  const std::string letters = *links().MakeScreenCode(code);
  refused = 0;
  for (int i = 0; i < 100; ++i) refused += Post("/k", {{"letters", "BBBBBB"}}).status == 429;
  EXPECT_EQ(refused, 40);
  EXPECT_EQ(Get("/k/" + letters).status, 429) << "letters could be guessed";
  refused = 0;
  for (int i = 0; i < 400; ++i) refused += Post("/link", {{"email", "a@alvnas.example"}}).status == 429;
  EXPECT_EQ(refused, 100);
  server_.clock().Set(server_.clock().Now() + absl::Minutes(5));
  EXPECT_EQ(Get("/k/" + letters).status, 200);
}

TEST_F(LessonPagesTest, WhatIsTooLargeOrNoFormIsRefused) {
  const std::string path = "/l/" + CodeOf("Anna");
  const HttpClient client(server_.http_address(), "");
  const HttpClient::Headers form = {{"Content-Type", "application/x-www-form-urlencoded"},
                                    {"Accept", "text/html"}};
  const std::string before = StoredOfLearners();
  for (const std::string& action :
       {path + "/answer", std::string("/link"), std::string("/code"), std::string("/k")}) {
    const HttpAnswer answer = client.Send("POST", action, "a=" + std::string(10 << 20, 'a'), form);
    EXPECT_EQ(answer.status, 413) << action;
    EXPECT_THAT(answer.body, HasSubstr("<h1>Texten är för lång</h1>"));
    EXPECT_EQ(client.Send("POST", action, "a=%ff", form).status, 400) << action;
    EXPECT_EQ(client.Send("POST", action, "{}", {{"Content-Type", "application/json"}}).status, 400)
        << action;
  }
  for (const char* field : {"-1", "x", "99999999999999999999", ""}) {
    EXPECT_EQ(Post(path + "/next", {{"position", field}}).status, 400) << field;
    EXPECT_EQ(Post(path + "/answer", {{"question", field}, {"tries", "0"}, {"answer", "0"}}).status, 400)
        << field;
  }
  EXPECT_EQ(StoredOfLearners(), before);
}

TEST_F(LessonPagesTest, TheAddressOfAFormThatIsOpenedAnewLeadsToThePageItIsBelow) {
  const HttpClient client(server_.http_address(), "");
  const std::string path = "/l/" + CodeOf("Anna");
  const std::vector<std::pair<std::string, std::string>> leads = {
      {"/code?lang=en", "/?lang=en"},
      {path + "/answer", path},
      {path + "/screen?lang=en", path + "?lang=en"},
      {"/manage/units/A%20B/remind", "/manage/units/A%20B"},
      {"/coordinate/mails/retry", "/coordinate/mails"}};
  for (const auto& [address, page] : leads) {
    const HttpAnswer answer = client.Send("GET", address, "", {{"Accept", "text/html,*/*"}});
    EXPECT_EQ(answer.status, 303) << address;
    EXPECT_EQ(answer.headers.at("location"), page);
    EXPECT_EQ(client.Send("GET", address).status, 405) << address << ", of a program";
  }
}

TEST_F(LessonPagesTest, PeopleGetPagesAndProgramsSentences) {
  const HttpClient client(server_.http_address(), "");
  const HttpAnswer page =
      client.Send("GET", "/nothing", "", {{"Accept", "text/html,*/*"}, {"Accept-Language", "en"}});
  EXPECT_EQ(page.status, 404);
  EXPECT_THAT(page.body, HasSubstr("<h1>There is nothing here</h1>"));
  EXPECT_THAT(page.body, HasSubstr("<a href=\"?lang=sv\" lang=\"sv\" hreflang=\"sv\">Svenska</a>"));
  EXPECT_THAT(client.Send("GET", "/nothing?lang=sv", "", {{"Accept", "text/html"}}).body,
              HasSubstr("hreflang=\"en\""));
  EXPECT_THAT(client.Send("GET", "/nothing").body, Not(HasSubstr("<h1>")));
}

TEST_F(LessonPagesTest, EveryPageCarriesTheHeadersThatKeepItsContentIn) {
  const std::string path = "/l/" + CodeOf("Anna");
  for (const std::string& page :
       {path, path + "/mine", path + "/pictures/1/knapp.png", std::string("/"), std::string("/l/wrong"),
        std::string("/assets/lesson.js"), std::string("/sw.js")}) {
    const auto headers = Get(page).headers;
    EXPECT_THAT(headers.at("content-security-policy"), HasSubstr("default-src 'none'; style-src 'sha256-"))
        << page;
    EXPECT_THAT(headers.at("content-security-policy"), Not(HasSubstr("unsafe"))) << page;
    EXPECT_EQ(headers.at("referrer-policy"), "no-referrer") << page;
    EXPECT_EQ(headers.at("x-content-type-options"), "nosniff") << page;
    EXPECT_EQ(headers.at("strict-transport-security"), "max-age=31536000; includeSubDomains") << page;
    EXPECT_EQ(headers.count("set-cookie"), 0u) << page;
  }
  EXPECT_EQ(Get(path).headers.at("cache-control"), "no-store");
  EXPECT_EQ(Get("/l/wrong").headers.at("cache-control"), "no-store");
}

TEST_F(LessonPagesTest, NoPageUsesDevicesOrStandsInAFrame) {
  const std::string path = "/l/" + CodeOf("Anna");
  for (const std::string& page : {path, path + "/pictures/1/knapp.png", std::string("/"), std::string("/l/wrong"),
                                  std::string("/sign-in"), std::string("/k"), std::string("/assets/lesson.js")}) {
    const auto headers = Get(page).headers;
    for (const char* device : {"camera=()", "geolocation=()", "microphone=()", "payment=()", "usb=()"}) {
      EXPECT_THAT(headers.at("permissions-policy"), HasSubstr(device)) << page;
    }
    EXPECT_THAT(headers.at("content-security-policy"), HasSubstr("frame-ancestors 'none'")) << page;
    EXPECT_EQ(headers.at("x-frame-options"), "DENY") << page;
  }
}

TEST_F(LessonPagesTest, NoOtherSiteMayReadAnAnswerAndNoneSaysWhatServes) {
  const HttpClient client(server_.http_address(), "");
  const HttpClient::Headers elsewhere = {{"Origin", "https://elsewhere.example"}, {"Access-Control-Request-Method", "POST"}};
  for (const std::string& page : {"/l/" + CodeOf("Anna"), std::string("/"), std::string("/nothing"), std::string("/healthz"),
                                  std::string("/assets/lesson.js"), std::string("/scim/v2/Users")}) {
    for (const char* method : {"GET", "POST", "OPTIONS"}) {
      for (const auto& [name, value] : client.Send(method, page, "", elsewhere).headers) {
        EXPECT_FALSE(absl::StartsWith(name, "access-control-")) << method << " " << page << " " << name;
        EXPECT_TRUE(name != "server" && name != "x-powered-by" && name != "via") << method << " " << page << " " << value;
      }
    }
  }
}

TEST_F(LessonPagesTest, EveryAnswerSaysWhatItIsAndInWhichLetters) {
  const std::string path = "/l/" + CodeOf("Anna");
  const std::vector<std::pair<std::string, std::string>> types = {
      {path, "text/html; charset=utf-8"},
      {path + "/pictures/1/knapp.png", "image/png"},
      {"/l/wrong", "text/html; charset=utf-8"},
      {"/assets/lesson.js", "text/javascript; charset=utf-8"},
      {"/sw.js", "text/javascript; charset=utf-8"},
      {"/favicon.ico", "image/svg+xml; charset=utf-8"},
      {"/robots.txt", "text/plain; charset=utf-8"},
      {"/healthz", "text/plain; charset=utf-8"},
      {"/nothing", "text/plain; charset=utf-8"}};
  for (const auto& [page, type] : types) EXPECT_EQ(Get(page).headers.at("content-type"), type) << page;
}

// Whoever serves lessons at "alvnas.se" itself has other things below it.
TEST_F(LessonPagesTest, OfAWholeDomainTheNamesBelowAreLeftAlone) {
  const Environment& env = server_.operations().env;
  const std::vector<std::pair<std::string, http::Pairs>> headers = {
      {"https://lar.alvnas.se:8422", {{"Strict-Transport-Security", "max-age=31536000; includeSubDomains"}}},
      {"https://alvnas.se/lar.a.b", {{"Strict-Transport-Security", "max-age=31536000"}}},
      {"http://lar.alvnas.se", {}}};
  for (const auto& [url, expected] : headers) {
    Operations operations(Environment{env.store, env.clock, env.ids, env.keys, nullptr, url});
    EXPECT_EQ(http::AllRoutes(operations).headers(), expected) << url;
  }
}

}  // namespace
}  // namespace nanolearn::testing
