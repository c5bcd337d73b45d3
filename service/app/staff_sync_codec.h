#pragma once

#include <string>

#include "service/app/people.h"

namespace nanolearn {

// How the result of a sync is remembered for its request id.
std::string EncodeSyncResult(const StaffSyncResult& result);
StaffSyncResult DecodeSyncResult(const std::string& text);

}  // namespace nanolearn
