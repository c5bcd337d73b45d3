#include "admin-cli/commands/file_start.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace nanolearn::cli {
namespace {

class FileStartTest : public ::testing::Test {
 protected:
  FileStartTest()
      : path_(
            (std::filesystem::temp_directory_path() / absl::StrCat("nanolearn-start-", getpid())).string()) {}
  ~FileStartTest() override { std::filesystem::remove(path_); }

  absl::StatusOr<std::string> Start(const std::string& content, size_t max_bytes) {
    std::ofstream(path_, std::ios::binary) << content;
    return ReadFileStart(path_, max_bytes);
  }

  const std::string path_;
};

TEST_F(FileStartTest, AFileThatFitsIsWholeEvenWithoutALastLineEnd) {
  EXPECT_EQ(*Start("a;b\nc;d", 7), "a;b\nc;d");
}

TEST_F(FileStartTest, ALargerOneIsCutBehindALineEnd) {
  EXPECT_EQ(*Start("a;b\r\nc;d\r\ne", 10), "a;b\r\nc;d\r\n");
  EXPECT_EQ(*Start("a;b\rc;d\re;f", 9), "a;b\rc;d\r");
  EXPECT_EQ(*Start("one line only", 5), "one l");
}

TEST_F(FileStartTest, Utf16IsCutBetweenCharacters) {
  // U+0A0A has the byte of a line feed twice.
  const std::string little(
      "\xFF\xFE"
      "a\0\n\0\x0A\x0A"
      "b\0",
      10);
  EXPECT_EQ(*Start(little, 9), little.substr(0, 6));
  const std::string big(
      "\xFE\xFF"
      "\0a\0\n\x0A\x0A\0b",
      10);
  EXPECT_EQ(*Start(big, 9), big.substr(0, 6));
}

}  // namespace
}  // namespace nanolearn::cli
