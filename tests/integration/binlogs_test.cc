// Which binary logs are replayed, of a backup's and those that the lost database has left.

#include "service/server/backup/binlogs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "service/server/backup/backup_folder.h"

namespace nanolearn::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Binlogs : public ::testing::Test {
 protected:
  Binlogs() {
    folder_ = (fs::temp_directory_path() / "nanolearn-binlogs-XXXXXX").string();
    if (!mkdtemp(folder_.data())) std::abort();
    fs::create_directory(archive());
    fs::create_directory(live());
  }
  ~Binlogs() override { fs::remove_all(folder_); }

  std::string archive() const { return folder_ + "/archive"; }
  std::string live() const { return folder_ + "/live"; }
  static void Write(const std::string& folder, int number, const std::string& start, size_t size) {
    std::string content = start;
    content.resize(size, '.');
    std::ofstream(absl::StrCat(folder, "/binlog.00000", number)) << content;
  }

  std::string folder_;
};

TEST_F(Binlogs, OfTheLostDatabaseGoOnWhereTheBackupsEnd) {
  for (const int number : {1, 2, 3}) Write(archive(), number, absl::StrCat("log ", number), 1000);
  for (const int number : {3, 4}) Write(live(), number, absl::StrCat("log ", number), 2000);
  std::ofstream(live() + "/binlog.index") << "no log";
  const auto joined = JoinBinlogs("binlog.000002", archive(), live());
  ASSERT_TRUE(joined.ok()) << joined.status();
  EXPECT_THAT(*joined, ElementsAre(archive() + "/binlog.000002", live() + "/binlog.000003", live() + "/binlog.000004"));
}

TEST_F(Binlogs, AreRefusedWhenOneIsMissing) {
  Write(archive(), 2, "log 2", 1000);
  Write(live(), 4, "log 4", 1000);
  const auto joined = JoinBinlogs("binlog.000002", archive(), live());
  EXPECT_THAT(std::string(joined.status().message()), HasSubstr("number 3 is missing"));
}

TEST_F(Binlogs, AreRefusedWhenTheyAreOfAnotherDatabase) {
  Write(archive(), 2, "log 2", 1000);
  Write(live(), 2, "another log 2", 1000);
  const auto joined = JoinBinlogs("binlog.000002", archive(), live());
  EXPECT_THAT(std::string(joined.status().message()), HasSubstr("is not of the database that was backed up"));
}

TEST_F(Binlogs, HaveAPlaceThatMariaDbBackupTells) {
  EXPECT_EQ(*ParseBinlogInfo("binlog.000003\t756\t0-1-2\n"), (BinlogPlace{"binlog.000003", 756}));
  EXPECT_FALSE(ParseBinlogInfo("").ok());
  EXPECT_FALSE(ParseBinlogInfo("binlog.000003\tx").ok());
}

TEST(BackupRecords, AreReadAsTheyWereWritten) {
  const BackupRecord record{.end_time = absl::FromUnixMicros(1'795'000'000'000'001),
                            .schema_version = 101,
                            .version = "1.2",
                            .binlog = {"binlog.000003", 756},
                            .key_fingerprints = {"ab", "cd"}};
  const auto read = ParseBackupRecord(ToJson(record));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(ToJson(*read), ToJson(record));
  for (const char* const text : {"", "{}", "[]", "{\"format\":\"nanolearn-backup-2\"}", "{\"format\":1}"}) {
    EXPECT_FALSE(ParseBackupRecord(text).ok()) << text;
  }
}

}  // namespace
}  // namespace nanolearn::testing
