// What is reported about module.toml.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/domain/good_module.h"

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> BriefOf(const std::string& what, const std::string& with) {
  return Brief(ManifestProblems(what, with));
}

TEST(ModuleManifest, IsReadInFull) {
  const ModuleFolder folder = ReadModuleFolder(GoodModule());
  ASSERT_THAT(Brief(folder.problems), IsEmpty());
  const ModuleManifest& manifest = folder.content.manifest;
  EXPECT_EQ(manifest.id, "phishing");
  EXPECT_EQ(manifest.kind, "LESSON");
  EXPECT_EQ(manifest.minutes, 2);
  EXPECT_THAT(manifest.languages, ElementsAre("sv", "en"));
  EXPECT_THAT(manifest.topics, ElementsAre("phishing", "email"));
  ASSERT_EQ(manifest.sources.size(), 1);
  EXPECT_EQ(manifest.sources[0].title, "Så skyddar du dig mot nätfiske");
  EXPECT_EQ(manifest.sources[0].publisher, "MCF");
  EXPECT_EQ(manifest.sources[0].checked, Date(2026, 11, 2));
  EXPECT_EQ(manifest.sources[0].url, "https://www.example.se/");
}

TEST(ModuleManifest, MustBeInTheFolder) {
  ModuleFiles files = GoodModule();
  files.erase("module.toml");
  EXPECT_THAT(Brief(ReadModuleFolder(files).problems), ElementsAre("module.toml:1 MISSING_MANIFEST"));
}

TEST(ModuleManifest, MustBeToml) {
  for (const char* line : {"minutes is 2", "[&", "[[[a]]]", "a = {&", "a = \"b", "å = 1"}) {
    EXPECT_THAT(BriefOf("minutes = 2", line), ElementsAre("module.toml:3 BAD_TOML")) << line;
  }
}

TEST(ModuleManifest, ThatCannotBeReadDoesNotHideProblemsInTheTexts) {
  ModuleFiles files = GoodModule();
  files["module.toml"] = "=";
  files["sv.md"] = Replaced(kGoodText, "# Nätfiske", "");
  EXPECT_THAT(Brief(ReadModuleFolder(files).problems),
              ElementsAre("module.toml:1 BAD_TOML", "sv.md:1 MISSING_TITLE"));
}

TEST(ModuleManifest, MustBeUtf8) {
  EXPECT_THAT(BriefOf("MCF", "\xC5"), ElementsAre("module.toml:9 INVALID_UTF8"));
}

TEST(ModuleManifest, HasNoUnknownKey) {
  const auto problems = ManifestProblems("minutes = 2", "minutes = 2\ntopic = \"a\"");
  EXPECT_THAT(Brief(problems), ElementsAre("module.toml:4 UNKNOWN_KEY"));
  EXPECT_THAT(problems[0].message, HasSubstr("topics"));
}

TEST(ModuleManifest, HasNoUnknownKeyInASource) {
  EXPECT_THAT(BriefOf("url = ", "link = "), ElementsAre("module.toml:11 UNKNOWN_KEY"));
}

TEST(ModuleManifest, MustHaveAnId) {
  EXPECT_THAT(BriefOf("id = \"phishing\"", ""), ElementsAre("module.toml:1 MISSING_KEY"));
}

TEST(ModuleManifest, MustHaveAWellFormedId) {
  for (const char* id : {"\"Phishing\"", "\"nät\"", "\"\"", "\"-a\"", "\"a b\"", "7",
                         "\"a1234567890123456789012345678901234567890\""}) {
    EXPECT_THAT(BriefOf("\"phishing\"", id), ElementsAre("module.toml:1 BAD_ID")) << id;
  }
}

TEST(ModuleManifest, MayHaveAnIdOfFortyCharacters) {
  EXPECT_THAT(BriefOf("\"phishing\"", "\"a-3456789012345678901234567890123456789x\""), IsEmpty());
}

TEST(ModuleManifest, MustHaveAKnownKind) {
  EXPECT_THAT(BriefOf("LESSON", "QUIZ"), ElementsAre("module.toml:2 UNKNOWN_KIND"));
}

TEST(ModuleManifest, MustTakeOneOrTwoMinutes) {
  for (const char* minutes : {"0", "3", "-1", "1.0", "\"2\"", "4294967297"}) {
    EXPECT_THAT(BriefOf("minutes = 2", std::string("minutes = ") + minutes),
                ElementsAre("module.toml:3 BAD_MINUTES"))
        << minutes;
  }
  EXPECT_THAT(BriefOf("minutes = 2", "minutes = 1"), IsEmpty());
}

TEST(ModuleManifest, MustListLanguages) {
  for (const char* languages :
       {"[]", "\"sv\"", "[\"sv\", \"sv\"]", "[\"swedish\"]", "[1]", "[\"sv\", \"SV\"]"}) {
    EXPECT_THAT(BriefOf("[\"sv\", \"en\"]", languages), ElementsAre("module.toml:4 BAD_LANGUAGES"))
        << languages;
  }
}

TEST(ModuleManifest, MustHaveOneToFiveTopics) {
  for (const char* topics :
       {"[]", "[\"E-post\"]", "[\"a\", \"a\"]", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]"}) {
    EXPECT_THAT(BriefOf("[\"phishing\", \"email\"]", topics), ElementsAre("module.toml:5 BAD_TOPICS"))
        << topics;
  }
}

TEST(ModuleManifest, MustNameEveryRequiredKey) {
  EXPECT_THAT(BriefOf("kind = \"LESSON\"\nminutes = 2\n", ""),
              ElementsAre("module.toml:1 MISSING_KEY", "module.toml:1 MISSING_KEY"));
}

TEST(ModuleManifest, MustHaveASource) {
  ModuleFiles files = GoodModule();
  const std::string manifest = kGoodManifest;
  files["module.toml"] = manifest.substr(0, manifest.find("[[sources]]"));
  EXPECT_THAT(Brief(ReadModuleFolder(files).problems), ElementsAre("module.toml:1 MISSING_SOURCES"));
}

TEST(ModuleManifest, MustHaveSourcesOfTheRightForm) {
  EXPECT_THAT(BriefOf("[[sources]]", "[sources]"), ElementsAre("module.toml:7 BAD_SOURCE"));
}

TEST(ModuleManifest, MustSayEverythingAboutASource) {
  EXPECT_THAT(BriefOf("publisher = \"MCF\"\n", ""), ElementsAre("module.toml:7 MISSING_KEY"));
  EXPECT_THAT(BriefOf("\"MCF\"", "\" \""), ElementsAre("module.toml:9 BAD_SOURCE"));
  EXPECT_THAT(BriefOf("\"MCF\"", "\"a\\u001bb\""), ElementsAre("module.toml:9 BAD_SOURCE"));
}

TEST(ModuleManifest, MustSayWhenASourceWasCheckedAsADate) {
  EXPECT_THAT(BriefOf("2026-11-02", "\"2026-11-02\""), ElementsAre("module.toml:10 BAD_SOURCE"));
  EXPECT_THAT(BriefOf("2026-11-02", "0001-01-01"), ElementsAre("module.toml:10 BAD_SOURCE"));
}

TEST(ModuleManifest, MayGiveASourceAnAddressThatIsHttps) {
  EXPECT_THAT(BriefOf("url = \"https://www.example.se/\"", ""), IsEmpty());
  EXPECT_THAT(BriefOf("https://www.example.se/", "http://www.example.se/"),
              ElementsAre("module.toml:11 BAD_SOURCE"));
}

}  // namespace
}  // namespace nanolearn
