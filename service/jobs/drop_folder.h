#pragma once
// The drop folder of one source on disk. Others can write into it, so that nothing in it is trusted: names
// are met one step at a time below an open folder, and links are never followed.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/base/file_descriptor.h"
#include "service/domain/drop_file.h"

namespace nanolearn {

// Where a file goes when it has been dealt with.
enum class DropOutcome { kDone, kHeld, kFailed };
// "done", "held", "failed".
absl::string_view DropOutcomeName(DropOutcome outcome);

class DropFolder {
 public:
  // ROOT/ORGANISATION/SOURCE with the folders work, done, held and failed, made where they are missing. The
  // status says which folder is the trouble, and what to do.
  static absl::StatusOr<DropFolder> Open(const std::string& root, const std::string& organisation,
                                         const std::string& source);

  struct Entry {
    std::string name;
    DropFileStat stat;
  };
  // The regular files that are meant to be picked up; `refused` becomes the names of those that are something
  // else.
  std::vector<Entry> Delivered(std::vector<std::string>& refused) const;
  // Those in the work folder, the first claimed first.
  std::vector<WorkName> InWork() const;

  // Takes a delivered file into the work folder. NOT_FOUND when another server was faster or the file has
  // changed, FAILED_PRECONDITION when it may not be read.
  absl::Status Claim(const Entry& entry, const WorkName& as) const;
  // Goes on with what another server left. NOT_FOUND when yet another one does.
  absl::Status Reclaim(const WorkName& from, const WorkName& to) const;

  struct Content {
    std::string bytes;
    absl::Time modify_time;
  };
  // A claimed file. NOT_FOUND when it is gone; UNAVAILABLE while somebody still writes to it;
  // INVALID_ARGUMENT / FILE_TOO_LARGE above limits::kMaxUploadBytes; FAILED_PRECONDITION when it is no file
  // that can be read.
  absl::StatusOr<Content> Read(const WorkName& name) const;

  struct Reports {
    std::string text;
    std::string json;
  };
  // Moves a claimed file to where it ends, with reports beside it; never over another file. NOT_FOUND when
  // another server has done it.
  absl::Status Finish(const WorkName& name, DropOutcome outcome, absl::Time time, absl::TimeZone zone,
                      const Reports& reports) const;

  // Deletes what was dealt with before `day`, and its reports. How many files that were.
  int DeleteFinishedBefore(absl::CivilDay day) const;

 private:
  DropFolder() = default;
  const FileDescriptor& FolderOf(DropOutcome outcome) const { return finished_[static_cast<int>(outcome)]; }

  FileDescriptor folder_, work_;
  FileDescriptor finished_[3];  // by DropOutcome
};

}  // namespace nanolearn
