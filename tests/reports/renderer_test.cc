#include "service/reports/renderer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "service/domain/report_rules.h"
#include "service/reports/documents.h"
#include "tests/reports/sample_report.h"

namespace nanolearn::testing {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

// As if it were not installed, so that these tests do not wait for it.
constexpr char kNowhere[] = "/nowhere/weasyprint";

std::vector<ReportFile> Render(const ReportContent& content, const std::string& program = kNowhere) {
  const absl::StatusOr<std::vector<ReportFile>> files =
      reports::Renderer({.program = program}).Render(content);
  EXPECT_TRUE(files.ok()) << files.status();
  return files.ok() ? *files : std::vector<ReportFile>();
}

std::string FileOf(const std::vector<ReportFile>& files, const std::string& end) {
  for (const ReportFile& file : files) {
    if (file.name.ends_with(end)) return file.content;
  }
  ADD_FAILURE() << "no file " << end;
  return "";
}

std::vector<reports::KeyFigure> KeyFiguresIn(const reports::Document& document) {
  for (const reports::Section& section : document.sections) {
    for (const reports::Block& block : section.blocks) {
      if (const auto* figures = std::get_if<reports::KeyFigures>(&block)) return figures->figures;
    }
  }
  ADD_FAILURE() << "no key figures";
  return {};
}

// A file in an archive; empty where unzip is not installed.
std::string Unzipped(const std::string& archive, const std::string& file) {
  std::string content;
  FILE* const unzip = popen(("unzip -p " + archive + " " + file + " 2>/dev/null").c_str(), "r");
  if (unzip == nullptr) return content;
  for (int c; (c = fgetc(unzip)) != EOF;) content.push_back(static_cast<char>(c));
  pclose(unzip);
  return content;
}

TEST(RendererTest, WithoutTheProgramForPdfAllOtherFilesAreMade) {
  const auto files = Render(SampleBoard("sv"));
  ASSERT_THAT(files, SizeIs(4));
  EXPECT_EQ(files[0].name, "board-VON-2026-Q4.sv.csv");
  EXPECT_EQ(files[1].name, "board-VON-2026-Q4.sv.html");
  EXPECT_EQ(files[2].name, "board-VON-2026-Q4.sv.json");
  EXPECT_EQ(files[3].name, "board-VON-2026-Q4.sv.xlsx");
}

TEST(RendererTest, PdfIsMadeByTheProgramThatIsInstalled) {
  const std::string pdf = FileOf(Render(SampleBoard("sv"), ""), ".pdf");
  EXPECT_THAT(pdf, StartsWith("%PDF-"));
}

TEST(RendererTest, AProgramThatHangsIsEndedAndOnlyThePdfIsMissing) {
  const std::string path = (std::filesystem::temp_directory_path() / "nanolearn-hangs").string();
  std::ofstream(path) << "#!/bin/sh\nexec sleep 600\n";
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  const reports::PdfMaker maker({.program = path, .patience = absl::Milliseconds(50)});
  EXPECT_TRUE(absl::IsDeadlineExceeded(maker.Make("<p>").status()));
  std::filesystem::remove(path);
}

TEST(RendererTest, NamesInHtmlAreTextAndNotMarkup) {
  const std::string html = FileOf(Render(SampleBoard("sv")), ".html");
  EXPECT_THAT(html, Not(HasSubstr("<b>Hemtjänst")));
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;Hemtjänst&lt;/b&gt; &amp; &quot;Söder&quot;"));
}

TEST(RendererTest, HtmlReadsNothingFromElsewhere) {
  for (const std::string language : {"sv", "en"}) {
    const std::string html = FileOf(Render(SampleAnnual(language)), ".html");
    EXPECT_THAT(html, AllOf(Not(HasSubstr("src=")), Not(HasSubstr("url(")), Not(HasSubstr("href=")),
                            Not(HasSubstr("<script")), Not(HasSubstr("@import"))));
  }
}

TEST(RendererTest, FiguresAndWordsOfTheBoardReportAreThere) {
  const std::string html = FileOf(Render(SampleBoard("sv")), ".html");
  EXPECT_THAT(html, HasSubstr("lang=\"sv\""));
  EXPECT_THAT(html, HasSubstr("301 av 409 personer (74\u00a0%) har gjort allt de ska. 52 är försenade."));
  EXPECT_THAT(html, HasSubstr("11 av 17 förtroendevalda har gjort allt de ska"));
  EXPECT_THAT(html, HasSubstr("Vård- och omsorgsnämnden föreslås besluta att"));
  EXPECT_THAT(html, HasSubstr("lägga rapporten till handlingarna"));
  EXPECT_THAT(html, HasSubstr("telefonbedrägerier"));
}

TEST(RendererTest, OnePersonIsInTheSingular) {
  ReportContent content = SampleBoard("sv");
  content.unit.figures.counts = {};
  content.unit.figures.counts.people = content.unit.figures.counts.required = 12;
  content.unit.figures.counts.completed = content.unit.figures.counts.waived = 1;
  content.unit.figures.counts.overdue = 1;
  content.unit.elected.counts = {};
  content.unit.elected.counts.people = content.unit.elected.counts.required = 1;
  content.unit.elected.counts.completed = 1;
  content.asks = {{AskKind::kLatePeople, 1}, {AskKind::kElectedLeft, 1}};
  const std::string html = FileOf(Render(content), ".html");
  EXPECT_THAT(html, HasSubstr("1 av 11 personer (9\u00a0%) har gjort allt som ska göras. 1 är försenad. "
                              "1 person är undantagen eller frånvarande och räknas inte in i andelen."));
  EXPECT_THAT(html, HasSubstr("1 av 1 förtroendevald har gjort allt som ska göras"));
  EXPECT_THAT(html, HasSubstr("den anställda som är försenad"));
  EXPECT_THAT(html, HasSubstr("den förtroendevalda som inte är klar att bli det före nästa sammanträde"));
  content.parameters.language = "en";
  const std::string english = FileOf(Render(content), ".html");
  EXPECT_THAT(english, HasSubstr("1 of 11 people (9%) has done all that is asked. 1 is late. "
                                 "1 person is exempted or on leave and is not part of the share."));
  EXPECT_THAT(english, HasSubstr("1 of 1 elected member has done all that is asked"));
}

TEST(RendererTest, NoAnswersAreToldApartFromAnswersThatAreRight) {
  ReportContent content = SampleBoard("sv");
  content.weak_topics.clear();
  content.weak_questions.clear();
  const std::string right = FileOf(Render(content), ".html");
  EXPECT_THAT(right, HasSubstr("har under 75 procent rätta svar"));
  EXPECT_THAT(right, Not(HasSubstr("Det finns inga svar")));
  content.has_answers = false;
  const auto none = Render(content);
  EXPECT_THAT(FileOf(none, ".html"), HasSubstr("Det finns inga svar för perioden ännu."));
  EXPECT_THAT(FileOf(none, ".html"), Not(HasSubstr("har under 75 procent")));
  EXPECT_EQ(nlohmann::json::parse(FileOf(none, ".json"))["has_answers"], false);
  content.parameters.language = "en";
  EXPECT_THAT(FileOf(Render(content), ".html"), HasSubstr("There are no answers for the period yet."));
}

// The auditors: a committee of nobody but the elected.
ReportContent SampleOfElected(const std::string& language) {
  ReportContent content = SampleBoard(language);
  content.unit.name = "Revisionen";
  content.unit.figures = content.unit.elected;
  content.unit.employees = {};
  content.unit.elected_are_apart = true;
  content.groups.clear();
  content.late_groups.clear();
  content.asks = AsksOf(content);
  return content;
}

TEST(RendererTest, ACommitteeWithoutEmployeesIsNotAskedToInstructAnybody) {
  const std::string html = FileOf(Render(SampleOfElected("sv")), ".html");
  EXPECT_THAT(html, HasSubstr("uppmana de 6 förtroendevalda som inte är klara"));
  EXPECT_THAT(html, HasSubstr("begära att en ny lista lämnas från källan ”bolag”"));
  EXPECT_THAT(html, HasSubstr("<li>ta upp ämnet telefonbedrägerier på ett sammanträde; "));
  EXPECT_THAT(html, AllOf(Not(HasSubstr("förvaltningschefen")), Not(HasSubstr("Anställda")),
                          Not(HasSubstr("både förtroendevalda och anställda"))));
  ReportContent content = SampleOfElected("sv");
  content.asks = {{AskKind::kNobodyRequired}};
  EXPECT_THAT(FileOf(Render(content), ".html"),
              HasSubstr("begära att utbildning ordnas: i dag omfattas ingen av något program"));
}

TEST(RendererTest, ABoardOfACompanyInstructsTheManagingDirector) {
  ReportContent content = SampleBoard("sv");
  content.unit.type = UnitType::kCompany;
  EXPECT_THAT(FileOf(Render(content), ".html"),
              HasSubstr("ge verkställande direktören i uppdrag att se till att de 52 anställda som är "
                        "försenade blir klara före nästa rapport"));
  content.asks = {{AskKind::kLatePeople, 0}};
  EXPECT_THAT(FileOf(Render(content), ".html"), HasSubstr("se till att de anställda som är försenade blir"));
}

TEST(RendererTest, NothingIsSaidOfTimesBeforeAnybodyWasKnown) {
  ReportContent content = SampleBoard("sv");
  content.first_day = Date(2026, 11, 1);
  content.before = content.elected_before = {};
  content.changes = {{ChangeReason::kJoined, 32, {}}};
  content.trend.erase(content.trend.begin(), content.trend.begin() + 10);
  const auto files = Render(content);
  const std::string html = FileOf(files, ".html");
  EXPECT_THAT(html, HasSubstr("Utvecklingen månad för månad"));
  EXPECT_THAT(html, HasSubstr("<p>Inga siffror före den 1 november 2026.</p>"));
  EXPECT_THAT(html, HasSubstr("Första personallistan lästes in: 32 personer"));
  EXPECT_THAT(html, AllOf(Not(HasSubstr("Har börjat")), Not(HasSubstr("30 september")),
                          Not(HasSubstr("förra perioden 0")), Not(HasSubstr("tolv månader"))));
  EXPECT_EQ(nlohmann::json::parse(FileOf(files, ".json"))["before"], nullptr);
  content.trend.erase(content.trend.begin());
  EXPECT_THAT(FileOf(Render(content), ".html"), Not(HasSubstr("class=\"chart\"")));
}

TEST(RendererTest, NamesOfDocumentsAreInQuotationMarks) {
  EXPECT_THAT(FileOf(Render(SampleAnnual("sv")), ".html"),
              HasSubstr("se till att ”Informationssäkerhetspolicy” läses och bekräftas av alla som ska göra "
                        "det; hittills har 71\u00a0% gjort det"));
}

TEST(RendererTest, AChangeOfTooFewIsShownWithoutItsReasons) {
  ReportContent content = SampleBoard("sv");
  content.changes.clear();
  const std::string changed = FileOf(Render(content), ".html");
  EXPECT_THAT(changed, HasSubstr("De som ändringen gäller är för få för att orsakerna ska kunna visas."));
  EXPECT_THAT(changed, HasSubstr("Läget den 30 september 2026"));
  EXPECT_THAT(changed, HasSubstr("Läget den 31 december 2026"));
  content.before = content.unit.figures;
  EXPECT_THAT(FileOf(Render(content), ".html"), HasSubstr("Siffrorna är desamma som den 30 september 2026."));
}

TEST(RendererTest, WhereNothingIsHiddenNothingIsSaidOfSmallGroups) {
  ReportContent content = SampleBoard("sv");
  EXPECT_THAT(FileOf(Render(content), ".html"), HasSubstr("Grupper med färre än 5 personer visas inte"));
  content.min_group_size = 1;
  EXPECT_THAT(FileOf(Render(content), ".html"), Not(HasSubstr("Grupper med färre än")));
}

TEST(RendererTest, TheBoardReportIsInEnglishToo) {
  const std::string html = FileOf(Render(SampleBoard("en")), ".html");
  EXPECT_THAT(html, HasSubstr("lang=\"en\""));
  EXPECT_THAT(html, HasSubstr("301 of 409 people (74%) have done all that they should. 52 are late."));
  EXPECT_THAT(html, Not(HasSubstr("Försenade")));
}

TEST(RendererTest, HiddenGroupsHaveNoFigureInAnyFormat) {
  ReportContent content = SampleBoard("en");
  const auto files = Render(content);
  EXPECT_THAT(FileOf(files, ".html"), HasSubstr("Bemanningsenheten</th><td class=\"number\">hidden</td>"));
  EXPECT_THAT(FileOf(files, ".csv"), HasSubstr("Bemanningsenheten,Required,hidden\r\n"));
  const auto json = nlohmann::json::parse(FileOf(files, ".json"));
  EXPECT_EQ(json["groups"][3]["everybody"], nlohmann::json({{"hidden", true}}));
}

TEST(RendererTest, FiguresInJsonAndCsvAreNumbers) {
  const auto files = Render(SampleBoard("en"));
  const auto json = nlohmann::json::parse(FileOf(files, ".json"));
  EXPECT_EQ(json["whole"]["everybody"]["required"], 421);
  EXPECT_EQ(json["late_groups"], nlohmann::json({"2003", "2001"}));
  EXPECT_THAT(FileOf(files, ".csv"), HasSubstr("Hemtjänst Norr,Late,12\r\n"));
}

TEST(RendererTest, TextThatLooksLikeAFormulaIsNoFormulaInCsv) {
  ReportContent content = SampleBoard("sv");
  content.groups[0].name = "=HYPERLINK(1)";
  EXPECT_THAT(FileOf(Render(content), ".csv"), HasSubstr("'=HYPERLINK(1)"));
}

TEST(RendererTest, CsvIsReadRightBySwedishAndEnglishProgramsForTables) {
  ReportContent content = SampleBoard("sv");
  content.groups[0].name = "Norr; och Söder";
  const std::string swedish = FileOf(Render(content), ".csv");
  EXPECT_THAT(swedish, StartsWith("\xEF\xBB\xBF"
                                  "avsnitt;tabell;rad;siffra;värde\r\n"));
  EXPECT_THAT(swedish, HasSubstr(";\"Norr; och Söder\";Försenade;12\r\n"));
  EXPECT_THAT(swedish, HasSubstr(";Särskilt boende Älvgården;Andel klara;0,588235\r\n"));
  content.parameters.language = "en";
  content.groups[2].figures.counts.required = 1'234'567;
  const std::string english = FileOf(Render(content), ".csv");
  EXPECT_THAT(english, StartsWith("section,table,row,figure,value\r\n"));
  EXPECT_THAT(english, HasSubstr(",Norr; och Söder,Late,12\r\n"));
  EXPECT_THAT(english, HasSubstr(",Norr; och Söder,Share done,0.666667\r\n"));
  EXPECT_THAT(english, HasSubstr(",Särskilt boende Älvgården,Required,1234567\r\n"));
}

TEST(RendererTest, KeyFiguresAreNumbers) {
  const reports::Document document = reports::DocumentOf(SampleBoard("sv"));
  for (const reports::KeyFigure& figure : KeyFiguresIn(document)) {
    EXPECT_TRUE(figure.value.number.has_value()) << figure.label;
  }
  EXPECT_EQ(KeyFiguresIn(document)[1].value.number, 421);
}

TEST(RendererTest, NumbersInAWorkbookAreNumbersAndNotText) {
  const std::string path = (std::filesystem::temp_directory_path() / "nanolearn-numbers.xlsx").string();
  std::ofstream(path, std::ios::binary) << FileOf(Render(SampleBoard("sv")), ".xlsx");
  const std::string words = Unzipped(path, "xl/worksheets/sheet1.xml");
  if (words.empty()) GTEST_SKIP() << "unzip is not installed";
  // Those of texts have t="s".
  EXPECT_THAT(words, ::testing::ContainsRegex("<c r=\"B[0-9]+\" s=\"[0-9]+\"><v>421</v></c>"));
  EXPECT_THAT(words, ::testing::ContainsRegex("<c r=\"B[0-9]+\" s=\"[0-9]+\"><v>0.73[0-9]*</v></c>"));
  EXPECT_THAT(words, Not(::testing::ContainsRegex("<c r=\"B[0-9]+\" s=\"[0-9]+\" t=\"s\">")));
  std::filesystem::remove(path);
}

TEST(RendererTest, AWorkbookIsAZipFile) {
  EXPECT_THAT(FileOf(Render(SampleAnnual("sv")), ".xlsx"), StartsWith("PK"));
}

TEST(RendererTest, TheMailHasTheKeyFiguresAndSaysHowToGetTheReport) {
  const absl::StatusOr<Mail> mail = reports::Renderer().Announce(SampleBoard("sv"));
  ASSERT_TRUE(mail.ok());
  EXPECT_EQ(mail->subject,
            "Nanolearn: Utbildning i informationssäkerhet: Vård- och omsorgsnämnden, fjärde kvartalet 2026");
  EXPECT_THAT(mail->text, HasSubstr("Omfattas: 421, förra perioden 398 (+23)"));
  EXPECT_THAT(mail->text, HasSubstr("reports get 128ggyhyyk08n --format pdf --out board-VON-2026-Q4.sv.pdf"));
  EXPECT_THAT(mail->html, HasSubstr("<strong>421</strong>"));
}

}  // namespace
}  // namespace nanolearn::testing
