#include "service/domain/staff_row.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/unit/domain/staff_files.h"

namespace nanolearn {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Severity = RowProblem::Severity;

// A small file with two mandatory columns more than it needs to be readable here.
constexpr char kHeader[] = "Anstnr;Personnr;Namn;E-post;Roll;Orgkod;Fr;Till;FrL;TillL;Chef;Dator\n";

StaffMapping SmallMapping() {
  StaffMapping mapping;
  mapping.columns = {{StaffField::kKey, "Anstnr"},    {StaffField::kPersonnummer, "Personnr"},
                     {StaffField::kFullName, "Namn"}, {StaffField::kEmail, "E-post"},
                     {StaffField::kRole, "Roll"},     {StaffField::kUnit, "Orgkod"},
                     {StaffField::kFrom, "Fr"},       {StaffField::kTo, "Till"},
                     {StaffField::kLeaveFrom, "FrL"}, {StaffField::kLeaveTo, "TillL"},
                     {StaffField::kManager, "Chef"},  {StaffField::kComputer, "Dator"}};
  return mapping;
}

absl::StatusOr<StaffFile> ReadRows(absl::string_view rows, const StaffMapping& mapping = SmallMapping()) {
  return ReadStaffFile(absl::StrCat(kHeader, rows), mapping, Context());
}

constexpr char kGoodRow[] = "1;19661208-9893;Siân af Klercker;s@x.example;Kock;1006;2017-05-27;;;;;J\n";

// A good row with one thing changed, after a good one, so that the file as a whole is usable.
absl::StatusOr<StaffFile> ReadChanged(absl::string_view part, absl::string_view by) {
  const std::string second = absl::StrReplaceAll(kGoodRow, {{"1;1966", "2;1966"}});
  return ReadRows(absl::StrCat(kGoodRow, absl::StrReplaceAll(second, {{part, by}})));
}

// "LINE REASON COLUMN" of each problem; errors are marked.
std::vector<std::string> Problems(const absl::StatusOr<StaffFile>& file) {
  std::vector<std::string> problems;
  if (!file.ok()) return {std::string(file.status().message())};
  for (const RowProblem& p : file->problems) {
    problems.push_back(
        absl::StrCat(p.line, p.severity == Severity::kError ? " error " : " ", p.reason, " ", p.column));
    EXPECT_EQ(p.file, "f.csv");
    EXPECT_FALSE(p.message.empty());
  }
  return problems;
}

std::string Reason(const absl::StatusOr<StaffFile>& file) {
  return file.ok() ? "OK" : DetailsOf(file.status()).reason;
}

TEST(StaffRow, ReadsAnEmployment) {
  const auto file = ReadRows(
      "1;661208-9893;Siân af Klercker;S@X.Example;Kock;1006;2017-05-27;2026-12-31;2026-01-01;"
      "2026-01-31;7;J\n");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_THAT(file->problems, IsEmpty());
  EXPECT_EQ(file->rows, 1);
  const StaffRecord& record = file->records.at(0);
  EXPECT_EQ(record.line, 2);
  EXPECT_EQ(record.key, "1");
  EXPECT_EQ(record.personnummer, "196612089893");
  EXPECT_EQ(record.given_name, "Siân");
  EXPECT_EQ(record.family_name, "af Klercker");
  EXPECT_EQ(record.email, "S@x.example");
  EXPECT_FALSE(record.protected_identity);
  EXPECT_EQ(record.facts.role, "Kock");
  EXPECT_EQ(record.facts.unit_id, TestUnits().at("1006").unit_id);
  EXPECT_EQ(record.facts.kind, EngagementKind::kEmployment);
  EXPECT_TRUE(record.facts.has_computer);
  EXPECT_EQ(record.facts.manager_key, "7");
  EXPECT_EQ(record.facts.period, (DateRange{Date(2017, 5, 27), Date(2027, 1, 1)}));
  EXPECT_EQ(record.facts.leave, (DateRange{Date(2026, 1, 1), Date(2026, 2, 1)}));
}

TEST(StaffRow, TakesAnEmptyEndForNoEnd) {
  const auto file = ReadRows("1;661208-9893;Bo Ek;;;1006;2017-05-27;;2026-01-01;;;\n");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->records[0].facts.period.to, kNoEnd);
  EXPECT_EQ(file->records[0].facts.leave, (DateRange{Date(2026, 1, 1), kNoEnd}));
  EXPECT_TRUE(ReadRows(kGoodRow)->records[0].facts.leave.empty());
}

