#include "service/reports/announcement.h"

#include <ctemplate/template.h>

#include "absl/strings/str_cat.h"
#include "service/base/id.h"
#include "service/domain/text_encoding.h"
#include "service/reports/ask_words.h"
#include "service/reports/documents.h"
#include "service/reports/shared_sections.h"
#include "service/reports/templates.h"

namespace nanolearn::reports {
namespace {

constexpr size_t kMaxSubjectCharacters = 180;

std::string Command(const ReportContent& content) {
  return absl::StrCat("nanolearn --organisation ", content.organisation, " reports get ",
                      FormatId(content.id), " --format pdf --out ",
                      ReportFileName(content.parameters, ReportFormat::kPdf));
}

std::string HowToGetIt(const Words& words) {
  return words(
      "Hela rapporten finns sparad. Hämta den som PDF så här, eller be någon som har tillgång till systemet:",
      "The whole report is stored. Get it as PDF like this, or ask somebody with access to the system:");
}

std::string Text(const ReportContent& content, const Document& document, const Words& words) {
  std::string text = absl::StrCat(document.organisation, "\n", document.title, "\n", document.subtitle,
                                  "\n\n", document.summary, "\n\n");
  for (const KeyFigure& figure : KeyFiguresOf(content, words).figures) {
    absl::StrAppend(&text, figure.label, ": ", figure.value.text, figure.note.empty() ? "" : ", ",
                    figure.note, "\n");
  }
  absl::StrAppend(&text, "\n", AskIntroduction(content, words), "\n");
  int number = 0;
  for (const ReportAsk& ask : content.asks) {
    absl::StrAppend(&text, ++number, ". ", AskSentence(ask, content, words), "\n");
  }
  absl::StrAppend(&text, "\n", HowToGetIt(words), "\n\n    ", Command(content), "\n");
  return text;
}

std::string HtmlOf(const ReportContent& content, const Document& document, const Words& words) {
  static const ctemplate::Template* const kTemplate =
      ctemplate::Template::StringToTemplate(kMailTemplate, ctemplate::DO_NOT_STRIP);
  ctemplate::TemplateDictionary dictionary("mail");
  dictionary.SetValue("LANGUAGE", document.language);
  dictionary.SetValue("ORGANISATION", document.organisation);
  dictionary.SetValue("TITLE", document.title);
  dictionary.SetValue("SUBTITLE", document.subtitle);
  dictionary.SetValue("SUMMARY", document.summary);
  dictionary.SetValue("ASK", AskIntroduction(content, words));
  dictionary.SetValue("HOW", HowToGetIt(words));
  dictionary.SetValue("COMMAND", Command(content));
  for (const KeyFigure& figure : KeyFiguresOf(content, words).figures) {
    ctemplate::TemplateDictionary* one = dictionary.AddSectionDictionary("KEY_FIGURE");
    one->SetValue("LABEL", figure.label);
    one->SetValue("VALUE", figure.value.text);
    one->SetValue("NOTE", figure.note);
  }
  for (const ReportAsk& ask : content.asks) {
    dictionary.AddSectionDictionary("ITEM")->SetValue("TEXT", AskSentence(ask, content, words));
  }
  std::string html;
  if (kTemplate == nullptr || !kTemplate->Expand(&html, &dictionary)) return "";
  return html;
}

}  // namespace

absl::StatusOr<Mail> Announcement(const ReportContent& content) {
  const Words words(content.parameters.language);
  const Document document = DocumentOf(content);
  Mail mail{.text = Text(content, document, words), .html = HtmlOf(content, document, words)};
  mail.subject = std::string(FirstCharacters(
      OnOneLine(absl::StrCat("Nanolearn: ", document.title, ", ", words.Period(content.parameters.period))),
      kMaxSubjectCharacters));
  if (mail.html.empty()) return absl::InternalError("the template of mails cannot be filled in");
  return mail;
}

}  // namespace nanolearn::reports
