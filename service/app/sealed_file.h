#pragma once
// Staff files as they are kept in the database: sealed, since they hold personnummer. Nobody can read them
// from the database alone.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/app/environment.h"

namespace nanolearn {

// The part of an upload that begins at `position` of the file. Opens only as that part of that upload: else
// DATA_LOSS, without details.
Sealed SealChunk(const KeyRing& keys, Id upload_id, int64_t position, absl::string_view bytes);
absl::StatusOr<std::string> OpenChunk(const KeyRing& keys, Id upload_id, int64_t position, const Sealed& sealed);

// Keeps a file as an upload that belongs to a run; the id is for the run.
Id StoreSealedFile(const Environment& env, WriteTransaction& tx, Id organisation_id,
                   absl::string_view content);
// The file. DATA_LOSS, without details, when it cannot be opened or is not whole.
absl::StatusOr<std::string> ReadSealedFile(const Environment& env, const ReadTransaction& tx,
                                           Id organisation_id, Id upload_id);

}  // namespace nanolearn
