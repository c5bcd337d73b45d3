#pragma once

#include <string>

#include "service/pages/manage_views.h"
#include "service/pages/signed_in.h"

namespace nanolearn::pages {

// A manager's first page: each unit with its figures, and who reports to the manager.
std::string ManageOverviewPage(const SignedIn& reader, const ManageOverview& overview);

}  // namespace nanolearn::pages
