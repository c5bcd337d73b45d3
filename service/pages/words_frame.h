#pragma once

#include "absl/strings/string_view.h"

namespace nanolearn::pages {

// The words around every page.
struct FrameWords {
  const char* skip;           // a link to the page's own text
  const char* navigation;     // names the navigation for those who listen
  const char* languages;      // names the choice of language
  const char* for_whom;       // before initials
  const char* questions;      // before the contact's address
  const char* accessibility;  // a link to the statement
  // Said by lesson.js.
  const char* offline;  // the answer waits on this device
  const char* try_now;
  const char* sending;  // it takes a while
  const char* failing;  // the server makes a mistake each time
  const char* waits;    // something else cannot be sent yet
  const char* drop;     // gives up what cannot be sent
  const char* sent;
  const char* still_there;  // the screen is about to forget
  const char* stay;
};

// English for "en", else Swedish.
const FrameWords& FrameWordsOf(absl::string_view language);

}  // namespace nanolearn::pages
