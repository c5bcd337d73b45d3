#include "service/server/embedded/database_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

namespace fs = std::filesystem;

constexpr char kSocketName[] = "/mariadb.sock";
constexpr size_t kMaxSocketPath = sizeof(sockaddr_un::sun_path) - 1;
constexpr uintmax_t kMaxLogBytes = 10 << 20;
constexpr std::streamoff kTailBytes = 4096;
constexpr size_t kTailLines = 24;  // the installer ends with many about itself

absl::Status Failure(absl::string_view what, absl::string_view path, int error) {
  return absl::FailedPreconditionError(absl::StrCat("cannot ", what, " ", path, ": ", std::strerror(error)));
}

// Nobody else can look into the folder, nor have prepared it for us.
absl::Status MakePrivateFolder(const std::string& path) {
  if (mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) return Failure("make", path, errno);
  struct stat found {};
  if (lstat(path.c_str(), &found) != 0) return Failure("use", path, errno);
  if (!S_ISDIR(found.st_mode)) return Failure("use", path, ENOTDIR);
  if (found.st_uid != geteuid()) return Failure("use", path, EPERM);
  if (chmod(path.c_str(), S_IRWXU) != 0) return Failure("protect", path, errno);
  return absl::OkStatus();
}

absl::Status RemoveAll(const std::string& path) {
  std::error_code error;
  fs::remove_all(path, error);
  return error ? Failure("remove", path, error.value()) : absl::OkStatus();
}

}  // namespace

absl::StatusOr<DatabaseFolder> DatabaseFolder::Open(const std::string& directory) {
  std::error_code error;
  const fs::path path = fs::absolute(directory, error);
  if (!error && path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  if (error) return Failure("make", directory, error.value());
  // One that is there already keeps its mode: it may be a shared one, and what must be private in it is.
  if (mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) return Failure("make", directory, errno);
  const fs::path canonical = fs::canonical(path, error);
  if (error) return Failure("use", directory, error.value());
  DatabaseFolder folder(canonical.string());
  RETURN_IF_ERROR(folder.Lock());
  RETURN_IF_ERROR(folder.ChooseSocket());
  RETURN_IF_ERROR(MakePrivateFolder(folder.root_ + "/tmp"));
  folder.RotateLog();
  return folder;
}

absl::StatusOr<std::string> DatabaseFolder::SocketInUse(const std::string& directory) {
  std::error_code error;
  const fs::path canonical = fs::canonical(directory, error);
  if (error) return Failure("use", directory, error.value());
  const DatabaseFolder folder(canonical.string());
  const FileDescriptor lock(open((folder.root_ + "/lock").c_str(), O_RDONLY | O_CLOEXEC));
  if (!lock.valid()) return Failure("read", folder.root_ + "/lock", errno);
  if (flock(lock.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK) return folder.SocketPath();
  return absl::FailedPreconditionError(absl::StrCat("no nanolearnd uses ", folder.root_, ": start it first"));
}

absl::Status DatabaseFolder::Lock() {
  const std::string path = root_ + "/lock";
  lock_ = FileDescriptor(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!lock_.valid()) return Failure("write", path, errno);
  if (flock(lock_.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return Failure("lock", path, errno);
    return absl::FailedPreconditionError(absl::StrCat("another nanolearnd already uses ", root_));
  }
  root_fd_ = FileDescriptor(open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return root_fd_.valid() ? absl::OkStatus() : Failure("read", root_, errno);
}

// The kernel takes socket paths of 107 bytes at most. For a longer one a private folder in the user's
// runtime folder or in /tmp holds the socket; its name depends on the data folder alone, so every start finds
// the same one and nothing piles up.
std::string DatabaseFolder::SocketPath() const {
  const std::string path = absl::StrCat(root_, "/run", kSocketName);
  if (path.size() <= kMaxSocketPath) return path;
  const std::string name = absl::StrCat("/nanolearn-", geteuid(), "-", Hex(Sha256(root_)).substr(0, 16));
  const char* runtime = std::getenv("XDG_RUNTIME_DIR");
  std::string folder = absl::StrCat(runtime ? runtime : "", name);
  if (folder.size() + std::strlen(kSocketName) > kMaxSocketPath || !runtime || access(runtime, W_OK) != 0) {
    folder = absl::StrCat("/tmp", name);
  }
  return absl::StrCat(folder, kSocketName);
}

absl::Status DatabaseFolder::ChooseSocket() {
  RETURN_IF_ERROR(MakePrivateFolder(root_ + "/run"));
  socket_ = SocketPath();
  return MakePrivateFolder(fs::path(socket_).parent_path());
}

void DatabaseFolder::RotateLog() const {
  std::error_code error;
  if (fs::file_size(log(), error) > kMaxLogBytes && !error) fs::rename(log(), log() + ".1", error);
}

std::string DatabaseFolder::StagingForInstaller() const {
  return absl::StrCat("/proc/", getpid(), "/fd/", root_fd_.get(), "/data.new");
}

std::string DatabaseFolder::TemporaryForChild() const {
  return absl::StrCat("/proc/", getpid(), "/fd/", root_fd_.get(), "/tmp");
}

bool DatabaseFolder::installed() const {
  std::error_code error;
  return fs::is_directory(data(), error);
}

absl::Status DatabaseFolder::BeginInstallation() const {
  RETURN_IF_ERROR(RemoveAll(staging()));
  return MakePrivateFolder(staging());
}

absl::Status DatabaseFolder::FinishInstallation() const {
  if (rename(staging().c_str(), data().c_str()) != 0) return Failure("make", data(), errno);
  if (fsync(root_fd_.get()) != 0) return Failure("write", root_, errno);
  return absl::OkStatus();
}

std::string DatabaseFolder::LogTail() const {
  std::ifstream file(log(), std::ios::binary | std::ios::ate);
  if (!file) return "";
  const std::streamoff size = file.tellg();
  file.seekg(std::max<std::streamoff>(0, size - kTailBytes));
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  std::vector<std::string> lines = absl::StrSplit(text, '\n', absl::SkipWhitespace());
  if (lines.size() > kTailLines) lines.erase(lines.begin(), lines.end() - kTailLines);
  return absl::StrJoin(lines, "\n");
}

}  // namespace nanolearn
