// A lesson over HTTP as a browser without JavaScript does it: pages and forms.

#include <gmock/gmock.h>

#include "tests/integration/lesson_pages_fixture.h"

namespace nanolearn::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

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
