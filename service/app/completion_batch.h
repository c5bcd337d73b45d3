#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "service/app/completions.h"
#include "service/domain/timeline.h"

namespace nanolearn {

// Decides, inside one transaction, what becomes of completions that are recorded together, and writes those
// that are new with what they change in the figures.
class CompletionBatch {
 public:
  // `is_first_run` of the transaction: what would be recorded is then not looked for by its request's id. If it was
  // recorded with that id before, it meets its own row, and the transaction is run again.
  CompletionBatch(const Environment& env, const Organisation& organisation, WriteTransaction& tx,
                  QuestionCounts& question_counts, bool is_first_run)
      : env_(env),
        organisation_(organisation),
        tx_(tx),
        question_counts_(question_counts),
        is_first_run_(is_first_run) {}

  // One result for each request, in order.
  std::vector<CompletionResult> Record(absl::Span<const CompletionRequest> requests);

 private:
  struct Known {
    absl::flat_hash_map<Id, AudienceHistory> assignments;
    absl::flat_hash_map<std::string, Completion> by_request;
    absl::flat_hash_map<Id, Completion> by_assignment;
    absl::flat_hash_map<Id, ModuleSummary> modules;
  };
  struct Added {
    NewCompletion completion;
    std::vector<bool> first_try;
    AuditOrigin origin;
  };

  void Load(absl::Span<const CompletionRequest> requests);
  void LookForRequests(absl::Span<const std::string> request_ids);
  CompletionResult Decide(const CompletionRequest& request);
  // What is refused, or was recorded by another, is looked for by its request's id after all: the same id gets the same
  // answer, whatever has become of its assignment.
  void AnswerAgain(absl::Span<const CompletionRequest> requests, std::vector<CompletionResult>& results);
  absl::Status CheckDay(const AudienceHistory& known, absl::Time complete_time, Date day) const;
  absl::StatusOr<int> RevisionFor(const Assignment& assignment, int revision) const;
  // Evidence and answers, as the module asks for them.
  absl::Status CheckContent(const Assignment& assignment, int revision,
                            const CompletionRequest& request) const;
  std::vector<Placement> PlacementsFor(Id person_id, const Timeline& timeline) const;

  void Write();
  void WriteFigures();
  void WriteAudit();

  const Environment& env_;
  const Organisation& organisation_;
  WriteTransaction& tx_;
  QuestionCounts& question_counts_;
  const bool is_first_run_;
  absl::Time now_;
  Known known_;
  std::vector<Added> added_;
};

}  // namespace nanolearn
