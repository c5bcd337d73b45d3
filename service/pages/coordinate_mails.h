#pragma once

#include <string>

#include "service/pages/coordinate_views.h"
#include "service/pages/signed_in.h"

namespace nanolearn::pages {

// Mails that were not delivered, and sending them once more.
std::string CoordinateMailsPage(const SignedIn& reader, const CoordinateMails& mails);

}  // namespace nanolearn::pages
