#pragma once

#include <string>

#include "service/pages/coordinate_views.h"
#include "service/pages/signed_in.h"

namespace nanolearn::pages {

// What many did not know at their first try.
std::string CoordinateQuestionsPage(const SignedIn& reader, const CoordinateQuestions& questions);

}  // namespace nanolearn::pages
