// A lesson over HTTP as a browser without JavaScript does it: pages and forms.

#include <gmock/gmock.h>

#include <regex>

#include "tests/integration/lesson_fixture.h"
#include "tests/support/browser.h"

namespace nanolearn::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using Fields = std::vector<std::pair<std::string, std::string>>;

// The first form that is posted to `action`: its hidden fields.
Fields HiddenFieldsOf(const std::string& html, const std::string& action) {
  const size_t form = html.find(absl::StrCat("action=\"", action, "\""));
  if (form == std::string::npos) return {};
  const std::string text = html.substr(form, html.find("</form>", form) - form);
  static const std::regex kHidden("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
  Fields fields;
  for (std::sregex_iterator it(text.begin(), text.end(), kHidden), end; it != end; ++it) {
    fields.push_back({(*it)[1], (*it)[2]});
  }
  return fields;
}

class LessonPagesTest : public LessonFixture {
 protected:
  HttpAnswer Get(const std::string& path) { return browser_.Get(path); }
  HttpAnswer Post(const std::string& path, const Fields& fields = {}) { return browser_.Post(path, fields); }

  // Posts and goes where the answer leads.
  std::string PostAndFollow(const std::string& path, const Fields& fields = {}) {
    const HttpAnswer answer = Post(path, fields);
    EXPECT_EQ(answer.status, 303) << path << " " << answer.body;
    const HttpAnswer page = Get(answer.headers.at("location"));
    EXPECT_EQ(page.status, 200) << answer.headers.at("location");
    return page.body;
  }

  // Presses the button of the form.
  std::string Press(const std::string& html, const std::string& action, Fields more = {}) {
    EXPECT_THAT(html, HasSubstr(absl::StrCat("action=\"", action, "\"")));
    Fields fields = HiddenFieldsOf(html, action);
    fields.insert(fields.end(), more.begin(), more.end());
    return PostAndFollow(action, fields);
  }

  Browser browser_{server_.http_address()};
};

TEST_F(LessonPagesTest, ALessonIsDoneByFormsAlone) {
  const std::string code = CodeOf("Anna"), path = "/l/" + code;
  std::string page = Get(path).body;
  EXPECT_THAT(page, HasSubstr("<h1 lang=\"sv\" dir=\"ltr\">Nätfiske</h1>"));
  EXPECT_THAT(page, HasSubstr("2 minuter"));
  EXPECT_THAT(page, HasSubstr("<dt>Klar senast</dt><dd>2 december 2026</dd>"));
  EXPECT_THAT(page, HasSubstr("Lektionen är för AE."));
  EXPECT_THAT(page, Not(HasSubstr("Anna")));
  page = Press(page, path + "/start");
  EXPECT_THAT(page, HasSubstr("Steg 1 av 4"));
  page = Press(page, path + "/next");
  EXPECT_THAT(page, HasSubstr("Steg 2 av 4"));
  EXPECT_THAT(page, HasSubstr(path + "/pictures/1/knapp.png\" alt=\"En knapp\" width=\"1\" height=\"1\""));
  page = Press(page, path + "/next");
  EXPECT_THAT(page, HasSubstr("<legend><h1 class=\"question\">Du får ett mejl från &quot;IT-support&quot;"));
  page = Press(page, path + "/answer");
  EXPECT_THAT(page, HasSubstr("Välj ett av svaren först."));
  page = Press(page, path + "/answer", {{"answer", "0"}});
  EXPECT_THAT(page, HasSubstr("Inte riktigt"));
  EXPECT_THAT(page, HasSubstr("Brådska är knepet."));
  page = Press(page, path + "/answer", {{"answer", "1"}});
  EXPECT_THAT(page, HasSubstr("Rätt. Då kan <em>it</em> stoppa det."));
  page = Press(page, path + "/next");
  EXPECT_THAT(page, HasSubstr("På måndag"));
  EXPECT_THAT(Completions(), IsEmpty());
  page = Press(page, path + "/complete");
  EXPECT_THAT(page, HasSubstr("Vi har sparat att du har gjort ”Nätfiske”."));
  EXPECT_THAT(page, HasSubstr("Du svarade rätt vid första försöket på 0 av 1 fråga."));
  EXPECT_THAT(Completions(), SizeIs(1));
  EXPECT_THAT(page, HasSubstr("Nästa lektion"));
  page = Press(page, path + "/open");
  EXPECT_THAT(page, HasSubstr(">Rutin</h1>"));
}

TEST_F(LessonPagesTest, AnInterruptedLessonGoesOnWhereItWasAndWhatWasSentTwiceCountsOnce) {
  const std::string path = "/l/" + CodeOf("Anna");
  std::string page = PostAndFollow(path + "/start");
  page = Press(page, path + "/next");
  const Fields fields = HiddenFieldsOf(page, path + "/next");
  PostAndFollow(path + "/next", fields);
  EXPECT_THAT(PostAndFollow(path + "/next", fields), HasSubstr("Steg 3 av 4")) << "not 4";
  const Fields answer = {{"question", "0"}, {"tries", "0"}, {"answer", "0"}};
  PostAndFollow(path + "/answer", answer);
  PostAndFollow(path + "/answer", answer);
  EXPECT_EQ(lessons().Open(CodeOf("Anna"))->progress->questions[0].tries, 1);
  EXPECT_THAT(Browser(server_.http_address()).Get(path).body, HasSubstr("Steg 3 av 4")) << "another device";
  EXPECT_THAT(Get(path + "?step=1").body, HasSubstr("Steg 1 av 4"));
  EXPECT_THAT(Get(path + "?step=99").body, HasSubstr("Steg 3 av 4"));
}

TEST_F(LessonPagesTest, APolicyIsAcknowledged) {
  const std::string path = "/l/" + CodeOf("Bo", "rutin");
  std::string page = PostAndFollow(path + "/start");
  page = Press(page, path + "/next");
  page = Press(page, path + "/next");
  EXPECT_THAT(page, HasSubstr("Har du läst och förstått?"));
  EXPECT_THAT(Completions(), IsEmpty());
  page = Press(page, path + "/complete");
  EXPECT_THAT(page, HasSubstr("Vi har sparat att du har läst och förstått ”Rutin”."));
  EXPECT_THAT(Get(path).body, HasSubstr("Läs igen"));
}

TEST_F(LessonPagesTest, WhatCannotBeDoneHereIsSaidInASentence) {
  const std::string path = "/l/" + CodeOf("Bo", "kurs");
  EXPECT_THAT(Get(path).body, HasSubstr("Det här görs på ett annat ställe"));
  EXPECT_THAT(Get(path).body, HasSubstr("Den tar en förmiddag."));
  EXPECT_THAT(PostAndFollow(path + "/start"), HasSubstr("Det här görs på ett annat ställe"));
  EXPECT_THAT(PostAndFollow(path + "/complete"), HasSubstr("Det här görs på ett annat ställe"));
}

TEST_F(LessonPagesTest, MyLessonsAreOpenedByAForm) {
  const std::string path = "/l/" + CodeOf("Bo");
  const std::string page = Get(path + "/mine").body;
  for (const char* title : {"Nätfiske", "Rutin", "Brandkurs"}) EXPECT_THAT(page, HasSubstr(title));
  EXPECT_THAT(Press(page, path + "/open"), HasSubstr("<h1"));
  EXPECT_EQ(Post(path + "/open", {{"assignment", "0000000000000"}}).status, 404);
  EXPECT_EQ(Post(path + "/open", {{"assignment", "<b>"}}).status, 400);
  const std::string annas = AssignmentOf("Anna");
  EXPECT_EQ(Post(path + "/open", {{"assignment", annas.substr(annas.rfind('/') + 1)}}).status, 404);
}

TEST_F(LessonPagesTest, TheLanguageIsRememberedForThePerson) {
  const std::string path = "/l/" + CodeOf("Bo");
  EXPECT_THAT(PostAndFollow(path + "/language", {{"language", "en"}}), HasSubstr(">Phishing</h1>"));
  EXPECT_THAT(Get("/l/" + CodeOf("Bo", "rutin") + "/mine").body, HasSubstr("My lessons"));
  EXPECT_THAT(PostAndFollow(path + "/language", {{"language", "sv"}, {"page", "mine"}}),
              HasSubstr("Mina lektioner</h1>"));
  EXPECT_EQ(Post(path + "/language", {{"language", "xx"}}).status, 400);
}

TEST_F(LessonPagesTest, AStepThatIsReadAgainStaysOpenInAnotherLanguage) {
  const std::string path = "/l/" + CodeOf("Anna");
  std::string page = PostAndFollow(path + "/start");
  page = Press(page, path + "/next");
  EXPECT_THAT(HiddenFieldsOf(page, path + "/language"), IsEmpty()) << "where she is";
  EXPECT_THAT(PostAndFollow(path + "/language", {{"language", "en"}}), HasSubstr("Step 2 of 4"));
  page = Get(path + "?step=1").body;
  EXPECT_THAT(Press(page, path + "/language", {{"language", "sv"}}), HasSubstr("Steg 1 av 4"));
  for (const char* step : {"-1", "x", "99", "//evil.example"}) {
    EXPECT_THAT(PostAndFollow(path + "/language", {{"language", "sv"}, {"step", step}}),
                HasSubstr("Steg 2 av 4"))
        << step;
  }
}

TEST_F(LessonPagesTest, GettingEverythingTenTimesChangesNothing) {
  const std::string code = CodeOf("Anna"), path = "/l/" + code;
  const std::string letters = *links().MakeScreenCode(code);
  PostAndFollow(path + "/start");
  const std::string before = StoredOfLearners();
  for (int i = 0; i < 10; ++i) {
    for (const std::string& page :
         {path, path + "?step=1", path + "?choose=yes", path + "/mine", path + "/accessibility",
          path + "/pictures/1/knapp.png", "/k/" + letters, std::string("/k"), std::string("/"),
          std::string("/link"), std::string("/accessibility"), std::string("/robots.txt"),
          std::string("/favicon.ico"), std::string("/sw.js"), std::string("/assets/lesson.js")}) {
      EXPECT_EQ(Get(page).status, 200) << page;
    }
    for (const char* action :
         {"/start", "/next", "/answer", "/complete", "/open", "/language", "/screen", "/leave"}) {
      EXPECT_EQ(Get(path + action).status, 405) << action;
    }
  }
  EXPECT_EQ(StoredOfLearners(), before);
}

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
    EXPECT_EQ(headers.at("strict-transport-security"), "max-age=31536000") << page;
    EXPECT_EQ(headers.count("set-cookie"), 0u) << page;
  }
  EXPECT_EQ(Get(path).headers.at("cache-control"), "no-store");
  EXPECT_EQ(Get("/l/wrong").headers.at("cache-control"), "no-store");
}

