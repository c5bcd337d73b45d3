// What is reported about titles, cards and Markdown, and how they are read.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/domain/good_module.h"

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> BriefOf(const std::string& what, const std::string& with) {
  return Brief(TextProblems(what, with));
}

std::string Words(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "ord ";
  return text;
}

std::string Cards(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "## Ett kort till\nText.\n\n";
  return text;
}

ModuleText ReadText(const std::string& text) {
  ModuleFolder folder = ReadModuleFolder(ModuleWithText(text));
  EXPECT_THAT(Brief(folder.problems), IsEmpty());
  return folder.content.texts["sv"];
}

TEST(ModuleText, IsReadInOrder) {
  const ModuleText text = ReadText(kGoodText);
  EXPECT_EQ(text.language, "sv");
  EXPECT_EQ(text.title, "Nätfiske");
  ASSERT_EQ(text.cards.size(), 3);
  EXPECT_EQ(text.cards[0].id, "");
  EXPECT_EQ(text.cards[0].heading, "Titta på avsändaren");
  EXPECT_EQ(text.cards[0].body, "Läs hela adressen. Är du osäker, gå till [Så rapporterar du](#report).");
  EXPECT_EQ(text.cards[1].id, "report");
  EXPECT_EQ(text.cards[1].heading, "Så rapporterar du");
  EXPECT_EQ(text.cards[2].body, "- Ta reda på var knappen finns.");
  ASSERT_EQ(text.steps.size(), 4);
  EXPECT_FALSE(text.steps[1].is_question);
  EXPECT_EQ(text.steps[1].index, 1);
  EXPECT_TRUE(text.steps[2].is_question);
  EXPECT_EQ(text.steps[2].index, 0);
  EXPECT_EQ(text.steps[3].index, 2);
}

TEST(ModuleText, IsTheSameWithWindowsLineEndsAndAByteOrderMark) {
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : std::string(kGoodText)) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const ModuleText text = ReadText(windows);
  EXPECT_EQ(PlainText(text), PlainText(ReadText(kGoodText)));
  EXPECT_EQ(text.questions[0].answers[0].text, "Loggar in snabbt");
}

TEST(ModuleText, KeepsTheMarkdownOfACard) {
  const std::string body = "Ett **fett** ord.\n\n1. ett\n   - två\n2. [mejl](mailto:a@example.se)";
  EXPECT_EQ(ReadText(Replaced(kGoodText, "Vidarebefordra mejlet till servicedesk.", "\n" + body + "\n\n"))
                .cards[1]
                .body,
            body);
}

TEST(ModuleText, MustHaveATitle) {
  EXPECT_THAT(BriefOf("# Nätfiske\n", ""), ElementsAre("sv.md:1 MISSING_TITLE"));
  EXPECT_THAT(BriefOf("# Nätfiske", "# "), ElementsAre("sv.md:1 MISSING_TITLE"));
}

TEST(ModuleText, HasOneTitleOnly) {
  EXPECT_THAT(BriefOf("## Titta", "# Två\n\n## Titta"), ElementsAre("sv.md:3 SECOND_TITLE"));
}

TEST(ModuleText, HasItsTitleFirst) {
  EXPECT_THAT(BriefOf("# Nätfiske", "## Kort\nText.\n\n# Nätfiske"), ElementsAre("sv.md:4 TITLE_NOT_FIRST"));
}

TEST(ModuleText, HasATitleOfAtMostSixtyCharacters) {
  std::string title;
  for (int i = 0; i < 60; ++i) title += "å";
  EXPECT_THAT(BriefOf("Nätfiske", title), IsEmpty());
  EXPECT_THAT(BriefOf("Nätfiske", title + "å"), ElementsAre("sv.md:1 TITLE_TOO_LONG"));
}

TEST(ModuleText, HasNothingBeforeTheFirstCard) {
  EXPECT_THAT(BriefOf("## Titta", "Inledning.\n\n## Titta"), ElementsAre("sv.md:3 TEXT_BEFORE_CARD"));
  EXPECT_THAT(BriefOf("# Nätfiske", "Inledning.\n\n# Nätfiske"),
              ElementsAre("sv.md:1 TEXT_BEFORE_CARD", "sv.md:3 TITLE_NOT_FIRST"));
}

TEST(ModuleText, HasTextOnEveryCard) {
  EXPECT_THAT(BriefOf("Vidarebefordra mejlet till servicedesk.", ""), ElementsAre("sv.md:6 EMPTY_CARD"));
}

