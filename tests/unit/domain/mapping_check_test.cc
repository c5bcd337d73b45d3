#include "service/domain/mapping_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/domain/staff_files.h"

namespace nanolearn {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// "field (column): value" of a row.
std::vector<std::string> Shown(const MappedRow& row) {
  std::vector<std::string> shown;
  for (const MappedField& f : row.fields)
    shown.push_back(absl::StrCat(f.field, " (", f.column, "): ", f.value));
  return shown;
}

MappingCheckResult Check(absl::string_view content, const std::string& mapping, int max_rows = 10) {
  const auto result = CheckMapping(content, DemoMapping(mapping), Context(), max_rows);
  EXPECT_TRUE(result.ok()) << result.status();
  return result.value_or(MappingCheckResult{});
}

TEST(MappingCheck, ShowsARowAsItIsUnderstood) {
  const MappingCheckResult result = Check(TestFile("personal_2026-11.csv"), "personal.toml", 1);
  ASSERT_EQ(result.rows.size(), 1);
  EXPECT_THAT(result.problems, IsEmpty());
  EXPECT_THAT(result.unused_columns, IsEmpty());
  EXPECT_EQ(result.rows[0].line, 2);
  EXPECT_TRUE(result.rows[0].usable);
  EXPECT_THAT(
      Shown(result.rows[0]),
      ElementsAre("personnummer (Personnr): 19661208-****", "given_name (Förnamn): José",
                  "family_name (Efternamn): Andersson", "email (E-post): jose.andersson@alvnas.example",
                  "phone (Mobil): +46701645033", "protected (Skyddade uppg): no", "key (Anstnr): 100002",
                  "unit (Orgkod): 1006 Näringsliv; tillväxt och turism", "role (Befattning): Vaktmästare",
                  "from (Anst from): 2017-05-27", "to (Anst tom): ", "leave_from (Frånv from): ",
                  "leave_to (Frånv tom): ", "manager (Chef anstnr): ", "computer (Dator): no",
                  "kind (): EMPLOYMENT"));
}

TEST(MappingCheck, ShowsWhatIsMadeOfOtherColumns) {
  const MappingCheckResult result =
      Check(TestFile("fortroendevalda_2022-2026.csv"), "fortroendevalda.toml", 2);
  const std::vector<std::string> shown = Shown(result.rows.at(0));
  EXPECT_THAT(shown, Contains("full_name (Namn): Maria | Andersson"));
  EXPECT_THAT(shown, Contains("to (T.o.m.): 2026-12-31"));
  EXPECT_THAT(shown, Contains("key (): made of the person, unit, role and first day"));
  EXPECT_THAT(shown, Contains("kind (): MANDATE"));
}

TEST(MappingCheck, ListsTheProblemsOfTheRowsItShows) {
  const MappingCheckResult result = Check(TestFile("personal_fel.csv"), "personal.toml", 12);
  EXPECT_EQ(result.rows.size(), 11) << "one is there twice";
  EXPECT_EQ(result.problems.size(), 5);
  EXPECT_FALSE(result.rows[3].usable);
  EXPECT_THAT(result.rows[3].fields, IsEmpty());
  EXPECT_EQ(result.rows[3].line, 5);
}

TEST(MappingCheck, NeverShowsAPersonnummer) {
  StaffMapping mapping = DemoMapping("personal.toml");
  mapping.columns[StaffField::kKey] = "Personnr";
  mapping.columns[StaffField::kPersonnummer] = "Anstnr2";
  const std::string text =
      "Anstnr2;Personnr;19661208-9893;Förnamn;Efternamn;E-post;Mobil;Befattning;Orgkod;Anst from;Anst "
      "tom;Frånv "
      "from;Frånv tom;Chef anstnr;Dator;Skyddade uppg\n"
      "661208-9893;19661208-9893;x;Bo;Ek;;;;1006;2017-05-27;;;;196612089893;J;\n";
  const auto result = CheckMapping(text, mapping, Context(), 10);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_THAT(Shown(result->rows.at(0)),
              Contains("key (Personnr): a personnummer, of which only a hash is kept"));
  for (const std::string& field : Shown(result->rows[0])) EXPECT_THAT(field, Not(HasSubstr("9893")));
  EXPECT_THAT(result->unused_columns, ElementsAre("19661208-****"));
}

TEST(MappingCheck, SaysThatAFileHasNoRows) {
  const MappingCheckResult result = Check(TestFile("personal_tom.csv"), "personal.toml");
  ASSERT_EQ(result.problems.size(), 1);
  EXPECT_EQ(result.problems[0].reason, "EMPTY_FILE");
}

TEST(MappingCheck, LeavesOutTheRowThatTheFirstPartCutsInTwo) {
  const std::string part = TestFile("personal_2026-11.csv").substr(0, 500);
  const MappingCheckResult result = Check(part, "personal.toml");
  EXPECT_THAT(result.problems, IsEmpty());
  EXPECT_LT(result.rows.size(), 4);
}

TEST(MappingCheck, RefusesAFileThatTheMappingDoesNotFit) {
  const auto result =
      CheckMapping(TestFile("fortroendevalda_2022-2026.csv"), DemoMapping("personal.toml"), Context(), 10);
  EXPECT_EQ(DetailsOf(result.status()).reason, "NOT_A_TABLE") << "the separator is another";
  const auto lacking = CheckMapping("Anstnr;Personnr\n", DemoMapping("personal.toml"), Context(), 10);
  EXPECT_EQ(DetailsOf(lacking.status()).reason, "MISSING_COLUMN");
}

}  // namespace
}  // namespace nanolearn
