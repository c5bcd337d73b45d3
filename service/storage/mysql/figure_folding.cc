#include "service/storage/mysql/figure_folding.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "service/domain/figure_numbers.h"
#include "service/storage/mysql/database_error.h"
#include "service/storage/mysql/sql_text.h"
#include "service/storage/mysql/timeline_codec.h"

namespace nanolearn::mysql {
namespace {

constexpr int kChangesRead = 32;  // at a time
// Changes need have no figures, yet each costs something, and so does telling of completions.
constexpr size_t kMaxChanges = 1000;
constexpr size_t kMaxCompletions = 5000;
constexpr size_t kRowsWritten = 4096;

struct Folded {
  std::vector<FigureChange> changes;  // without their figures
  FigureChanges figures;
  int figures_read = 0;
  size_t completions = 0;

  bool IsEnough(int limit) const {
    return figures_read >= limit || changes.size() >= kMaxChanges || completions >= kMaxCompletions;
  }
};

Folded ReadOldest(Session& session, Id organisation_id, int limit) {
  Folded folded;
  Id after = kNoId;
  int read = 0;
  do {
    read = 0;
    session.Query(
        "SELECT id, content FROM figure_changes WHERE organisation_id = ? AND id > ? ORDER BY id LIMIT ?",
        {organisation_id, after, int64_t{kChangesRead}}, [&](const Row& row) {
          if (folded.IsEnough(limit)) return;
          ++read;
          after = row.GetId(0);
          ChangeParts parts = ParseChange(row.Text(1), [&](const FigureKey& key, const Figures& change) {
            folded.figures[key] += change;
            ++folded.figures_read;
          });
          folded.completions += parts.completion_ids.size();
          folded.changes.push_back({after, std::move(parts.completion_ids), {}, std::move(parts.answers)});
        });
  } while (read == kChangesRead && !folded.IsEnough(limit));
  return folded;
}

// Exactly those that were read: others may have come that have smaller ids. A server that folded the same
// ones, in spite of the lock, has deleted them: this transaction is then run again.
void Delete(Session& session, Id organisation_id, absl::Span<const FigureChange> changes) {
  std::vector<Id> ids;
  for (const FigureChange& change : changes) ids.push_back(change.id);
  const uint64_t deleted = session.ExecuteIn(
      "DELETE figure_changes FROM figure_changes FORCE INDEX (PRIMARY) WHERE organisation_id = ? AND id IN "
      "(?*)",
      {organisation_id}, IdList(ids), {});
  if (deleted != ids.size()) throw DatabaseError(kDeadlock, "figures were folded by another server");
}

enum class Span { kYear, kMonth, kDay };

const char* NameOf(Span span) {
  return span == Span::kYear ? "YEAR" : span == Span::kMonth ? "MONTH" : "DAY";
}

Date FirstOf(Span span, Date day) {
  if (span == Span::kDay) return day;
  return Date(day.year(), span == Span::kYear ? 1 : day.month(), 1);
}

struct FoldedRow {
  Id unit_id;
  Id subject_id;
  Span span;
  Date day;
  uint8_t kinds;
  Figures figures;

