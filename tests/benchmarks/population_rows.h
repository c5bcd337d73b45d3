#pragma once
// An invented group as rows of the tables.

#include "absl/container/flat_hash_set.h"
#include "service/base/secret.h"
#include "service/domain/timeline.h"
#include "tests/benchmarks/bulk_loader.h"
#include "tests/benchmarks/population_people.h"

namespace nanolearn::benchmarks {

class PopulationRows {
 public:
  // `key` is the daemon's, for identities. All three must outlive it.
  PopulationRows(Id organisation_id, const InventedGroup& group, const HashKey& key, BulkLoader& loader);

  // Everything of somebody but their part in the figures of units, which is kept until Write.
  void Add(const InventedPerson& person);
  // All people of these units have been added: writes their figures, and what has come together so far.
  void Write(const absl::flat_hash_set<Id>& unit_ids);
  // The figures of all other units.
  void Finish();

 private:
  void AddFacts(const InventedPerson& person);
  void AddEngagement(const Engagement& engagement);
  void AddAssignment(const AssignmentHistory& history);
  void AddFigures(const FigureChanges& changes);

  const Id organisation_id_;
  const InventedGroup& group_;
  const HashKey& key_;
  BulkLoader& loader_;
  int64_t completions_ = 0;
  FigureChanges changes_;  // of people since the last Write
  FigureChanges others_;   // of earlier ones
};

}  // namespace nanolearn::benchmarks
