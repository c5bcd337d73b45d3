#include "service/pages/frame.h"

#include <ctemplate/template_dictionary.h>

#include <map>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "service/base/secret.h"
#include "service/pages/files.h"
#include "service/pages/words_frame.h"

namespace nanolearn::pages {
namespace {

using ctemplate::TemplateDictionary;

void AddFields(const std::vector<Field>& fields, TemplateDictionary* form) {
  for (const Field& field : fields) {
    TemplateDictionary* one = form->AddSectionDictionary("FIELD");
    one->SetValue("NAME", field.name);
    one->SetValue("VALUE", field.value);
  }
}

void AddNavigation(const Frame& frame, const FrameWords& words, TemplateDictionary& page) {
  if (frame.navigation.empty()) return;
  TemplateDictionary* navigation = page.AddSectionDictionary("NAVIGATION");
  navigation->SetValue("NAVIGATION_NAME", words.navigation);
  for (const NavigationLink& link : frame.navigation) {
    TemplateDictionary* one = navigation->AddSectionDictionary("LINK");
    one->SetValue("HREF", link.href);
    one->SetValue("TEXT", link.text);
    if (link.is_current) one->ShowSection("CURRENT");
  }
}

void AddButtons(const Frame& frame, TemplateDictionary& page) {
  for (const ActionButton& button : frame.buttons) {
    TemplateDictionary* one = page.AddSectionDictionary("BUTTON");
    one->SetValue("ACTION", button.action);
    one->SetValue("TEXT", button.text);
    AddFields(button.fields, one);
  }
}

// One entry for each language but the page's own.
void AddLanguages(const Frame& frame, const FrameWords& words, TemplateDictionary& page) {
  const LanguageSwitch& change = frame.language_switch;
  const std::string& chosen = frame.chosen_language.empty() ? frame.language : frame.chosen_language;
  if (change.languages.size() < 2) return;
  TemplateDictionary* section = page.AddSectionDictionary("LANGUAGES");
  section->SetValue("LANGUAGES_NAME", words.languages);
  for (const std::string& language : change.languages) {
    if (language == chosen) continue;
    TemplateDictionary* one =
        section->AddSectionDictionary("LANGUAGE_CHOICE")
            ->AddSectionDictionary(change.action.empty() ? "LANGUAGE_LINK" : "LANGUAGE_FORM");
    one->SetValue("CODE", language);
    one->SetValue("LANGUAGE_NAME", LanguageName(language));
    one->SetValue("ACTION", change.action);
    AddFields(change.fields, one);
  }
}

void AddFooter(const Frame& frame, const FrameWords& words, TemplateDictionary& page) {
  page.SetValue("ACCESSIBILITY", words.accessibility);
  page.SetValue("ACCESSIBILITY_HREF", frame.accessibility.empty()
                                          ? absl::StrCat("/accessibility?lang=", frame.language)
                                          : frame.accessibility);
  if (frame.contact_email.empty()) return;
  TemplateDictionary* contact = page.AddSectionDictionary("CONTACT");
  contact->SetValue("QUESTIONS", words.questions);
  contact->SetValue("EMAIL", frame.contact_email);
}

void AddScript(absl::string_view name, TemplateDictionary& page) {
  page.AddSectionDictionary("SCRIPT")->SetValue("SRC", AssetAddress(name));
}

void AddScripts(const Frame& frame, const FrameWords& words, TemplateDictionary& page) {
  if (frame.has_preview_script) AddScript("preview.js", page);
  if (frame.is_screen) page.AddSectionDictionary("SCREEN");
  if (!frame.has_lesson_script) return;
  AddScript("lesson.js", page);
  TemplateDictionary* said = page.AddSectionDictionary("SCRIPT_WORDS");
  said->SetValue("OFFLINE", words.offline);
  said->SetValue("TRY_NOW", words.try_now);
  said->SetValue("SENDING", words.sending);
  said->SetValue("FAILING", words.failing);
  said->SetValue("WAITS", words.waits);
  said->SetValue("DROP", words.drop);
  said->SetValue("SENT", words.sent);
  said->SetValue("STILL_THERE", words.still_there);
  said->SetValue("STAY", words.stay);
}

std::string ShortSum(absl::string_view text) { return Hex(Sha256(text)).substr(0, 12); }

}  // namespace

std::string InFrame(const Frame& frame, const Html& main) {
  const FrameWords& words = FrameWordsOf(frame.language);
  TemplateDictionary page("frame");
  page.SetValue("LANGUAGE", frame.language);
  page.SetValue("DIRECTION", std::string(DirectionOf(frame.language)));
  page.SetValue("TITLE", frame.title);
  page.SetValue("ORGANISATION", frame.organisation.empty() ? "Nanolearn" : frame.organisation);
  page.SetValue("HOME", frame.home);
  page.SetValue("SKIP", words.skip);
  page.SetValue("MAIN_CLASS", frame.is_wide ? "wide" : "narrow");
  page.SetValue("STYLE", std::string(FileText("page.css")));
  page.SetValue("MAIN", main.text);
  if (!frame.who.empty()) {
    TemplateDictionary* who = page.AddSectionDictionary("WHO");
    who->SetValue("FOR_WHOM", words.for_whom);
    who->SetValue("NAME", frame.who);
  }
  AddNavigation(frame, words, page);
  AddButtons(frame, page);
  AddLanguages(frame, words, page);
  AddFooter(frame, words, page);
  AddScripts(frame, words, page);
  return Fill("frame.tpl", page).text;
}

const std::string& StyleHash() {
  static const auto* const kHash =
      new std::string(absl::StrCat("'sha256-", absl::Base64Escape(Sha256(FileText("page.css"))), "'"));
  return *kHash;
}

absl::string_view DirectionOf(absl::string_view language) {
  for (const absl::string_view one : {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}) {
    if (language == one) return "rtl";
  }
  return "ltr";
}

std::string LanguageName(absl::string_view code) {
  static const auto* const kNames = new std::map<std::string, std::string>{
      {"ar", "العربية"},    {"bs", "Bosanski"}, {"ckb", "کوردیی ناوەندی"}, {"da", "Dansk"},
      {"de", "Deutsch"},    {"en", "English"},  {"es", "Español"},         {"et", "Eesti"},
      {"fa", "فارسی"},      {"fi", "Suomi"},    {"fit", "Meänkieli"},      {"fr", "Français"},
      {"hr", "Hrvatski"},   {"is", "Íslenska"}, {"kmr", "Kurmancî"},       {"lt", "Lietuvių"},
      {"lv", "Latviešu"},   {"nb", "Bokmål"},   {"nn", "Nynorsk"},         {"no", "Norsk"},
      {"pl", "Polski"},     {"ro", "Română"},   {"ru", "Русский"},         {"se", "Davvisámegiella"},
      {"so", "Soomaali"},   {"sr", "Српски"},   {"sv", "Svenska"},         {"th", "ไทย"},
      {"ti", "ትግርኛ"},       {"tr", "Türkçe"},   {"uk", "Українська"},      {"ur", "اردو"},
      {"vi", "Tiếng Việt"}, {"zh", "中文"}};
  const auto found = kNames->find(std::string(code));
  return found == kNames->end() ? std::string(code) : found->second;
}

std::string AssetAddress(absl::string_view name) {
  return absl::StrCat("/assets/", name, "?v=", ShortSum(FileText(name)));
}

}  // namespace nanolearn::pages
