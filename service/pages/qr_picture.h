#pragma once

#include <string>

#include "service/pages/html.h"

namespace nanolearn::pages {

// An address as a QR picture in SVG, for cameras only: it is hidden from those who listen. Empty for text
// that is too long for one.
Html QrPicture(const std::string& url);

}  // namespace nanolearn::pages
