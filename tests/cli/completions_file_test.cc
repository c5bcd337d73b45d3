#include "admin-cli/commands/completions_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace nanolearn::cli {
namespace {

absl::StatusOr<CompletionsFile> Read(const std::string& text) {
  return ReadCompletions(text, "done.csv", Names("organisations/a"), absl::Now());
}

TEST(ReadCompletionsTest, MakesARequestOfEachRow) {
  const auto file = Read(
      "assignment,completed_at,request_id\n"
      "x1,2026-11-20T10:00:00Z,r1\n"
      "organisations/a/assignments/x2,,\n");
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_EQ(file->good.size(), 2);
  EXPECT_EQ(file->good[0].request.assignment(), "organisations/a/assignments/x1");
  EXPECT_EQ(file->good[0].request.request_id(), "r1");
  EXPECT_TRUE(file->good[0].request.has_complete_time());
  EXPECT_EQ(file->good[1].line, 3);
  EXPECT_EQ(file->good[1].request.assignment(), "organisations/a/assignments/x2");
  EXPECT_EQ(file->good[1].request.request_id(), "import-x2") << "importing again changes nothing";
  EXPECT_FALSE(file->good[1].request.has_complete_time());
}

TEST(ReadCompletionsTest, ABadRowIsNamedAndTheOthersStay) {
  const auto file = Read(absl::StrCat("assignment;completed_at;request_id\n",  //
                                      "x1;soon;\n",                            //
                                      ";;r\n",                                 //
                                      "x2\n",                                  //
                                      "x3;;", std::string(65, 'r'), "\n",      //
                                      "a/b;;\n",                               //
                                      "x4;;\n"));
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->rows, 6);
  EXPECT_EQ(file->good.size(), 1);
  std::vector<int> lines;
  for (const auto& problem : file->problems) lines.push_back(problem.line());
  EXPECT_THAT(lines, ::testing::ElementsAre(2, 3, 4, 5, 6));
}

TEST(ReadCompletionsTest, AMereListOfAssignmentsIsEnough) {
  for (const char* text : {"assignment\nx1\nx2\n", "assignment\r\nx1\r\nx2",
                           "\xEF\xBB\xBF"
                           "assignment\nx1\nx2"}) {
    const auto file = Read(text);
    ASSERT_TRUE(file.ok()) << file.status();
    EXPECT_EQ(file->good.size(), 2) << text;
  }
}

TEST(ReadCompletionsTest, WhatAssignmentsListWritesCanBeRead) {
  const auto file = Read("assignment,person,state\r\nx1,p,OVERDUE\r\n");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->good.size(), 1);
  EXPECT_THAT(file->unused, ::testing::ElementsAre("person", "state"));
}

TEST(ReadCompletionsTest, RefusesAFileThatIsNone) {
  for (const char* text :
       {"", "assignment\n", "person,module\np,m\n", "assignment,assignment\na,a\n", "x\ny\n", "\x01\x02"}) {
    EXPECT_FALSE(Read(text).ok()) << text;
  }
}

}  // namespace
}  // namespace nanolearn::cli
