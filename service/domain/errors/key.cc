#include "service/domain/errors/key.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"

namespace nanolearn::errors {
namespace {

absl::Status Refused(absl::string_view reason, int number, absl::string_view message) {
  return MakeError(absl::StatusCode::kFailedPrecondition, message,
                   {.reason = std::string(reason), .metadata = {{"key", absl::StrCat(number)}}});
}

}  // namespace

absl::Status KeyNotHere(int number, int keys) {
  return Refused("KEY_NOT_HERE", number,
                 absl::StrCat("this server has no key ", number, ": its identity.key holds ", keys,
                              keys == 1 ? " key" : " keys",
                              "; make one with nanolearnd keys add, copy the file to every server, and try again"));
}

absl::Status KeyIsOlder(int number, int in_use) {
  return Refused("KEY_IS_OLDER", number,
                 absl::StrCat("key ", in_use, " is in use, and no key before it can be used again; add a new one with "
                              "nanolearnd keys add"));
}

absl::Status KeyInUse(int number) {
  return Refused("KEY_IN_USE", number,
                 absl::StrCat("key ", number, " is in use; use a later one first: nanolearn keys use"));
}

absl::Status KeyNotUsed(int number) {
  return Refused("KEY_NOT_USED", number, absl::StrCat("key ", number, " has never been in use, so that nothing is under it"));
}

absl::Status KeyNeeded(int number, int64_t organisations, int64_t secrets, int64_t file_parts) {
  return Refused("KEY_NEEDED", number,
                 absl::StrCat("key ", number, " is still needed; organisations whose people are under it: ", organisations,
                              ", secrets: ", secrets, ", parts of staff files: ", file_parts,
                              ". The servers bring them under the key in use by themselves: nanolearn keys show says how "
                              "far they are, nanolearn jobs what stands in their way under key-rotation"));
}

}  // namespace nanolearn::errors
