#include "service/domain/question_text.h"

#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "service/domain/markdown.h"

namespace nanolearn {
namespace {

// Whether the text, read on its own, is one paragraph: so it is wherever it is shown.
bool IsOneParagraph(const std::string& source) {
  const Markdown markdown(source);
  cmark_node* const only = cmark_node_first_child(markdown.root());
  return only && IsType(only, CMARK_NODE_PARAGRAPH) && !cmark_node_next(only);
}

// Of an answer's first line. The parser's own opinion is not asked: it takes an [x] further on for the mark.
bool HasRightMark(absl::string_view line) {
  const size_t bracket = line.find('[');
  return bracket != absl::string_view::npos && absl::EqualsIgnoreCase(line.substr(bracket, 3), "[x]");
}

class QuestionReader {
 public:
  QuestionReader(const TextSection& section, const SourceLines& lines, FileProblems& problems)
      : section_(section), lines_(lines), problems_(problems) {
    reading_.lines.heading = section.line;
  }

  QuestionReading Read();

 private:
  void ReadBlock(cmark_node* block);
  void ReadIntroduction(cmark_node* paragraph);
  void ReadList(cmark_node* list);
  void ReadAnswer(cmark_node* item);
  void ReadStrayQuotation(cmark_node* quotation);
  std::string AnswerSource(cmark_node* paragraph) const;
  std::string QuotationSource(cmark_node* quotation) const;
  std::vector<std::string> LinesOf(cmark_node* node) const;
  void BadQuestion(cmark_node* node, std::string message) {
    problems_.Add(LineOf(node), "BAD_QUESTION", std::move(message));
  }

  const TextSection& section_;
  const SourceLines& lines_;
  FileProblems& problems_;
  QuestionReading reading_;
  bool has_list_ = false;
};

QuestionReading QuestionReader::Read() {
  for (cmark_node* block : section_.blocks) ReadBlock(block);
  return std::move(reading_);
}

void QuestionReader::ReadBlock(cmark_node* block) {
  if (IsType(block, CMARK_NODE_LIST)) {
    ReadList(block);
  } else if (IsType(block, CMARK_NODE_BLOCK_QUOTE)) {
    ReadStrayQuotation(block);
  } else if (has_list_) {
    BadQuestion(block, "text follows the answers; move it above them, or give it a heading with ##");
  } else if (IsType(block, CMARK_NODE_PARAGRAPH)) {
    ReadIntroduction(block);
  }  // anything else is refused in markdown_rules.cc
}

void QuestionReader::ReadIntroduction(cmark_node* paragraph) {
  std::string& body = reading_.question.body;
  if (!body.empty()) {
    BadQuestion(paragraph, "a question has one paragraph before its answers; make this a part of it");
    return;
  }
  body = lines_.Between(LineOf(paragraph), cmark_node_get_end_line(paragraph));
}

// A blank line or another mark than - makes a new list; the reader of the page sees one.
void QuestionReader::ReadList(cmark_node* list) {
  cmark_node* const previous = cmark_node_previous(list);
  if (has_list_ && previous && IsType(previous, CMARK_NODE_LIST)) {
    BadQuestion(list, "a second list begins here; begin every answer of the question with - ");
  }
  has_list_ = true;
  for (cmark_node* item = cmark_node_first_child(list); item; item = cmark_node_next(item)) ReadAnswer(item);
}

void QuestionReader::ReadAnswer(cmark_node* item) {
  Answer answer{.right = HasRightMark(lines_.Line(LineOf(item)))};
  bool good = true;
  for (cmark_node* part = cmark_node_first_child(item); part; part = cmark_node_next(part)) {
    if (answer.text.empty() && IsType(part, CMARK_NODE_PARAGRAPH)) {
      answer.text = AnswerSource(part);
    } else if (answer.feedback.empty() && IsType(part, CMARK_NODE_BLOCK_QUOTE)) {
      answer.feedback = QuotationSource(part);
    } else {
      good = false;
    }
  }
  if (!IsTask(item)) {
    problems_.Add(
        LineOf(item), "NOT_AN_ANSWER",
        "this is no answer; begin it with - [x] if it is right or - [ ] if it is wrong, a space and "
        "the text");
  } else if (!good || !IsOneParagraph(answer.text)) {
    problems_.Add(LineOf(item), "BAD_ANSWER",
                  "an answer is one paragraph and below it one quotation, indented by two spaces, each line "
                  "after >; write it so");
  }
  reading_.question.answers.push_back(std::move(answer));
  reading_.lines.answers.push_back(LineOf(item));
}

void QuestionReader::ReadStrayQuotation(cmark_node* quotation) {
  BadQuestion(quotation, "this feedback belongs to no answer; indent it by two spaces, below its answer");
  std::vector<Answer>& answers = reading_.question.answers;
  if (!answers.empty() && answers.back().feedback.empty()) {
    answers.back().feedback = QuotationSource(quotation);  // so that it is not called missing as well
  }
}

std::vector<std::string> QuestionReader::LinesOf(cmark_node* node) const {
  return absl::StrSplit(lines_.Between(LineOf(node), cmark_node_get_end_line(node)), '\n');
}

// What follows "- [x]", without indentation.
std::string QuestionReader::AnswerSource(cmark_node* paragraph) const {
  std::vector<std::string> lines = LinesOf(paragraph);
  const size_t bracket = lines.front().find('[');
  if (bracket != std::string::npos) lines.front().erase(0, bracket + 3);
  for (std::string& line : lines) absl::StripAsciiWhitespace(&line);
  return absl::StrJoin(lines, "\n");
}

// What follows > on each line; a list in it keeps its indentation.
std::string QuestionReader::QuotationSource(cmark_node* quotation) const {
  std::vector<std::string> lines = LinesOf(quotation);
  for (std::string& line : lines) {
    absl::string_view rest = absl::StripAsciiWhitespace(line);
    if (absl::ConsumePrefix(&rest, ">")) absl::ConsumePrefix(&rest, " ");
    line = std::string(rest);
  }
  std::string text = absl::StrJoin(lines, "\n");
  absl::StripTrailingAsciiWhitespace(&text);
  return std::string(absl::StripPrefix(text, "\n"));
}

}  // namespace

QuestionReading ReadQuestionText(const TextSection& section, const SourceLines& lines,
                                 FileProblems& problems) {
  return QuestionReader(section, lines, problems).Read();
}

}  // namespace nanolearn
