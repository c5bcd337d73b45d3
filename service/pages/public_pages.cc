#include "service/pages/public_pages.h"

#include <ctemplate/template_dictionary.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "service/pages/frame.h"
#include "service/pages/words_public.h"

namespace nanolearn::pages {
namespace {

using ctemplate::TemplateDictionary;

std::string Framed(absl::string_view language, const char* title, const char* name, TemplateDictionary& page,
                   Frame frame = {}) {
  frame.language = std::string(language);
  frame.title = absl::StrCat(frame.title, title);
  page.SetValue("LANGUAGE", frame.language);
  page.SetValue("TITLE", title);
  return InFrame(frame, Fill(name, page));
}

// Heard first when the page comes back.
Frame ErrorFrame(const PublicWords& words, bool is_wrong, Frame frame = {}) {
  if (is_wrong) frame.title = words.error;
  return frame;
}

void AddError(TemplateDictionary& page, const char* text) {
  page.AddSectionDictionary("ERROR")->SetValue("ERROR_TEXT", text);
  page.AddSectionDictionary("INVALID");
}

void AddAddressForm(const PublicWords& words, TemplateDictionary& page) {
  page.SetValue("LABEL", words.address_label);
  page.SetValue("SEND", words.send);
}

struct Refusal {
  const char* title;
  const char* text;
};

Refusal RefusalFor(const PublicWords& words, int status) {
  switch (status) {
    case 400:
      return {words.bad_title, words.bad_text};
    case 404:
      return {words.missing_title, words.missing_text};
    case 405:
      return {words.method_title, words.method_text};
    case 413:
      return {words.large_title, words.large_text};
    case 429:
      return {words.often_title, words.often_text};
    case 503:
      return {words.busy_title, words.busy_text};
    default:
      return {words.mistake_title, words.mistake_text};
  }
}

}  // namespace

std::string FrontPage(absl::string_view language, bool wrong_code) {
  const PublicWords& words = PublicWordsOf(language);
  TemplateDictionary page("front");
  page.SetValue("TEXT", words.front_text);
  page.SetValue("LABEL", words.code_label);
  page.SetValue("HINT", words.code_hint);
  page.SetValue("OPEN", words.open);
  page.SetValue("NO_CODE", words.no_code);
  page.SetValue("TO_LINK", words.to_link);
  page.SetValue("TO_SCREEN", words.to_screen);
  page.SetValue("TO_SIGN_IN", words.to_sign_in);
  if (wrong_code) AddError(page, words.code_wrong);
  return Framed(language, words.front_title, "front.tpl", page, ErrorFrame(words, wrong_code));
}

std::string AskForLinkPage(absl::string_view language, absl::string_view address, bool wrong_address) {
  const PublicWords& words = PublicWordsOf(language);
  TemplateDictionary page("ask for link");
  page.SetValue("TEXT", words.link_text);
  AddAddressForm(words, page);
  page.SetValue("ADDRESS", std::string(address));
  if (wrong_address) AddError(page, words.address_wrong);
  return Framed(language, words.link_title, "ask_for_link.tpl", page, ErrorFrame(words, wrong_address));
}

std::string LinkSentPage(absl::string_view language) {
  const PublicWords& words = PublicWordsOf(language);
  TemplateDictionary page("link sent");
  page.SetValue("TEXT", words.sent_text);
  page.AddSectionDictionary("MORE")->SetValue("MORE_TEXT", words.sent_nothing);
  page.SetValue("TO_FRONT", words.to_front);
  // The page is what was posted: changing its language would post nothing.
  return Framed(language, words.sent_title, "message.tpl", page, {.language_switch = {.languages = {}}});
}

std::string LinkGonePage(absl::string_view language) {
  const PublicWords& words = PublicWordsOf(language);
  TemplateDictionary page("link gone");
  page.SetValue("TEXT", words.gone_text);
  AddAddressForm(words, page);
  return Framed(language, words.gone_title, "ask_for_link.tpl", page);
}

std::string ScreenCodePage(absl::string_view language, bool wrong_letters) {
  const PublicWords& words = PublicWordsOf(language);
  TemplateDictionary page("screen code");
  page.SetValue("TEXT", words.screen_text);
  page.SetValue("LABEL", words.letters_label);
  page.SetValue("OPEN", words.open);
  page.SetValue("FORGETS", words.screen_forgets);
  if (wrong_letters) AddError(page, words.letters_wrong);
  return Framed(language, words.screen_title, "screen_code.tpl", page,
                ErrorFrame(words, wrong_letters, {.home = "/k"}));
}

std::string ScreenConfirmPage(absl::string_view language, absl::string_view letters) {
  const PublicWords& words = PublicWordsOf(language);
  TemplateDictionary page("screen confirm");
  page.SetValue("TEXT", words.confirm_text);
  page.SetValue("LETTERS", std::string(letters));
  page.SetValue("CONFIRM", words.confirm);
  page.SetValue("FORGETS", words.screen_forgets);
  return Framed(language, words.confirm_title, "screen_confirm.tpl", page, {.home = "/k"});
}

std::string RefusalPage(absl::string_view language, int status) {
  const PublicWords& words = PublicWordsOf(language);
  const Refusal refusal = RefusalFor(words, status);
  TemplateDictionary page("refusal");
  page.SetValue("TEXT", refusal.text);
  page.SetValue("TO_FRONT", words.to_front);
  Frame frame;
  // What else is refused was mostly posted: changing the language would post nothing.
  if (status != 404) frame.language_switch.languages.clear();
  return Framed(language, refusal.title, "message.tpl", page, std::move(frame));
}

}  // namespace nanolearn::pages
