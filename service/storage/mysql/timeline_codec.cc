#include "service/storage/mysql/timeline_codec.h"

#include <algorithm>
#include <tuple>

#include "service/domain/figure_numbers.h"
#include "service/storage/mysql/varint_text.h"

namespace nanolearn::mysql {
namespace {

constexpr uint64_t kForm = 1;
constexpr Date kEpoch{1970, 1, 1};
constexpr int kKindBits = 4;
constexpr int kStateBits = 3;
static_assert(static_cast<int>(EngagementKind::kOther) == 3);
static_assert(static_cast<int>(AssignmentState::kNotYetDue) == 1 &&
              static_cast<int>(AssignmentState::kOverdue) == 2 &&
              static_cast<int>(AssignmentState::kCompleted) == 3 &&
              static_cast<int>(AssignmentState::kCompletedLate) == 4 &&
              static_cast<int>(AssignmentState::kWaived) == 6 &&
              static_cast<int>(AssignmentState::kPaused) == 7);

uint64_t IndexOf(const std::vector<Id>& ids, Id id) {
  return static_cast<uint64_t>(std::lower_bound(ids.begin(), ids.end(), id) - ids.begin());
}

void SortOnce(std::vector<Id>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

void CheckForm(VarintReader& in) {
  if (in.Get() != kForm) VarintReader::Refuse();
}

void PutPlacements(const Timeline& timeline, VarintWriter& out) {
  std::vector<Id> units;
  for (const Placement& placement : timeline.placements) {
    for (const UnitShare& share : placement.units) units.push_back(share.unit_id);
  }
  SortOnce(units);
  out.PutIds(units);
  out.Put(timeline.placements.size());
  Date last = kEpoch;
  for (const Placement& placement : timeline.placements) {
    out.PutDay(placement.from, last);
    last = placement.from;
    out.Put(placement.units.size());
    for (const UnitShare& share : placement.units) {
      out.Put((IndexOf(units, share.unit_id) << kKindBits) | share.kinds);
    }
  }
}

void GetPlacements(VarintReader& in, Timeline& timeline) {
  const std::vector<Id> units = in.GetIds();
  timeline.placements.resize(in.GetCount());
  Date last = kEpoch;
  for (Placement& placement : timeline.placements) {
    placement.from = last = in.GetDay(last);
    placement.units.resize(in.GetCount());
    for (UnitShare& share : placement.units) {
      const uint64_t value = in.Get();
      share = {in.At(units, value >> kKindBits), static_cast<uint8_t>(value & ((1 << kKindBits) - 1))};
    }
  }
}

void PutAssignments(const Timeline& timeline, VarintWriter& out) {
  std::vector<Id> subjects;
  for (const AssignmentSteps& assignment : timeline.assignments) {
    subjects.push_back(assignment.programme_id);
    subjects.push_back(assignment.module_id);
  }
  SortOnce(subjects);
  out.PutIds(subjects);
  out.Put(timeline.assignments.size());
  Date last = kEpoch;
  for (const AssignmentSteps& assignment : timeline.assignments) {
    out.Put(IndexOf(subjects, assignment.programme_id));
    out.Put(IndexOf(subjects, assignment.module_id));
    out.Put(assignment.steps.size());
    for (const auto& [day, state] : assignment.steps) {
      out.PutSigned(((day - last) << kStateBits) | static_cast<int64_t>(state));
      last = day;
    }
  }
}

void GetAssignments(VarintReader& in, Timeline& timeline) {
  const std::vector<Id> subjects = in.GetIds();
  timeline.assignments.resize(in.GetCount());
  Date last = kEpoch;
  for (AssignmentSteps& assignment : timeline.assignments) {
    assignment.programme_id = in.GetIdOf(subjects);
    assignment.module_id = in.GetIdOf(subjects);
    assignment.steps.resize(in.GetCount());
    for (auto& [day, state] : assignment.steps) {
      const int64_t value = in.GetSigned();
      day = last += value >> kStateBits;
      state = static_cast<AssignmentState>(value & ((1 << kStateBits) - 1));
    }
  }
}

struct ChangeIds {
  std::vector<Id> units, subjects;
};

ChangeIds IdsOf(const FigureChange& change) {
  ChangeIds ids;
  for (const auto& [key, figures] : change.changes) {
    ids.units.push_back(key.unit_id);
    ids.subjects.push_back(key.subject_id);
  }
  for (const AnswerCount& answer : change.answers) {
    ids.units.push_back(answer.unit_id);
    ids.subjects.push_back(answer.module_id);
  }
  SortOnce(ids.units);
  SortOnce(ids.subjects);
  return ids;
}

void PutFigures(const Figures& figures, VarintWriter& out) {
  uint64_t given = 0;
  ForEachFigure([&, bit = 0](int value) mutable { given |= uint64_t{value != 0} << bit++; }, figures);
  out.Put(given);
  ForEachFigure(
      [&](int value) {
        if (value != 0) out.PutSigned(value);
      },
      figures);
}

Figures GetFigures(VarintReader& in) {
  Figures figures;
  const uint64_t given = in.Get();
  ForEachFigure(
      [&, bit = 0](int& value) mutable {
        if ((given >> bit++) & 1) value = static_cast<int>(in.GetSigned());
      },
      figures);
  CompleteFigures(figures);
  return figures;
}

void PutChanges(const FigureChange& change, const ChangeIds& ids, VarintWriter& out) {
  std::vector<const FigureChanges::value_type*> sorted;
  sorted.reserve(change.changes.size());
  for (const auto& entry : change.changes) sorted.push_back(&entry);
  const auto order = [](const FigureKey& key) {
    return std::tie(key.unit_id, key.subject_id, key.day, key.kinds);
  };
  std::sort(sorted.begin(), sorted.end(),
            [&](const auto* a, const auto* b) { return order(a->first) < order(b->first); });
  out.Put(sorted.size());
  Date last = kEpoch;
  for (const auto* entry : sorted) {
    const FigureKey& key = entry->first;
    out.Put(IndexOf(ids.units, key.unit_id));
    out.Put(IndexOf(ids.subjects, key.subject_id));
    out.Put(key.kinds);
    out.PutDay(key.day, last);
    last = key.day;
    PutFigures(entry->second, out);
  }
}

void GetChanges(VarintReader& in, const ChangeIds& ids,
                absl::FunctionRef<void(const FigureKey&, const Figures&)> figure) {
  FigureKey key{.day = kEpoch};
  for (size_t count = in.GetCount(); count > 0; --count) {
    key.unit_id = in.GetIdOf(ids.units);
    key.subject_id = in.GetIdOf(ids.subjects);
    key.kinds = static_cast<uint8_t>(in.Get());
    key.day = in.GetDay(key.day);
    figure(key, GetFigures(in));
  }
}

void PutAnswers(const std::vector<AnswerCount>& answers, const ChangeIds& ids, VarintWriter& out) {
  out.Put(answers.size());
  for (const AnswerCount& answer : answers) {
    out.Put(IndexOf(ids.units, answer.unit_id));
    out.Put(IndexOf(ids.subjects, answer.module_id));
    out.PutSigned(answer.revision);
    out.PutSigned(answer.question);
    out.PutDay(answer.month, kEpoch);
    out.PutSigned(answer.answered);
    out.PutSigned(answer.right_at_first);
  }
}

std::vector<AnswerCount> GetAnswers(VarintReader& in, const ChangeIds& ids) {
  std::vector<AnswerCount> answers(in.GetCount());
  for (AnswerCount& answer : answers) {
    answer.unit_id = in.GetIdOf(ids.units);
    answer.module_id = in.GetIdOf(ids.subjects);
    answer.revision = static_cast<int>(in.GetSigned());
    answer.question = static_cast<int>(in.GetSigned());
    answer.month = in.GetDay(kEpoch);
    answer.answered = static_cast<int>(in.GetSigned());
    answer.right_at_first = static_cast<int>(in.GetSigned());
  }
  return answers;
}

}  // namespace

std::string FormatTimeline(const Timeline& timeline) {
  VarintWriter out;
  out.Put(kForm);
  PutPlacements(timeline, out);
  PutAssignments(timeline, out);
  return out.Finish();
}

Timeline ParseTimeline(absl::string_view text) {
  VarintReader in(text);
  CheckForm(in);
  Timeline timeline;
  GetPlacements(in, timeline);
  GetAssignments(in, timeline);
  return timeline;
}

std::string FormatChange(const FigureChange& change) {
  const ChangeIds ids = IdsOf(change);
  VarintWriter out;
  out.Put(kForm);
  std::vector<Id> completions = change.completion_ids;
  SortOnce(completions);
  out.PutIds(completions);
  out.PutIds(ids.units);
  out.PutIds(ids.subjects);
  PutChanges(change, ids, out);
  PutAnswers(change.answers, ids, out);
  return out.Finish();
}

ChangeParts ParseChange(absl::string_view text,
                        absl::FunctionRef<void(const FigureKey&, const Figures&)> figure) {
  VarintReader in(text);
  CheckForm(in);
  ChangeParts parts;
  parts.completion_ids = in.GetIds();
  ChangeIds ids;
  ids.units = in.GetIds();
  ids.subjects = in.GetIds();
  GetChanges(in, ids, figure);
  parts.answers = GetAnswers(in, ids);
  return parts;
}

}  // namespace nanolearn::mysql
