#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "service/app/access.h"
#include "service/domain/source.h"

namespace nanolearn {

// What a directory's token is for.
struct DirectoryScope {
  Organisation organisation;
  Source source;
};

// PERMISSION_DENIED for a token without a source.
absl::Status CheckDirectoryToken(const Caller& caller);
// The token has been checked.
absl::StatusOr<DirectoryScope> OpenDirectory(const ReadTransaction& tx, const Caller& caller);

}  // namespace nanolearn
