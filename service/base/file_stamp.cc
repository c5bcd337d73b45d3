#include "service/base/file_stamp.h"

#include <sys/stat.h>

#include <cerrno>

#include "absl/strings/str_cat.h"

namespace nanolearn {

std::string FileStamp(const std::string& file) {
  struct stat found {};
  if (file.empty()) return "";
  if (stat(file.c_str(), &found) != 0) return absl::StrCat("error ", errno);
  return absl::StrCat(found.st_dev, " ", found.st_ino, " ", found.st_size, " ", found.st_ctim.tv_sec, ".",
                      found.st_ctim.tv_nsec);
}

}  // namespace nanolearn
