#pragma once

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "service/domain/unit.h"

namespace nanolearn {

// The units that a row of a file for `effective` may name: those that exist then or later, as they are last.
absl::flat_hash_map<std::string, UnitVersion> UnitsByCode(absl::Span<const UnitVersion> versions,
                                                          Date effective);

}  // namespace nanolearn
