#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/domain/person_merge.h"

namespace nanolearn {

// Which people were found to be the same human, and what was moved for it.
class PersonMergeTable {
 public:
  virtual ~PersonMergeTable() = default;
  // The merge of this person into another; nothing when there was none or it was undone.
  virtual std::optional<PersonMergeRecord> Find(Id organisation_id, Id merged_person_id) const = 0;
  // Of these people, those who were merged and still are, each with whom they were merged into.
  virtual absl::flat_hash_map<Id, Id> Keepers(Id organisation_id, absl::Span<const Id> person_ids) const = 0;
  // Who was merged into these people, themselves and not by way of another, and still is.
  virtual std::vector<Id> MergedInto(Id organisation_id, absl::Span<const Id> person_ids) const = 0;
  virtual void Insert(Id organisation_id, const PersonMergeRecord& record) = 0;
  virtual void SetUndone(Id organisation_id, Id id, absl::Time time, const std::string& by) = 0;

  // Every identity that is remembered becomes what `hash` makes of it.
  virtual void ReplaceIdentities(Id organisation_id, absl::FunctionRef<std::string(const std::string&)> hash) = 0;

  virtual Belongings BelongingsOf(Id organisation_id, Id person_id) const = 0;
  virtual void Give(Id organisation_id, const Belongings& belongings, Id person_id) = 0;
};

}  // namespace nanolearn
