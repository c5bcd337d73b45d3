// What is reported about the folder as a whole: files, pictures, languages; and the checksum.

#include "service/domain/module_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/source_dir.h"
#include "tests/unit/domain/good_module.h"

namespace nanolearn {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> BriefOf(const ModuleFiles& files) { return Brief(ReadModuleFolder(files).problems); }

std::vector<std::string> BriefWith(const std::string& name, const std::string& bytes) {
  ModuleFiles files = GoodModule();
  files[name] = bytes;
  return BriefOf(files);
}

std::vector<std::string> BriefOfEnglish(const std::string& what, const std::string& with) {
  return BriefWith("en.md", Replaced(kGoodText, what, with));
}

// A module that shows mail.png, with these bytes in it.
ModuleFiles ModuleWithPicture(const std::string& bytes) {
  ModuleFiles files =
      ModuleWithText(Replaced(kGoodText, "Vidarebefordra", "![Ett mejl](mail.png) Vidarebefordra"));
  files["mail.png"] = bytes;
  return files;
}

TEST(ModuleFolder, OfTheCurriculumIsWithoutProblems) {
  int folders = 0;
  for (const auto& folder : std::filesystem::directory_iterator(nanolearn::testing::SourcePath("deploy/curriculum"))) {
    if (!folder.is_directory()) continue;
    ModuleFiles files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream file(entry.path(), std::ios::binary);
      files[entry.path().filename()] = std::string(std::istreambuf_iterator<char>(file), {});
    }
    EXPECT_THAT(BriefOf(files), IsEmpty()) << folder.path();
    ++folders;
  }
  EXPECT_GT(folders, 0);
}

TEST(ModuleFolder, ListsEveryProblemByFileAndLine) {
  ModuleFiles files = GoodModule();
  files["sv.md"] = Replaced(Replaced(kGoodText, "[x]", "[ ]"), "(#report)", "(#nowhere)");
  files["en.md"] = Replaced(files["sv.md"], "# Nätfiske", "#");
  EXPECT_THAT(BriefOf(files),
              ElementsAre("en.md:1 MISSING_TITLE", "en.md:4 BROKEN_LINK", "en.md:9 NO_RIGHT_ANSWER",
                          "sv.md:4 BROKEN_LINK", "sv.md:9 NO_RIGHT_ANSWER"));
}

TEST(ModuleFolder, SaysForEveryProblemWhatToDo) {
  ModuleFiles files = GoodModule();
  files["sv.md"] = "text";
  files["en.md"] = "# a\n# b\n## c\n## ? d\n- e\n- [x] f\n";
  files["notes.txt"] = "";
  files["mail.png"] = "";
  files["module.toml"] = "a = 1";
  const auto problems = ReadModuleFolder(files).problems;
  EXPECT_GT(problems.size(), 15);
  EXPECT_THAT(problems, Each(Field(&LintProblem::message, HasSubstr("; "))));
}

TEST(ModuleFolder, MustHaveATextForEachLanguage) {
  ModuleFiles files = GoodModule();
  files.erase("en.md");
  EXPECT_THAT(BriefOf(files), ElementsAre("module.toml:4 MISSING_LANGUAGE"));
}

TEST(ModuleFolder, MustListTheLanguageOfEachText) {
  EXPECT_THAT(BriefWith("fi.md", kGoodText), ElementsAre("fi.md:1 UNLISTED_LANGUAGE"));
}

TEST(ModuleFolder, HoldsNoUnknownFile) {
  for (const char* name : {"notes.txt", "README.md", "SV.md", "mail.PNG", "mail.svg", "png"}) {
    EXPECT_THAT(BriefWith(name, "text"), Contains(EndsWith(":1 UNKNOWN_FILE"))) << name;
  }
}

TEST(ModuleFolder, HoldsNoPathThatIsNotPlain) {
  for (const char* name : {"../sv.md", "/etc/passwd", "img/mail.png", ".hidden", "..", "a b.png", "å.png", "",
                           "a\\b.png", "a\nb.png", "C:mail.png"}) {
    const auto problems = BriefWith(name, SmallPng());
    EXPECT_THAT(problems, ElementsAre(EndsWith(":1 BAD_PATH"))) << name;
  }
}

TEST(ModuleFolder, HoldsAtMostTwoMegabytes) {
  ModuleFiles files = GoodModule();
  for (int i = 0; i < 11; ++i) files["p" + std::to_string(i) + ".png"] = std::string(200 << 10, 'x');
  EXPECT_THAT(BriefOf(files), Contains("module.toml:1 FOLDER_TOO_BIG"));
  files.erase("p0.png");
  EXPECT_THAT(BriefOf(files), Not(Contains("module.toml:1 FOLDER_TOO_BIG")));
}

TEST(ModuleFolder, HoldsAtMostFortyFiles) {
  ModuleFiles files = GoodModule();
  for (int i = 0; i < 38; ++i) files["p" + std::to_string(i) + ".png"] = SmallPng();
  EXPECT_THAT(BriefOf(files), Contains("module.toml:1 TOO_MANY_FILES"));
}

TEST(ModuleFolder, HoldsNoTextThatIsTooBigToRead) {
  EXPECT_THAT(BriefWith("en.md", std::string(17 << 10, 'x')), ElementsAre("en.md:1 FILE_TOO_BIG"));
}

