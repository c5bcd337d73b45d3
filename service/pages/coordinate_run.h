#pragma once

#include <string>

#include "service/pages/coordinate_views.h"
#include "service/pages/signed_in.h"

namespace nanolearn::pages {

// A run of a staff list: why it is held, what it would do, and the decision.
std::string CoordinateRunPage(const SignedIn& reader, const CoordinateRun& run);

}  // namespace nanolearn::pages
