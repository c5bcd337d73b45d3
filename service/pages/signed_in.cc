#include "service/pages/signed_in.h"

#include <ctemplate/template_dictionary.h>

#include "absl/strings/str_cat.h"
#include "service/domain/plain_words.h"

namespace nanolearn::pages {

std::string InSignedInFrame(const SignedIn& reader, SignedInPlace place, const std::string& title,
                            const Html& main) {
  const PlainWords words(reader.language);
  Frame frame{.language = reader.language, .title = title, .organisation = reader.organisation};
  frame.home = reader.home;
  if (reader.manages) {
    frame.navigation.push_back(
        {words("Mina enheter", "My units"), "/manage", place == SignedInPlace::kManage});
  }
  if (reader.coordinates) {
    frame.navigation.push_back(
        {words("Samordning", "Coordination"), "/coordinate", place == SignedInPlace::kCoordinate});
  }
  frame.buttons.push_back({words("Logga ut", "Sign out"), "/sign-out", {reader.csrf}});
  frame.language_switch.action = "/language";
  frame.language_switch.fields = {reader.csrf};
  if (!reader.path.empty()) frame.language_switch.fields.push_back({"next", reader.path});
  frame.contact_email = reader.contact_email;
  frame.is_wide = true;
  return InFrame(frame, main);
}

std::string MessagePage(const SignedIn& reader, const Message& message) {
  ctemplate::TemplateDictionary page("message");
  page.SetValue("TITLE", message.title);
  page.SetValue("TEXT", message.text);
  if (!message.href.empty()) {
    ctemplate::TemplateDictionary* link = page.AddSectionDictionary("LINK");
    link->SetValue("HREF", message.href);
    link->SetValue("TEXT", message.link);
  }
  return InSignedInFrame(reader, SignedInPlace::kElsewhere, message.title,
                         Fill("signed_in_message.tpl", page));
}

std::string NotFoundPage(const SignedIn& reader) {
  const PlainWords words(reader.language);
  return MessagePage(reader, {.title = words("Sidan finns inte", "There is no such page"),
                              .text = words("Adressen kan vara fel, eller så är det inte din enhet.",
                                            "The address may be wrong, or the unit may not be yours."),
                              .link = words("Till startsidan", "To the start page"),
                              .href = reader.home});
}

std::string NoRightsPage(const SignedIn& reader) {
  const PlainWords words(reader.language);
  const std::string who = reader.contact_email.empty() ? words("den som sköter utbildningarna hos er",
                                                               "whoever runs the training where you work")
                                                       : reader.contact_email;
  return MessagePage(
      reader,
      {.title = words("Här finns inget för dig än", "There is nothing here for you yet"),
       .text = absl::StrCat(
           words("Du är inloggad som ", "You are signed in as "), reader.email,
           words(
               ". De här sidorna är för chefer och för dem som sköter utbildningarna. Ingen enhet är kopplad "
               "till dig. Om du är chef: hör av dig till ",
               ". These pages are for managers and for those who run the training. No unit is linked to you. "
               "If "
               "you are a manager, ask "),
           who,
           words(". Dina egna lektioner når du från länken i mejlet.",
                 ". You reach your own lessons by the link in the mail.")),
       .link = words("Skicka mig en länk till mina lektioner", "Send me a link to my lessons"),
       .href = "/link"});
}

std::string FailedPage(const SignedIn& reader, const std::string& text) {
  const PlainWords words(reader.language);
  return MessagePage(reader, {.title = words("Det gick inte", "That did not work"),
                              .text = text,
                              .link = words("Till startsidan", "To the start page"),
                              .href = reader.home});
}

std::string StaleFormPage(const SignedIn& reader, const std::string& href) {
  const PlainWords words(reader.language);
  return MessagePage(
      reader,
      {.title = words("Försök en gång till", "Please try once more"),
       .text = words("Sidan har varit öppen för länge. Inget har ändrats. Öppna den igen och försök en gång "
                     "till.",
                     "The page has been open for too long. Nothing has been changed. Open it again and try "
                     "once more."),
       .link = words("Öppna sidan igen", "Open the page again"),
       .href = href});
}

}  // namespace nanolearn::pages
