#include "service/pages/coordinate_mails.h"

#include <ctemplate/template_dictionary.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/pages/figure_words.h"

namespace nanolearn::pages {
namespace {

using ctemplate::TemplateDictionary;

std::string Retried(int count, const FigureWords& words) {
  if (count == 0) return words("Inget mejl skickas om.", "No mail is sent again.");
  return absl::StrCat(words.Count(count), words(" mejl skickas om.", count == 1 ? " mail is sent again."
                                                                                : " mails are sent again."));
}

// The other server's own words are English and for its own people.
std::string WhatHappened(absl::string_view reason, const FigureWords& words) {
  const bool is_mailbox = absl::StartsWith(reason, "550") || absl::StrContains(reason, "5.1.");
  if (is_mailbox) return words("Mottagaren tar inte emot mejl på adressen.", "The address takes no mail.");
  if (absl::StartsWith(reason, "5"))
    return words("Mottagarens server ville inte ha mejlet.", "The other server refused the mail.");
  return words("Mejlet gick inte att skicka.", "The mail could not be sent.");
}

void AddForm(const SignedIn& reader, const CoordinateMails& mails, const FigureWords& words,
             TemplateDictionary& page) {
  TemplateDictionary* form = page.AddSectionDictionary("FORM");
  form->SetValue("CSRF_NAME", reader.csrf.name);
  form->SetValue("CSRF", reader.csrf.value);
  form->SetValue("CAPTION", words("De senaste först", "Newest first"));
  form->SetValue("TO", words("Till", "To"));
  form->SetValue("WHY", words("Varför det inte kom fram", "Why it was not delivered"));
  if (mails.can_retry) {
    TemplateDictionary* retry = form->AddSectionDictionary("RETRY");
    retry->SetValue("TEXT", words("Skicka de markerade igen", "Send those that are ticked again"));
    retry->SetValue("ALL", words("Skicka alla igen", "Send all again"));
  }
  for (const MailItem& mail : mails.mails) {
    TemplateDictionary* row = form->AddSectionDictionary("ROW");
    row->SetValue("SUBJECT", mail.subject);
    row->SetValue("WHAT", WhatHappened(mail.reason, words));
    row->SetValue("REASON", mail.reason);
    row->SetValue("TIME", words.Instant(mail.time, mails.time_zone));
    TemplateDictionary* to = row->AddSectionDictionary(mails.can_retry ? "TICK" : "PLAIN");
    to->SetValue("ID", mail.id);
    to->SetValue("RECIPIENT", mail.recipient.empty()
                                  ? words("adressen visas inte", "the address is not shown")
                                  : mail.recipient);
  }
}

}  // namespace

std::string CoordinateMailsPage(const SignedIn& reader, const CoordinateMails& mails) {
  const FigureWords words(reader.language);
  const std::string title = words("Mejl som inte kom fram", "Mails that were not delivered");
  TemplateDictionary page("mails");
  page.SetValue("UP", words("Samordning", "Coordination"));
  page.SetValue("TITLE", title);
  if (mails.retried) page.AddSectionDictionary("RETRIED")->SetValue("TEXT", Retried(*mails.retried, words));
  if (mails.mails.empty()) {
    page.AddSectionDictionary("NONE")->SetValue("TEXT",
                                                words("Inga mejl har misslyckats.", "No mail has failed."));
  } else {
    page.SetValue("EXPLANATION",
                  words("Rätta adressen i personallistan först: mejlet skickas till den adress som "
                        "personen har då. De som är för gamla skickas inte igen.",
                        "Correct the address in the staff list first: the mail goes to the address that "
                        "the person has then. Those that are too old are not sent again."));
    AddForm(reader, mails, words, page);
  }
  if (!mails.next_href.empty()) {
    TemplateDictionary* next = page.AddSectionDictionary("NEXT");
    next->SetValue("HREF", mails.next_href);
    next->SetValue("TEXT", words("Nästa sida", "Next page"));
  }
  return InSignedInFrame(reader, SignedInPlace::kCoordinate, title, Fill("coordinate_mails.tpl", page));
}

}  // namespace nanolearn::pages