TEST(StaffRow, RefusesTheRowsThatAreWrongAndWarnsOfTheDoubtfulOnes) {
  const auto file = ReadStaffFile(TestFile("personal_fel.csv"), DemoMapping("personal.toml"), Context());
  EXPECT_THAT(Problems(file), ElementsAre("5 error BAD_DATE Anst from", "7 error BAD_PERSONNUMMER Personnr",
                                          "9 error UNKNOWN_UNIT Orgkod", "11 DUPLICATE_ROW ",
                                          "13 MISSING_KEY Anstnr", "15 BAD_EMAIL E-post",
                                          "17 error TO_BEFORE_FROM Anst tom", "19 error WRONG_FIELD_COUNT ",
                                          "21 NAME_TOO_LONG Förnamn", "23 OWN_MANAGER Chef anstnr"));
  EXPECT_EQ(file->rows, 40);
  EXPECT_EQ(file->records.size(), 34);
  // Line, what was found, and what was expected instead.
  const std::tuple<int, const char*, const char*> expected[] = {
      {5, "2026-02-30", "\"Anst from\" is not a day in the calendar"},
      {7, "19811231-****", "wrong check digit. YYYYMMDD-NNNN is expected"},
      {9, "9999", "no unit with this code; correct it, or import the unit first"},
      {11, "", "says the same as line 10; it is used once"},
      {13, "", "\"Anstnr\" is empty; the row is recognised by its person, unit, role and first day instead"},
      {15, "not an address", "name@domain.example is expected"},
      {17, "2001-01-01", "before the first, 2014-04-02; the same day or a later one is expected"},
      {19, "9 fields", "The row has 9 fields, but the header has 18"},
      {21, "AAAAAAAAAA", "has 5000 characters; at most 100 are expected"},
      {23, "100047", "names itself as its manager"}};
  for (size_t i = 0; i < file->problems.size(); ++i) {
    const auto& [line, found, sentence] = expected[i];
    EXPECT_EQ(file->problems[i].line, line);
    EXPECT_THAT(file->problems[i].found, HasSubstr(found));
    EXPECT_THAT(file->problems[i].message, HasSubstr(sentence));
  }
  for (const StaffRecord& record : file->records) EXPECT_LE(record.given_name.size(), 100);
}

TEST(StaffRow, ReadsEveryRowOfTheDemo) {
  const std::pair<const char*, const char*> files[] = {
      {"personal_2026-11.csv", "personal.toml"},
      {"personal_2026-12.csv", "personal.toml"},
      {"bolag_2026-11.csv", "bolag.toml"},
      {"fortroendevalda_2022-2026.csv", "fortroendevalda.toml"},
      {"fortroendevalda_2026-2030.csv", "fortroendevalda.toml"}};
  for (const auto& [name, mapping] : files) {
    const auto file = ReadStaffFile(TestFile(name), DemoMapping(mapping), Context());
    EXPECT_THAT(Problems(file), IsEmpty()) << name;
    std::set<std::string> keys;
    for (const StaffRecord& record : file->records) keys.insert(record.key);
    EXPECT_EQ(keys.size(), file->rows) << name;
  }
}

TEST(StaffRow, TellsBoardSeatsFromMandatesByTheUnit) {
  const auto file = ReadStaffFile(TestFile("fortroendevalda_2026-2030.csv"),
                                  DemoMapping("fortroendevalda.toml"), Context());
  ASSERT_TRUE(file.ok()) << file.status();
  std::set<Id> companies;
  for (const auto& [code, unit] : TestUnits()) {
    if (unit.type == UnitType::kCompany) companies.insert(unit.unit_id);
  }
  int seats = 0;
  for (const StaffRecord& record : file->records) {
    const bool is_seat = companies.contains(record.facts.unit_id);
    EXPECT_EQ(record.facts.kind, is_seat ? EngagementKind::kBoardSeat : EngagementKind::kMandate);
    seats += is_seat;
  }
  EXPECT_GT(seats, 0);
  EXPECT_LT(seats, file->rows);
}

TEST(StaffRow, DoesNotKeepWhatIsIgnored) {
  StaffMapping mapping = SmallMapping();
  mapping.columns.erase(StaffField::kRole);
  const auto file = ReadRows(kGoodRow, mapping);
  EXPECT_EQ(file->records[0].facts.role, "");
}

