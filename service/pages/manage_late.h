#pragma once

#include <string>

#include "service/pages/manage_views.h"
#include "service/pages/signed_in.h"

namespace nanolearn::pages {

// Who is late with what, to be ticked and reminded.
std::string ManageLatePage(const SignedIn& reader, const ManageLate& late);
// Asks once more.
std::string ManageRemindAllPage(const SignedIn& reader, const ManageRemindAll& all);
// What came of it.
std::string ManageRemindedPage(const SignedIn& reader, const ManageReminded& reminded);

}  // namespace nanolearn::pages
