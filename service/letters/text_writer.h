#pragma once

#include <cmark-gfm.h>

#include <string>

#include "service/letters/mark_values.h"

namespace nanolearn::letters {

// A checked template as the text part of a mail: what one would write by hand.
std::string WriteText(cmark_node* document, const MarkValues& values);

}  // namespace nanolearn::letters
