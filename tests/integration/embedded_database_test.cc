#include "service/server/embedded/embedded_database.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/server/embedded/process_handle.h"

namespace nanolearn {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr absl::Duration kPatience = absl::Seconds(30);

// What a server says first to whoever connects; nothing when nobody listens.
std::string Greeting(const std::string& path) {
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const FileDescriptor connection(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (connect(connection.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return "";
  std::string text(200, '\0');
  text.resize(std::max<ssize_t>(0, read(connection.get(), text.data(), text.size())));
  return text;
}

pid_t ReadPid(const fs::path& directory) {
  pid_t pid = 0;
  std::ifstream(directory / "mariadb.pid") >> pid;
  return pid;
}

// Waits for the end of a process that may be anybody's child.
bool Ends(pid_t pid) {
  const FileDescriptor handle = OpenProcess(pid);
  return !handle.valid() || WaitReadable(handle.get(), kPatience);
}

bool ComesBack(const EmbeddedDatabase& database) {
  for (const absl::Time deadline = absl::Now() + kPatience; absl::Now() < deadline;) {
    if (!Greeting(database.socket_path()).empty()) return true;
    absl::SleepFor(absl::Milliseconds(10));
  }
  return false;
}

class EmbeddedDatabaseTest : public ::testing::Test {
 protected:
  EmbeddedDatabaseTest() {
    std::string name = (fs::temp_directory_path() / "nanolearn-test-XXXXXX").string();
    scratch_ = mkdtemp(name.data());
    directory_ = scratch_ / "database";
  }
  ~EmbeddedDatabaseTest() override { fs::remove_all(scratch_); }

  absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> Start() {
    return EmbeddedDatabase::Start({.directory = directory_.string(), .buffer_pool_megabytes = 16});
  }

  // A second process that owns the database; returns when the database is up.
  pid_t StartInAnotherProcess() {
    int ends[2];
    EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
    const FileDescriptor reader(ends[0]);
    FileDescriptor writer(ends[1]);
    const pid_t pid = fork();
    if (pid == 0) {
      const auto database = Start();
      const char up = database.ok() ? 'y' : 'n';
      if (write(writer.get(), &up, 1) == 1 && database.ok()) pause();
      std::fprintf(stderr, "%s\n", database.status().ToString().c_str());
      _exit(1);
    }
    writer.Close();
    char up = 'n';
    EXPECT_EQ(read(reader.get(), &up, 1), 1);
    EXPECT_EQ(up, 'y');
    return pid;
  }

  // A mariadbd on the data folder that nobody looks after.
  pid_t StartOrphan() {
    const std::string program = FindProgram("mariadbd").value();
    std::vector<std::string> arguments = {program,
                                          "--no-defaults",
                                          "--user=root",
                                          "--skip-networking",
                                          absl::StrCat("--datadir=", (directory_ / "data").string()),
                                          absl::StrCat("--tmpdir=", scratch_.string()),
                                          absl::StrCat("--socket=", (scratch_ / "orphan").string()),
                                          absl::StrCat("--log-error=", (scratch_ / "orphan.log").string())};
    if (geteuid() != 0) arguments.erase(arguments.begin() + 2);
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    pid_t pid = 0;
    EXPECT_EQ(posix_spawn(&pid, program.c_str(), nullptr, nullptr, pointers.data(), environ), 0);
    for (const absl::Time deadline = absl::Now() + kPatience; absl::Now() < deadline;) {
      if (!Greeting((scratch_ / "orphan").string()).empty()) return pid;
      absl::SleepFor(absl::Milliseconds(10));
    }
    ADD_FAILURE() << "the orphan does not come up";
    return pid;
  }

  fs::path scratch_;
  fs::path directory_;
};

// A MariaDB that starts removes what it finds of temporary tables where it makes its own.
TEST_F(EmbeddedDatabaseTest, LeavesTheTemporaryTablesOfOtherServersAlone) {
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before ? before : "";
  setenv("TMPDIR", scratch_.c_str(), 1);
  const fs::path of_another = scratch_ / "#sql-temptable-1-1-1.MAI";
  std::ofstream(of_another) << "in use";
  const auto database = Start();
  before ? setenv("TMPDIR", kept.c_str(), 1) : unsetenv("TMPDIR");
  ASSERT_TRUE(database.ok()) << database.status();
  EXPECT_TRUE(fs::exists(of_another));
}

TEST_F(EmbeddedDatabaseTest, InstallsItselfAndAcceptsConnectionsWhenStartReturns) {
  const auto database = Start();
  ASSERT_TRUE(database.ok()) << database.status();
  EXPECT_THAT(Greeting((*database)->socket_path()), HasSubstr("MariaDB"));
  EXPECT_EQ((*database)->user(), "nanolearn");
  EXPECT_TRUE(fs::is_directory(directory_ / "data" / (*database)->default_schema()));
  EXPECT_FALSE(fs::exists(directory_ / "data.new"));
}

TEST_F(EmbeddedDatabaseTest, OnlyItsUserReachesTheSocket) {
  const auto database = Start();
  ASSERT_TRUE(database.ok()) << database.status();
  struct stat found {};
  ASSERT_EQ(stat(fs::path((*database)->socket_path()).parent_path().c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0700);
  ASSERT_EQ(stat((directory_ / "mariadb.log").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600);
}

TEST_F(EmbeddedDatabaseTest, StopEndsItCleanlyAndASecondStartFindsTheSameData) {
  auto database = Start();
  ASSERT_TRUE(database.ok()) << database.status();
  const pid_t pid = ReadPid(directory_);
  (*database)->Stop();
  EXPECT_NE(kill(pid, 0), 0);
  std::ifstream log(directory_ / "mariadb.log");
  const std::string said((std::istreambuf_iterator<char>(log)), {});
  EXPECT_THAT(said, HasSubstr("Shutdown complete"));
  fs::create_directory(directory_ / "data" / "kept");
  database->reset();

  database = Start();
  ASSERT_TRUE(database.ok()) << database.status();
  EXPECT_TRUE(fs::exists(directory_ / "data" / "kept"));
}

TEST_F(EmbeddedDatabaseTest, ASecondOwnerOfTheSameFolderIsRefused) {
  const auto database = Start();
  ASSERT_TRUE(database.ok()) << database.status();
  const auto second = Start();
  EXPECT_EQ(second.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(second.status().message()), StartsWith("another nanolearnd already uses /"));
  EXPECT_FALSE(Greeting((*database)->socket_path()).empty());
}

TEST_F(EmbeddedDatabaseTest, ComesBackOnTheSameSocketWhenItIsKilled) {
  const auto database = Start();
  ASSERT_TRUE(database.ok()) << database.status();
  for (int round = 0; round < 2; ++round) {
    const pid_t pid = ReadPid(directory_);
    ASSERT_EQ(kill(pid, SIGKILL), 0);
    ASSERT_TRUE(Ends(pid));
    EXPECT_TRUE(ComesBack(**database));
    EXPECT_NE(ReadPid(directory_), pid);
  }
}

TEST_F(EmbeddedDatabaseTest, DiesWithTheProcessThatStartedItAndCanBeStartedAgain) {
  const pid_t owner = StartInAnotherProcess();
  const pid_t pid = ReadPid(directory_);
  ASSERT_GT(pid, 0);
  ASSERT_EQ(kill(owner, SIGKILL), 0);
  ASSERT_EQ(waitpid(owner, nullptr, 0), owner);
  EXPECT_TRUE(Ends(pid));
  const auto database = Start();
  EXPECT_TRUE(database.ok()) << database.status();
}

TEST_F(EmbeddedDatabaseTest, AnOrphanOnTheFolderIsStoppedFirst) {
  ASSERT_TRUE(Start().ok());
  const pid_t orphan = StartOrphan();
  const auto database = Start();
  EXPECT_TRUE(database.ok()) << database.status();
  int status = -1;
  EXPECT_EQ(waitpid(orphan, &status, 0), orphan);
  EXPECT_TRUE(WIFEXITED(status)) << "it was killed, not asked to end";
}

TEST_F(EmbeddedDatabaseTest, AnInstallationCutShortIsBegunAnew) {
  fs::create_directories(directory_ / "data.new" / "mysql");
  std::ofstream(directory_ / "data.new" / "ibdata1") << "half a file";
  const auto database = Start();
  ASSERT_TRUE(database.ok()) << database.status();
  EXPECT_FALSE(fs::exists(directory_ / "data.new"));
}

TEST_F(EmbeddedDatabaseTest, AFolderTooLongForASocketOrWithBlanksInItsNameWorks) {
  directory_ = scratch_ / std::string(120, 'n') / "två ord";
  const auto database = Start();
  ASSERT_TRUE(database.ok()) << database.status();
  const std::string socket = (*database)->socket_path();
  EXPECT_LE(socket.size(), 107);
  EXPECT_THAT(socket, Not(StartsWith(directory_.string())));
  EXPECT_THAT(Greeting(socket), HasSubstr("MariaDB"));
  fs::remove_all(fs::path(socket).parent_path());
}

TEST_F(EmbeddedDatabaseTest, AServerThatCannotStartSaysWhyInItsOwnWords) {
  ASSERT_TRUE(Start().ok());
  fs::resize_file(directory_ / "data" / "ibdata1", 100);
  const auto database = Start();
  EXPECT_EQ(database.status().code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(database.status().message()), HasSubstr("mariadb.log"));
  EXPECT_THAT(std::string(database.status().message()), HasSubstr("[ERROR]"));
}

TEST_F(EmbeddedDatabaseTest, AFolderThatWasThereKeepsItsMode) {
  fs::create_directory(directory_);
  ASSERT_EQ(chmod(directory_.c_str(), 0750), 0);
  const auto database = Start();
  ASSERT_TRUE(database.ok()) << database.status();
  struct stat found {};
  ASSERT_EQ(stat(directory_.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0750);
  ASSERT_EQ(stat((directory_ / "data").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0700);
}

TEST_F(EmbeddedDatabaseTest, AFileInPlaceOfTheFolderIsAClearError) {
  std::ofstream(directory_.string()) << "not a folder";
  const auto database = Start();
  EXPECT_EQ(database.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(database.status().message()), HasSubstr("Not a directory"));
}

}  // namespace
}  // namespace nanolearn
