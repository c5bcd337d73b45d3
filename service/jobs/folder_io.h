#pragma once
// Small steps below an open folder, none of which follows a link.

#include <sys/stat.h>

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/file_descriptor.h"

namespace nanolearn {

// Opens the folder `name`, made with `mode` when it is missing. `path` is what errors call it.
absl::StatusOr<FileDescriptor> OpenOrMakeFolder(int parent, const std::string& name, mode_t mode,
                                                const std::string& path);
// The names in it, in no order, without "." and "..".
std::vector<std::string> NamesIn(int folder);
// Writes a file so that a crash leaves all of it or none; it takes the place of an older one.
absl::Status WriteFileIn(int folder, const std::string& name, absl::string_view content);
// Moves a file. False when `to_name` is taken; an error when the file is gone or cannot be moved.
absl::StatusOr<bool> MoveWithoutOverwriting(int from, const std::string& from_name, int to,
                                            const std::string& to_name);
absl::Time ModifyTimeOf(const struct stat& stat);
// errno as a status: NOT_FOUND when the file or folder is not there, else FAILED_PRECONDITION.
absl::Status ErrnoStatus(absl::string_view what);

}  // namespace nanolearn
