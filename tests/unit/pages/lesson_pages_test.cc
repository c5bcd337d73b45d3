// Pages from plain values: what they say, and that nothing in them is taken for HTML.

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "service/base/secret.h"
#include "service/domain/lesson_flow.h"
#include "service/pages/accessibility.h"
#include "service/pages/lesson_steps.h"
#include "service/pages/my_lessons.h"
#include "service/pages/preview.h"
#include "service/pages/public_pages.h"
#include "tests/unit/domain/good_module.h"

namespace nanolearn::pages {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Way = StepView::Way;

constexpr char kHostile[] = "<script>alert(\"x\")</script>'&";

LessonPlace Place() {
  return {.language = "sv", .organisation = "Älvnäs", .initials = "AE", .base = "/l/k7mq-2x9d-hj4n-p3ra"};
}

class LessonStepsTest : public ::testing::Test {
 protected:
  LessonStepsTest() : module_(ReadModuleFolder(GoodModule())), text_(module_.content.texts.at("sv")) {
    reading_ = {.base = "/l/x", .kind = "LESSON", .text = &text_};
    reading_.progress = &progress_;
  }

  void Answer(int answer) {
    GiveAnswer(text_, 0, answer, progress_.questions[0].tries, absl::UnixEpoch(), progress_);
  }
  void MoveTo(int position) { progress_.position = position; }

