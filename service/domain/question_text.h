#pragma once
// Reads what stands below a "## ?" heading: a paragraph and a list of answers.

#include <cmark-gfm.h>

#include <vector>

#include "service/domain/module_problems.h"
#include "service/domain/module_text.h"
#include "service/domain/source_lines.h"

namespace nanolearn {

// A heading and what follows it until the next.
struct TextSection {
  cmark_node* heading = nullptr;  // nullptr: text before the first heading
  int line = 1;
  int last_line = 1;
  std::vector<cmark_node*> blocks;
};

struct QuestionReading {
  Question question;  // without its text, which is the heading
  QuestionLines lines;
};

QuestionReading ReadQuestionText(const TextSection& section, const SourceLines& lines,
                                 FileProblems& problems);

}  // namespace nanolearn
