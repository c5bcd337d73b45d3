#include "service/domain/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/base/secret.h"

namespace nanolearn {
namespace {

using ::testing::Optional;

TEST(ReportTest, ParametersComeBackFromTheirJson) {
  const ReportParameters board{
      ReportKind::kBoard, "VÅ \"1\"", {PeriodLength::kQuarter, Date(2026, 10, 1)}, "en"};
  EXPECT_THAT(ParseReportParameters(ReportParametersJson(board, Date(2026, 12, 31), 5)), Optional(board));
  EXPECT_EQ(ParseReportParameters("{}"), std::nullopt);
  EXPECT_EQ(ParseReportParameters("no"), std::nullopt);
}

TEST(ReportTest, FilesHaveNamesThatEveryDiskTakes) {
  const ReportParameters board{ReportKind::kBoard, "../Å", {PeriodLength::kYear, Date(2026, 1, 1)}, "sv"};
  EXPECT_EQ(ReportFileName(board, ReportFormat::kPdf), "board-_____-2026.sv.pdf");
  EXPECT_THAT(FormatOfReportFile("annual-2026.sv.xlsx"), Optional(ReportFormat::kXlsx));
}

TEST(ReportTest, TheHashIsOverWhatSha256sumPrintsInTheOrderOfNames) {
  const std::vector<ReportFile> files = {{"b", "two"}, {"a", "one"}};
  EXPECT_EQ(ReportHash(files), Sha256(Hex(Sha256("one")) + "  a\n" + Hex(Sha256("two")) + "  b\n"));
}

TEST(ReportTest, AScheduleGoesFromPeriodToPeriod) {
  // Five days after the end of each quarter.
  EXPECT_EQ(FirstScheduledDay(PeriodLength::kQuarter, 5, Date(2026, 11, 25)), Date(2027, 1, 5));
  EXPECT_EQ(FirstScheduledDay(PeriodLength::kQuarter, 5, Date(2027, 1, 3)), Date(2027, 1, 5));
  EXPECT_EQ(FirstScheduledDay(PeriodLength::kQuarter, 5, Date(2027, 1, 5)), Date(2027, 1, 5));
  EXPECT_EQ(FirstScheduledDay(PeriodLength::kQuarter, 5, Date(2027, 1, 6)), Date(2027, 4, 5));
  const ReportSchedule schedule{.every = PeriodLength::kQuarter, .days_after = 5};
  EXPECT_EQ(FormatPeriod(ScheduledPeriod(schedule, Date(2027, 1, 5))), "2026-Q4");
  EXPECT_EQ(NextScheduledDay(schedule, Date(2027, 1, 5)), Date(2027, 4, 5));
  const ReportSchedule monthly{.every = PeriodLength::kMonth, .days_after = 27};
  EXPECT_EQ(FormatPeriod(ScheduledPeriod(monthly, Date(2027, 2, 27))), "2027-01");
  EXPECT_EQ(NextScheduledDay(monthly, Date(2027, 2, 27)), Date(2027, 3, 27));
}

}  // namespace
}  // namespace nanolearn
