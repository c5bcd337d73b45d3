#include "service/pages/sign_in.h"

#include <ctemplate/template_dictionary.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "service/domain/plain_words.h"
#include "service/pages/frame.h"

namespace nanolearn::pages {
namespace {

using ctemplate::TemplateDictionary;

std::string InSignInFrame(const PlainWords& words, const std::string& title, const TemplateDictionary& page,
                          bool has_languages = true) {
  Frame frame{.language = words.language(), .title = title};
  if (!has_languages) frame.language_switch.languages.clear();
  return InFrame(frame, Fill("sign_in.tpl", page));
}

void AddLine(const std::string& text, TemplateDictionary& page) {
  page.AddSectionDictionary("LINE")->SetValue("TEXT", text);
}

void AddProblem(const std::string& text, TemplateDictionary& page) {
  page.AddSectionDictionary("PROBLEM")->SetValue("TEXT", text);
}

void AddLinkToSignIn(const PlainWords& words, const std::string& text, TemplateDictionary& page) {
  TemplateDictionary* link = page.AddSectionDictionary("LINK");
  link->SetValue("HREF", absl::StrCat("/sign-in?lang=", words.language()));
  link->SetValue("TEXT", text);
}

std::string ProblemText(const PlainWords& words, SignInProblem problem) {
  switch (problem) {
    case SignInProblem::kNoAddress:
      return words(
          "Det ser inte ut som en e-postadress. Skriv hela adressen, till exempel anna@exempel.se.",
          "That does not look like an e-mail address. Type the whole address, for example anna@example.com.");
    case SignInProblem::kTooMany:
      return words("Det har kommit för många försök härifrån. Vänta en minut och försök igen.",
                   "Too many tries have come from here. Wait a minute and try again.");
    case SignInProblem::kLinkOver:
      return words(
          "Länken gäller inte längre. En länk fungerar en gång och gäller i en halvtimme. Be om en ny här.",
          "The link is no longer valid. A link works once, within half an hour. Ask for a new one here.");
    case SignInProblem::kLinkOfNoUse:
      return words("Länken loggar inte in dig. Din arbetsgivare har valt att man loggar in på ett annat sätt.",
                   "The link does not sign you in. Your employer has chosen another way to sign in.");
    case SignInProblem::kNone:
      break;
  }
  return "";
}

void AddProvider(const PlainWords& words, const ProviderButton& provider, TemplateDictionary& page) {
  TemplateDictionary* section = page.AddSectionDictionary("PROVIDER");
  section->SetValue("FOR_WHOM", words("För dig som är chef eller sköter utbildningarna.",
                                      "For managers and those who run the training."));
  section->SetValue("HREF", absl::StrCat("/sign-in/oidc?organisation=", provider.organisation,
                                         "&lang=", words.language()));
  section->SetValue("TEXT", absl::StrCat(words("Logga in med ", "Sign in with "), provider.name));
}

void AddAddressForm(const PlainWords& words, SignInProblem problem, absl::string_view address,
                    TemplateDictionary& page) {
  TemplateDictionary* ask = page.AddSectionDictionary("ASK");
  ask->SetValue("LANGUAGE", words.language());
  ask->SetValue("ADDRESS", std::string(address));
  ask->SetValue("LABEL", words("Din e-postadress på jobbet", "Your e-mail address at work"));
  ask->SetValue("BUTTON", words("Skicka en länk", "Send me a link"));
  if (problem == SignInProblem::kNoAddress) ask->ShowSection("BAD");
}

void AddLinkToLessons(const PlainWords& words, TemplateDictionary& page) {
  TemplateDictionary* mine = page.AddSectionDictionary("MINE");
  mine->SetValue("HREF", absl::StrCat("/link?lang=", words.language()));
  mine->SetValue("TEXT", words("Jag vill till mina egna lektioner", "I want to get to my own lessons"));
}

struct OidcWords {
  std::string title;
  std::vector<std::string> lines;
};

// Nothing where links in mails do not sign in.
std::string OrAskForALink(const PlainWords& words, bool links_sign_in) {
  return links_sign_in ? words(", eller be om en länk i ett mejl", ", or ask for a link by mail") : "";
}

OidcWords WordsFor(const PlainWords& words, OidcProblem problem, bool links_sign_in) {
  switch (problem) {
    case OidcProblem::kNoProvider:
      return {words("Logga in på ett annat sätt", "Sign in another way"),
              {words("Den här organisationen har ingen sådan inloggning. Be om en länk i ett mejl i stället.",
                     "This organisation has no such way to sign in. Ask for a link by mail instead.")}};
    case OidcProblem::kTooMany:
      return {words("Vänta en minut", "Wait a minute"), {ProblemText(words, SignInProblem::kTooMany)}};
    case OidcProblem::kOver:
      return {words("Börja om", "Begin again"),
              {words("Inloggningen tog för lång tid, eller påbörjades i en annan webbläsare. Inget har hänt.",
                     "Signing in took too long, or was begun in another browser. Nothing has happened.")}};
    case OidcProblem::kCancelled:
      return {words("Du är inte inloggad", "You are not signed in"),
              {absl::StrCat(words("Inloggningen avbröts. Försök igen", "Signing in was stopped. Try again"),
                            OrAskForALink(words, links_sign_in), ".")}};
    case OidcProblem::kNoRights:
      return {words("Det finns inget här för dig att logga in till", "There is nothing here for you to sign in to"),
              {words("Sidorna är för dig som är chef eller sköter utbildningarna. Är du det? Då behöver den som sköter "
                     "utbildningarna hos er se till att din adress stämmer i personallistan, eller ge dig behörighet.",
                     "The pages are for managers and those who run the training. Are you one of them? Then whoever runs "
                     "the training where you work needs to see that the staff list has your address, or give you access."),
               words("Till dina egna lektioner kommer du med länken i mejlet om dem.",
                     "You get to your own lessons by the link in the mail about them.")}};
    case OidcProblem::kFailed:
      break;
  }
  return {words("Inloggningen gick inte", "Signing in did not work"),
          {absl::StrCat(words("Felet ligger inte hos dig. Försök igen om en stund", "It is not your mistake. Try again in a while"),
                        OrAskForALink(words, links_sign_in),
                        words(". Händer det igen? Säg till den som sköter utbildningarna hos er.",
                              ". Does it happen again? Tell whoever runs the training where you work."))}};
}

}  // namespace

std::string SignInPage(absl::string_view language, SignInProblem problem, absl::string_view address,
                       const std::optional<ProviderButton>& provider) {
  const PlainWords words(language);
  const std::string title = words("Logga in", "Sign in");
  TemplateDictionary page("sign in");
  page.SetValue("TITLE", title);
  if (problem != SignInProblem::kNone) AddProblem(ProblemText(words, problem), page);
  const bool has_form = !provider || !provider->is_only_way;
  if (provider) AddProvider(words, *provider, page);
  if (!has_form) {
    AddLine(words("Din arbetsgivare har valt att man bara loggar in så. Länkar i mejl loggar inte in någon.",
                  "Your employer has chosen this as the only way to sign in. Links in mails sign nobody in."),
            page);
  } else if (provider) {
    AddLine(words("Eller låt oss mejla dig en länk. Du behöver inget lösenord.",
                  "Or let us mail you a link. You need no password."),
            page);
  } else {
    AddLine(words("För dig som är chef eller sköter utbildningarna. Vi mejlar dig en länk. Du behöver inget "
                  "lösenord.",
                  "For managers and those who run the training. We mail you a link. You need no password."),
            page);
  }
  if (has_form) AddAddressForm(words, problem, address, page);
  AddLinkToLessons(words, page);
  const bool is_wrong = problem == SignInProblem::kNoAddress;
  return InSignInFrame(words, is_wrong ? absl::StrCat(words("Fel: ", "Error: "), title) : title, page);
}

std::string SignInSentPage(absl::string_view language, int minutes, bool has_only_way) {
  const PlainWords words(language);
  const std::string title = words("Titta i din inkorg", "Check your inbox");
  TemplateDictionary page("sign in");
  page.SetValue("TITLE", title);
  AddLine(words("Om adressen hör till någon som får logga in kommer ett mejl med en länk inom några minuter.",
                "If the address is that of somebody who may sign in, a mail with a link comes within a few "
                "minutes."),
          page);
  AddLine(absl::StrCat(
              words("Länken fungerar en gång och gäller i ", "The link works once, within "), minutes,
              words(" minuter. Kommer inget mejl? Titta bland skräpposten, och kontrollera att adressen är "
                    "den som arbetsgivaren har.",
                    " minutes. No mail? Look among the junk mail, and check that the address is the one that "
                    "your employer has.")),
          page);
  if (has_only_way) {
    AddLine(words("Loggar ni in med arbetsgivarens egen inloggning? Då kommer inget mejl. Gå in genom den adress som "
                  "arbetsgivaren har visat.",
                  "Do you sign in with your employer's own sign-in? Then no mail comes. Use the address that your "
                  "employer has shown you."),
            page);
  }
  AddLinkToSignIn(words, words("Skriv en annan adress", "Use another address"), page);
  // The page is what was posted: changing its language would post nothing.
  return InSignInFrame(words, title, page, /*has_languages=*/false);
}

std::string SignInConfirmPage(absl::string_view language, const std::string& email,
                              const std::string& action) {
  const PlainWords words(language);
  const std::string title = words("Logga in", "Sign in");
  TemplateDictionary page("sign in");
  page.SetValue("TITLE", title);
  AddLine(absl::StrCat(words("Du loggar in som ", "You sign in as "), MaskedAddress(email), "."), page);
  AddLine(words("Är det inte din adress? Stäng sidan.", "Is that not your address? Close the page."), page);
  TemplateDictionary* confirm = page.AddSectionDictionary("CONFIRM");
  confirm->SetValue("ACTION", action);
  confirm->SetValue("BUTTON", title);
  return InSignInFrame(words, title, page);
}

std::string SignInRefusedPage(absl::string_view language) {
  const PlainWords words(language);
  const std::string title = words("Försök en gång till", "Please try once more");
  TemplateDictionary page("sign in");
  page.SetValue("TITLE", title);
  AddLine(words("Formuläret kom inte från vår sida. Inget har hänt.",
                "The form did not come from our page. Nothing has happened."),
          page);
  AddLinkToSignIn(words, words("Till inloggningen", "To the page for signing in"), page);
  return InSignInFrame(words, title, page);
}

std::string OidcProblemPage(absl::string_view language, OidcProblem problem, bool links_sign_in) {
  const PlainWords words(language);
  const OidcWords said = WordsFor(words, problem, links_sign_in);
  TemplateDictionary page("sign in");
  page.SetValue("TITLE", said.title);
  for (const std::string& line : said.lines) AddLine(line, page);
  AddLinkToSignIn(words, words("Till inloggningen", "To the page for signing in"), page);
  // What the address says has been used.
  return InSignInFrame(words, said.title, page, /*has_languages=*/false);
}

std::string MaskedAddress(absl::string_view email) {
  const size_t at = email.rfind('@');
  if (at == absl::string_view::npos || at == 0) return "…";
  size_t first = 1;  // one letter, which may be of several bytes
  while (first < at && (static_cast<unsigned char>(email[first]) & 0xC0) == 0x80) ++first;
  return absl::StrCat(email.substr(0, first), "…", email.substr(at));
}

}  // namespace nanolearn::pages
