#pragma once

#include "absl/strings/string_view.h"

namespace nanolearn::pages {

// The words of pages for people we do not know.
struct PublicWords {
  const char* error;  // before a title, when something that was typed is wrong
  // The start.
  const char* front_title;
  const char* front_text;
  const char* code_label;
  const char* code_hint;
  const char* code_wrong;
  const char* open;
  const char* no_code;
  const char* to_link;
  const char* to_sign_in;
  const char* to_screen;
  // Asking for a link.
  const char* link_title;
  const char* link_text;
  const char* address_label;
  const char* address_wrong;
  const char* send;
  const char* sent_title;
  const char* sent_text;
  const char* sent_nothing;
  const char* gone_title;
  const char* gone_text;
  const char* to_front;
  // Shared screens.
  const char* screen_title;
  const char* screen_text;
  const char* letters_label;
  const char* letters_wrong;
  const char* confirm_title;
  const char* confirm_text;
  const char* confirm;
  const char* screen_forgets;
  // Refusals: a title and a sentence.
  const char* bad_title;
  const char* bad_text;
  const char* missing_title;
  const char* missing_text;
  const char* method_title;
  const char* method_text;
  const char* large_title;
  const char* large_text;
  const char* often_title;
  const char* often_text;
  const char* mistake_title;
  const char* mistake_text;
  const char* busy_title;
  const char* busy_text;
};

// English for "en", else Swedish.
const PublicWords& PublicWordsOf(absl::string_view language);

}  // namespace nanolearn::pages
