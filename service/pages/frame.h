#pragma once
// What stands around every page.

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/pages/html.h"

namespace nanolearn::pages {

struct NavigationLink {
  std::string text;
  std::string href;
  bool is_current = false;
};

// A form of one button.
struct ActionButton {
  std::string text;
  std::string action;  // posted to
  std::vector<Field> fields;
};

// How one changes to another language.
struct LanguageSwitch {
  std::vector<std::string> languages = {"sv", "en"};  // fewer than two: there is none
  // Where the choice is posted, as the field `language`, so that it is remembered; empty: links to the same
  // page with ?lang=.
  std::string action;
  std::vector<Field> fields;
};

struct Frame {
  std::string language;         // of the words around the page: "sv" or "en"
  std::string chosen_language;  // marked in the switch; empty: `language`
  std::string title;            // of the window; the page has its own h1
  std::string organisation;     // as a name; empty: of the product
  std::string home = "/";       // where the organisation's name leads
  std::string who;              // whose page it is, such as "AB"; empty: nobody's
  std::vector<NavigationLink> navigation;
  std::vector<ActionButton> buttons;  // at the top, such as "Sign out"
  LanguageSwitch language_switch;
  std::string contact_email;        // empty: nobody is named
  std::string accessibility;        // where the statement is; empty: the one for everybody
  bool is_wide = false;             // for tables; text is narrow
  bool has_lesson_script = false;   // assets/lesson.js
  bool has_preview_script = false;  // assets/preview.js
  // Others use the screen too: nothing is kept, and without a hand on it the page goes to /k.
  bool is_screen = false;
};

// The whole page. `main` holds one h1.
std::string InFrame(const Frame& frame, const Html& main);

// Of the style sheet inside each page, for style-src of the content security policy: "'sha256-...'".
const std::string& StyleHash();

// "rtl" or "ltr".
absl::string_view DirectionOf(absl::string_view language);
// What a language is called by those who speak it: "Svenska"; the code itself for one that we do not know.
std::string LanguageName(absl::string_view code);
// "/assets/lesson.js?v=0123abcd": changes with what is in it, so that browsers may keep it.
std::string AssetAddress(absl::string_view name);

}  // namespace nanolearn::pages
