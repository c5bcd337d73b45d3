#include "service/pages/coordinate_programme.h"

#include <ctemplate/template_dictionary.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/pages/figure_parts.h"
#include "service/pages/programme_part.h"
#include "service/pages/question_list.h"

namespace nanolearn::pages {
namespace {

using ctemplate::TemplateDictionary;

// "7 dagar innan och 1 dag innan"; `when`: "innan".
std::string Days(const std::vector<int>& days, const std::string& when, const FigureWords& words) {
  std::vector<std::string> texts;
  for (const int day : days) texts.push_back(absl::StrCat(words.DaysLate(day), " ", when));
  const std::string last = texts.back();
  texts.pop_back();
  std::string list = absl::StrJoin(texts, ", ");
  if (!list.empty()) absl::StrAppend(&list, words(" och ", " and "));
  return absl::StrCat(list, last);
}

std::vector<std::string> MailSentences(const MailRule& rule, const FigureWords& words) {
  std::vector<std::string> sentences;
  if (rule.invites)
    sentences.push_back(words("En inbjudan när en lektion öppnas.", "An invitation when a lesson opens."));
  if (!rule.before.empty()) {
    sentences.push_back(absl::StrCat(words("En påminnelse ", "A reminder "),
                                     Days(rule.before, words("innan", "before"), words),
                                     words(" den ska vara klar.", " it is due.")));
  }
  if (!rule.after.empty()) {
    sentences.push_back(absl::StrCat(words("En påminnelse ", "A reminder "),
                                     Days(rule.after, words("efter", "after"), words),
                                     words(" att den skulle ha varit klar.", " it was due.")));
  }
  if (!rule.escalation.empty()) {
    sentences.push_back(
        absl::StrCat(words("Chefen får veta det ", "The manager is told "),
                     Days(rule.escalation, words("efter", "after"), words),
                     words(" att den skulle ha varit klar. Varje gång går mejlet till en chef högre upp.",
                           " it was due. Each time the mail goes to a manager one step further up.")));
  }
  if (sentences.empty())
    sentences.push_back(words("Programmet skickar inga mejl.", "The programme sends no mail."));
  return sentences;
}

void AddModules(const CoordinateProgramme& programme, const FigureWords& words, TemplateDictionary& page) {
  page.SetValue("MODULES_HEADING", words("Lektioner", "Lessons"));
  page.SetValue("CAPTION", words("När varje lektion öppnas och hur många som har gjort den",
                                 "When each lesson opens and how many have done it"));
  page.SetValue("LESSON", words("Lektion", "Lesson"));
  page.SetValue("DONE_HEADING", words("Klara", "Done"));
  page.SetValue("LATE_HEADING", words("Försenade", "Late"));
  for (const ProgrammeModuleItem& module : programme.modules) {
    TemplateDictionary* row = page.AddSectionDictionary("MODULE");
    row->SetValue("NAME", module.group.name);
    row->SetValue("BAR", FigureBar(module.group.figures).text);
    std::string days;
    if (module.open_date)
      days = absl::StrCat(words("öppnas den ", "opens "), words.ShortDay(*module.open_date));
    if (module.due_date)
      absl::StrAppend(&days, words(", klar senast den ", ", due "), words.ShortDay(*module.due_date));
    row->SetValue("DAYS", days);
    if (module.group.figures.hidden) {
      row->AddSectionDictionary("HIDDEN")->SetValue("NOTE", words.Hidden());
      continue;
    }
    TemplateDictionary* shown = row->AddSectionDictionary("SHOWN");
    shown->SetValue("DONE", words.DoneOf(module.group.figures));
    shown->SetValue("LATE", words.LateOf(module.group.figures));
  }
}

bool HidesSome(const CoordinateProgramme& programme) {
  bool hides = programme.programme.group.figures.hidden;
  for (const ProgrammeModuleItem& module : programme.modules) hides |= module.group.figures.hidden;
  for (const QuestionItem& question : programme.questions) hides |= question.hidden;
  return hides;
}

}  // namespace

std::string CoordinateProgrammePage(const SignedIn& reader, const CoordinateProgramme& programme) {
  const FigureWords words(reader.language);
  const ProgrammeItem& item = programme.programme;
  TemplateDictionary page("programme");
  page.SetValue("UP", words("Samordning", "Coordination"));
  page.SetValue("TITLE", item.group.name);
  page.SetValue("DONE", words.Done(item.group.figures));
  page.SetValue("REST", words.Rest(item.group.figures));
  page.SetValue("BAR", FigureBar(item.group.figures).text);
  page.SetValue("LEGEND", BarLegend(words).text);
  for (const std::string& fact : ProgrammeFacts(item, words))
    page.AddSectionDictionary("FACT")->SetValue("TEXT", fact);
  AddModules(programme, words, page);
  page.SetValue("MAILS_HEADING", words("Mejl till deltagarna", "Mails to its people"));
  for (const std::string& sentence : MailSentences(programme.mails, words))
    page.AddSectionDictionary("MAIL")->SetValue("TEXT", sentence);
  if (!programme.questions.empty()) {
    TemplateDictionary* questions = page.AddSectionDictionary("QUESTIONS");
    questions->SetValue("HEADING", words("Svåra frågor", "Weak questions"));
    questions->SetValue("TABLE", QuestionTable(programme.questions, words).text);
  }
  if (HidesSome(programme))
    page.AddSectionDictionary("NOTE")->SetValue("TEXT", words.HiddenNote(programme.min_group_size));
  page.SetValue("AGE", AgeNote(programme.age, words).text);
  return InSignedInFrame(reader, SignedInPlace::kCoordinate, item.group.name,
                         Fill("coordinate_programme.tpl", page));
}

}  // namespace nanolearn::pages
