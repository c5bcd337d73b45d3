#include "service/jobs/folder_io.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "absl/strings/str_cat.h"
#include "service/base/private_file.h"

namespace nanolearn {
namespace {

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
constexpr mode_t kReportMode = 0640;  // as the folder: the group of those who deliver may read it

}  // namespace

absl::Status ErrnoStatus(absl::string_view what) {
  const int error = errno;
  const std::string message = absl::StrCat(what, ": ", std::strerror(error));
  return error == ENOENT ? absl::NotFoundError(message) : absl::FailedPreconditionError(message);
}

absl::StatusOr<FileDescriptor> OpenOrMakeFolder(int parent, const std::string& name, mode_t mode,
                                                const std::string& path) {
  FileDescriptor folder(openat(parent, name.c_str(), kFolderFlags));
  if (folder.valid()) return folder;
  if (errno != ENOENT) return ErrnoStatus(absl::StrCat("cannot open the folder ", path));
  if (mkdirat(parent, name.c_str(), mode & 0777) != 0 && errno != EEXIST) {
    return ErrnoStatus(absl::StrCat("cannot make the folder ", path));
  }
  folder = FileDescriptor(openat(parent, name.c_str(), kFolderFlags));
  // Asked for explicitly: the umask takes bits away from what mkdir is given, and the group's bit is
  // inherited.
  struct stat made {};
  if (!folder.valid() || fstat(folder.get(), &made) != 0 ||
      fchmod(folder.get(), mode | (made.st_mode & S_ISGID)) != 0) {
    return ErrnoStatus(absl::StrCat("cannot make the folder ", path));
  }
  return folder;
}

std::vector<std::string> NamesIn(int folder) {
  std::vector<std::string> names;
  // A descriptor of its own: reading moves it, and closedir closes it.
  const int fd = openat(folder, ".", kFolderFlags);
  const std::unique_ptr<DIR, int (*)(DIR*)> dir(fd < 0 ? nullptr : fdopendir(fd), closedir);
  if (!dir) return names;
  while (const dirent* const entry = readdir(dir.get())) {
    const absl::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  return names;
}

absl::Status WriteFileIn(int folder, const std::string& name, absl::string_view content) {
  const std::string temporary = absl::StrCat(".", name, ".new");
  const FileDescriptor file(
      openat(folder, temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, kReportMode));
  if (!file.valid() || !WriteAll(file.get(), content) ||
      renameat(folder, temporary.c_str(), folder, name.c_str()) != 0) {
    return absl::FailedPreconditionError(absl::StrCat("cannot write a report: ", std::strerror(errno)));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> MoveWithoutOverwriting(int from, const std::string& from_name, int to,
                                            const std::string& to_name) {
  if (renameat2(from, from_name.c_str(), to, to_name.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno == EEXIST) return false;
  if (errno != EINVAL && errno != ENOSYS) return ErrnoStatus("cannot move a file");
  // Some file systems, NFS among them, cannot do it in one step.
  if (linkat(from, from_name.c_str(), to, to_name.c_str(), 0) != 0) {
    if (errno == EEXIST) return false;
    return ErrnoStatus("cannot move a file");
  }
  if (unlinkat(from, from_name.c_str(), 0) != 0) return ErrnoStatus("cannot move a file");
  return true;
}

absl::Time ModifyTimeOf(const struct stat& stat) { return absl::TimeFromTimespec(stat.st_mtim); }

}  // namespace nanolearn