  auto key() const { return std::tie(unit_id, subject_id, span, day, kinds); }
};

// In the order of the table's key.
std::vector<FoldedRow> RowsOf(FigureChanges& figures) {
  DropZeros(figures);
  std::vector<FoldedRow> rows;
  rows.reserve(figures.size() * 3);
  for (const auto& [key, change] : figures) {
    for (const Span span : {Span::kYear, Span::kMonth, Span::kDay}) {
      rows.push_back({key.unit_id, key.subject_id, span, FirstOf(span, key.day), key.kinds, change});
    }
  }
  std::sort(rows.begin(), rows.end(),
            [](const FoldedRow& a, const FoldedRow& b) { return a.key() < b.key(); });
  size_t kept = 0;
  for (FoldedRow& row : rows) {
    if (kept > 0 && rows[kept - 1].key() == row.key()) {
      rows[kept - 1].figures += row.figures;
    } else {
      rows[kept++] = row;
    }
  }
  rows.erase(rows.begin() + static_cast<ptrdiff_t>(kept), rows.end());
  return rows;
}

void WriteFigures(Session& session, Id organisation_id, absl::Span<const FoldedRow> rows) {
  constexpr int kColumns = 6 + kFigureNumbers;
  std::vector<Value> values;
  values.reserve(rows.size() * kColumns);
  for (const FoldedRow& row : rows) {
    values.insert(values.end(), {organisation_id, row.unit_id, row.subject_id, std::string(NameOf(row.span)),
                                 Bind(row.day), uint64_t{row.kinds}});
    ForEachFigure([&](int value) { values.push_back(int64_t{value}); }, row.figures);
  }
  session.InsertRows(
      "INSERT INTO figures (organisation_id, unit_id, subject_id, span, day, kinds, people, required, "
      "completed, overdue, waived, paused, assignments_completed, assignments_completed_late, "
      "assignments_overdue, assignments_not_yet_due, assignments_waived, assignments_paused) VALUES",
      kColumns, values,
      "ON DUPLICATE KEY UPDATE people = people + VALUES(people), required = required + VALUES(required), "
      "completed = completed + VALUES(completed), overdue = overdue + VALUES(overdue), waived = waived + "
      "VALUES(waived), paused = paused + VALUES(paused), assignments_completed = assignments_completed + "
      "VALUES(assignments_completed), assignments_completed_late = assignments_completed_late + "
      "VALUES(assignments_completed_late), assignments_overdue = assignments_overdue + "
      "VALUES(assignments_overdue), assignments_not_yet_due = assignments_not_yet_due + "
      "VALUES(assignments_not_yet_due), assignments_waived = assignments_waived + "
      "VALUES(assignments_waived), assignments_paused = assignments_paused + VALUES(assignments_paused)");
}

// Each unit and question once, in the order of the table's key.
std::vector<AnswerCount> SumOfAnswers(absl::Span<const FigureChange> changes) {
  std::vector<AnswerCount> answers;
  for (const FigureChange& change : changes) {
    answers.insert(answers.end(), change.answers.begin(), change.answers.end());
  }
  const auto key = [](const AnswerCount& a) {
    return std::tie(a.unit_id, a.module_id, a.revision, a.question, a.month);
  };
  std::sort(answers.begin(), answers.end(),
            [&](const AnswerCount& a, const AnswerCount& b) { return key(a) < key(b); });
  size_t kept = 0;
  for (const AnswerCount& answer : answers) {
    if (kept > 0 && key(answers[kept - 1]) == key(answer)) {
      answers[kept - 1].answered += answer.answered;
      answers[kept - 1].right_at_first += answer.right_at_first;
    } else {
      answers[kept++] = answer;
    }
  }
  answers.resize(kept);
  return answers;
}

void WriteAnswers(Session& session, Id organisation_id, absl::Span<const AnswerCount> answers) {
  std::vector<Value> values;
  for (const AnswerCount& a : answers) {
    values.insert(values.end(),
                  {organisation_id, a.unit_id, a.module_id, int64_t{a.revision}, int64_t{a.question},
                   Bind(a.month), int64_t{a.answered}, int64_t{a.right_at_first}});
  }
  session.InsertRows(
      "INSERT INTO answer_counts (organisation_id, unit_id, module_id, revision, question, month, answered, "
      "right_at_first) VALUES",
      8, values,
      "ON DUPLICATE KEY UPDATE answered = answered + VALUES(answered), right_at_first = right_at_first + "
      "VALUES(right_at_first)");
}

}  // namespace

std::vector<FigureChange> FoldChanges(Session& session, Id organisation_id, int limit) {
  Folded folded = ReadOldest(session, organisation_id, limit);
  if (folded.changes.empty()) return {};
  const std::vector<FoldedRow> rows = RowsOf(folded.figures);
  for (size_t first = 0; first < rows.size(); first += kRowsWritten) {
    WriteFigures(session, organisation_id, absl::MakeConstSpan(rows).subspan(first, kRowsWritten));
  }
  WriteAnswers(session, organisation_id, SumOfAnswers(folded.changes));
  Delete(session, organisation_id, folded.changes);
  return std::move(folded.changes);
}

void StripChanges(Session& session, Id organisation_id) {
  std::vector<FigureChange> changes;
  session.Query(
      "SELECT id, content FROM figure_changes WHERE organisation_id = ? FOR UPDATE", {organisation_id},
      [&](const Row& row) {
        ChangeParts parts = ParseChange(row.Text(1), [](const FigureKey&, const Figures&) {});
        changes.push_back({row.GetId(0), std::move(parts.completion_ids), {}, std::move(parts.answers)});
      });
  for (const FigureChange& change : changes) {
    session.Execute("UPDATE figure_changes SET content = ? WHERE organisation_id = ? AND id = ?",
                    {FormatChange(change), organisation_id, change.id});
  }
}

}  // namespace nanolearn::mysql