TEST(StaffRow, RefusesRowsForWhatCannotBeDoneWithout) {
  EXPECT_THAT(Problems(ReadChanged("19661208-9893", "")), ElementsAre("3 error BAD_PERSONNUMMER Personnr"));
  EXPECT_THAT(Problems(ReadChanged("9893", "9894")), ElementsAre("3 error BAD_PERSONNUMMER Personnr"));
  EXPECT_THAT(Problems(ReadChanged("Siân af Klercker", "")), ElementsAre("3 error MISSING_VALUE Namn"));
  EXPECT_THAT(Problems(ReadChanged("1006", "")), ElementsAre("3 error MISSING_VALUE Orgkod"));
  EXPECT_THAT(Problems(ReadChanged("1006", "9999")), ElementsAre("3 error UNKNOWN_UNIT Orgkod"));
  EXPECT_THAT(Problems(ReadChanged("2017-05-27", "")), ElementsAre("3 error MISSING_VALUE Fr"));
  EXPECT_THAT(Problems(ReadChanged(";J\n", ";?\n")), ElementsAre("3 error BAD_YES_NO Dator"));
  EXPECT_THAT(Problems(ReadChanged("Kock",
                                   "Ko\x7F"
                                   "ck")),
              ElementsAre("3 error INVALID_TEXT Roll"));
  EXPECT_THAT(Problems(ReadChanged("2;1966", "\"2\n1\";1966")), ElementsAre("3 error INVALID_TEXT Anstnr"));
  EXPECT_THAT(Problems(ReadChanged("1006", "\"10\n06\"")), ElementsAre("3 error INVALID_TEXT Orgkod"));
  EXPECT_THAT(Problems(ReadChanged("2;1966", std::string(101, '2') + ";1966")),
              ElementsAre("3 error INVALID_TEXT Anstnr"));
  EXPECT_THAT(Problems(ReadChanged("Kock;", "Kock")), ElementsAre("3 error WRONG_FIELD_COUNT "));
  EXPECT_THAT(Problems(ReadChanged("Kock;", "Kock;;")), ElementsAre("3 error WRONG_FIELD_COUNT "));
}

TEST(StaffRow, TakesALineEndInANameOrRoleForASpace) {
  const auto file =
      ReadRows("1;661208-9893;\"Siân\r\n af Klercker\";;\"Kock\n\nnatt\t\";1006;2017-05-27;;;;;J\n");
  ASSERT_THAT(Problems(file), IsEmpty());
  EXPECT_EQ(file->records[0].given_name, "Siân");
  EXPECT_EQ(file->records[0].family_name, "af Klercker");
  EXPECT_EQ(file->records[0].facts.role, "Kock natt");
}

TEST(StaffRow, TakesSeparatorsBehindTheLastColumn) {
  EXPECT_THAT(Problems(ReadChanged(";J\n", ";J;;\n")), IsEmpty());
  const std::string header = absl::StrReplaceAll(kHeader, {{"Dator\n", "Dator;;\n"}});
  const std::string row = absl::StrReplaceAll(kGoodRow, {{";J\n", ";J;;\n"}});
  EXPECT_THAT(Problems(ReadStaffFile(header + row, SmallMapping(), Context())), IsEmpty());
  EXPECT_THAT(Problems(ReadStaffFile(header + kGoodRow, SmallMapping(), Context())), IsEmpty());
}

TEST(StaffRow, ReadsQuotedFieldsMixedLineEndsAndABom) {
  const std::string header =
      "\xEF\xBB\xBF\"Anstnr\",\"Personnr\",\"Hela\nnamnet\",\"Roll\",\"Orgkod\",\"Fr\"\r";
  StaffMapping mapping = SmallMapping();
  mapping.columns = {{StaffField::kKey, "Anstnr"},           {StaffField::kPersonnummer, "Personnr"},
                     {StaffField::kFullName, "Hela namnet"}, {StaffField::kRole, "Roll"},
                     {StaffField::kUnit, "Orgkod"},          {StaffField::kFrom, "Fr"}};
  const auto file =
      ReadStaffFile(header + "1,661208-9893,Bo Ek,\"\"\"Kock\"\", natt\",\"1006\",2017-05-27\r\n" +
                        "2,661208-9893,\"Bo\rEk\",Kock,1006,2017-05-27\n",
                    mapping, Context());
  ASSERT_THAT(Problems(file), IsEmpty());
  EXPECT_EQ(file->records.at(0).facts.role, "\"Kock\", natt");
  EXPECT_EQ(file->records.at(1).family_name, "Ek");
  EXPECT_EQ(file->records.at(1).line, 4) << "the header has two lines";
}

