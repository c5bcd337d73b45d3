#include "service/domain/personnummer.h"

#include <gtest/gtest.h>

namespace nanolearn {
namespace {

constexpr Date kToday{2026, 11, 24};

// The digits, or what is wrong.
std::string Normalized(absl::string_view text, Date today = kToday) {
  const auto digits = NormalizePersonnummer(text, today);
  return digits.ok() ? *digits : std::string(digits.status().message());
}

TEST(NormalizePersonnummer, MakesTwelveDigitsOfEveryWayToWriteOne) {
  for (const char* text : {"19661208-9893", "196612089893", "661208-9893", "6612089893", " 661208-9893 "}) {
    EXPECT_EQ(Normalized(text), "196612089893") << text;
  }
}

TEST(NormalizePersonnummer, TakesCoordinationNumbers) {
  EXPECT_EQ(Normalized("661268-9890"), "196612689890");
  EXPECT_EQ(Normalized("661268-9893"), "wrong check digit");
  EXPECT_EQ(Normalized("661292-9893"), "not a day in the calendar");
}

TEST(NormalizePersonnummer, ChoosesTheLatestCenturyThatIsNotAfterToday) {
  EXPECT_EQ(Normalized("010920-9833"), "200109209833");
  EXPECT_EQ(Normalized("010920-9833", Date(2001, 9, 20)), "200109209833");
  EXPECT_EQ(Normalized("010920-9833", Date(2001, 9, 19)), "190109209833");
}

TEST(NormalizePersonnummer, TakesAPlusForAHundredYears) {
  EXPECT_EQ(Normalized("010920+9833"), "190109209833");
  EXPECT_EQ(Normalized("661208+9893"), "186612089893");
  // The plus comes with the year, not with the birthday.
  EXPECT_EQ(Normalized("661208+9893", Date(2066, 1, 1)), "196612089893");
}

TEST(NormalizePersonnummer, RefusesAWrongCheckDigit) {
  EXPECT_EQ(Normalized("19811231-9999"), "wrong check digit");
}

TEST(NormalizePersonnummer, RefusesADayThatTheCalendarLacks) {
  for (const char* text :
       {"19660230-9893", "19661308-9893", "661200-9893", "19661299-9893", "00006612089893"}) {
    EXPECT_NE(Normalized(text), "196612089893") << text;
  }
  EXPECT_EQ(Normalized("19660230-9893"), "not a day in the calendar");
  EXPECT_EQ(Normalized("006612089893"), "not a day in the calendar");
  EXPECT_EQ(Normalized("000000000000"), "not a day in the calendar");
}

TEST(NormalizePersonnummer, RefusesWhatHasAnotherForm) {
  for (const char* text :
       {"", "-", "1966-12-08", "66120-89893", "19661208--9893", "19661208 9893", "1966120898931",
        "19661208-989", "19661208-98935", "6612O8-9893", "19661208-T893", "661208-9893x"}) {
    EXPECT_EQ(Normalized(text), "not 10 or 12 digits") << text;
  }
}

TEST(MaskPersonnummer, HidesTheLastFourDigits) {
  EXPECT_EQ(MaskPersonnummer("19661208-9893"), "19661208-****");
  EXPECT_EQ(MaskPersonnummer("196612089893"), "19661208-****");
  EXPECT_EQ(MaskPersonnummer("6612089893"), "661208-****");
  EXPECT_EQ(MaskPersonnummer("661208+9893"), "661208+****");
  EXPECT_EQ(MaskPersonnummer("19811231-9999"), "19811231-****") << "a wrong one too";
}

TEST(MaskPersonnummer, KeepsFourCharactersOfOtherText) {
  EXPECT_EQ(MaskPersonnummer("1966120-9893"), "1966****");
  EXPECT_EQ(MaskPersonnummer("Åsäöberg"), "Åsäö****");
}

TEST(MaskPersonnummerWithin, HidesThemAnywhereInAText) {
  EXPECT_EQ(MaskPersonnummerWithin("a 19661208-9893, 6612089893;x"), "a 19661208-****, 661208-****;x");
  EXPECT_EQ(MaskPersonnummerWithin("+46701645033 2026-11-24 100002"), "+46701645033 2026-11-24 100002");
  EXPECT_EQ(MaskPersonnummerWithin(""), "");
}

}  // namespace
}  // namespace nanolearn
