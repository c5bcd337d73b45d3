#include "service/domain/staff_file_guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/status/statusor.h"
#include "tests/unit/domain/staff_files.h"

namespace nanolearn {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr Date kDay{2026, 12, 1};

// Reads to the end and says how the file is cut off.
std::optional<HoldReason> CutOffOf(absl::string_view text, bool may_lack_end = false) {
  auto table = TableReader::Open(text, '\0');
  TableRow row;
  while (table->Next(row)) {
  }
  return FindCutOff(table->CutOff(may_lack_end), table->header().fields.size(), kDay);
}

RowProblem Error(int line, const std::string& reason) {
  return {.line = line, .reason = reason, .message = "Said of " + reason + "."};
}

TEST(StaffFileGuard, SaysThatApprovingAnEmptyFileEndsEverybody) {
  EXPECT_FALSE(FindEmpty(true, 1, kDay));
  const auto strange = FindEmpty(true, 0, kDay);
  EXPECT_EQ(strange->reason, "EMPTY_FILE");
  EXPECT_EQ(strange->message,
            "The file has a header and no rows. Approving takes all people of this source for missing from "
            "2026-12-01 on.");
  EXPECT_THAT(FindEmpty(false, 0, kDay)->message, StartsWith("The file is empty; not even a header"));
}

TEST(StaffFileGuard, SaysWhereAFileIsCutOff) {
  const auto strange = CutOffOf(DecodeText(TestFile("personal_avbruten.csv"), "auto")->view());
  EXPECT_EQ(strange->reason, "FILE_CUT_OFF");
  EXPECT_EQ(strange->message,
            "The file is cut off: its last row, on line 742, lacks its line end and has 2 of 18 fields. "
            "Approving uses the whole rows before it and takes everybody who is not among them for missing "
            "from 2026-12-01 on.");
}

TEST(StaffFileGuard, KnowsAFileThatIsCutOffFromOneWithoutItsLastLineEnd) {
  EXPECT_FALSE(CutOffOf("a;b\n1;2\n"));
  EXPECT_FALSE(CutOffOf("a;b\n1;2\n3\n4;5\n")) << "a row that lacks fields, but not its line end";
  EXPECT_FALSE(CutOffOf("a;b\n1;2\n3\n")) << "the same at the end of the file";
  EXPECT_FALSE(CutOffOf("a;b\n1;2", true));
  EXPECT_THAT(CutOffOf("a;b\n1;2")->message, HasSubstr("last_line_may_lack_end"));
  EXPECT_TRUE(CutOffOf("a;b\n1;2\n3", true));
  EXPECT_TRUE(CutOffOf("a;b\n1;2\n;"));
  EXPECT_TRUE(CutOffOf("a;b"));
  EXPECT_THAT(
      CutOffOf("a;b\n1;\"2\n3;4\n", true)->message,
      AllOf(HasSubstr("inside a quoted field of the row that begins on line 2"), HasSubstr("Approving")));
}

TEST(StaffFileGuard, SaysWhatTheMappingLacksAndThatItCannotBeApproved) {
  EXPECT_FALSE(FindMisfit(absl::OkStatus()));
  const auto table = TableReader::Open("Anstnummer;Personnr\n", '\0');
  StaffMapping mapping;
  mapping.columns = {{StaffField::kKey, "Anstnr"}};
  const auto strange = FindMisfit(StaffColumns::Find(table->header(), mapping, "f.csv").status());
  EXPECT_EQ(strange->reason, "MAPPING_MISFIT");
  EXPECT_THAT(strange->message,
              AllOf(HasSubstr("The mapping no longer fits the file. f.csv: The column \"Anstnr\""),
                    HasSubstr("approving is not possible"), HasSubstr("send the file again")));
}

TEST(StaffFileGuard, GivesTheMostFrequentReasonWhenNoRowIsUsable) {
  Refusals refusals;
  EXPECT_FALSE(refusals.FindNoUsableRow(0, kDay));
  refusals.Add(Error(2, "BAD_DATE"));
  refusals.Add(Error(3, "UNKNOWN_UNIT"));
  refusals.Add(Error(4, "UNKNOWN_UNIT"));
  EXPECT_FALSE(refusals.FindNoUsableRow(4, kDay)) << "one can be used";
  const auto strange = refusals.FindNoUsableRow(3, kDay);
  EXPECT_EQ(strange->reason, "NO_USABLE_ROW");
  EXPECT_EQ(strange->message,
            "None of the 3 rows can be used. The most frequent reason is UNKNOWN_UNIT (2 rows), first on "
            "line 3: Said of "
            "UNKNOWN_UNIT. Approving leaves what these rows are about as it was and ends everybody else of "
            "this source "
            "on 2026-12-01.");
}

}  // namespace
}  // namespace nanolearn