TEST(ModuleFolder, HoldsTextsInUtf8) {
  for (const char* bytes : {"N\xE4tfiske", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82"}) {
    EXPECT_THAT(BriefOfEnglish("Läs", bytes), ElementsAre("en.md:4 INVALID_UTF8")) << bytes;
  }
}

TEST(ModuleFolder, HoldsTextsWithoutControlCharacters) {
  for (const char* bytes : {"\x1B[2J", "\x7F", "\xC2\x9B", "\u202E"}) {
    EXPECT_THAT(BriefOfEnglish("Läs", bytes), ElementsAre("en.md:4 INVALID_TEXT")) << bytes;
  }
  EXPECT_THAT(BriefOfEnglish("Läs", "&#x202E;"), ElementsAre("en.md:4 INVALID_TEXT"));
}

TEST(ModuleFolder, MayShowAPicture) { EXPECT_THAT(BriefOf(ModuleWithPicture(SmallPng())), IsEmpty()); }

TEST(ModuleFolder, HoldsEveryPictureTheTextShows) {
  ModuleFiles files = ModuleWithPicture(SmallPng());
  files.erase("mail.png");
  EXPECT_THAT(BriefOf(files), ElementsAre("sv.md:7 MISSING_IMAGE"));
}

TEST(ModuleFolder, ShowsNoPictureFromElsewhere) {
  EXPECT_THAT(Brief(TextProblems("Vidarebefordra", "![a](https://example.se/a.png)")),
              ElementsAre("sv.md:7 MISSING_IMAGE"));
  EXPECT_THAT(Brief(TextProblems("Vidarebefordra", "![a](sv.md)")), ElementsAre("sv.md:7 MISSING_IMAGE"));
}

TEST(ModuleFolder, HoldsNoPictureThatIsUnreadable) {
  EXPECT_THAT(BriefOf(ModuleWithPicture("GIF89a")), ElementsAre("mail.png:1 BAD_IMAGE"));
}

TEST(ModuleFolder, HoldsNoPictureThatIsTooBig) {
  EXPECT_THAT(BriefOf(ModuleWithPicture(SmallPng() + std::string(200 << 10, 'x'))),
              ElementsAre("mail.png:1 IMAGE_TOO_BIG"));
}

TEST(ModuleFolder, HoldsNoPictureThatIsNeverUsed) {
  EXPECT_THAT(BriefWith("mail.png", SmallPng()), ElementsAre("mail.png:1 UNUSED_IMAGE"));
}

TEST(ModuleFolder, DescribesEveryPicture) {
  ModuleFiles files = ModuleWithPicture(SmallPng());
  files["sv.md"] = Replaced(files["sv.md"], "Ett mejl", "");
  EXPECT_THAT(BriefOf(files), ElementsAre("sv.md:7 MISSING_DESCRIPTION"));
}

TEST(ModuleFolder, HasAsManyCardsInEveryLanguage) {
  EXPECT_THAT(BriefOfEnglish("## På", "## Till\nEtt till.\n\n## På"),
              ElementsAre("en.md:1 LANGUAGES_DISAGREE"));
}

TEST(ModuleFolder, HasTheSameCardIdsInEveryLanguage) {
  ModuleFiles files = GoodModule();
  files["en.md"] = Replaced(Replaced(kGoodText, "{#report}", "{#tell}"), "(#report)", "(#tell)");
  EXPECT_THAT(BriefOf(files), ElementsAre("en.md:6 LANGUAGES_DISAGREE"));
}

TEST(ModuleFolder, HasAsManyQuestionsInEveryLanguage) {
  const std::string question = "## ? Till?\n- [x] a\n  > b\n- [ ] c\n  > d\n\n";
  EXPECT_THAT(BriefOfEnglish("## På", question + "## På"), ElementsAre("en.md:1 LANGUAGES_DISAGREE"));
}

TEST(ModuleFolder, HasAsManyAnswersInEveryLanguage) {
  EXPECT_THAT(BriefOfEnglish("- [x]", "- [ ] c\n  > d\n- [x]"), ElementsAre("en.md:9 LANGUAGES_DISAGREE"));
}

TEST(ModuleFolder, HasTheRightAnswersInTheSamePlacesInEveryLanguage) {
  ModuleFiles files = GoodModule();
  files["en.md"] = Replaced(Replaced(Replaced(kGoodText, "[ ]", "[1]"), "[x]", "[ ]"), "[1]", "[x]");
  EXPECT_THAT(BriefOf(files), ElementsAre("en.md:9 LANGUAGES_DISAGREE"));
}

TEST(ModuleFolder, MeasuresLanguagesByTheFirstOne) {
  ModuleFiles files = GoodModule();
  files["module.toml"] = Replaced(kGoodManifest, "[\"sv\", \"en\"]", "[\"en\", \"sv\"]");
  files["en.md"] = Replaced(kGoodText, "## På", "## Till\nEtt till.\n\n## På");
  EXPECT_THAT(BriefOf(files), ElementsAre("sv.md:1 LANGUAGES_DISAGREE"));
}

TEST(ModuleChecksum, IsWhatSha256sumSays) {
  // printf 1 >a; printf 2 >b; LC_ALL=C sha256sum * | sha256sum
  EXPECT_EQ(ModuleChecksum({{"b", "2"}, {"a", "1"}}),
            "68c2919f4305e50800082ab7f11eb17d96c7832f59154e97b1d373a5179a63ea");
}

TEST(ModuleChecksum, ChangesWithNamesAndBytes) {
  const std::string checksum = ModuleChecksum({{"a", "1"}, {"b", "2"}});
  EXPECT_NE(checksum, ModuleChecksum({{"a", "2"}, {"b", "1"}}));
  EXPECT_NE(checksum, ModuleChecksum({{"a", "12"}, {"b", ""}}));
  EXPECT_NE(checksum, ModuleChecksum({{"a", "1"}, {"c", "2"}}));
  EXPECT_NE(checksum, ModuleChecksum({{"a", "1"}}));
}

}  // namespace
}  // namespace nanolearn
