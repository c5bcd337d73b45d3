#include "service/domain/module_text.h"

#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/domain/markdown.h"
#include "service/domain/module_heading.h"
#include "service/domain/module_name.h"
#include "service/domain/question_text.h"
#include "service/domain/source_lines.h"

namespace nanolearn {
namespace {

class TextReader {
 public:
  TextReader(absl::string_view language, absl::string_view source, FileProblems& problems)
      : lines_(source), problems_(problems) {
    reading_.text.language = std::string(language);
  }

  TextReading Read(cmark_node* document);

 private:
  std::vector<TextSection> Split(cmark_node* document) const;
  void ReadSection(const TextSection& section, bool first);
  void ReadTitle(const TextSection& section, bool first);
  void ReadCard(const TextSection& section, const ModuleHeading& heading);
  std::string ReadCardId(const ModuleHeading& heading, int line);
  void ReadQuestion(const TextSection& section, const ModuleHeading& heading);
  // Reports what stands where no card has begun.
  void RefuseBlocks(const TextSection& section);

  SourceLines lines_;
  FileProblems& problems_;
  TextReading reading_;
  bool has_title_ = false;
  absl::flat_hash_set<std::string> ids_;
};

TextReading TextReader::Read(cmark_node* document) {
  bool first = true;
  for (const TextSection& section : Split(document)) {
    ReadSection(section, first);
    first = false;
  }
  if (!has_title_) {
    problems_.Add(1, "MISSING_TITLE", "the text has no title; begin it with a line \"# \" and the title");
  }
  return std::move(reading_);
}

std::vector<TextSection> TextReader::Split(cmark_node* document) const {
  std::vector<TextSection> sections;
  for (cmark_node* node = cmark_node_first_child(document); node; node = cmark_node_next(node)) {
    const bool heading = IsHeading(node, 1) || IsHeading(node, 2);
    if (heading && !sections.empty()) sections.back().last_line = LineOf(node) - 1;
    if (heading || sections.empty()) {
      sections.push_back({.line = LineOf(node), .last_line = lines_.size()});
      if (heading) sections.back().heading = node;
    }
    if (!heading) sections.back().blocks.push_back(node);
  }
  return sections;
}

void TextReader::ReadSection(const TextSection& section, bool first) {
  if (!section.heading) return RefuseBlocks(section);
  if (IsHeading(section.heading, 1)) return ReadTitle(section, first);
  const ModuleHeading heading = ReadHeading(section.heading);
  if (heading.text.empty()) {
    problems_.Add(section.line, "EMPTY_HEADING", "the heading is empty; write it after ## on the same line");
  }
  return heading.is_question ? ReadQuestion(section, heading) : ReadCard(section, heading);
}

void TextReader::ReadTitle(const TextSection& section, bool first) {
  RefuseBlocks(section);
  if (has_title_) {
    problems_.Add(section.line, "SECOND_TITLE", "a text has one title; begin a card with ## instead of #");
    return;
  }
  has_title_ = true;
  reading_.title_line = section.line;
  const ModuleHeading heading = ReadHeading(section.heading);
  reading_.text.title = absl::StrCat(heading.is_question ? "?" : "", heading.text);
  if (heading.text.empty()) {
    problems_.Add(section.line, "MISSING_TITLE", "the title is empty; write it after # on the same line");
  }
  if (heading.has_id) {
    problems_.Add(section.line, "BAD_CARD_ID", "only a card has an id; remove {#...} from the title");
  }
  if (!first) {
    problems_.Add(section.line, "TITLE_NOT_FIRST",
                  "the title does not come first; move it to the first line");
  }
}

void TextReader::ReadCard(const TextSection& section, const ModuleHeading& heading) {
  Card card{.id = ReadCardId(heading, section.line), .heading = heading.text};
  if (section.blocks.empty()) {
    problems_.Add(section.line, "EMPTY_CARD",
                  "the card has no text; write it below the heading or remove the heading");
  } else {
    card.body = lines_.Between(LineOf(section.blocks.front()), section.last_line);
  }
  reading_.text.steps.push_back({false, static_cast<int>(reading_.text.cards.size())});
  reading_.text.cards.push_back(std::move(card));
  reading_.card_lines.push_back(section.line);
}

std::string TextReader::ReadCardId(const ModuleHeading& heading, int line) {
  if (!heading.has_id && !absl::StrContains(heading.text, "{#")) return "";
  if (!IsModuleId(heading.id)) {
    problems_.Add(line, "BAD_CARD_ID",
                  "a card's id is {#id} at the end of its heading, of a-z, 0-9 and -, at most 40 and not - "
                  "first; write it so");
    return "";
  }
  if (!ids_.insert(heading.id).second) {
    problems_.Add(line, "DUPLICATE_CARD_ID",
                  absl::StrCat("another card has the id ", heading.id, " already; choose another id"));
  }
  return heading.id;
}

void TextReader::ReadQuestion(const TextSection& section, const ModuleHeading& heading) {
  if (heading.has_id) {
    problems_.Add(section.line, "BAD_CARD_ID", "only a card has an id; remove {#...} from the question");
  }
  QuestionReading question = ReadQuestionText(section, lines_, problems_);
  question.question.text = heading.text;
  reading_.text.steps.push_back({true, static_cast<int>(reading_.text.questions.size())});
  reading_.text.questions.push_back(std::move(question.question));
  reading_.question_lines.push_back(std::move(question.lines));
}

void TextReader::RefuseBlocks(const TextSection& section) {
  if (section.blocks.empty()) return;
  problems_.Add(LineOf(section.blocks.front()), "TEXT_BEFORE_CARD",
                "this text belongs to no card; write a heading with ## above it, or remove it");
}

}  // namespace

TextReading ReadModuleText(absl::string_view language, absl::string_view source, cmark_node* document,
                           FileProblems& problems) {
  return TextReader(language, source, problems).Read(document);
}

}  // namespace nanolearn
