#include "service/domain/report_period.h"

#include <gtest/gtest.h>

namespace nanolearn {
namespace {

struct Row {
  const char* text;
  Date first, last;
  const char* previous;
};

TEST(ReportPeriodTest, EachFormIsReadAndWrittenTheSame) {
  const Row rows[] = {
      {"2026", Date(2026, 1, 1), Date(2026, 12, 31), "2025"},
      {"2026-H1", Date(2026, 1, 1), Date(2026, 6, 30), "2025-H2"},
      {"2026-H2", Date(2026, 7, 1), Date(2026, 12, 31), "2026-H1"},
      {"2026-Q1", Date(2026, 1, 1), Date(2026, 3, 31), "2025-Q4"},
      {"2026-Q4", Date(2026, 10, 1), Date(2026, 12, 31), "2026-Q3"},
      {"2028-02", Date(2028, 2, 1), Date(2028, 2, 29), "2028-01"},
      {"2026-12", Date(2026, 12, 1), Date(2026, 12, 31), "2026-11"},
  };
  for (const Row& row : rows) {
    const absl::StatusOr<ReportPeriod> period = ParsePeriod(row.text, "period");
    ASSERT_TRUE(period.ok()) << row.text;
    EXPECT_EQ(period->first, row.first) << row.text;
    EXPECT_EQ(period->last(), row.last) << row.text;
    EXPECT_EQ(FormatPeriod(*period), row.text);
    EXPECT_EQ(FormatPeriod(period->Previous()), row.previous);
    EXPECT_EQ(period->Previous().Next(), *period);
    EXPECT_EQ(PeriodOf(row.last, period->length), *period) << row.text;
  }
}

TEST(ReportPeriodTest, OtherTextIsRefusedWithTheFormsThereAre) {
  for (const char* text : {"", "26", "2026-", "2026-Q5", "2026-Q0", "2026-H3", "2026-13", "2026-00", "2026-1",
                           "2026-Q11", "2026-W3", "1999", "2026-+1", "2026-Q", " 2026"}) {
    const absl::StatusOr<ReportPeriod> period = ParsePeriod(text, "report.period");
    ASSERT_FALSE(period.ok()) << text;
    EXPECT_NE(period.status().message().find("2026-Q4"), absl::string_view::npos) << period.status();
  }
}

}  // namespace
}  // namespace nanolearn
