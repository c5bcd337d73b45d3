#include "service/storage/mysql/lesson_table.h"

#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

// So that no statement holds many rows for long.
constexpr int64_t kMostCleared = 5000;

constexpr char kTakesThePlace[] =
    " ON DUPLICATE KEY UPDATE attempt = VALUES(attempt), revision = VALUES(revision), position = "
    "VALUES(position), questions = VALUES(questions), start_time = VALUES(start_time), update_time = "
    "VALUES(update_time)";

// One question as "tries.answer.right.first", "2.0.1.0"; without an answer "0..0.0". Between questions a
// semicolon.
std::string QuestionsText(absl::Span<const QuestionProgress> questions) {
  return absl::StrJoin(questions, ";", [](std::string* text, const QuestionProgress& q) {
    absl::StrAppend(text, q.tries, ".", q.last_answer < 0 ? "" : absl::StrCat(q.last_answer), ".",
                    q.right ? 1 : 0, ".", q.right_at_first ? 1 : 0);
  });
}

int Number(absl::string_view text, int if_none) {
  int number = if_none;
  return absl::SimpleAtoi(text, &number) ? number : if_none;
}

// The column holds nothing but what QuestionsText makes.
std::vector<QuestionProgress> ReadQuestions(const std::string& text) {
  std::vector<QuestionProgress> questions;
  for (absl::string_view question : absl::StrSplit(text, ';', absl::SkipEmpty())) {
    const std::vector<absl::string_view> parts = absl::StrSplit(question, '.');
    questions.push_back(
        {Number(parts.at(0), 0), Number(parts.at(1), -1), parts.at(2) == "1", parts.at(3) == "1"});
  }
  return questions;
}

}  // namespace

std::optional<LessonProgress> MysqlLessonTable::Select(Id organisation_id, Id assignment_id,
                                                       absl::string_view lock) const {
  std::optional<LessonProgress> found;
  session_.Query(
      absl::StrCat(
          "SELECT assignment_id, attempt, revision, position, questions, start_time, update_time FROM "
          "lesson_progress WHERE organisation_id = ? AND assignment_id = ?",
          lock),
      {organisation_id, assignment_id}, [&](const Row& row) {
        found = {row.GetId(0),
                 row.GetId(1),
                 static_cast<int>(row.Int(2)),
                 static_cast<int>(row.Int(3)),
                 ReadQuestions(row.Text(4)),
                 row.Time(5),
                 row.Time(6)};
      });
  return found;
}

std::optional<LessonProgress> MysqlLessonTable::Find(Id organisation_id, Id assignment_id) const {
  return Select(organisation_id, assignment_id, "");
}

std::optional<LessonProgress> MysqlLessonTable::Lock(Id organisation_id, Id assignment_id) {
  // To lock what is not there is to lock the gap in which it would be, and with it all lessons that others
  // begin there: two of them would wait for each other.
  if (!Find(organisation_id, assignment_id)) {
    missing_ = {organisation_id, assignment_id};
    return std::nullopt;
  }
  return Select(organisation_id, assignment_id, " FOR UPDATE");
}

void MysqlLessonTable::Put(Id organisation_id, const LessonProgress& progress) {
  const bool is_new = missing_ == std::pair(organisation_id, progress.assignment_id);
  missing_ = {kNoId, kNoId};
  session_.Execute(
      absl::StrCat(
          "INSERT INTO lesson_progress (organisation_id, assignment_id, attempt, revision, position, "
          "questions, start_time, update_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          is_new ? "" : kTakesThePlace),
      {organisation_id, progress.assignment_id, progress.attempt, int64_t{progress.revision},
       int64_t{progress.position}, QuestionsText(progress.questions), Bind(progress.start_time),
       Bind(progress.update_time)});
}

std::vector<Id> MysqlLessonTable::Begun(Id organisation_id, absl::Span<const Id> assignment_ids) const {
  std::vector<Id> begun;
  session_.QueryIn(
      "SELECT assignment_id FROM lesson_progress WHERE organisation_id = ? AND assignment_id IN (?*)",
      {organisation_id}, IdList(assignment_ids), {}, [&](const Row& row) { begun.push_back(row.GetId(0)); });
  return begun;
}

int MysqlLessonTable::Clear(absl::Time done_before, absl::Time idle_since) {
  return ClearFound(
             "SELECT p.organisation_id, p.assignment_id FROM lesson_progress p JOIN assignments a ON "
             "a.organisation_id = p.organisation_id AND a.id = p.assignment_id WHERE p.update_time < ? AND "
             "a.complete_date IS NOT NULL LIMIT ?",
             done_before) +
         ClearFound(
             "SELECT organisation_id, assignment_id FROM lesson_progress WHERE update_time < ? LIMIT ?",
             idle_since);
}

// Those found, unless somebody has gone on with them since.
int MysqlLessonTable::ClearFound(const std::string& select, absl::Time untouched_since) {
  std::map<Id, std::vector<Id>> found;
  session_.Query(select, {Bind(untouched_since), kMostCleared},
                 [&](const Row& row) { found[row.GetId(0)].push_back(row.GetId(1)); });
  uint64_t cleared = 0;
  for (const auto& [organisation, assignments] : found) {
    cleared += session_.ExecuteIn(
        "DELETE FROM lesson_progress WHERE organisation_id = ? AND update_time < ? AND assignment_id IN (?*)",
        {organisation, Bind(untouched_since)}, IdList(assignments), {});
  }
  return static_cast<int>(cleared);
}

}  // namespace nanolearn::mysql
