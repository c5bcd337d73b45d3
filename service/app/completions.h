#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "service/app/access.h"
#include "service/app/paging.h"
#include "service/domain/completion.h"

namespace nanolearn {

struct CompletionRequest {
  Id assignment_id = kNoId;
  std::optional<absl::Time> complete_time;  // now when absent
  int revision = 0;                         // the latest when 0
  std::string request_id;
};

struct RecordedCompletion {
  Completion completion;
  std::string module;              // its slug
  bool already_completed = false;  // by another request
};
using CompletionResult = absl::StatusOr<RecordedCompletion>;

struct CompletionView {
  Completion completion;
  std::string module;
};

struct CompletionList {
  std::vector<CompletionView> completions;
  std::string next_page_token;
};

struct CompletionListQuery {
  std::string organisation;
  Id person_id = kNoId;
  std::string module;  // slugs; empty: all
  std::string programme;
};

// Operations on completions; the errors are those of completion_service.proto. Thread-safe.
class Completions {
 public:
  explicit Completions(const Environment& env) : env_(env) {}

  // The right to record in the organisation. OK once, it may be used for RecordAll.
  absl::StatusOr<Organisation> AuthoriseRecording(const Caller& caller, const std::string& organisation);

  // One result for each request, in order; all in one transaction, durable when this returns. Fails as a
  // whole only when the database does.
  absl::StatusOr<std::vector<CompletionResult>> RecordAll(const Organisation& organisation,
                                                          absl::Span<const CompletionRequest> requests);

  absl::StatusOr<CompletionView> Get(const Caller& caller, const std::string& organisation, Id id);
  absl::StatusOr<CompletionList> List(const Caller& caller, const CompletionListQuery& query,
                                      const PageRequest& page);

 private:
  Environment env_;
};

}  // namespace nanolearn
