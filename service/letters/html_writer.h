#pragma once

#include <cmark-gfm.h>

#include <string>

#include "service/letters/mark_values.h"

namespace nanolearn::letters {

// A checked template as the HTML part of a mail: plain elements that every mail program knows, with their
// styles in them, no pictures and nothing that is fetched. Colours are the reader's own, so that a dark
// screen stays dark.
std::string WriteHtml(cmark_node* document, const MarkValues& values, absl::string_view subject);

}  // namespace nanolearn::letters
