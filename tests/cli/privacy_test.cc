// nanolearn privacy, as somebody at a terminal meets it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "tests/cli/cli_session.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class PrivacyCommands : public ::testing::Test {
 protected:
  PrivacyCommands()
      : admin_(server_.Admin()), folder_(absl::StrCat(::testing::TempDir(), "/privacy-", getpid())) {
    LoadDemo(admin_);
  }
  ~PrivacyCommands() override { std::filesystem::remove_all(folder_); }

  Ran Cli(const std::vector<std::string>& args) { return RunOn(server_, args); }
  std::string File(const std::string& name) const { return absl::StrCat(folder_, "/", name); }

  TestServer server_;
  TestClient admin_;
  const std::string folder_;
};

TEST_F(PrivacyCommands, ExportWritesTwoFilesForTheOwnerAlone) {
  const Ran ran = Cli({"privacy", "export", "--person", "personal:100002", "--out", folder_});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("Give them to nobody but person"));
  EXPECT_THAT(ReadFile(File("person.txt")), StartsWith("Uppgifter om en person\n"));
  EXPECT_THAT(ReadFile(File("person.json")), HasSubstr("\"format\": \"nanolearn-person-1\""));
  struct stat found {};
  ASSERT_EQ(stat(File("person.json").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0077, 0u);
}

TEST_F(PrivacyCommands, EraseRefusesWhoIsThereAndSaysWhatToDo) {
  const Ran ran = Cli({"privacy", "erase", "--person", "personal:100002", "--yes"});
  EXPECT_EQ(ran.code, 6);
  EXPECT_THAT(ran.err, HasSubstr("let the source end the engagement first"));
}

TEST_F(PrivacyCommands, EraseAsksFirst) {
  const Ran ran = Cli({"privacy", "erase", "--person", "personal:100002"});
  EXPECT_EQ(ran.code, 2) << "there is nobody at the terminal";
  EXPECT_THAT(ran.err, HasSubstr("--yes"));
}

TEST_F(PrivacyCommands, RetentionIsShownSetAndTriedOut) {
  EXPECT_EQ(Cli({"privacy", "retention", "show"}).out, "months_after_leaving\t0\nvalid_from\t\n");
  const Ran set = Cli({"privacy", "retention", "set", "--months", "24", "--yes"});
  EXPECT_EQ(set.code, 0) << set.err;
  EXPECT_THAT(set.out, HasSubstr("months_after_leaving\t24\n"));
  const Ran preview = Cli({"privacy", "retention", "preview", "--months", "12"});
  EXPECT_EQ(preview.code, 0) << preview.err;
  EXPECT_THAT(preview.err, HasSubstr("By 12 months: 0 people."));
  EXPECT_EQ(Cli({"privacy", "retention", "set"}).code, 2);
}

TEST_F(PrivacyCommands, AnExtractSaysWhatWasMasked) {
  server_.clock().SetDay(Date(2026, 12, 10));
  const Ran ran = Cli({"privacy", "extract", "--unit", "VON", "--from", "2026-11-01", "--out", folder_ + ".csv"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("rows to"));
  EXPECT_THAT(ReadFile(folder_ + ".csv"), HasSubstr("nummer;enhet;program;modul"));
  std::filesystem::remove(folder_ + ".csv");
}

}  // namespace
}  // namespace nanolearn::testing
