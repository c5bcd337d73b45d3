#include "service/jobs/stray_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "service/base/file_descriptor.h"
#include "service/domain/drop_file.h"
#include "service/domain/resource_name.h"
#include "service/jobs/folder_io.h"

namespace nanolearn {
namespace {

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

// 0 for what is not there.
mode_t TypeOf(int folder, const std::string& name) {
  struct stat stat {};
  return fstatat(folder, name.c_str(), &stat, AT_SYMLINK_NOFOLLOW) == 0 ? stat.st_mode & S_IFMT : 0;
}

bool IsFile(int folder, const std::string& name) {
  return IsDelivered(name) && TypeOf(folder, name) == S_IFREG;
}

bool HasFiles(int parent, const std::string& name) {
  const FileDescriptor folder(openat(parent, name.c_str(), kFolderFlags));
  if (!folder.valid()) return false;
  for (const std::string& file : NamesIn(folder.get())) {
    if (IsFile(folder.get(), file)) return true;
  }
  return false;
}

}  // namespace

std::set<std::string> FindStrayFiles(const std::string& root, const std::string& organisation,
                                     const std::set<std::string>& sources) {
  std::set<std::string> places;
  const FileDescriptor top(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!top.valid()) return places;
  const FileDescriptor folder(openat(top.get(), organisation.c_str(), kFolderFlags));
  if (!folder.valid()) return places;
  for (const std::string& name : NamesIn(folder.get())) {
    if (IsFile(folder.get(), name)) {
      places.insert(".");
    } else if (!sources.contains(name) && TypeOf(folder.get(), name) == S_IFDIR &&
               HasFiles(folder.get(), name)) {
      // A name that somebody made up may be anybody's.
      places.insert(IsSlug(name) ? name : "?");
    }
  }
  return places;
}

}  // namespace nanolearn
