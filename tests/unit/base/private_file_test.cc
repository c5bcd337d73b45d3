#include "service/base/private_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace nanolearn {
namespace {

class PrivateFileTest : public ::testing::Test {
 protected:
  PrivateFileTest() {
    std::string folder = (std::filesystem::temp_directory_path() / "private-file-XXXXXX").string();
    EXPECT_NE(mkdtemp(folder.data()), nullptr);
    folder_ = folder;
  }
  ~PrivateFileTest() override { std::filesystem::remove_all(folder_); }

  static std::string Read(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

  std::filesystem::path folder_;
};

TEST_F(PrivateFileTest, IsForItsOwnerAlone) {
  const std::filesystem::path path = folder_ / "person.json";
  ASSERT_TRUE(WritePrivateFile(path.string(), "secret").ok());
  struct stat found = {};
  ASSERT_EQ(stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
  EXPECT_EQ(Read(path), "secret");
}

TEST_F(PrivateFileTest, IsNotReadByWhoeverHasPutAFileInItsWay) {
  const std::filesystem::path path = folder_ / "person.json", in_the_way = folder_ / "person.json.new";
  const int theirs = open(in_the_way.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  ASSERT_GE(theirs, 0);
  ASSERT_EQ(chmod(in_the_way.c_str(), 0666), 0);
  ASSERT_TRUE(WritePrivateFile(path.string(), "secret").ok());
  char read_bytes[16];
  EXPECT_EQ(read(theirs, read_bytes, sizeof read_bytes), 0);
  close(theirs);
  struct stat found = {};
  ASSERT_EQ(stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
}

TEST_F(PrivateFileTest, FollowsNoLinkThatLiesInItsWay) {
  const std::filesystem::path path = folder_ / "person.json", elsewhere = folder_ / "elsewhere";
  std::filesystem::create_symlink(elsewhere, folder_ / "person.json.new");
  ASSERT_TRUE(WritePrivateFile(path.string(), "secret").ok());
  EXPECT_FALSE(std::filesystem::exists(elsewhere));
  EXPECT_EQ(Read(path), "secret");
}

}  // namespace
}  // namespace nanolearn
