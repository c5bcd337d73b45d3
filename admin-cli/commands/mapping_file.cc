#include "admin-cli/commands/mapping_file.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/errors.h"
#include "admin-cli/files.h"
#include "service/base/status_macros.h"
#include "service/domain/unicode.h"

namespace nanolearn::cli {

absl::StatusOr<std::string> ReadMappingFile(const std::string& path) {
  ASSIGN_OR_RETURN(std::string mapping, ReadFile(path, kMaxConfigBytes));
  if (const auto at = FindNotUtf8(mapping)) {
    return InputError(absl::StrCat(path, " is not UTF-8: byte ", *at + 1, " means nothing there."));
  }
  return mapping;
}

}  // namespace nanolearn::cli
