#include "service/jobs/anchor_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/base/private_file.h"
#include "service/base/status_macros.h"
#include "service/domain/audit_anchor.h"

namespace nanolearn {
namespace {

constexpr off_t kMaxLineBytes = 4096;

absl::Status Failure(absl::string_view what, const std::string& path) {
  return absl::FailedPreconditionError(absl::StrCat("cannot ", what, " ", path, ": ", std::strerror(errno)));
}

// So that a file that was just made is still there after a crash.
void KeepName(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const FileDescriptor parent(open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (parent.valid()) fsync(parent.get());
}

}  // namespace

absl::StatusOr<AnchorFile> AnchorFile::Open(const std::string& path) {
  FileDescriptor file(open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK | O_CLOEXEC, 0600));
  if (!file.valid()) return Failure("open", path);
  struct stat facts {};
  if (fstat(file.get(), &facts) != 0) return Failure("look at", path);
  if (!S_ISREG(facts.st_mode)) return absl::FailedPreconditionError(absl::StrCat(path, " is no file that lines can be kept in"));
  if (facts.st_size == 0) KeepName(path);
  return AnchorFile(path, std::move(file));
}

absl::StatusOr<std::optional<absl::Time>> AnchorFile::LastTime() const {
  ASSIGN_OR_RETURN(const std::string tail, Tail());
  absl::string_view text = tail;
  if (!absl::ConsumeSuffix(&text, "\n")) return std::optional<absl::Time>();
  const size_t before = text.rfind('\n');
  return AnchorLineTime(before == absl::string_view::npos ? text : text.substr(before + 1));
}

absl::Status AnchorFile::Append(absl::string_view lines) {
  ASSIGN_OR_RETURN(const std::string tail, Tail());
  const bool was_cut_off = !tail.empty() && tail.back() != '\n';
  if (!WriteAll(file_.get(), absl::StrCat(was_cut_off ? "\n" : "", lines))) return Failure("write to", path_);
  return absl::OkStatus();
}

absl::StatusOr<std::string> AnchorFile::Tail() const {
  struct stat facts {};
  if (fstat(file_.get(), &facts) != 0) return Failure("look at", path_);
  std::string tail(std::min(facts.st_size, kMaxLineBytes), '\0');
  size_t read = 0;
  while (read < tail.size()) {
    const ssize_t bytes = pread(file_.get(), tail.data() + read, tail.size() - read,
                                facts.st_size - static_cast<off_t>(tail.size() - read));
    if (bytes < 0 && errno == EINTR) continue;
    if (bytes < 0) return Failure("read", path_);
    if (bytes == 0) break;  // somebody has made it shorter meanwhile
    read += bytes;
  }
  tail.resize(read);
  return tail;
}

}  // namespace nanolearn
