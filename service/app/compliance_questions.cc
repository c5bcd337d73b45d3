// What people did not know at their first try.

#include <algorithm>
#include <map>

#include "service/app/compliance_answers.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/module_folder.h"
#include "service/domain/trend_days.h"

namespace nanolearn {
namespace {

Date FirstOfMonth(Date day) { return Date(absl::CivilMonth(day)); }

// The questions of one revision: in its first language, which tells whether it is the same question as
// another revision's, and in the language asked for.
struct QuestionTexts {
  std::vector<std::string> known_as;
  std::vector<std::string> shown;
};

std::vector<std::string> TextsIn(const ModuleContent& content, const std::string& language) {
  std::vector<std::string> texts;
  const auto found = content.texts.find(language);
  if (found == content.texts.end()) return texts;
  for (const Question& question : found->second.questions) texts.push_back(question.text);
  return texts;
}

QuestionTexts ReadTexts(const ReadTransaction& tx, Id organisation_id, Id module_id, int revision,
                        const std::string& language) {
  const ModuleContent content =
      ReadModuleFolder(tx.modules().Files(organisation_id, module_id, revision)).content;
  if (content.manifest.languages.empty()) return {};
  QuestionTexts texts{TextsIn(content, content.manifest.languages.front()), TextsIn(content, language)};
  if (texts.shown.size() != texts.known_as.size()) texts.shown = texts.known_as;
  return texts;
}

// Adds up what may be shown of the answers by question, whatever its revision.
class QuestionSums {
 public:
  QuestionSums(const ReadTransaction& tx, Id organisation_id, std::string language)
      : tx_(tx), organisation_id_(organisation_id), language_(std::move(language)) {}

  void Add(const UnitAnswers& answers) {
    const AnswerCount& count = answers.count;
    const QuestionTexts& texts = TextsOf(count.module_id, count.revision);
    const size_t place = static_cast<size_t>(count.question) - 1;
    if (count.question < 1 || place >= texts.known_as.size()) return;
    WeakRow& row = rows_[{count.module_id, texts.known_as[place]}];
    if (!answers.hidden) {
      row.answered += count.answered;
      row.right_at_first += count.right_at_first;
    }
    if (count.revision < row.revision) return;
    row.revision = count.revision;
    row.question = count.question;
    row.text = texts.shown[place];
  }

  // By module and question, with the module's name and topics.
  std::vector<std::vector<WeakRow>> ByModule() {
    std::map<Id, std::vector<WeakRow>> by_module;
    for (auto& [key, row] : rows_) by_module[key.first].push_back(std::move(row));
    std::vector<Id> ids;
    for (const auto& [id, rows] : by_module) ids.push_back(id);
    std::vector<std::vector<WeakRow>> modules;
    for (const ModuleSummary& module : tx_.modules().FindAll(organisation_id_, ids)) {
      for (WeakRow& row : by_module[module.id]) {
        row.module = module.slug;
        row.module_name = module.display_name;
        row.topics = module.topics;
      }
      modules.push_back(std::move(by_module[module.id]));
    }
    return modules;
  }

 private:
  const QuestionTexts& TextsOf(Id module_id, int revision) {
    const auto [found, is_new] = texts_.try_emplace({module_id, revision});
    if (is_new) found->second = ReadTexts(tx_, organisation_id_, module_id, revision, language_);
    return found->second;
  }

  const ReadTransaction& tx_;
  const Id organisation_id_;
  const std::string language_;
  std::map<std::pair<Id, int>, QuestionTexts> texts_;
  std::map<std::pair<Id, std::string>, WeakRow> rows_;
};

// A row without answers has only hidden ones.
void MarkHidden(std::vector<WeakRow>& rows) {
  for (WeakRow& row : rows) row.hidden = row.answered == 0;
}

std::vector<WeakRow> RowsByTopic(const std::vector<std::vector<WeakRow>>& modules) {
  std::map<std::string, WeakRow> topics;
  for (const std::vector<WeakRow>& rows : modules) {
    for (const WeakRow& row : rows) {
      for (const std::string& topic : row.topics) {
        WeakRow& sum = topics[topic];
        sum.topics = {topic};
        sum.answered += row.answered;
        sum.right_at_first += row.right_at_first;
      }
    }
  }
  std::vector<WeakRow> rows;
  for (auto& [topic, row] : topics) rows.push_back(std::move(row));
  MarkHidden(rows);
  return rows;
}

std::vector<WeakRow> RowsByQuestion(std::vector<std::vector<WeakRow>> modules) {
  std::vector<WeakRow> all;
  for (std::vector<WeakRow>& rows : modules) {
    MarkHidden(rows);
    for (WeakRow& row : rows) all.push_back(std::move(row));
  }
  return all;
}

// Without division: a/b < c/d.
bool IsWeaker(const WeakRow& a, const WeakRow& b) {
  if (a.hidden || b.hidden) return !a.hidden;
  const int64_t left = int64_t{a.right_at_first} * b.answered, right = int64_t{b.right_at_first} * a.answered;
  return left != right ? left < right : a.answered > b.answered;
}

}  // namespace

absl::StatusOr<WeakReport> Compliance::WeakQuestions(const Caller& caller, const WeakQuery& query) {
  WeakReport report;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    const ComplianceSubject subject{
        .organisation = query.organisation, .unit_code = query.unit_code, .module = query.module};
    ASSIGN_OR_RETURN(const ComplianceScope scope,
                     OpenScope(env_, trees_, tx, caller, subject, query.to, Permission::kReadCompliance));
    report = {.to = EndOfMonth(scope.day), .age = AgeOf(tx, scope.organisation.id)};
    report.from = query.from ? FirstOfMonth(*query.from) : Date(absl::CivilMonth(scope.day) - 11);
    if (report.from > report.to) return InvalidField("from", "must not come after to");
    if (scope.node < 0) return absl::OkStatus();
    QuestionSums sums(tx, scope.organisation.id, query.language);
    for (const UnitAnswers& answers : AnswersOf(tx, scope, trees_, Today(env_, scope.organisation),
                                                report.from, FirstOfMonth(report.to))) {
      sums.Add(answers);
    }
    report.rows = query.by_topic ? RowsByTopic(sums.ByModule()) : RowsByQuestion(sums.ByModule());
    std::stable_sort(report.rows.begin(), report.rows.end(), IsWeaker);
    return absl::OkStatus();
  }));
  return report;
}

}  // namespace nanolearn
