// What modules of each kind may hold.

#include "service/domain/module_kind.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/unit/domain/good_module.h"

namespace nanolearn {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kText[] = "# Rutin\n\n## Ring\nRing it-supporten direkt.\n";
constexpr char kQuestion[] = "\n## ? Vem ringer du?\n- [x] Supporten\n  > Rätt.\n- [ ] Ingen\n  > Ring.\n";

std::vector<std::string> Problems(const std::string& kind, int minutes, const std::string& text,
                                  bool with_sources = true) {
  std::string manifest = absl::StrCat("id = \"rutin\"\nkind = \"", kind, "\"\nminutes = ", minutes,
                                      "\nlanguages = [\"sv\"]\ntopics = [\"incidents\"]\n");
  if (with_sources) {
    absl::StrAppend(&manifest,
                    "\n[[sources]]\ntitle = \"Rutin\"\npublisher = \"Kommunen\"\nchecked = 2026-11-02\n");
  }
  return Brief(ReadModuleFolder({{"module.toml", manifest}, {"sv.md", text}}).problems);
}

TEST(ModuleKindTest, APolicyNeedsNeitherQuestionsNorMonday) {
  EXPECT_THAT(Problems("POLICY", 1, kText), IsEmpty());
  EXPECT_THAT(Problems("POLICY", 10, absl::StrCat(kText, kQuestion)), IsEmpty());
  EXPECT_THAT(Problems("POLICY", 11, kText), ElementsAre("module.toml:3 BAD_MINUTES"));
  EXPECT_THAT(Problems("POLICY", 1, "# Rutin\n"), ElementsAre("sv.md:1 TOO_FEW_CARDS"));
  EXPECT_THAT(Problems("POLICY", 1, kText, false), ElementsAre("module.toml:1 MISSING_SOURCES"));
}

TEST(ModuleKindTest, APolicysCardMayBeLonger) {
  std::string words;
  for (int i = 0; i < 100; ++i) absl::StrAppend(&words, "ord ");
  EXPECT_THAT(Problems("POLICY", 1, absl::StrCat("# Rutin\n\n## Ring\n", words, "\n")), IsEmpty());
  EXPECT_THAT(Problems("POLICY", 1, absl::StrCat("# Rutin\n\n## Ring\n", words, words, "\n")),
              Contains("sv.md:3 CARD_TOO_LONG"));
}

TEST(ModuleKindTest, WhatIsDoneElsewhereHasNoQuestionsAndTakesItsTime) {
  for (const char* kind : {"EXTERNAL", "SESSION"}) {
    EXPECT_THAT(Problems(kind, 480, kText, false), IsEmpty()) << kind;
    EXPECT_THAT(Problems(kind, 60, absl::StrCat(kText, kQuestion)), ElementsAre("sv.md:6 TOO_MANY_QUESTIONS"))
        << kind;
    EXPECT_TRUE(NeedsEvidence(kind));
  }
}

TEST(ModuleKindTest, ALessonIsAsItWas) {
  EXPECT_THAT(Problems("LESSON", 2, kText),
              ElementsAre("sv.md:1 TOO_FEW_CARDS", "sv.md:1 TOO_FEW_QUESTIONS", "sv.md:1 MISSING_MONDAY"));
  EXPECT_FALSE(NeedsEvidence(kLesson));
}

}  // namespace
}  // namespace nanolearn
