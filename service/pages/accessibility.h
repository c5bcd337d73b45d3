#pragma once

#include <string>

#include "service/pages/frame.h"

namespace nanolearn::pages {

// The statement that the law asks for (2018:1937). `frame` tells the language, and of whom the pages are, if
// that is known; its title is set here.
std::string AccessibilityPage(Frame frame);

}  // namespace nanolearn::pages
