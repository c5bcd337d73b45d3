#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "service/app/environment.h"

namespace nanolearn {

// All of the installation.
absl::StatusOr<std::vector<Organisation>> AllOrganisations(const Environment& env);

}  // namespace nanolearn
