#include "service/pages/question_list.h"

#include <ctemplate/template_dictionary.h>

#include "service/pages/figure_parts.h"

namespace nanolearn::pages {

using ctemplate::TemplateDictionary;

Html QuestionTable(const std::vector<QuestionItem>& questions, const FigureWords& words) {
  TemplateDictionary part("questions");
  part.SetValue("CAPTION", words("Rätt vid första försöket, de svåraste frågorna först",
                                 "Right at the first try, the weakest questions first"));
  part.SetValue("QUESTION", words("Fråga", "Question"));
  part.SetValue("ANSWERED", words("Svar", "Answers"));
  part.SetValue("RIGHT", words("Rätt", "Right"));
  for (const QuestionItem& question : questions) {
    TemplateDictionary* row = part.AddSectionDictionary("ROW");
    row->SetValue("TEXT", question.text);
    row->SetValue("MODULE", question.module);
    if (question.hidden) {
      row->AddSectionDictionary("HIDDEN")->SetValue("NOTE", words.Hidden());
      continue;
    }
    row->SetValue("BAR", ShareBar(question.right, question.answered).text);
    TemplateDictionary* shown = row->AddSectionDictionary("SHOWN");
    shown->SetValue("COUNT", words.Count(question.answered));
    shown->SetValue("SHARE", words.Share(question.right, question.answered));
  }
  return Fill("question_list.tpl", part);
}

}  // namespace nanolearn::pages
