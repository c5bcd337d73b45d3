#include "admin-cli/commands/person_completions_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace nanolearn::cli {
namespace {

using ::testing::HasSubstr;

const Names kNames("organisations/a");

absl::StatusOr<PersonCompletionsFile> Read(const std::string& text, const CompletionsMapping& mapping = {}) {
  return ReadPersonCompletions(text, "done.csv", mapping, kNames);
}

TEST(PersonCompletionsFileTest, MakesACompletionOfEachRow) {
  const auto file = Read("person,module,date,evidence\npersonal:1,phishing,2026-03-01,Intyg 7\n");
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_EQ(file->good.size(), 1u);
  const v1::PersonCompletion& completion = file->good[0].completion;
  EXPECT_EQ(completion.person(), "personal:1");
  EXPECT_EQ(completion.module(), "organisations/a/modules/phishing");
  EXPECT_EQ(completion.date(), "2026-03-01");
  EXPECT_EQ(completion.evidence(), "Intyg 7");
}

TEST(PersonCompletionsFileTest, AMappingSaysHowTheVendorCallsThings) {
  const auto mapping = ReadCompletionsMapping(
      "source = \"personal\"\nevidence = \"Förra leverantören\"\ndates = [\"DD.MM.YYYY\"]\n"
      "[columns]\nperson = \"Anstnr\"\nmodule = \"Kurs\"\ndate = \"Klar\"\n"
      "[modules]\n\"Nätfiske 1\" = \"phishing\"\n",
      "m.toml");
  ASSERT_TRUE(mapping.ok()) << mapping.status();
  const auto file = Read("Anstnr;Kurs;Klar\n1001;Nätfiske 1;01.03.2026\n", *mapping);
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_EQ(file->good.size(), 1u) << file->problems[0].message();
  EXPECT_EQ(file->good[0].completion.person(), "personal:1001");
  EXPECT_EQ(file->good[0].completion.module(), "organisations/a/modules/phishing");
  EXPECT_EQ(file->good[0].completion.evidence(), "Förra leverantören");
}

TEST(PersonCompletionsFileTest, AMappingThatIsWrongIsNamedWithItsLine) {
  for (const char* text : {"source = 1\n", "colums = 1\n", "dates = [\"soon\"]\n", "source is personal\n"}) {
    EXPECT_THAT(ReadCompletionsMapping(text, "m.toml").status().message(), HasSubstr("m.toml:1: ")) << text;
  }
}

TEST(PersonCompletionsFileTest, ABadRowIsNamedAndTheOthersStay) {
  const auto file = Read(absl::StrCat("person,module,date\n",                 //
                                      "1001,phishing,2026-03-01\n",           // of which source?
                                      ",phishing,2026-03-01\n",               //
                                      "19661208-9893,phishing,2026-03-01\n",  //
                                      "a@b.se,,2026-03-01\n",                 //
                                      "a@b.se,phishing,soon\n",               //
                                      "a@b.se,phishing\n",                    //
                                      "a@b.se,phishing,2026-03-01\n"));
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->rows, 7);
  EXPECT_EQ(file->good.size(), 1u);
  ASSERT_EQ(file->problems.size(), 6);
  EXPECT_THAT(file->problems[0].message(), HasSubstr("--source"));
  EXPECT_THAT(file->problems[2].message(), HasSubstr("personnummer"));
}

TEST(PersonCompletionsFileTest, ThoseWhoWerePresentAreAListOrAColumn) {
  for (const char* text : {"1001\n1002\n", "person\n1001\n1002", "namn;person\r\nA;1001\r\nB;1002\r\n"}) {
    const auto present = ReadPresent(text, "p.csv", "personal");
    ASSERT_TRUE(present.ok()) << present.status();
    ASSERT_EQ(present->good.size(), 2u) << text;
    EXPECT_EQ(present->good[1].called, "personal:1002");
  }
  EXPECT_FALSE(ReadPresent("\n\n", "p.csv", "personal").ok());
}

TEST(PersonCompletionsFileTest, ANameInAListOfThosePresentIsLeftOutAndTheOthersStay) {
  for (const char* source : {"personal", ""}) {
    const auto present = ReadPresent("person\na@b.se\nAnna Berg\npersonal:1001\n", "p.csv", source);
    ASSERT_TRUE(present.ok()) << present.status();
    EXPECT_EQ(present->rows, 3);
    ASSERT_EQ(present->good.size(), 2u);
    EXPECT_EQ(present->good[1].line, 4);
    ASSERT_EQ(present->problems.size(), 1);
    EXPECT_EQ(present->problems[0].line(), 3);
    EXPECT_EQ(present->problems[0].message(),
              "\"Anna Berg\" looks like a name; give an e-mail address or SOURCE:KEY.");
  }
}

}  // namespace
}  // namespace nanolearn::cli
