#include "service/domain/language_agreement.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

// What makes one answer list differ from another, as a sentence's beginning; empty when nothing does.
std::string AnswerDifference(const Question& first, const Question& other) {
  if (first.answers.size() != other.answers.size()) {
    return absl::StrCat("has ", other.answers.size(), " answers, not ", first.answers.size());
  }
  const bool same = std::equal(first.answers.begin(), first.answers.end(), other.answers.begin(),
                               [](const Answer& a, const Answer& b) { return a.right == b.right; });
  return same ? "" : "has its right answers in other places";
}

std::string Called(const std::string& id) { return id.empty() ? "no id" : absl::StrCat("the id ", id); }

class AgreementLinter {
 public:
  AgreementLinter(const TextReading& first, const TextReading& other, FileProblems& problems)
      : first_(first), other_(other), problems_(problems) {}

  void Lint();

 private:
  void LintCards();
  void LintQuestions();
  void Disagree(int line, absl::string_view difference) {
    problems_.Add(line, "LANGUAGES_DISAGREE",
                  absl::StrCat(difference, " as in ", first_.text.language,
                               ".md; make the two alike, or the answers mean different things"));
  }

  const TextReading& first_;
  const TextReading& other_;
  FileProblems& problems_;
};

void AgreementLinter::Lint() {
  LintCards();
  LintQuestions();
}

void AgreementLinter::LintCards() {
  const std::vector<Card>& first = first_.text.cards;
  const std::vector<Card>& other = other_.text.cards;
  if (first.size() != other.size()) {
    Disagree(other_.title_line, absl::StrCat("the text has ", other.size(), " cards, not ", first.size()));
    return;
  }
  for (size_t i = 0; i < first.size(); ++i) {
    if (first[i].id == other[i].id) continue;
    Disagree(other_.card_lines[i],
             absl::StrCat("card ", i + 1, " has ", Called(other[i].id), ", not ", Called(first[i].id)));
  }
}

void AgreementLinter::LintQuestions() {
  const std::vector<Question>& first = first_.text.questions;
  const std::vector<Question>& other = other_.text.questions;
  if (first.size() != other.size()) {
    Disagree(other_.title_line,
             absl::StrCat("the text has ", other.size(), " questions, not ", first.size()));
    return;
  }
  for (size_t i = 0; i < first.size(); ++i) {
    const std::string difference = AnswerDifference(first[i], other[i]);
    if (difference.empty()) continue;
    Disagree(other_.question_lines[i].heading, absl::StrCat("question ", i + 1, " ", difference));
  }
}

}  // namespace

void LintAgreement(const TextReading& first, const TextReading& other, FileProblems& problems) {
  AgreementLinter(first, other, problems).Lint();
}

}  // namespace nanolearn