TEST(ModuleText, HasAHeadingOnEveryCard) {
  EXPECT_THAT(BriefOf("## Titta på avsändaren", "##"), ElementsAre("sv.md:3 EMPTY_HEADING"));
}

TEST(ModuleText, HasCardsOfAtMostSixtyWords) {
  EXPECT_THAT(BriefOf("Vidarebefordra mejlet till servicedesk.", Words(60)), IsEmpty());
  const auto problems = TextProblems("Vidarebefordra mejlet till servicedesk.", Words(61));
  EXPECT_THAT(Brief(problems), ElementsAre("sv.md:6 CARD_TOO_LONG"));
  EXPECT_THAT(problems[0].message, HasSubstr("61 words"));
}

TEST(ModuleText, CountsNeitherDashesNorDescriptionsAsWords) {
  ModuleFiles files =
      ModuleWithText(Replaced(kGoodText, "Vidarebefordra mejlet", Words(58) + "– ![ett två tre](mail.png)"));
  files["mail.png"] = SmallPng();
  EXPECT_THAT(Brief(ReadModuleFolder(files).problems), IsEmpty());
}

TEST(ModuleText, HasThreeToEightCards) {
  EXPECT_THAT(BriefOf("## På", Cards(5) + "## På"), IsEmpty());
  EXPECT_THAT(BriefOf("## På", Cards(6) + "## På"), ElementsAre("sv.md:1 TOO_MANY_CARDS"));
  const std::string first_card =
      "## Titta på avsändaren\nLäs hela adressen. Är du osäker, gå till "
      "[Så rapporterar du](#report).\n";
  EXPECT_THAT(BriefOf(first_card, ""), ElementsAre("sv.md:1 TOO_FEW_CARDS"));
}

TEST(ModuleText, HasNoMoreWordsThanItsMinutesAllow) {
  // The good text has 53 words; two more are headings.
  std::string text =
      Replaced(kGoodText, "## På", "## Ett\n" + Words(60) + "\n\n## Två\n" + Words(60) + "\n\n## På");
  ModuleFiles files = ModuleWithText(Replaced(text, "- Ta", Words(5) + "\n- Ta"));
  files["module.toml"] = Replaced(files["module.toml"], "minutes = 2", "minutes = 1");
  EXPECT_THAT(Brief(ReadModuleFolder(files).problems), IsEmpty());
  files["sv.md"] = Replaced(files["sv.md"], "- Ta", "- ett Ta");
  const auto problems = ReadModuleFolder(files).problems;
  EXPECT_THAT(Brief(problems), ElementsAre("sv.md:1 TOO_LONG"));
  EXPECT_THAT(problems[0].message, HasSubstr("181 words"));
  EXPECT_THAT(problems[0].message, HasSubstr("180"));
  files["module.toml"] = Replaced(files["module.toml"], "minutes = 1", "minutes = 2");
  EXPECT_THAT(Brief(ReadModuleFolder(files).problems), IsEmpty());
}

TEST(ModuleText, HasAMondayCard) {
  EXPECT_THAT(BriefOf("{#monday}", ""), ElementsAre("sv.md:1 MISSING_MONDAY"));
}

TEST(ModuleText, HasItsMondayCardLast) {
  const std::string card = "## Sist\nText.\n";
  const std::string question = "## ? Sist?\n- [x] a\n  > b\n- [ ] c\n  > d\n";
  EXPECT_THAT(BriefOf("knappen finns.\n", "knappen.\n\n" + card), ElementsAre("sv.md:17 MONDAY_NOT_LAST"));
  EXPECT_THAT(BriefOf("knappen finns.\n", "knappen.\n\n" + question),
              ElementsAre("sv.md:17 MONDAY_NOT_LAST"));
}

TEST(ModuleText, HasEveryCardIdOnce) {
  EXPECT_THAT(BriefOf("avsändaren\n", "avsändaren {#report}\n"), ElementsAre("sv.md:6 DUPLICATE_CARD_ID"));
}

TEST(ModuleText, HasWellFormedCardIds) {
  for (const char* id : {"{#Stor}", "{#}", "{#a b}", "{#a} mer", "{#å}"}) {
    EXPECT_THAT(BriefOf("avsändaren\n", std::string("avsändaren ") + id + "\n"),
                ElementsAre("sv.md:3 BAD_CARD_ID"))
        << id;
  }
  EXPECT_THAT(BriefOf("Nätfiske", "Nätfiske {#top}"), ElementsAre("sv.md:1 BAD_CARD_ID"));
  EXPECT_THAT(BriefOf("Vad gör du?", "Vad gör du? {#ask}"), ElementsAre("sv.md:9 BAD_CARD_ID"));
}