  const ModuleFolder module_;
  const ModuleText& text_;
  LessonProgress progress_ = BeginLesson(1, 2, 1, text_, absl::UnixEpoch());
  LessonReading reading_;
};

TEST_F(LessonStepsTest, ACardIsSeenByPostingAndTheLastOneIsDone) {
  const StepView first = ViewOfStep(reading_, 0);
  EXPECT_EQ(first.way, Way::kNext);
  EXPECT_EQ(first.number, 1);
  EXPECT_EQ(first.count, 4);
  EXPECT_EQ(first.heading, "Titta på avsändaren");
  EXPECT_EQ(first.back, "");
  EXPECT_THAT(first.body.text, HasSubstr("<a href=\"/l/x?step=2\">Så rapporterar du</a>"));
  MoveTo(3);
  const StepView last = ViewOfStep(reading_, 3);
  EXPECT_EQ(last.way, Way::kDone);
  EXPECT_EQ(last.back, "/l/x?step=3");
  reading_.kind = "POLICY";
  EXPECT_EQ(ViewOfStep(reading_, 3).way, Way::kNext) << "a policy is acknowledged after it";
}

TEST_F(LessonStepsTest, AQuestionTellsWhatIsRightOnlyWhenItWasAnsweredRight) {
  MoveTo(2);
  StepView view = ViewOfStep(reading_, 2);
  EXPECT_EQ(view.way, Way::kAnswer);
  EXPECT_FALSE(view.feedback);
  EXPECT_EQ(view.tries, 0);
  Answer(0);
  view = ViewOfStep(reading_, 2);
  EXPECT_EQ(view.way, Way::kAnswer);
  ASSERT_TRUE(view.feedback);
  EXPECT_FALSE(view.feedback->is_right);
  EXPECT_EQ(view.feedback->text.text, "<p>Brådska är knepet.</p>\n");
  EXPECT_TRUE(view.answers[0].is_given);
  EXPECT_FALSE(view.answers[1].is_right);
  EXPECT_EQ(view.tries, 1);
  Answer(1);
  view = ViewOfStep(reading_, 2);
  EXPECT_EQ(view.way, Way::kNext);
  EXPECT_TRUE(view.feedback->is_right);
  EXPECT_TRUE(view.answers[1].is_right);
}

TEST_F(LessonStepsTest, WhatWasSeenMayBeReadAgainAndCardsAheadButNoQuestionAhead) {
  EXPECT_EQ(ReadablePosition(reading_, 1), 0);
  EXPECT_EQ(ReadablePosition(reading_, 4), 3);
  EXPECT_EQ(ReadablePosition(reading_, 3), std::nullopt) << "the question";
  for (const int step : {-1, 0, 5, 1000000}) EXPECT_EQ(ReadablePosition(reading_, step), std::nullopt);
  const StepView ahead = ViewOfStep(reading_, 3);
  EXPECT_EQ(ahead.way, Way::kRead);
  EXPECT_EQ(ahead.next, "/l/x");
  EXPECT_TRUE(ahead.next_is_lesson);
  MoveTo(2);
  const StepView again = ViewOfStep(reading_, 0);
  EXPECT_EQ(again.way, Way::kRead);
  EXPECT_EQ(again.next, "/l/x?step=2");
  EXPECT_EQ(ViewOfStep(reading_, 1).next, "/l/x");
  reading_.progress = nullptr;
  EXPECT_EQ(ReadablePosition(reading_, 1), std::nullopt) << "not begun";
  reading_.is_done = true;
  EXPECT_EQ(ReadablePosition(reading_, 3), 2) << "done: all of it";
  EXPECT_TRUE(ViewOfStep(reading_, 2).answers[1].is_right);
}

TEST_F(LessonStepsTest, RightAndWrongAreTold) {
  MoveTo(2);
  Answer(0);
  EXPECT_THAT(StepPage(Place(), ViewOfStep(reading_, 2)), HasSubstr("Inte riktigt"));
  Answer(1);
  const std::string page = StepPage(Place(), ViewOfStep(reading_, 2));
  EXPECT_THAT(page, HasSubstr("Rätt</strong>"));
  EXPECT_THAT(page, HasSubstr("(rätt svar, ditt svar)"));
  EXPECT_THAT(page, Not(HasSubstr("type=\"radio\"")));
}

TEST_F(LessonStepsTest, TextInALanguageWrittenFromRightToLeftIsMarkedSo) {
  ModuleText arabic = text_;
  arabic.language = "ar";
  reading_.text = &arabic;
  EXPECT_THAT(StepPage(Place(), ViewOfStep(reading_, 0)),
              HasSubstr("<div class=\"card\" lang=\"ar\" dir=\"rtl\">"));
}

TEST(LessonPagesTest, NothingInThemIsTakenForHtml) {
  LessonPlace place = Place();
  place.organisation = place.initials = place.contact_email = kHostile;
  LessonPlace preview = place;
  preview.is_preview = true;
  preview.languages = {"sv", kHostile};
  for (const std::string& page :
       {StartPage(place, {.title = kHostile, .text_language = kHostile}),
        StartPage(preview, {.title = kHostile, .text_language = "sv"}),
        StepPage(place, {.title = kHostile, .text_language = kHostile, .heading = kHostile}),
        StepPage(place, {.title = kHostile, .heading = kHostile, .is_question = true, .way = Way::kAnswer}),
        LastPressPage(place, {.title = kHostile, .is_acknowledged = true}),
        ResultPage(place, {.title = kHostile, .next = ResultView::Next{kHostile, kHostile}}),
        ClosedPage(place, {.title = kHostile, .parts = {{kHostile, {}}}}),
        MyLessonsPage(place, {.open = {{.assignment = kHostile, .title = kHostile}}}),
        OtherScreenPage(place, {.letters = kHostile, .address = kHostile, .url = kHostile}),
        AskForLinkPage("sv", kHostile, true), ScreenConfirmPage("sv", kHostile),
        AccessibilityPage({.language = "sv", .organisation = kHostile, .contact_email = kHostile}),
        PreviewProblemsPage(kHostile, {{kHostile, 1, "X", kHostile}}),
        PreviewProblemsPage(kHostile, {}, kHostile)}) {
    EXPECT_THAT(page, Not(HasSubstr("<script>"))) << page;
    EXPECT_THAT(page, Not(HasSubstr("alert(\"x\")"))) << page;
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;")) << page;
  }
}

TEST(LessonPagesTest, AnAddressThatRunsAnythingIsNoLink) {
  LessonPlace place = Place();
  place.base = "javascript:alert(1)//";
  EXPECT_THAT(StartPage(place, {}), Not(HasSubstr("=\"javascript:")));
}

TEST(LessonPagesTest, EveryPageHasOneHeadingOfTheFirstLevelAndSaysItsLanguage) {
  for (const char* language : {"sv", "en"}) {
    for (const std::string& page : {FrontPage(language), FrontPage(language, true), AskForLinkPage(language),
                                    LinkSentPage(language), LinkGonePage(language), ScreenCodePage(language),
                                    ScreenConfirmPage(language, "BCDFGH"), RefusalPage(language, 404),
                                    RefusalPage(language, 599), AccessibilityPage({.language = language})}) {
      EXPECT_THAT(page, HasSubstr(absl::StrCat("<html lang=\"", language, "\" dir=\"ltr\">")));
      const size_t first = page.find("<h1");
      ASSERT_NE(first, std::string::npos);
      EXPECT_EQ(page.find("<h1", first + 1), std::string::npos) << page;
      EXPECT_THAT(page, Not(HasSubstr("$0"))) << page;
      EXPECT_LT(page.size(), 15u << 10);
    }
  }
}

TEST(LessonPagesTest, ASharedScreenCanBeLeftAndGoesBackWithoutAHand) {
  LessonPlace place = Place();
  EXPECT_THAT(StartPage(place, {.title = "A"}), Not(HasSubstr("data-screen")));
  place.is_screen = true;
  const std::string page = StartPage(place, {.title = "A"});
  EXPECT_THAT(page, HasSubstr("data-screen"));
  EXPECT_THAT(page, HasSubstr("action=\"/l/k7mq-2x9d-hj4n-p3ra/leave\""));
  EXPECT_THAT(page, HasSubstr("120;url=/k"));
  EXPECT_THAT(page, Not(HasSubstr("/screen\"")));
}

}  // namespace
}  // namespace nanolearn::pages