TEST(StaffRow, RefusesDatesOutsideTheCalendarAndItsBounds) {
  for (const char* date :
       {"2026-02-29", "2026-13-01", "26-01-01", "2026/01/01", "1899-12-31", "2200-01-01", "x"}) {
    EXPECT_THAT(Problems(ReadChanged("2017-05-27", date)), ElementsAre("3 error BAD_DATE Fr")) << date;
  }
  EXPECT_THAT(Problems(ReadChanged("2017-05-27;", "2017-05-27;9999-12-31")),
              ElementsAre("3 error BAD_DATE Till"));
  EXPECT_THAT(Problems(ReadChanged("2017-05-27;", "2017-05-27;2017-05-26")),
              ElementsAre("3 error TO_BEFORE_FROM Till"));
  EXPECT_THAT(Problems(ReadChanged("2017-05-27;", "2017-05-27;2017-05-27")), IsEmpty()) << "one day";
}

TEST(StaffRow, ReadsDatesInTheFormsOfTheMapping) {
  StaffMapping mapping = SmallMapping();
  mapping.date_formats = {"DD.MM.YYYY", "YYYYMMDD"};
  const auto file = ReadRows("1;661208-9893;Bo Ek;;;1006;01.02.2026;20260228;;;;\n", mapping);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->records[0].facts.period, (DateRange{Date(2026, 2, 1), Date(2026, 3, 1)}));
}

TEST(StaffRow, WarnsOfWhatItLeavesOutOfARow) {
  EXPECT_THAT(Problems(ReadChanged("s@x.example", "s@x")), ElementsAre("3 BAD_EMAIL E-post"));
  EXPECT_THAT(Problems(ReadChanged(";;;J\n", ";2026-01-01;;J\n")), ElementsAre("3 BAD_LEAVE TillL"));
  EXPECT_THAT(Problems(ReadChanged(";;;;J\n", ";2026-01-02;2026-01-01;;J\n")),
              ElementsAre("3 BAD_LEAVE TillL"));
  EXPECT_THAT(Problems(ReadChanged(";;;;J\n", ";2026-99-02;;;J\n")), ElementsAre("3 BAD_LEAVE FrL"));
  EXPECT_THAT(Problems(ReadChanged(";;J\n", ";2;J\n")), ElementsAre("3 OWN_MANAGER Chef"));
  EXPECT_THAT(Problems(ReadChanged("Kock", std::string(101, 'k'))), ElementsAre("3 NAME_TOO_LONG Roll"));
  EXPECT_EQ(ReadChanged("s@x.example", "s@x")->records[1].email, "");
  EXPECT_EQ(ReadChanged(";;J\n", ";2;J\n")->records[1].facts.manager_key, "");
  EXPECT_TRUE(ReadChanged(";;;J\n", ";2026-01-01;;J\n")->records[1].facts.leave.empty());
}

TEST(StaffRow, CutsNamesByCharactersNotBytes) {
  std::string name;
  for (int i = 0; i < 101; ++i) name += "Å";
  const auto file = ReadChanged("Klercker", name);
  EXPECT_EQ(file->records[1].family_name.substr(0, 3), "af ");
  EXPECT_EQ(file->records[1].family_name.size(), 3 + 97 * 2);
}

TEST(StaffRow, TakesSomebodyWithOneName) {
  const auto file = ReadChanged("Siân af Klercker", "Zlatan");
  EXPECT_THAT(Problems(file), IsEmpty());
  EXPECT_EQ(file->records[1].given_name, "Zlatan");
  EXPECT_EQ(file->records[1].family_name, "");
}

TEST(StaffRow, UsesARowThatIsThereTwiceOnce) {
  const auto file = ReadRows(absl::StrCat(kGoodRow, absl::StrReplaceAll(kGoodRow, {{"19661208", "661208"}})));
  EXPECT_THAT(Problems(file), ElementsAre("3 DUPLICATE_ROW "));
  EXPECT_EQ(file->rows, 2);
  EXPECT_EQ(file->records.size(), 1);
}

TEST(StaffRow, MakesAKeyedHashTheKeyWhereThereIsNone) {
  const auto file = ReadRows(";661208-9893;Bo Ek;;Kock;1006;2017-05-27;;;;;\n");
  ASSERT_THAT(Problems(file), ElementsAre("2 MISSING_KEY Anstnr"));
  // "<196612089893|1006|Kock|2017-05-27>" in hexadecimal.
  EXPECT_EQ(file->records[0].key, "h:3c3139363631323038393839337c313030367c4b6f636b7c323031372d30352d32373e");
}

