#pragma once
// What the owner of a source is told by mail, in Swedish and then in English. Names the source, the file and
// figures; never a person. No I/O.

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/domain/mail.h"
#include "service/domain/organisation.h"
#include "service/domain/source.h"
#include "service/domain/sync_run.h"

namespace nanolearn {

// A run is held: why, and how to approve or reject it. Without id and time. Nothing when the source has no
// owner.
std::optional<Mail> HeldRunMail(const Organisation& organisation, const Source& source, const SyncRun& run);

// A file in the drop folder could not be read. `about` tells such mails apart.
std::optional<Mail> FailedFileMail(const Organisation& organisation, const Source& source,
                                   absl::string_view file_name, const absl::Status& why,
                                   absl::string_view about);

}  // namespace nanolearn
