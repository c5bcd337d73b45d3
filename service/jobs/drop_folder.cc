#include "service/jobs/drop_folder.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/jobs/folder_io.h"

namespace nanolearn {
namespace {

constexpr mode_t kOrganisationMode = 0750;
// Those who deliver may write into it, and with the sticky bit take away only what is their own.
constexpr mode_t kSourceMode = 03770;
constexpr mode_t kInnerMode = 0750;
constexpr int kReadFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
constexpr char kTextReport[] = ".report.txt";
constexpr char kJsonReport[] = ".report.json";

DropFileStat StatOf(const struct stat& stat) {
  return {stat.st_ino, static_cast<int64_t>(stat.st_size), ModifyTimeOf(stat)};
}

// All of it, in one piece of memory.
absl::StatusOr<std::string> ReadAll(int fd, int64_t size) {
  std::string bytes(static_cast<size_t>(size), '\0');
  size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t got = pread(fd, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return absl::UnavailableError(absl::StrCat("cannot read the file: ", std::strerror(errno)));
    if (got == 0) break;
    at += static_cast<size_t>(got);
  }
  bytes.resize(at);
  return bytes;
}

absl::Status TooLarge() {
  return MakeError(absl::StatusCode::kInvalidArgument,
                   absl::StrCat("The file is larger than ", limits::kMaxUploadBytes >> 20,
                                " MiB, which is the most that is read."),
                   {.reason = "FILE_TOO_LARGE"});
}

bool IsTaken(int folder, const std::string& name) {
  struct stat stat {};
  return fstatat(folder, name.c_str(), &stat, AT_SYMLINK_NOFOLLOW) == 0;
}

bool IsReport(absl::string_view name) {
  return absl::ConsumeSuffix(&name, kTextReport) || absl::ConsumeSuffix(&name, kJsonReport);
}

}  // namespace

absl::string_view DropOutcomeName(DropOutcome outcome) {
  switch (outcome) {
    case DropOutcome::kDone:
      return "done";
    case DropOutcome::kHeld:
      return "held";
    case DropOutcome::kFailed:
      return "failed";
  }
  return "";
}

absl::StatusOr<DropFolder> DropFolder::Open(const std::string& root, const std::string& organisation,
                                            const std::string& source) {
  DropFolder folder;
  // The root is the operator's word, and may be a link.
  const FileDescriptor top(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!top.valid()) return ErrnoStatus(absl::StrCat("cannot open the folder ", root));
  std::string path = absl::StrCat(root, "/", organisation);
  ASSIGN_OR_RETURN(const FileDescriptor above,
                   OpenOrMakeFolder(top.get(), organisation, kOrganisationMode, path));
  absl::StrAppend(&path, "/", source);
  ASSIGN_OR_RETURN(folder.folder_, OpenOrMakeFolder(above.get(), source, kSourceMode, path));
  const int here = folder.folder_.get();
  ASSIGN_OR_RETURN(folder.work_, OpenOrMakeFolder(here, "work", kInnerMode, absl::StrCat(path, "/work")));
  for (const DropOutcome outcome : {DropOutcome::kDone, DropOutcome::kHeld, DropOutcome::kFailed}) {
    const std::string name(DropOutcomeName(outcome));
    ASSIGN_OR_RETURN(folder.finished_[static_cast<int>(outcome)],
                     OpenOrMakeFolder(here, name, kInnerMode, absl::StrCat(path, "/", name)));
  }
  return folder;
}

std::vector<DropFolder::Entry> DropFolder::Delivered(std::vector<std::string>& refused) const {
  std::vector<Entry> entries;
  for (std::string& name : NamesIn(folder_.get())) {
    if (!IsDelivered(name)) continue;
    struct stat stat {};
    if (fstatat(folder_.get(), name.c_str(), &stat, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (S_ISREG(stat.st_mode)) {
      entries.push_back({std::move(name), StatOf(stat)});
    } else if (!S_ISDIR(stat.st_mode)) {
      refused.push_back(std::move(name));
    }
  }
  // As they were written, so that a newer list comes after an older one.
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.stat.modify_time, a.name) < std::tie(b.stat.modify_time, b.name);
  });
  return entries;
}

