#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "service/domain/answer_count.h"
#include "service/domain/timeline.h"

namespace nanolearn {

// A figure on a day: of the people who have exactly these kinds of engagement in the unit.
struct FigureRow {
  Id unit_id = kNoId;
  Id subject_id = kNoId;
  uint8_t kinds = 0;
  Date day;  // the day asked about
  Figures figures;
};

// What one transaction changed in the figures.
struct FigureChange {
  Id id = kNoId;
  std::vector<Id> completion_ids;  // the completions that made it, to be told of
  FigureChanges changes;
  std::vector<AnswerCount> answers;  // to be added
};

struct FigureState {
  bool is_ready = false;              // everybody has a timeline
  uint64_t last_event = 0;            // the sequence of the last event
  std::optional<Date> overdue_until;  // the last day whose overdue assignments are among the events
};

// Figures are kept as changes by day; their sum up to a day is the figure. A change is written as a row of
// its own, which nobody waits for, and folded into the sums later; what is read is always both.
class FigureTable {
 public:
  virtual ~FigureTable() = default;

  // The figures on a day of these units and subjects (kNoId among them: everything). Exact within the
  // snapshot; rows that are all zero may be left out. The cost does not depend on the number of people.
  virtual std::vector<FigureRow> On(Id organisation_id, absl::Span<const Id> unit_ids,
                                    absl::Span<const Id> subject_ids, Date day) const = 0;
  // The same on several days, ascending, of one unit and subject.
  virtual std::vector<FigureRow> OnDays(Id organisation_id, Id unit_id, Id subject_id,
                                        absl::Span<const Date> days) const = 0;

  virtual absl::flat_hash_map<Id, Timeline> Timelines(Id organisation_id,
                                                      absl::Span<const Id> person_ids) const = 0;
  // As Timelines, locked until the transaction ends. Called before anything else is read of these people.
  virtual absl::flat_hash_map<Id, Timeline> Lock(Id organisation_id, absl::Span<const Id> person_ids) = 0;
  virtual void Put(Id organisation_id, absl::Span<const std::pair<Id, Timeline>> timelines) = 0;
  // The first people after `after` without a timeline, by id.
  virtual std::vector<Id> WithoutTimeline(Id organisation_id, Id after, int limit) const = 0;
  virtual int64_t CountWithoutTimeline(Id organisation_id) const = 0;

  virtual void Add(Id organisation_id, const FigureChange& change) = 0;
  // Folds the oldest changes, about `limit` figures and some thousand changes and completions at most, and
  // returns them without their figures. Empty: there was none. One transaction at a time folds an
  // organisation; its state is locked.
  virtual std::vector<FigureChange> Fold(Id organisation_id, int limit) = 0;
  virtual int64_t CountUnfolded(Id organisation_id) const = 0;
  // How many changes there have ever been, folded or not: greater as soon as any figure may be another.
  virtual uint64_t CountChanges(Id organisation_id) const = 0;
  // The organisations that have changes to be folded, and those that are not ready.
  virtual std::vector<Id> OrganisationsToFold() const = 0;
  virtual std::vector<Id> OrganisationsToRebuild() const = 0;

  virtual FigureState State(Id organisation_id) const = 0;
  // As State, locked until the transaction ends.
  virtual FigureState LockState(Id organisation_id) = 0;
  virtual void PutState(Id organisation_id, const FigureState& state) = 0;
  // Forgets all figures and timelines, to be made anew from the facts. What changes hold besides figures
  // stays: nothing else knows it.
  virtual void Clear(Id organisation_id) = 0;

  // Of these units, from the month `from` to the month `to`, both included. What is not folded is not in it.
  virtual std::vector<AnswerCount> Answers(Id organisation_id, absl::Span<const Id> unit_ids, Date from,
                                           Date to) const = 0;
};

}  // namespace nanolearn
