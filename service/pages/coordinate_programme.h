#pragma once

#include <string>

#include "service/pages/coordinate_views.h"
#include "service/pages/signed_in.h"

namespace nanolearn::pages {

// A programme: its lessons with their days and figures, when it writes, and its weak questions.
std::string CoordinateProgrammePage(const SignedIn& reader, const CoordinateProgramme& programme);

}  // namespace nanolearn::pages
