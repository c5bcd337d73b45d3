#include "service/domain/file_date.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nanolearn {
namespace {

using ::testing::HasSubstr;

const std::vector<std::string> kAll(kFileDateFormats.begin(), kFileDateFormats.end());

std::string Read(absl::string_view text, const std::vector<std::string>& formats = kAll) {
  const auto date = ParseFileDate(text, formats);
  return date.ok() ? FormatDate(*date) : std::string(date.status().message());
}

TEST(FileDate, IsReadInEachForm) {
  for (const char* text : {"2026-02-01", "20260201", "01/02/2026", "01.02.2026", "2026/02/01", "1/2/2026",
                           "1.2.2026", "1 februari 2026", "01 Feb 2026", "1 feb. 2026"}) {
    EXPECT_EQ(Read(text), "2026-02-01") << text;
  }
  EXPECT_EQ(Read("31 maj 2026"), "2026-05-31");
  EXPECT_EQ(Read("1 OKTOBER 2026"), "2026-10-01");
}

TEST(FileDate, MayHaveMidnightBehindIt) {
  EXPECT_EQ(Read("2026-02-01 00:00:00"), "2026-02-01");
  EXPECT_EQ(Read("2026-02-01T00:00:00.000"), "2026-02-01");
  EXPECT_EQ(Read("20260201 00:00"), "2026-02-01");
  EXPECT_THAT(Read("2026-02-01 12:00"), HasSubstr("is not a date written"));
}

TEST(FileDate, IsRefusedInAnotherForm) {
  EXPECT_EQ(Read("01/02/2026", {"YYYY-MM-DD"}), "is not a date written YYYY-MM-DD");
  EXPECT_EQ(Read("1/2/2026", {"DD/MM/YYYY"}), "is not a date written DD/MM/YYYY");
  for (const char* text : {"", "1 2026", "1 februar 2026", "februari 1 2026", "1/2/26", "1//2026",
                           "001/2/2026", "1-2-2026", "+1/2/2026", "44927", "00:00"}) {
    EXPECT_THAT(Read(text), HasSubstr("is not a date written")) << text;
  }
}

TEST(FileDate, MustExistAndLieBetweenTheBounds) {
  EXPECT_THAT(Read("2026-02-29"), HasSubstr("is not a day in the calendar"));
  EXPECT_THAT(Read("30 februari 2026"), HasSubstr("is not a day in the calendar"));
  EXPECT_THAT(Read("0/1/2026"), HasSubstr("is not a day in the calendar"));
  EXPECT_THAT(Read("9999-12-31"), HasSubstr("leave it empty for no end"));
}

}  // namespace
}  // namespace nanolearn
