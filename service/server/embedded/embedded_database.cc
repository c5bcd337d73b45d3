#include "service/server/embedded/embedded_database.h"

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "service/base/private_file.h"
#include "service/base/status_macros.h"
#include "service/server/embedded/orphan.h"
#include "service/server/embedded/process_handle.h"
#include "spdlog/spdlog.h"

namespace nanolearn {
namespace {

constexpr char kServer[] = "mariadbd";
constexpr char kInstaller[] = "mariadb-install-db";
constexpr absl::Duration kStartPatience = absl::Seconds(60);
constexpr absl::Duration kStopPatience =
    absl::Seconds(60);  // then it is killed, and recovers at the next start
constexpr absl::Duration kShortestPause = absl::Milliseconds(100);
constexpr absl::Duration kLongestPause = absl::Seconds(10);
constexpr absl::Duration kHealthyLife = absl::Seconds(60);  // after it the pauses begin anew
constexpr absl::Duration kBinlogLife = absl::Hours(24 * 7);  // until then one must have been backed up
constexpr char kProtocolVersion = 10;                       // begins a greeting; an error begins with 0xff

absl::StatusOr<std::string> FindMariaDb(const std::string& program) {
  absl::StatusOr<std::string> path = FindProgram(program);
  if (path.ok()) return path;
  return absl::FailedPreconditionError(absl::StrCat(
      "the embedded database needs ", program, ": apt-get install mariadb-server-core mariadb-client-core"));
}

// MariaDB refuses to run as root unless told so.
void AddUser(std::vector<std::string>& arguments) {
  if (geteuid() == 0) arguments.push_back("--user=root");
}

absl::Status MakeBinlogDirectory(const std::string& path) {
  if (mkdir(path.c_str(), S_IRWXU) == 0 || errno == EEXIST) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat("cannot make ", path, " for binary logs: ", std::strerror(errno)));
}

// True when a MySQL server greets on the socket. A listening socket is not enough: the kernel takes
// connections before the server does.
bool Greets(const std::string& path) {
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const FileDescriptor connection(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (connect(connection.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return false;
  if (!WaitReadable(connection.get(), absl::Seconds(1))) return false;
  char packet[5];  // length in three bytes, number, first byte
  return read(connection.get(), packet, sizeof packet) == sizeof packet && packet[4] == kProtocolVersion;
}

// True when `child` ended, false when `stop` was asked for; waits for either.
bool AwaitEnd(const ChildProcess& child, int stop) {
  pollfd waiting[] = {{child.exit_fd(), POLLIN, 0}, {stop, POLLIN, 0}};
  while (poll(waiting, 2, -1) < 0 && errno == EINTR) {
  }
  return waiting[1].revents == 0;
}

}  // namespace

absl::StatusOr<std::unique_ptr<EmbeddedDatabase>> EmbeddedDatabase::Start(
    const EmbeddedDatabaseOptions& options) {
  ASSIGN_OR_RETURN(DatabaseFolder folder, DatabaseFolder::Open(options.directory));
  std::unique_ptr<EmbeddedDatabase> database(new EmbeddedDatabase(options, std::move(folder)));
  if (!database->stop_.valid()) {
    return absl::InternalError(absl::StrCat("cannot make an eventfd: ", std::strerror(errno)));
  }
  std::promise<absl::Status> started;
  std::future<absl::Status> outcome = started.get_future();
  database->supervisor_ = std::thread(&EmbeddedDatabase::Supervise, database.get(), std::move(started));
  RETURN_IF_ERROR(outcome.get());
  return database;
}

EmbeddedDatabase::EmbeddedDatabase(const EmbeddedDatabaseOptions& options, DatabaseFolder folder)
    : options_(options),
      folder_(std::move(folder)),
      binlog_directory_(options.binlog_directory.empty() ? folder_.binlogs() : options.binlog_directory),
      stop_(eventfd(0, EFD_CLOEXEC)) {}

EmbeddedDatabase::~EmbeddedDatabase() { Stop(); }

void EmbeddedDatabase::Stop() {
  if (!supervisor_.joinable()) return;
  eventfd_write(stop_.get(), 1);
  supervisor_.join();
}

void EmbeddedDatabase::Supervise(std::promise<absl::Status> started) {
  // The process's signals are for the threads that expect them.
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  absl::StatusOr<ChildProcess> child = StartFirstTime();
  started.set_value(child.status());
  if (child.ok()) Watch(*std::move(child));
}

absl::StatusOr<ChildProcess> EmbeddedDatabase::StartFirstTime() {
  RETURN_IF_ERROR(StopProcessesIn(folder_.data(), kServer, kStopPatience));
  RETURN_IF_ERROR(StopProcessesIn(folder_.staging(), kServer, absl::ZeroDuration()));
  if (!folder_.installed()) RETURN_IF_ERROR(Install());
  RETURN_IF_ERROR(MakeBinlogDirectory(binlog_directory_));
  RETURN_IF_ERROR(WritePrivateFile(folder_.start_statements(), StartStatements()));
  ASSIGN_OR_RETURN(ChildProcess child, Launch());
  RETURN_IF_ERROR(AwaitGreeting(child));
  return child;
}

// Run by MariaDB before it accepts connections, at every start, so that a damaged account heals. One
// statement a line. None of it is of what is backed up.
std::string EmbeddedDatabase::StartStatements() const {
  const auto user = [](absl::string_view name, absl::string_view rights) {
    return absl::StrCat("CREATE USER IF NOT EXISTS ", name, "@localhost;\nGRANT ", rights, " ON *.* TO ", name, "@localhost;\n");
  };
  return absl::StrCat(
      "SET SESSION sql_log_bin = 0;\n", "CREATE DATABASE IF NOT EXISTS ", default_schema_, " CHARACTER SET utf8mb4;\n",
      user(user_, "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER, CREATE TEMPORARY TABLES, LOCK TABLES, "
                  "EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EVENT, TRIGGER"),
      user(kBackupUser, "RELOAD, PROCESS, LOCK TABLES, BINLOG MONITOR"),
      options_.is_restored ? user(restore_user_, "ALL PRIVILEGES")
                           : absl::StrCat("DROP USER IF EXISTS ", restore_user_, "@localhost;\n"));
}

absl::Status EmbeddedDatabase::Install() {
  ASSIGN_OR_RETURN(const std::string installer, FindMariaDb(kInstaller));
  RETURN_IF_ERROR(FindMariaDb(kServer).status());
  spdlog::info("installing an empty database in {}", folder_.data());
  RETURN_IF_ERROR(folder_.BeginInstallation());
  std::vector<std::string> arguments = {installer,
                                        "--no-defaults",
                                        "--datadir=" + folder_.StagingForInstaller(),
                                        "--tmpdir=" + folder_.TemporaryForChild(),
                                        "--auth-root-authentication-method=socket",
                                        "--skip-test-db",
                                        "--skip-name-resolve",
                                        "--skip-log-bin"};
  AddUser(arguments);
  ASSIGN_OR_RETURN(ChildProcess child, ChildProcess::Start(arguments, folder_.log()));
  if (!WaitReadable(child.exit_fd(), kStartPatience)) {
    return absl::DeadlineExceededError(absl::StrCat(
        kInstaller, " did not finish in ", absl::FormatDuration(kStartPatience), "; see ", folder_.log()));
  }
  const Ending ending = child.Reap();
  if (ending.success) return folder_.FinishInstallation();
  return absl::InternalError(absl::StrCat(kInstaller, " ", ending.description, "; the end of ", folder_.log(),
                                          ":\n", folder_.LogTail()));
}

// Rows and not statements, so that replaying them gives the same; of each no more than that needs. What a commit has answered is in the
// log and on the disk.
std::vector<std::string> EmbeddedDatabase::BinlogArguments() const {
  if (options_.is_restored) return {"--skip-log-bin", "--max-allowed-packet=1G"};
  return {"--log-bin=" + binlog_directory_ + "/binlog", "--binlog-format=ROW", "--binlog-row-image=MINIMAL", "--server-id=1",
          "--max-binlog-size=128M", absl::StrCat("--binlog-expire-logs-seconds=", absl::ToInt64Seconds(kBinlogLife)),
          absl::StrCat("--sync-binlog=", options_.durable ? 1 : 0)};
}

absl::StatusOr<ChildProcess> EmbeddedDatabase::Launch() const {
  ASSIGN_OR_RETURN(const std::string server, FindMariaDb(kServer));
  // --no-defaults must come first. innodb_flush_method is left alone: the default, O_DIRECT, falls back by
  // itself on file systems that lack it.
  std::vector<std::string> arguments = {
      server, "--no-defaults", "--datadir=" + folder_.data(), "--tmpdir=" + folder_.TemporaryForChild(),
      "--socket=" + folder_.socket(), "--pid-file=" + folder_.pid_file(),
      "--init-file=" + folder_.start_statements(),
      // Nobody but us.
      "--skip-networking", "--skip-name-resolve", "--max-connections=200",
      // The same data whatever the machine's settings.
      "--character-set-server=utf8mb4", "--sql-mode=TRADITIONAL", "--default-time-zone=+00:00",
      // Durable, and small.
      absl::StrCat("--innodb-flush-log-at-trx-commit=", options_.durable ? 1 : 2),
      absl::StrCat("--innodb-buffer-pool-size=", options_.buffer_pool_megabytes, "M"),
      // A small log makes a large transaction wait for the disk.
      absl::StrCat("--innodb-log-file-size=", std::max(96, options_.buffer_pool_megabytes / 4), "M"),
      "--key-buffer-size=1M", "--aria-pagecache-buffer-size=8M", "--performance-schema=OFF"};
  for (std::string& argument : BinlogArguments()) arguments.push_back(std::move(argument));
  AddUser(arguments);
  return ChildProcess::Start(arguments, folder_.log());
}

absl::Status EmbeddedDatabase::AwaitGreeting(const ChildProcess& child) const {
  const absl::Time deadline = absl::Now() + kStartPatience;
  while (!Greets(folder_.socket())) {
    const bool ended = WaitReadable(child.exit_fd(), absl::Milliseconds(10));
    if (!ended && absl::Now() < deadline) continue;
    const std::string message =
        absl::StrCat(kServer, ended ? " ended while starting" : " does not accept connections",
                     "; the end of ", folder_.log(), ":\n", folder_.LogTail());
    return ended ? absl::InternalError(message) : absl::DeadlineExceededError(message);
  }
  return absl::OkStatus();
}

void EmbeddedDatabase::Watch(ChildProcess child) {
  absl::Duration pause = kShortestPause;
  absl::Time launched = absl::Now();
  while (AwaitEnd(child, stop_.get())) {
    if (absl::Now() - launched > kHealthyLife) pause = kShortestPause;
    const Ending ending = child.Reap();
    spdlog::error("the database {}; starting it again (its log: {})", ending.description, folder_.log());
    if (!Restart(child, pause)) return;
    launched = absl::Now();
    pause = std::min(pause * 2, kLongestPause);
  }
  child.Stop(kStopPatience);
}

bool EmbeddedDatabase::Restart(ChildProcess& child, absl::Duration pause) {
  while (!WaitReadable(stop_.get(), pause)) {
    absl::StatusOr<ChildProcess> next = Launch();
    if (next.ok()) {
      child = *std::move(next);
      return true;
    }
    spdlog::error("cannot start the database: {}", next.status().ToString());
    pause = std::min(pause * 2, kLongestPause);
  }
  return false;
}

}  // namespace nanolearn