std::vector<WorkName> DropFolder::InWork() const {
  std::vector<WorkName> files;
  for (const std::string& name : NamesIn(work_.get())) {
    if (std::optional<WorkName> parsed = ParseWorkName(name)) files.push_back(*std::move(parsed));
  }
  std::sort(files.begin(), files.end(),
            [](const WorkName& a, const WorkName& b) { return a.pickup < b.pickup; });
  return files;
}

absl::Status DropFolder::Claim(const Entry& entry, const WorkName& as) const {
  // What cannot be read is left where its owner can see and mend it.
  const FileDescriptor file(openat(folder_.get(), entry.name.c_str(), kReadFlags));
  if (!file.valid()) return ErrnoStatus("a file cannot be opened");
  struct stat stat {};
  if (fstat(file.get(), &stat) != 0 || StatOf(stat) != entry.stat)
    return absl::NotFoundError("it has changed");
  if (renameat(folder_.get(), entry.name.c_str(), work_.get(), FormatWorkName(as).c_str()) != 0) {
    return ErrnoStatus("a file cannot be moved into the folder work");
  }
  return absl::OkStatus();
}

absl::Status DropFolder::Reclaim(const WorkName& from, const WorkName& to) const {
  if (renameat(work_.get(), FormatWorkName(from).c_str(), work_.get(), FormatWorkName(to).c_str()) != 0) {
    return ErrnoStatus("a file in the folder work cannot be taken over");
  }
  return absl::OkStatus();
}

absl::StatusOr<DropFolder::Content> DropFolder::Read(const WorkName& name) const {
  const FileDescriptor file(openat(work_.get(), FormatWorkName(name).c_str(), kReadFlags));
  if (!file.valid()) return ErrnoStatus("The file cannot be opened");
  struct stat before {
  }, after{};
  if (fstat(file.get(), &before) != 0 || !S_ISREG(before.st_mode)) {
    return absl::FailedPreconditionError("It is not a regular file.");
  }
  if (before.st_size > static_cast<off_t>(limits::kMaxUploadBytes)) return TooLarge();
  ASSIGN_OR_RETURN(std::string bytes, ReadAll(file.get(), before.st_size));
  if (fstat(file.get(), &after) != 0 || StatOf(before) != StatOf(after) ||
      bytes.size() != static_cast<size_t>(before.st_size)) {
    return absl::UnavailableError("The file is still being written.");
  }
  return Content{std::move(bytes), ModifyTimeOf(before)};
}

absl::Status DropFolder::Finish(const WorkName& name, DropOutcome outcome, absl::Time time,
                                absl::TimeZone zone, const Reports& reports) const {
  if (!IsTaken(work_.get(), FormatWorkName(name))) return absl::NotFoundError("the file is gone");
  const int to = FolderOf(outcome).get();
  for (int attempt = 1;; ++attempt) {
    const std::string finished = FinishedName(name.name, time, zone, attempt);
    if (IsTaken(to, finished)) continue;
    // The reports first: whoever sees the file finds them beside it. A crash in between leaves them to be
    // written over.
    RETURN_IF_ERROR(WriteFileIn(to, finished + kTextReport, reports.text));
    RETURN_IF_ERROR(WriteFileIn(to, finished + kJsonReport, reports.json));
    ASSIGN_OR_RETURN(const bool moved,
                     MoveWithoutOverwriting(work_.get(), FormatWorkName(name), to, finished));
    if (moved) return absl::OkStatus();
  }
}

int DropFolder::DeleteFinishedBefore(absl::CivilDay day) const {
  int deleted = 0;
  for (const FileDescriptor& folder : finished_) {
    for (const std::string& name : NamesIn(folder.get())) {
      absl::string_view shown = name;
      absl::ConsumePrefix(&shown, ".");  // a report that a crash left half written
      const std::optional<absl::CivilDay> finished = FinishedDay(shown);
      if (!finished || *finished >= day) continue;
      if (unlinkat(folder.get(), name.c_str(), 0) == 0 && !IsReport(name)) ++deleted;
    }
  }
  return deleted;
}

}  // namespace nanolearn
