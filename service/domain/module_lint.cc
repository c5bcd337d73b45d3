#include "service/domain/module_lint.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "service/domain/markdown.h"
#include "service/domain/module_limits.h"
#include "service/domain/text_encoding.h"
#include "service/domain/unicode.h"

namespace nanolearn {
namespace {

constexpr char kMonday[] = "monday";

int CountQuestionWords(const Question& question) {
  int words = CountWords(question.text) + CountMarkdownWords(question.body);
  int longest_feedback = 0;
  for (const Answer& answer : question.answers) {
    words += CountMarkdownWords(answer.text);
    longest_feedback = std::max(longest_feedback, CountMarkdownWords(answer.feedback));
  }
  return words + longest_feedback;
}

int CountAllWords(const ModuleText& text) {
  int words = CountWords(text.title);
  for (const Card& card : text.cards) words += CountWords(card.heading) + CountMarkdownWords(card.body);
  for (const Question& question : text.questions) words += CountQuestionWords(question);
  return words;
}

class TextLinter {
 public:
  TextLinter(const TextReading& reading, const ModuleRules& rules, FileProblems& problems)
      : reading_(reading), text_(reading.text), rules_(rules), problems_(problems) {}

  void LintLengths(int minutes);
  void LintNumbers();
  void LintNoQuestions();
  void LintMonday();
  void LintQuestion(const Question& question, const QuestionLines& lines);

 private:
  const TextReading& reading_;
  const ModuleText& text_;
  const ModuleRules& rules_;
  FileProblems& problems_;
};

void TextLinter::LintLengths(int minutes) {
  if (const size_t count = CountCharacters(text_.title); count > limits::kMaxModuleTitleCharacters) {
    problems_.Add(reading_.title_line, "TITLE_TOO_LONG",
                  absl::StrCat("the title has ", count, " characters; shorten it to at most ",
                               limits::kMaxModuleTitleCharacters));
  }
  for (size_t i = 0; i < text_.cards.size(); ++i) {
    const int words = CountMarkdownWords(text_.cards[i].body);
    if (words <= rules_.max_card_words) continue;
    problems_.Add(reading_.card_lines[i], "CARD_TOO_LONG",
                  absl::StrCat("the card has ", words, " words; shorten it to at most ",
                               rules_.max_card_words, " or make it two cards"));
  }
  const int words = CountAllWords(text_);
  const int limit = rules_.max_words > 0 ? rules_.max_words : minutes * limits::kModuleWordsPerMinute;
  if (words <= limit) return;
  const std::string why = rules_.max_words > 0 ? absl::StrCat(limit, " that a description may have")
                                               : absl::StrCat(limit, " that minutes = ", minutes, " allows");
  problems_.Add(reading_.title_line, "TOO_LONG",
                absl::StrCat("the text has ", words, " words, more than the ", why, "; remove at least ",
                             words - limit));
}

void TextLinter::LintNumbers() {
  const int cards = static_cast<int>(text_.cards.size());
  const int questions = static_cast<int>(text_.questions.size());
  if (cards < rules_.min_cards || cards > rules_.max_cards) {
    problems_.Add(reading_.title_line, cards < rules_.min_cards ? "TOO_FEW_CARDS" : "TOO_MANY_CARDS",
                  absl::StrCat("the text has ", cards, cards == 1 ? " card" : " cards", "; it needs ",
                               rules_.min_cards, " to ", rules_.max_cards, ", each with a heading ##",
                               rules_.ends_with_monday ? ", the last one {#monday}" : ""));
  }
  if (rules_.max_questions == 0) return LintNoQuestions();
  if (questions < rules_.min_questions || questions > rules_.max_questions) {
    problems_.Add(reading_.title_line,
                  questions < rules_.min_questions ? "TOO_FEW_QUESTIONS" : "TOO_MANY_QUESTIONS",
                  absl::StrCat("the text has ", questions, " questions; it needs ", rules_.min_questions,
                               " to ", rules_.max_questions, ", each with a heading ## ?"));
  }
}

void TextLinter::LintNoQuestions() {
  for (const QuestionLines& question : reading_.question_lines) {
    problems_.Add(question.heading, "TOO_MANY_QUESTIONS",
                  "a module of this kind is not done here and has no questions; remove the question or make "
                  "it a card");
  }
}

void TextLinter::LintMonday() {
  if (!rules_.ends_with_monday) return;
  const auto monday = std::find_if(text_.cards.begin(), text_.cards.end(),
                                   [](const Card& card) { return card.id == kMonday; });
  if (monday == text_.cards.end()) {
    problems_.Add(reading_.title_line, "MISSING_MONDAY",
                  "the card on what to do on Monday is missing; end the text with one whose heading ends in "
                  "{#monday}");
    return;
  }
  const ModuleText::Step& last = text_.steps.back();
  const int index = monday - text_.cards.begin();
  if (!last.is_question && last.index == index) return;
  problems_.Add(reading_.card_lines[index], "MONDAY_NOT_LAST",
                "the card {#monday} must come last, after the other cards and the questions; move it there");
}

void TextLinter::LintQuestion(const Question& question, const QuestionLines& lines) {
  const size_t count = question.answers.size();
  if (count < limits::kMinAnswers) {
    problems_.Add(lines.heading, "TOO_FEW_ANSWERS",
                  absl::StrCat("the question has ", count, count == 1 ? " answer" : " answers",
                               "; give it 2 to 4, each a line that begins with - [x] or - [ ]"));
  }
  if (count > limits::kMaxAnswers) {
    problems_.Add(lines.heading, "TOO_MANY_ANSWERS",
                  absl::StrCat("the question has ", count, " answers; keep at most ", limits::kMaxAnswers));
  }
  const size_t right = std::count_if(question.answers.begin(), question.answers.end(),
                                     [](const Answer& answer) { return answer.right; });
  if (count > 0 && right == 0) {
    problems_.Add(lines.heading, "NO_RIGHT_ANSWER", "no answer is right; mark at least one with - [x]");
  }
  if (count > 0 && right == count) {
    problems_.Add(lines.heading, "NO_WRONG_ANSWER", "no answer is wrong; mark at least one with - [ ]");
  }
  for (size_t i = 0; i < count; ++i) {
    if (CountMarkdownWords(question.answers[i].feedback) > 0) continue;
    problems_.Add(lines.answers[i], "MISSING_FEEDBACK",
                  "the answer has no feedback; write it on the next line after two spaces and >");
  }
}

}  // namespace

void LintText(const TextReading& reading, const ModuleRules& rules, int minutes, FileProblems& problems) {
  TextLinter linter(reading, rules, problems);
  linter.LintLengths(minutes);
  linter.LintNumbers();
  linter.LintMonday();
  for (size_t i = 0; i < reading.text.questions.size(); ++i) {
    linter.LintQuestion(reading.text.questions[i], reading.question_lines[i]);
  }
}

void LintCardLinks(const TextReading& reading, const std::vector<LinkUse>& links, FileProblems& problems) {
  absl::flat_hash_set<std::string> ids;
  for (const Card& card : reading.text.cards) {
    if (!card.id.empty()) ids.insert(card.id);
  }
  for (const LinkUse& link : links) {
    if (ids.contains(link.card_id)) continue;
    problems.Add(link.line, "BROKEN_LINK",
                 absl::StrCat("no card has the id \"", WithoutForbidden(link.card_id),
                              "\"; write {#...} at the end of the card's heading or correct the link"));
  }
}

}  // namespace nanolearn
