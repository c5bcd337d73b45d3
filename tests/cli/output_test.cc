#include "admin-cli/output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "admin-cli/text.h"

namespace nanolearn::cli {
namespace {

std::string Printed(const Table& table, Format format, int columns = 0) {
  std::ostringstream out;
  Print(table, {.format = format, .columns = columns}, out);
  return out.str();
}

Table Units() {
  return {.columns = {{"unit", "Unit"},
                      {"name", "Name"},
                      {"people", "People", Type::kNumber},
                      {"rate", "Rate", Type::kRate},
                      {"state", "State", Type::kEnum},
                      {"depth", "", Type::kNumber, Shown::kInData}},
          .rows = {{"G", "Älvnäs", int64_t{120}, 0.719, "NOT_YET_DUE", int64_t{0}},
                   {"VON", "  Vård \"och\" omsorg, nämnd", int64_t{9}, Value(), "OVERDUE", int64_t{1}}}};
}

TEST(OutputTest, ATableAlignsByWhatIsSeenNotByBytes) {
  EXPECT_EQ(Printed(Units(), Format::kTable),
            "UNIT  NAME                        PEOPLE  RATE  STATE\n"
            "G     Älvnäs                         120  72 %  not yet due\n"
            "VON     Vård \"och\" omsorg, nämnd       9     –  overdue\n");
}

TEST(OutputTest, ATableIsCutToTheScreen) {
  EXPECT_EQ(Printed(Units(), Format::kTable, 46),
            "UNIT  NAME           PEOPLE  RATE  STATE\n"
            "G     Älvnäs            120  72 %  not yet due\n"
            "VON     Vård \"och\"…       9     –  overdue\n");
}

TEST(OutputTest, ABarIsLeftOutBeforeTextIsCut) {
  const Table table{.columns = {{"name", "Name"}, {"rate", "Rate", Type::kRate}, {"bar", "", Type::kBar}},
                    .rows = {{"Hemtjänst Norra", 0.5, "█████░░░░░"}}};
  EXPECT_EQ(Printed(table, Format::kTable, 33),
            "NAME             RATE\n"
            "Hemtjänst Norra  50 %  █████░░░░░\n");
  EXPECT_EQ(Printed(table, Format::kTable, 32),
            "NAME             RATE\n"
            "Hemtjänst Norra  50 %\n");
  EXPECT_EQ(Printed(table, Format::kTable, 18),
            "NAME          RATE\n"
            "Hemtjänst N…  50 %\n");
}

TEST(OutputTest, PlainHasTheColumnsOfTheTableWithoutAHeader) {
  EXPECT_EQ(Printed(Units(), Format::kPlain),
            "G\tÄlvnäs\t120\t0.719\tNOT_YET_DUE\n"
            "VON\t  Vård \"och\" omsorg, nämnd\t9\t\tOVERDUE\n");
}

TEST(OutputTest, JsonHasTypedValuesAndNull) {
  EXPECT_EQ(Printed(Units(), Format::kJson),
            "[\n"
            "  {\"unit\":\"G\",\"name\":\"Älvnäs\",\"people\":120,\"rate\":0.719,\"state\":\"NOT_YET_DUE\","
            "\"depth\":0},\n"
            "  {\"unit\":\"VON\",\"name\":\"  Vård \\\"och\\\" omsorg, nämnd\",\"people\":9,\"rate\":null,"
            "\"state\":\"OVERDUE\",\"depth\":1}\n"
            "]\n");
}

TEST(OutputTest, CsvIsByRfc4180) {
  EXPECT_EQ(Printed(Units(), Format::kCsv),
            "unit,name,people,rate,state,depth\r\n"
            "G,Älvnäs,120,0.719,NOT_YET_DUE,0\r\n"
            "VON,\"  Vård \"\"och\"\" omsorg, nämnd\",9,,OVERDUE,1\r\n");
}

TEST(OutputTest, NothingIsAnEmptyArrayAHeaderOrSilence) {
  Table nothing = Units();
  nothing.rows.clear();
  EXPECT_EQ(Printed(nothing, Format::kJson), "[]\n");
  EXPECT_EQ(Printed(nothing, Format::kCsv), "unit,name,people,rate,state,depth\r\n");
  EXPECT_EQ(Printed(nothing, Format::kTable), "");
  EXPECT_EQ(Printed(nothing, Format::kPlain), "");
}

TEST(OutputTest, ASingleThingIsAnObjectOrLines) {
  const std::vector<Record> engagements = {{{{"unit", "VON"}, {"role", "Ledamot"}}},
                                           {{{"unit", "KS"}, {"role", Value()}}}};
  const Table person{
      .columns = {{"protected", "Protected"}, {"engagements", "Engagements"}},
      .rows = {{false, engagements}},
      .single = true,
  };
  EXPECT_EQ(Printed(person, Format::kTable),
            "Protected:    no\n"
            "Engagements:  VON Ledamot\n"
            "              KS\n");
  EXPECT_EQ(Printed(person, Format::kPlain), "protected\tfalse\nengagements\tVON Ledamot; KS\n");
  EXPECT_EQ(Printed(person, Format::kJson),
            R"({
  "protected": false,
  "engagements": [
    {
      "unit": "VON",
      "role": "Ledamot"
    },
    {
      "unit": "KS",
      "role": null
    }
  ]
}
)");
}

TEST(OutputTest, WhatATerminalWouldObeyIsLeftOut) {
  const Table table{.columns = {{"name", "Name"}}, .rows = {{"a\x1b[2Jb\nc\td"}}};
  EXPECT_EQ(Printed(table, Format::kTable), "NAME\na[2Jb c d\n");
  EXPECT_EQ(Printed(table, Format::kPlain), "a[2Jb c d\n");
}

TEST(TextTest, OnlyAllIsAHundredPercent) {
  EXPECT_EQ(Percent(1), "100 %");
  EXPECT_EQ(Percent(0.9999), "99 %");
  EXPECT_EQ(Percent(0.29), "29 %");
  EXPECT_EQ(Percent(0.001), "<1 %");
  EXPECT_EQ(Percent(0), "0 %");
  EXPECT_EQ(Bar(0.99, 4), "███░");
}

}  // namespace
}  // namespace nanolearn::cli
