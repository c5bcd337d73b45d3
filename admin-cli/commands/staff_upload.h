#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "admin-cli/context.h"
#include "nanolearn/v1/person_service.pb.h"

namespace nanolearn::cli {

// Sends a staff file in chunks. A large one goes on where it stopped when the connection is lost; with
// `was_begun` perhaps where an earlier command with the same request id stopped. `header` has everything but
// what the file itself says.
absl::StatusOr<v1::SyncPeopleResponse> SendStaffFile(v1::SyncPeopleHeader header, const std::string& path,
                                                     bool was_begun, Context& context);

}  // namespace nanolearn::cli
