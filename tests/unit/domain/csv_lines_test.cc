#include "service/domain/csv_lines.h"

#include <gtest/gtest.h>

namespace nanolearn {
namespace {

TEST(CsvLines, AreReadAsTheyAreMeantInEachLanguage) {
  CsvLines swedish("sv");
  swedish.Add({swedish.Text("Åsa; Ek"), swedish.Number(0.5)});
  EXPECT_EQ(swedish.Take(), "\xEF\xBB\xBF\"Åsa; Ek\";0,5\r\n");
  CsvLines english("en");
  english.Add({english.Text("Åsa, \"Ek\""), english.Number(0.5)});
  EXPECT_EQ(english.Take(), "\"Åsa, \"\"Ek\"\"\",0.5\r\n");
}

TEST(CsvLines, AreNeverFormulas) {
  const CsvLines lines("sv");
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
    EXPECT_NE(lines.Text(text).find('\''), std::string::npos) << text;
  EXPECT_EQ(lines.Text("1-1=0"), "1-1=0");
}

}  // namespace
}  // namespace nanolearn
