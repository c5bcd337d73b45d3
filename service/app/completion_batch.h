#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "service/app/completions.h"

namespace nanolearn {

// Decides, inside one transaction, what becomes of completions that are recorded together, and writes those
// that are new.
class CompletionBatch {
 public:
  CompletionBatch(const Environment& env, const Organisation& organisation, WriteTransaction& tx)
      : env_(env), organisation_(organisation), tx_(tx) {}

  // One result for each request, in order.
  std::vector<CompletionResult> Record(absl::Span<const CompletionRequest> requests);

 private:
  struct Known {
    absl::flat_hash_map<Id, Assignment> assignments;
    absl::flat_hash_map<std::string, Completion> by_request;
    absl::flat_hash_map<Id, Completion> by_assignment;
    std::map<std::pair<Id, Id>, std::vector<DateRange>> audience_days;  // by programme and person
    absl::flat_hash_map<Id, ModuleSummary> modules;
  };

  void Load(absl::Span<const CompletionRequest> requests);
  CompletionResult Decide(const CompletionRequest& request);
  absl::Status CheckDay(const Assignment& assignment, absl::Time complete_time, Date day) const;
  absl::StatusOr<int> RevisionFor(const Assignment& assignment, int revision) const;

  const Environment& env_;
  const Organisation& organisation_;
  WriteTransaction& tx_;
  absl::Time now_;
  Known known_;
  std::vector<NewCompletion> added_;
};

}  // namespace nanolearn
