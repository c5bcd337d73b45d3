#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/domain/organisation.h"
#include "service/storage/store.h"

namespace nanolearn {

// What the parts of a person's record are made from. `tx` and `organisation` outlive it.
struct RecordFacts {
  RecordFacts(const ReadTransaction& tx, const Organisation& organisation, absl::Span<const Id> people);

  Id id() const { return organisation.id; }
  // What an assignment is called by in the record: its module.
  std::string ModuleOf(Id assignment_id) const;

  const ReadTransaction& tx;
  const Organisation& organisation;
  const std::vector<Id> people;
  const PersonTraces traces;
  const std::vector<AssignmentHistory> assignments;
  absl::flat_hash_map<Id, std::string> sources, programmes, modules, units;
  absl::flat_hash_map<Id, Id> module_of;
};

// Empty when there is none.
std::string NameIn(const absl::flat_hash_map<Id, std::string>& names, Id id);

// Values of the record.
using RecordJson = nlohmann::ordered_json;
RecordJson TimeJson(absl::Time time);
RecordJson DayJson(const std::optional<Date>& day);
// The last day of a period.
RecordJson LastDayJson(Date end);

}  // namespace nanolearn
