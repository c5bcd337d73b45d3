// What is reported about questions and answers, and how they are read.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/domain/good_module.h"

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kAnswers[] =
    "- [ ] Loggar in snabbt\n  > Brådska är knepet.\n- [x] Rapporterar mejlet\n  > Rätt. Då kan *it* stoppa "
    "det.\n";

std::vector<std::string> BriefOf(const std::string& what, const std::string& with) {
  return Brief(TextProblems(what, with));
}

Question ReadQuestion(const std::string& answers) {
  ModuleFolder folder = ReadModuleFolder(ModuleWithText(Replaced(kGoodText, kAnswers, answers)));
  EXPECT_THAT(Brief(folder.problems), IsEmpty());
  return folder.content.texts["sv"].questions.at(0);
}

TEST(ModuleQuestion, IsReadInFull) {
  const Question question = ReadQuestion(kAnswers);
  EXPECT_EQ(question.text, "Du får ett mejl från \"IT-support\". Vad gör du?");
  EXPECT_EQ(question.body, "Det är måndag.");
  ASSERT_EQ(question.answers.size(), 2);
  EXPECT_EQ(question.answers[0].text, "Loggar in snabbt");
  EXPECT_FALSE(question.answers[0].right);
  EXPECT_EQ(question.answers[0].feedback, "Brådska är knepet.");
  EXPECT_EQ(question.answers[1].text, "Rapporterar mejlet");
  EXPECT_TRUE(question.answers[1].right);
  EXPECT_EQ(question.answers[1].feedback, "Rätt. Då kan *it* stoppa det.");
}

TEST(ModuleQuestion, KeepsTheMarkdownOfLongAnswersAndFeedback) {
  const Question question = ReadQuestion(
      "- [X] Ett **fett** svar\n  på två [x] rader\n  > Rad ett\n  rad två\n  >\n  > - punkt\n  >   mer\n\n"
      "- [ ] Skriver [x] i rutan\n\n  > Nej.\n");
  ASSERT_EQ(question.answers.size(), 2);
  EXPECT_EQ(question.answers[0].text, "Ett **fett** svar\npå två [x] rader");
  EXPECT_TRUE(question.answers[0].right);
  EXPECT_EQ(question.answers[0].feedback, "Rad ett\nrad två\n\n- punkt\n  mer");
  EXPECT_EQ(question.answers[1].text, "Skriver [x] i rutan");
  EXPECT_FALSE(question.answers[1].right);
  EXPECT_EQ(question.answers[1].feedback, "Nej.");
}

TEST(ModuleQuestion, MustBeInTheText) {
  const std::string text = kGoodText;
  const size_t begin = text.find("## ?");
  const std::string question = text.substr(begin, text.find("## På") - begin);
  EXPECT_THAT(BriefOf(question, ""), ElementsAre("sv.md:1 TOO_FEW_QUESTIONS"));
  EXPECT_THAT(BriefOf(question, question + question + question), IsEmpty());
  EXPECT_THAT(BriefOf(question, question + question + question + question),
              ElementsAre("sv.md:1 TOO_MANY_QUESTIONS"));
}

TEST(ModuleQuestion, MustHaveAText) {
  EXPECT_THAT(BriefOf("Du får ett mejl från \"IT-support\". Vad gör du?", ""),
              ElementsAre("sv.md:9 EMPTY_HEADING"));
}

TEST(ModuleQuestion, HasAtLeastTwoAnswers) {
  EXPECT_THAT(BriefOf("- [ ] Loggar in snabbt\n  > Brådska är knepet.\n", ""),
              ElementsAre("sv.md:9 TOO_FEW_ANSWERS", "sv.md:9 NO_WRONG_ANSWER"));
  EXPECT_THAT(BriefOf(kAnswers, ""), ElementsAre("sv.md:9 TOO_FEW_ANSWERS"));
}

