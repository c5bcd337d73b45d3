#pragma once

#include <string>

#include "service/pages/manage_views.h"
#include "service/pages/signed_in.h"

namespace nanolearn::pages {

// One unit: its figures, those of the units right below it, and those of each lesson.
std::string ManageUnitPage(const SignedIn& reader, const ManageUnit& unit);

}  // namespace nanolearn::pages
