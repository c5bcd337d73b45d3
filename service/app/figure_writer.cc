#include "service/app/figure_writer.h"

#include <algorithm>
#include <utility>

namespace nanolearn {
namespace {

// Figures in one change: bounds what is folded, and written, at a time.
constexpr size_t kFiguresTogether = 10'000;

}  // namespace

void FigureWriter::Lock(absl::Span<const Id> person_ids) {
  before_ = tx_.figures().Lock(organisation_id_, person_ids);
  now_.clear();
}

Timeline FigureWriter::Of(Id person_id) const {
  if (const auto now = now_.find(person_id); now != now_.end()) return now->second;
  const auto before = before_.find(person_id);
  return before == before_.end() ? Timeline() : before->second;
}

void FigureWriter::Replace(Id person_id, Timeline now) { now_[person_id] = std::move(now); }

void FigureWriter::Finish(absl::Span<const Id> completion_ids, absl::Span<const AnswerCount> answers) {
  static const Timeline kNothing;
  FigureChange change{.completion_ids = {completion_ids.begin(), completion_ids.end()},
                      .answers = {answers.begin(), answers.end()}};
  std::vector<std::pair<Id, Timeline>> changed;
  for (auto& [person_id, now] : now_) {
    const auto it = before_.find(person_id);
    const Timeline& before = it == before_.end() ? kNothing : it->second;
    if (now == before) continue;
    AddDifference(before, now, change.changes);
    changed.emplace_back(person_id, std::move(now));
  }
  std::sort(changed.begin(), changed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  tx_.figures().Put(organisation_id_, changed);
  DropZeros(change.changes);
  Add(std::move(change));
  before_.clear();
  now_.clear();
}

void FigureWriter::Add(FigureChange change) {
  const auto add = [this](FigureChange& part) {
    part.id = env_.ids.Next();
    tx_.figures().Add(organisation_id_, part);
    part = {};
  };
  if (change.changes.empty() && change.completion_ids.empty() && change.answers.empty()) return;
  const FigureChanges all = std::exchange(change.changes, {});
  for (const auto& entry : all) {
    if (change.changes.size() == kFiguresTogether) add(change);
    change.changes.insert(entry);
  }
  add(change);
}

}  // namespace nanolearn
