#include "service/domain/older_file_guard.h"

#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

std::string WhatApprovingDoes(Date effective) {
  return absl::StrCat(" Approving goes back to what it says from ", FormatDate(effective),
                      " on. To tell what was so on a past day, give that day and --replay instead.");
}

}  // namespace

HoldReason FindReadBefore(const SyncRun& earlier, Date effective) {
  return {"OLDER_FILE", absl::StrCat("The very same file was read before, for ",
                                     FormatDate(earlier.effective), " by the run ", FormatId(earlier.id),
                                     ", and a newer one has been read since.", WhatApprovingDoes(effective))};
}

HoldReason FindOlder(absl::Time written, absl::Time last_written, absl::TimeZone zone, Date effective) {
  constexpr char kForm[] = "%Y-%m-%d %H:%M";
  return {"OLDER_FILE",
          absl::StrCat("The file was written on ", absl::FormatTime(kForm, written, zone),
                       ", before the one that was read last (", absl::FormatTime(kForm, last_written, zone),
                       ").", WhatApprovingDoes(effective))};
}

}  // namespace nanolearn
