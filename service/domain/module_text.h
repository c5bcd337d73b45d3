#pragma once
// Reads one language's Markdown into cards and questions.

#include <cmark-gfm.h>

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/domain/module.h"
#include "service/domain/module_problems.h"

namespace nanolearn {

struct QuestionLines {
  int heading = 1;
  std::vector<int> answers;
};

// A text and where its parts stand: the lines are in the order of `text.cards` and `text.questions`.
struct TextReading {
  ModuleText text;
  int title_line = 1;
  std::vector<int> card_lines;
  std::vector<QuestionLines> question_lines;
};

// Reports what keeps the text from being title, cards and questions; module_lint.h checks what they say.
// `source` is UTF-8 with lines that end in \n, `document` the same text parsed.
TextReading ReadModuleText(absl::string_view language, absl::string_view source, cmark_node* document,
                           FileProblems& problems);

}  // namespace nanolearn