TEST(StaffRow, TellsRowsWithOneKeyApartWhateverTheirOrder) {
  const std::string early = "1;661208-9893;Bo Ek;;Kock;1006;2017-05-27;;;;;\n";
  const std::string late = "1;661208-9893;Bo Ek;;Kock;1006;2018-05-27;;;;;\n";
  const std::string other_unit = "1;661208-9893;Bo Ek;;Kock;1005;2018-05-27;;;;;\n";
  const std::string in_the_way = "1#2;661208-9893;Bo Ek;;Kock;1006;2018-05-27;;;;;\n";
  const auto keys = [](const std::string& rows) {
    std::vector<std::string> all;
    const auto file = ReadRows(rows);
    for (const StaffRecord& record : file->records) all.push_back(record.key);
    return all;
  };
  EXPECT_THAT(keys(early + late + other_unit), ElementsAre("1", "1#3", "1#2"));
  EXPECT_THAT(keys(other_unit + late + early), ElementsAre("1#2", "1#3", "1"));
  EXPECT_THAT(keys(early + late + in_the_way), ElementsAre("1", "1#3", "1#2"));
}

TEST(StaffRow, RecognisesPeopleByTheSourcesIdWithoutAPersonnummer) {
  StaffMapping mapping = SmallMapping();
  mapping.columns.erase(StaffField::kKey);
  mapping.columns[StaffField::kPersonKey] = "Anstnr";
  const auto both =
      ReadRows("7;;Bo Ek;;;1006;2017-05-27;;;;;\n8;661208-9893;Bo Ek;;;1006;2017-05-27;;;;;\n", mapping);
  ASSERT_TRUE(both.ok()) << both.status();
  EXPECT_EQ(both->records[0].person_key, "7");
  EXPECT_EQ(both->records[1].person_key, "");
  mapping.columns.erase(StaffField::kPersonnummer);
  const auto file = ReadRows("7;;Bo Ek;;;1006;2017-05-27;;;;;\n;;Bo Ek;;;1006;2017-05-27;;;;;\n", mapping);
  EXPECT_THAT(Problems(file), ElementsAre("3 error MISSING_VALUE Anstnr"));
}

TEST(StaffRow, NeverShowsAPersonnummer) {
  const auto wrong = ReadChanged("9893", "9894");
  EXPECT_EQ(wrong->problems[0].found, "19661208-****");
  EXPECT_EQ(ReadChanged("19661208-9893", "1966120-9893")->problems[0].found, "1966****");
  EXPECT_EQ(ReadChanged("1006", "19661208-9893")->problems[0].found, "19661208-****");
  const auto headless = ReadStaffFile(absl::StrCat(kGoodRow, kGoodRow), SmallMapping(), Context());
  EXPECT_EQ(Reason(headless), "MISSING_COLUMN");
  EXPECT_THAT(std::string(headless.status().message()), Not(HasSubstr("9893")));
}

TEST(StaffRow, ShowsFortyCharactersOfWhatIsWrong) {
  const auto file = ReadChanged("1006", std::string(500, 'u'));
  EXPECT_EQ(file->problems[0].found, std::string(40, 'u'));
}

TEST(StaffRow, ShowsTheLettersBesideAControlCharacterAsTheyAre) {
  EXPECT_EQ(ReadChanged("1006", "\"Vård\no\x7F\"")->problems[0].found, "Vård?o?");
  std::string long_name;
  for (int i = 0; i < 100; ++i) long_name += "Å";
  EXPECT_EQ(CountCharacters(ReadChanged("1006", absl::StrCat("\x7F", long_name))->problems[0].found), 40);
}

TEST(StaffRow, NamesEveryMissingColumnAndTheNearest) {
  StaffMapping mapping = SmallMapping();
  mapping.columns[StaffField::kPersonnummer] = "Personnummer";
  mapping.columns[StaffField::kPhone] = "Mobil";
  const auto file = ReadRows(kGoodRow, mapping);
  EXPECT_EQ(Reason(file), "MISSING_COLUMN");
  EXPECT_THAT(std::string(file.status().message()),
              AllOf(HasSubstr("f.csv: The column \"Personnummer\" is missing (did you mean \"Personnr\"?)"),
                    HasSubstr("\"Mobil\""), HasSubstr("The file's columns are: Anstnr, Personnr, Namn")));
  EXPECT_EQ(DetailsOf(file.status()).violations.size(), 2);
}

TEST(StaffRow, RefusesAFileWithAMappedColumnTwice) {
  const auto file = ReadStaffFile(absl::StrReplaceAll(kHeader, {{"Dator", "Orgkod"}}) + std::string(kGoodRow),
                                  SmallMapping(), Context());
  EXPECT_EQ(Reason(file), "MISSING_COLUMN");
  EXPECT_THAT(std::string(file.status().message()), HasSubstr("\"Orgkod\" is there twice"));
}

}  // namespace
}  // namespace nanolearn
