#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/domain/good_module.h"

namespace nanolearn {
namespace {

ModuleText TextWithCard(const std::string& body) {
  return {.title = "T", .steps = {{false, 0}}, .cards = {{.heading = "H", .body = body}}};
}

constexpr char kBefore[] = "T\n=\n\nH\n-\n";

TEST(PlainTextOfAModule, ShowsEverythingInOrder) {
  const ModuleFolder folder = ReadModuleFolder(GoodModule());
  EXPECT_EQ(PlainText(folder.content.texts.at("sv")), R"(Nätfiske
========

Titta på avsändaren
-------------------
Läs hela adressen. Är du osäker, gå till Så rapporterar du.

Så rapporterar du
-----------------
Vidarebefordra mejlet till servicedesk.

? Du får ett mejl från "IT-support". Vad gör du?

  Det är måndag.

    a) Loggar in snabbt
         Brådska är knepet.
  ✓ b) Rapporterar mejlet
         Rätt. Då kan it stoppa det.

På måndag
---------
- Ta reda på var knappen finns.
)");
}

TEST(PlainTextOfAModule, WrapsAtSeventyEightCharacters) {
  std::string words;
  for (int i = 0; i < 20; ++i) words += "åäöå ";
  std::string line = "åäöå";
  for (int i = 1; i < 15; ++i) line += " åäöå";  // 74 characters: one more word would make 79
  EXPECT_EQ(PlainText(TextWithCard(words)), std::string(kBefore) + line + "\nåäöå åäöå åäöå åäöå åäöå\n");
}

TEST(PlainTextOfAModule, ShowsListsAndParagraphs) {
  EXPECT_EQ(PlainText(TextWithCard("Ett\nstycke.\n\nTvå.\n\n3. tre\n   - inre\n4. **fyra**")),
            std::string(kBefore) + "Ett stycke.\n\nTvå.\n\n3. tre\n   - inre\n4. fyra\n");
}

TEST(PlainTextOfAModule, ShowsWhereLinksLeadAndWhatPicturesShow) {
  EXPECT_EQ(PlainText(TextWithCard("[a](https://b.se) [c](#d) *<https://e.se>* ![f *g*](h.png)")),
            std::string(kBefore) + "a <https://b.se> c https://e.se [f g]\n");
}

TEST(PlainTextOfAModule, NeverCommandsTheTerminal) {
  EXPECT_EQ(PlainText(TextWithCard("a&#27;[2J \x1B[1mb")), std::string(kBefore) + "a[2J [1mb\n");
}

TEST(PlainTextOfAModule, CanDoWithoutWords) { EXPECT_EQ(PlainText(ModuleText{}), "\n\n"); }

}  // namespace
}  // namespace nanolearn
