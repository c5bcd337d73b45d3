#include "service/pages/coordinate_questions.h"

#include <ctemplate/template_dictionary.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/pages/question_list.h"

namespace nanolearn::pages {

std::string CoordinateQuestionsPage(const SignedIn& reader, const CoordinateQuestions& questions) {
  const FigureWords words(reader.language);
  const std::string title = words("Svåra frågor", "Weak questions");
  ctemplate::TemplateDictionary page("questions");
  page.SetValue("UP", words("Samordning", "Coordination"));
  page.SetValue("TITLE", title);
  page.SetValue(
      "PERIOD",
      absl::StrCat(words("Svar från ", "Answers from "), words.MonthName(questions.from), " ",
                   questions.from.year(), words(" till den ", " to "), words.Day(questions.to),
                   words(". Ingen ser vem som har svarat vad.", ". Nobody sees who answered what.")));
  if (questions.questions.empty()) {
    page.AddSectionDictionary("NONE")->SetValue(
        "TEXT", words("Ingen har svarat på några frågor än.", "Nobody has answered any questions yet."));
  } else {
    page.SetValue("TABLE", QuestionTable(questions.questions, words).text);
  }
  const auto& all = questions.questions;
  if (std::any_of(all.begin(), all.end(), [](const QuestionItem& one) { return one.hidden; }))
    page.AddSectionDictionary("NOTE")->SetValue("TEXT", words.HiddenNote(questions.min_group_size));
  return InSignedInFrame(reader, SignedInPlace::kCoordinate, title, Fill("coordinate_questions.tpl", page));
}

}  // namespace nanolearn::pages
