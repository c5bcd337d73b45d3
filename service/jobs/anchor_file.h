#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/file_descriptor.h"

namespace nanolearn {

// A file that lines are added to and never taken from: domain/audit_anchor.h says what they are. Others may write to it too.
class AnchorFile {
 public:
  // Makes it, for its owner alone, when it is missing; one that is there keeps its rights. FAILED_PRECONDITION with what is wrong.
  static absl::StatusOr<AnchorFile> Open(const std::string& path);

  // When its last line was written; nothing without one that is whole.
  absl::StatusOr<std::optional<absl::Time>> LastTime() const;
  // Durable when it returns OK. Begins on a line of its own, also after a line that was cut off.
  absl::Status Append(absl::string_view lines);

 private:
  AnchorFile(std::string path, FileDescriptor file) : path_(std::move(path)), file_(std::move(file)) {}
  absl::StatusOr<std::string> Tail() const;

  std::string path_;
  FileDescriptor file_;
};

}  // namespace nanolearn
