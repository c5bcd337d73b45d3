#include "service/domain/errors/merge.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"

namespace nanolearn::errors {
namespace {

absl::Status Refuse(absl::string_view reason, absl::string_view name, absl::string_view message) {
  return MakeError(absl::StatusCode::kFailedPrecondition, message,
                   {.reason = std::string(reason),
                    .resource_type = "nanolearn/Person",
                    .resource_name = std::string(name)});
}

}  // namespace

absl::Status AlreadyMerged(absl::string_view name, absl::string_view into) {
  return Refuse("ALREADY_MERGED", name,
                absl::StrCat("'", name, "' was merged into '", into,
                             "' and has nothing left; name that person instead, or undo that merge first"));
}

absl::Status NotMerged(absl::string_view name) {
  return Refuse("NOT_MERGED", name,
                absl::StrCat("'", name,
                             "' is not merged into anybody; name the person who was merged, not the one who "
                             "goes on"));
}

}  // namespace nanolearn::errors
