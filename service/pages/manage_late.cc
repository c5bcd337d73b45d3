#include "service/pages/manage_late.h"

#include <ctemplate/template_dictionary.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "service/pages/figure_parts.h"

namespace nanolearn::pages {
namespace {

using ctemplate::TemplateDictionary;

void AddButtons(const FigureWords& words, TemplateDictionary& form) {
  TemplateDictionary* remind = form.AddSectionDictionary("REMIND");
  remind->SetValue("REMIND_CHOSEN", words("Påminn de markerade", "Remind those that are ticked"));
  remind->SetValue("REMIND_ALL",
                   words("Påminn alla försenade på enheten", "Remind everybody who is late in the unit"));
  remind->SetValue("RULE", words("Var och en får högst ett mejl om dagen, med alla lektioner som är kvar.",
                                 "Each person gets at most one mail a day, with all lessons that are left."));
}

void AddItem(const LateItem& item, bool can_remind, const FigureWords& words, TemplateDictionary& form) {
  TemplateDictionary* row = form.AddSectionDictionary("ROW");
  TemplateDictionary* name = row->AddSectionDictionary(can_remind ? "TICK" : "PLAIN");
  name->SetValue("ID", item.id);
  name->SetValue("NAME", item.name);
  name->SetValue("LESSON", item.lesson);
  row->SetValue("DUE", words.ShortDay(item.due_date));
  row->SetValue("DAYS", absl::StrCat(words.DaysLate(item.days), words(" sedan", " ago")));
}

void AddForm(const SignedIn& reader, const ManageLate& late, const FigureWords& words,
             TemplateDictionary& page) {
  TemplateDictionary* form = page.AddSectionDictionary("FORM");
  form->SetValue("ACTION", absl::StrCat(late.unit_href, "/remind"));
  form->SetValue("CSRF_NAME", reader.csrf.name);
  form->SetValue("CSRF", reader.csrf.value);
  form->SetValue("CAPTION", words("Försenade lektioner, den äldsta först", "Late lessons, the oldest first"));
  form->SetValue("NAME_HEADING", words("Namn och lektion", "Name and lesson"));
  form->SetValue("DUE_HEADING", words("Skulle vara klar", "Was due"));
  if (late.can_remind) AddButtons(words, *form);
  for (const LateItem& item : late.items) AddItem(item, late.can_remind, words, *form);
}

std::string Empty(const ManageLate& late, const FigureWords& words) {
  if (!late.is_first_page) return words("Det finns inga fler.", "There are no more.");
  if (late.unnamed > 0) return words("Ingen kan visas med namn.", "Nobody can be shown by name.");
  return words("Ingen är försenad. Fint!", "Nobody is late. Well done!");
}

}  // namespace

std::string ManageLatePage(const SignedIn& reader, const ManageLate& late) {
  const FigureWords words(reader.language);
  const std::string title = absl::StrCat(words("Försenade: ", "Late: "), late.unit_name);
  TemplateDictionary page("late");
  page.SetValue("UP_HREF", late.unit_href);
  page.SetValue("UP", late.unit_name);
  page.SetValue("TITLE", title);
  if (late.items.empty()) {
    page.AddSectionDictionary("EMPTY")->SetValue("TEXT", Empty(late, words));
  } else {
    AddForm(reader, late, words, page);
    TemplateDictionary* download = page.AddSectionDictionary("DOWNLOAD");
    download->SetValue("HREF", absl::StrCat(late.unit_href, "/late.csv"));
    download->SetValue("TEXT", words("Ladda ner listan", "Download the list"));
  }
  if (late.unnamed > 0) {
    page.AddSectionDictionary("UNNAMED")->SetValue(
        "TEXT", absl::StrCat(words.Count(late.unnamed),
                             late.unnamed == 1
                                 ? words(" försenad lektion till gäller någon som inte visas med namn.",
                                         " more late lesson is of somebody who is not named.")
                                 : words(" försenade lektioner till gäller personer som inte visas med namn.",
                                         " more late lessons are of people who are not named.")));
  }
  if (!late.is_first_page) {
    TemplateDictionary* first = page.AddSectionDictionary("FIRST");
    first->SetValue("HREF", absl::StrCat(late.unit_href, "/late"));
    first->SetValue("TEXT", words("Från början", "From the start"));
  }
  if (!late.next_href.empty()) {
    TemplateDictionary* next = page.AddSectionDictionary("NEXT");
    next->SetValue("HREF", late.next_href);
    next->SetValue("TEXT", words("Nästa sida", "Next page"));
  }
  page.SetValue("AGE", AgeNote(late.age, words).text);
  return InSignedInFrame(reader, SignedInPlace::kManage, title, Fill("manage_late.tpl", page));
}

namespace {

std::vector<std::string> RemindedLines(const ManageReminded& reminded, const FigureWords& words) {
  std::vector<std::string> lines;
  const auto add = [&](int count, const std::string& one, const std::string& many) {
    if (count > 0) lines.push_back(absl::StrCat(words.People(count), " ", count == 1 ? one : many));
  };
  if (reminded.none_chosen)
    lines.push_back(words("Du markerade ingen i listan.", "You ticked nobody in the list."));
  if (reminded.sent > 0) {
    lines.push_back(words("Mejlen går i väg under de tider då organisationen skickar mejl.",
                          "The mails go out in the hours in which the organisation sends mail."));
  }
  add(reminded.already,
      words("har redan fått ett mejl om sina lektioner i dag.", "has had a mail about their lessons today."),
      words("har redan fått ett mejl om sina lektioner i dag.",
            "have had a mail about their lessons today."));
  const std::string not_reached = words("nås inte via mejl. Säg till på annat sätt.",
                                        "cannot be reached by mail. Tell them some other way.");
  add(reminded.not_reached, not_reached, not_reached);
  if (reminded.has_more) {
    lines.push_back(words("Alla hanns inte med. Gå tillbaka och tryck på knappen en gång till.",
                          "Not everybody was reached. Go back and press the button once more."));
  }
  return lines;
}

}  // namespace

std::string ManageRemindAllPage(const SignedIn& reader, const ManageRemindAll& all) {
  const FigureWords words(reader.language);
  const std::string title =
      absl::StrCat(words("Påminna ", "Remind "), words.People(all.people), words("?", "?"));
  TemplateDictionary page("remind all");
  page.SetValue("TITLE", title);
  page.SetValue("UP_HREF", all.unit_href);
  page.SetValue("UP", all.unit_name);
  page.SetValue(
      "TEXT",
      absl::StrCat(words.People(all.people),
                   words(" är försenade. Alla som kan nås via mejl och inte redan har fått ett i dag får "
                         "ett mejl.",
                         " are late. Everybody who can be reached by mail and has not had one today "
                         "gets a mail.")));
  page.SetValue("ACTION", absl::StrCat(all.unit_href, "/remind"));
  page.SetValue("CSRF_NAME", reader.csrf.name);
  page.SetValue("CSRF", reader.csrf.value);
  page.SetValue("SEND", words("Skicka mejlen", "Send the mails"));
  page.SetValue("BACK_HREF", absl::StrCat(all.unit_href, "/late"));
  page.SetValue("BACK", words("Avbryt", "Cancel"));
  return InSignedInFrame(reader, SignedInPlace::kManage, title, Fill("manage_remind_all.tpl", page));
}

std::string ManageRemindedPage(const SignedIn& reader, const ManageReminded& reminded) {
  const FigureWords words(reader.language);
  std::string title = words("Inga mejl skickas", "No mails are sent");
  if (reminded.sent > 0) {
    title = absl::StrCat(
        words.People(reminded.sent),
        words(" får en påminnelse", reminded.sent == 1 ? " gets a reminder" : " get a reminder"));
  }
  TemplateDictionary page("reminded");
  page.SetValue("TITLE", title);
  page.SetValue("UP_HREF", reminded.unit_href);
  page.SetValue("UP", reminded.unit_name);
  page.SetValue("BACK_HREF", absl::StrCat(reminded.unit_href, "/late"));
  page.SetValue("BACK", words("Tillbaka till listan", "Back to the list"));
  for (const std::string& line : RemindedLines(reminded, words))
    page.AddSectionDictionary("LINE")->SetValue("TEXT", line);
  return InSignedInFrame(reader, SignedInPlace::kManage, title, Fill("manage_reminded.tpl", page));
}

}  // namespace nanolearn::pages
