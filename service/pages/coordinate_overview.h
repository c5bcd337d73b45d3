#pragma once

#include <string>

#include "service/pages/coordinate_views.h"
#include "service/pages/signed_in.h"

namespace nanolearn::pages {

// A security coordinator's first page: what waits for a decision, what does not work, and how each programme
// goes.
std::string CoordinateOverviewPage(const SignedIn& reader, const CoordinateOverview& overview);

}  // namespace nanolearn::pages