TEST_F(LessonPagesTest, HtmlInNamesAndModulesIsShownAsText) {
  Publish(Lesson("\\<i>Nätfiske\\</i> & \"mer\""));
  v1::UpdateOrganisationRequest request;
  request.mutable_organisation()->set_name(kAlvnas);
  request.mutable_organisation()->set_display_name("<b>Älvnäs</b>");
  request.mutable_update_mask()->add_paths("display_name");
  v1::Organisation response;
  ASSERT_TRUE(
      admin_
          .Call(&v1::OrganisationService::Stub::UpdateOrganisation, *admin_.organisations, request, &response)
          .ok());
  const std::string path = "/l/" + CodeOf("Bo");
  const std::string page = Get(path).body;
  EXPECT_THAT(page, HasSubstr("&lt;i&gt;Nätfiske&lt;/i&gt; &amp; &quot;mer&quot;</h1>"));
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;Älvnäs&lt;/b&gt;"));
  for (const std::string& shown : {page, Get(path + "/mine").body, Get(path + "/accessibility").body}) {
    EXPECT_THAT(shown, Not(HasSubstr("<i>")));
    EXPECT_THAT(shown, Not(HasSubstr("<b>")));
  }
}

TEST_F(LessonPagesTest, AreLight) {
  const std::string path = "/l/" + CodeOf("Anna");
  size_t most = Get(path).body.size();
  std::string page = PostAndFollow(path + "/start");
  for (int i = 0; i < 2; ++i) {
    most = std::max(most, page.size());
    page = Press(page, path + "/next");
  }
  most = std::max({most, page.size(), Get(path + "/mine").body.size()});
  const size_t script = Get("/assets/lesson.js").body.size();
  std::printf("largest page of a lesson %zu bytes, script %zu, worker %zu\n", most, script,
              Get("/sw.js").body.size());
  EXPECT_LT(most, 15u << 10);
  EXPECT_LT(most + script, 40u << 10);
}

}  // namespace
}  // namespace nanolearn::testing