TEST(ModuleQuestion, HasAtMostFourAnswers) {
  const std::string answer = "- [ ] Svar\n  > Nej.\n";
  EXPECT_THAT(BriefOf("- [ ]", answer + answer + "- [ ]"), IsEmpty());
  EXPECT_THAT(BriefOf("- [ ]", answer + answer + answer + "- [ ]"), ElementsAre("sv.md:9 TOO_MANY_ANSWERS"));
}

TEST(ModuleQuestion, HasARightAnswer) {
  EXPECT_THAT(BriefOf("- [x]", "- [ ]"), ElementsAre("sv.md:9 NO_RIGHT_ANSWER"));
}

TEST(ModuleQuestion, HasAWrongAnswer) {
  EXPECT_THAT(BriefOf("- [ ]", "- [x]"), ElementsAre("sv.md:9 NO_WRONG_ANSWER"));
}

TEST(ModuleQuestion, HasFeedbackForEveryAnswer) {
  EXPECT_THAT(BriefOf("  > Brådska är knepet.\n", ""), ElementsAre("sv.md:12 MISSING_FEEDBACK"));
  EXPECT_THAT(BriefOf("  > Brådska är knepet.\n", "  >\n"), ElementsAre("sv.md:12 MISSING_FEEDBACK"));
}

TEST(ModuleQuestion, HasFeedbackIndentedBelowItsAnswer) {
  EXPECT_THAT(BriefOf("  > Brådska", "> Brådska"), ElementsAre("sv.md:13 BAD_QUESTION"));
  EXPECT_THAT(BriefOf("  > Brådska", "      > Brådska"),
              ElementsAre("sv.md:12 BAD_ANSWER", "sv.md:12 MISSING_FEEDBACK"));
}

TEST(ModuleQuestion, HasAMarkOnEveryAnswer) {
  for (const char* mark : {"- ", "- []", "- [ ]", "- [y] "}) {
    EXPECT_THAT(BriefOf("- [ ] Loggar", std::string(mark) + "Loggar"), ElementsAre("sv.md:12 NOT_AN_ANSWER"))
        << mark;
  }
}

TEST(ModuleQuestion, HasAnswersOfOneParagraphAndOneQuotation) {
  EXPECT_THAT(BriefOf("  > Brådska", "\n  Mer.\n  > Brådska"), ElementsAre("sv.md:12 BAD_ANSWER"));
  EXPECT_THAT(BriefOf("  > Brådska", "  > Ett.\n\n  > Brådska"), ElementsAre("sv.md:12 BAD_ANSWER"));
}

TEST(ModuleQuestion, HasNoQuotationInItsFeedback) {
  EXPECT_THAT(BriefOf("  > Brådska", "  > > > Brådska"), ElementsAre("sv.md:13 UNSUPPORTED_MARKDOWN"));
}

TEST(ModuleQuestion, HasOneListOfAnswers) {
  EXPECT_THAT(BriefOf("- [x]", "* [x]"), ElementsAre("sv.md:14 BAD_QUESTION"));
}

TEST(ModuleQuestion, HasNothingAfterItsAnswers) {
  EXPECT_THAT(BriefOf("## På", "Efteråt.\n\n## På"), ElementsAre("sv.md:17 BAD_QUESTION"));
}

TEST(ModuleQuestion, HasAtMostOneParagraphBeforeItsAnswers) {
  EXPECT_THAT(BriefOf("Det är måndag.\n", ""), IsEmpty());
  EXPECT_THAT(BriefOf("Det är måndag.", "Det är måndag.\n\nDet regnar."),
              ElementsAre("sv.md:12 BAD_QUESTION"));
}

TEST(ModuleQuestion, CountsOnlyTheLongestFeedback) {
  std::string words;
  for (int i = 0; i < 290; ++i) words += "ord ";
  ModuleFiles files = ModuleWithText(Replaced(Replaced(kGoodText, "Brådska", words), "Rätt", words));
  EXPECT_THAT(Brief(ReadModuleFolder(files).problems), IsEmpty());
}

}  // namespace
}  // namespace nanolearn