TEST(ModuleText, LinksToCardsThatExist) {
  EXPECT_THAT(BriefOf("(#report)", "(#rapport)"), ElementsAre("sv.md:4 BROKEN_LINK"));
  EXPECT_THAT(BriefOf("(#report)", "(#)"), ElementsAre("sv.md:4 BROKEN_LINK"));
}

TEST(ModuleText, LinksOnlyWhereItIsSafe) {
  for (const char* url :
       {"http://example.se", "javascript:alert(1)", "data:text/html,x", "//example.se", "en.md",
        "https:example.se", "https:///x", "mailto:", "", "&#106;avascript:x", "file:///etc"}) {
    EXPECT_THAT(BriefOf("(#report)", std::string("(") + url + ")"), ElementsAre("sv.md:4 BAD_LINK")) << url;
  }
  for (const char* url :
       {"https://example.se", "HTTPS://example.se/å?b#c", "mailto:a@example.se", "#monday"}) {
    EXPECT_THAT(BriefOf("(#report)", std::string("(") + url + ")"), IsEmpty()) << url;
  }
}

TEST(ModuleText, SaysWhatALinkLeadsTo) {
  EXPECT_THAT(BriefOf("[Så rapporterar du]", "[]"), ElementsAre("sv.md:4 EMPTY_LINK"));
}

TEST(ModuleText, HasNoHtml) {
  EXPECT_THAT(BriefOf("Vidarebefordra", "<script>alert(1)</script>\n\nVidarebefordra"),
              ElementsAre("sv.md:7 RAW_HTML"));
  EXPECT_THAT(BriefOf("Vidarebefordra", "Rad ett\n<b>"), ElementsAre("sv.md:8 RAW_HTML"));
  EXPECT_THAT(BriefOf("Vidarebefordra", "<!-- kom ihåg -->\n"), ElementsAre("sv.md:7 RAW_HTML"));
  EXPECT_THAT(BriefOf("Vidarebefordra", "\\<b>"), IsEmpty());
}

TEST(ModuleText, HasOnlyTheMarkdownThatAModuleMayUse) {
  for (const char* markdown : {"`kod`", "    kod", "```\nkod\n```", "* * *", "### Rubrik", "> citat",
                               "- [ ] a", "- # Rubrik", "- - - - a", "[a]: https://example.se"}) {
    EXPECT_THAT(BriefOf("Vidarebefordra mejlet till servicedesk.", std::string(markdown) + "\n"),
                testing::Contains("sv.md:7 UNSUPPORTED_MARKDOWN"))
        << markdown;
  }
}

TEST(ModuleText, IsToldOnceAboutWhatIsNestedTooDeep) {
  for (const char* markdown : {"- - - - - - a", "> > > a"}) {
    EXPECT_THAT(BriefOf("Vidarebefordra", markdown), ElementsAre("sv.md:7 UNSUPPORTED_MARKDOWN")) << markdown;
  }
}

TEST(ModuleText, HasHeadingsInPlainText) {
  for (const char* heading : {"**Fet**", "[a](https://example.se)", "`kod`"}) {
    EXPECT_THAT(BriefOf("Titta på avsändaren", heading), testing::Contains("sv.md:3 BAD_HEADING")) << heading;
  }
}

TEST(ModuleText, HasNoHeadingByMistake) {
  EXPECT_THAT(BriefOf("servicedesk.", "servicedesk.\n##Rubrik"), ElementsAre("sv.md:8 BAD_HEADING"));
  EXPECT_THAT(BriefOf("servicedesk.", "servicedesk.\n---\nMer."),
              ElementsAre("sv.md:6 EMPTY_CARD", "sv.md:7 BAD_HEADING"));
}

TEST(ModuleText, MayBeAsDeepAsItsSizeAllowsWithoutHarm) {
  std::string deep;
  for (int i = 0; i < 3500; ++i) deep += "- ";
  for (int i = 0; i < 3500; ++i) deep += "*_";
  const ModuleFolder folder =
      ReadModuleFolder(ModuleWithText(Replaced(kGoodText, "Vidarebefordra", deep + "a")));
  EXPECT_FALSE(folder.problems.empty());
  EXPECT_FALSE(PlainText(folder.content.texts.at("sv")).empty());
}

}  // namespace
}  // namespace nanolearn
