#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/domain/assignment.h"
#include "service/domain/completion.h"

namespace nanolearn {

struct CompletionQuery {
  Id person_id = kNoId;
  Id module_id = kNoId;
  Id programme_id = kNoId;
  Id after = kNoId;
  int limit = 0;
};

// A completion to be written and the day, in the organisation's time zone, on which it was done.
struct NewCompletion {
  Completion completion;
  Date complete_date;
};

// A record that takes a completion back from a day on.
struct CompletionVoid {
  Id id = kNoId;
  Id completion_id = kNoId;
  VoidedCompletion voided;
  std::string reason;
  absl::Time create_time;
  std::string created_by;
};

class CompletionTable {
 public:
  virtual ~CompletionTable() = default;
  virtual std::optional<Completion> Find(Id organisation_id, Id id) const = 0;
  virtual std::vector<Completion> FindByRequest(Id organisation_id,
                                                absl::Span<const std::string> request_ids) const = 0;
  // Those that stand.
  virtual std::vector<Completion> FindByAssignment(Id organisation_id,
                                                   absl::Span<const Id> assignment_ids) const = 0;
  // By id.
  virtual std::vector<Completion> List(Id organisation_id, const CompletionQuery& query) const = 0;
  // Also sets the assignments' complete_date. The database holds that there is one for each assignment and
  // each request id.
  virtual void Insert(Id organisation_id, absl::Span<const NewCompletion> completions) = 0;

  // Also clears the assignment's complete_date.
  virtual void InsertVoid(Id organisation_id, const CompletionVoid& record) = 0;
  virtual std::optional<CompletionVoid> FindVoid(Id organisation_id, Id completion_id) const = 0;
};

}  // namespace nanolearn
