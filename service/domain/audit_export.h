#pragma once
// A chain in a file, a line for each entry, and whether it is whole: to be found out without the server and without trust in it. Pure.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "service/domain/audit_anchor.h"
#include "service/domain/audit_chain.h"

namespace nanolearn {

// {"format":"nanolearn-audit-1","organisation":"0c5q..."}
std::string AuditFileStart(Id organisation_id);
// {"entry":{...},"hash":"5f0c..."}
std::string AuditFileLine(Id organisation_id, const AuditEntry& entry, absl::string_view hash);
// {"head":{"hash":"5f0c...","sequence":1200}}: nothing comes after it.
std::string AuditFileEnd(const AuditHead& head);

struct AuditProblem {
  uint64_t sequence = 0;  // where; 0: the file as a whole
  std::string text;       // what, as a sentence
};

// Goes through a file line by line. Whoever changed an entry and made all hashes after it again is found by an anchor alone. Of anchors that
// say whose chain they are of only those of the file's count.
class AuditVerifier {
 public:
  static constexpr size_t kMaxProblems = 100;  // kept; more are counted

  explicit AuditVerifier(std::vector<AuditAnchor> anchors = {});

  void Add(absl::string_view line);
  // After the last line.
  void Finish();

  uint64_t entries() const { return entries_; }
  // Of the last entry that was read.
  const AuditHead& head() const { return last_; }
  absl::Span<const AuditProblem> problems() const { return problems_; }
  uint64_t problem_count() const { return problem_count_; }
  // Those that count.
  size_t anchors() const { return anchors_.size(); }

 private:
  struct Line;

  void AddStart(const Line& line);
  void AddEntry(const Line& line);
  void AddEnd(const Line& line);
  void CheckPlace(const Line& line);
  void PickAnchors();
  void CheckAnchors();
  void Report(uint64_t sequence, std::string text);

  std::vector<AuditAnchor> anchors_;  // by their sequences
  bool has_anchors_ = false;          // of whichever chain
  size_t next_anchor_ = 0;            // the first that is beyond the last entry
  std::string organisation_;
  AuditHead last_ = EmptyAuditChain();
  bool has_start_ = false;
  bool has_end_ = false;
  uint64_t entries_ = 0;
  uint64_t line_ = 0;
  std::vector<AuditProblem> problems_;
  uint64_t problem_count_ = 0;
};

}  // namespace nanolearn
