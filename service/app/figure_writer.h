#pragma once

#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "service/app/environment.h"
#include "service/domain/timeline.h"

namespace nanolearn {

// Makes the figures follow when people's timelines become others, inside one transaction. Used for one set of
// people: Lock, then Replace for those of them who may have changed, then Finish.
class FigureWriter {
 public:
  FigureWriter(const Environment& env, WriteTransaction& tx, Id organisation_id)
      : env_(env), tx_(tx), organisation_id_(organisation_id) {}

  // Reads what the figures hold of these people, locked until the transaction ends. What makes their
  // timelines is read, or locked, before.
  void Lock(absl::Span<const Id> person_ids);

  // What the figures hold of somebody who was locked, with what Replace said since; empty for who is not in
  // them.
  Timeline Of(Id person_id) const;
  // The person was locked.
  void Replace(Id person_id, Timeline now);

  // Writes the timelines that became others and what that changes in the figures. `completion_ids` are what
  // made it so, to be told of; `answers` are added. Who was not in the figures and adds nothing stays out of
  // them.
  void Finish(absl::Span<const Id> completion_ids = {}, absl::Span<const AnswerCount> answers = {});

 private:
  void Add(FigureChange change);

  const Environment& env_;
  WriteTransaction& tx_;
  const Id organisation_id_;
  absl::flat_hash_map<Id, Timeline> before_;
  absl::flat_hash_map<Id, Timeline> now_;
};

}  // namespace nanolearn
