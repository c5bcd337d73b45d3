#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "service/app/access.h"
#include "service/app/paging.h"
#include "service/app/question_counts.h"
#include "service/domain/completion.h"

namespace nanolearn {

struct CompletionRequest {
  Id assignment_id = kNoId;
  std::optional<absl::Time> complete_time;  // now when absent
  int revision = 0;                         // the latest when 0
  std::string request_id;
  std::string evidence;         // of what was done elsewhere, or who attested it; may be empty
  std::vector<bool> first_try;  // for each question whether it was right at first; empty: not known
  AuditOrigin origin;           // who says so
};

struct RecordedCompletion {
  Completion completion;
  std::string module;              // its slug
  bool already_completed = false;  // by another request
  bool already_recorded = false;   // by this request, when it was sent before
};
using CompletionResult = absl::StatusOr<RecordedCompletion>;

struct CompletionView {
  Completion completion;
  std::string module;
  std::optional<CompletionVoid> void_record;  // not in lists
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

// What somebody has done elsewhere.
struct PersonCompletion {
  std::string person;  // as FindPeople takes it
  std::string module;  // its slug
  Date date;
  std::string evidence;
};

struct SessionAttestation {
  std::string organisation;
  std::string module;  // its slug
  Date date;
  std::string leader;
  std::vector<std::string> people;  // as FindPeople takes them
};

struct CompletionVoidRequest {
  std::string organisation;
  Id id = kNoId;
  std::string reason;
  std::string request_id;
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

  // One result for each, in order.
  absl::StatusOr<std::vector<CompletionResult>> Import(const Caller& caller, const std::string& organisation,
                                                       absl::Span<const PersonCompletion> completions);
  absl::StatusOr<std::vector<CompletionResult>> Attest(const Caller& caller,
                                                       const SessionAttestation& session);
  absl::StatusOr<CompletionView> Void(const Caller& caller, const CompletionVoidRequest& request);

  absl::StatusOr<CompletionView> Get(const Caller& caller, const std::string& organisation, Id id);
  absl::StatusOr<CompletionList> List(const Caller& caller, const CompletionListQuery& query,
                                      const PageRequest& page);

 private:
  Environment env_;
  QuestionCounts question_counts_;
};

}  // namespace nanolearn
