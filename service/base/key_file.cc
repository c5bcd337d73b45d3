#include "service/base/key_file.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "service/base/private_file.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxKeys = 250;  // the database counts them in a byte

absl::StatusOr<std::string> ReadContent(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file.is_open()) {
    return absl::FailedPreconditionError(absl::StrCat("cannot read the key file ", path, ": ", std::strerror(errno)));
  }
  std::stringstream content;
  content << file.rdbuf();
  const std::string bytes = content.str();
  if (!file || bytes.empty() || bytes.size() % HashKey::kBytes != 0) {
    return absl::FailedPreconditionError(absl::StrCat("the key file ", path, " must hold exactly ", HashKey::kBytes,
                                                      " bytes for each key; restore it from a backup"));
  }
  return bytes;
}

std::string NameOf(uid_t user) {
  const passwd* const entry = getpwuid(user);
  return entry ? entry->pw_name : absl::StrCat(user);
}

// The file is written anew, and would be whoever's does that: the server could not read it any more.
absl::Status CheckOwner(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0 || info.st_uid == geteuid()) return absl::OkStatus();
  const std::string owner = NameOf(info.st_uid);
  return absl::FailedPreconditionError(
      absl::StrCat(path, " is ", owner, "'s: add a key as that user, for example with sudo -u ", owner));
}

}  // namespace

std::string KeyFileIn(const std::string& data_directory) { return absl::StrCat(data_directory, "/identity.key"); }

absl::StatusOr<std::vector<HashKey>> ReadKeyFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadContent(path));
  std::vector<HashKey> keys;
  for (size_t at = 0; at < bytes.size(); at += HashKey::kBytes) keys.emplace_back(bytes.substr(at, HashKey::kBytes));
  return keys;
}

absl::StatusOr<std::vector<HashKey>> ReadOrMakeKeyFile(const std::string& path) {
  if (access(path.c_str(), F_OK) != 0) RETURN_IF_ERROR(WritePrivateFile(path, RandomBytes(HashKey::kBytes)));
  return ReadKeyFile(path);
}

absl::StatusOr<int> AddKeyToFile(const std::string& path) {
  // A new file in the wrong folder would be a key that nobody has ever used.
  if (access(path.c_str(), F_OK) != 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("there is no ", path, ": a server makes it when it first starts; say with --data where it is"));
  }
  RETURN_IF_ERROR(CheckOwner(path));
  ASSIGN_OR_RETURN(const std::string bytes, ReadContent(path));
  const size_t keys = bytes.size() / HashKey::kBytes;
  if (keys == kMaxKeys) {
    return absl::FailedPreconditionError(absl::StrCat("an installation has at most ", kMaxKeys, " keys"));
  }
  RETURN_IF_ERROR(WritePrivateFile(path, absl::StrCat(bytes, RandomBytes(HashKey::kBytes))));
  return static_cast<int>(keys) + 1;
}

}  // namespace nanolearn
