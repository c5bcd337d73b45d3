#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "service/domain/audit_chain.h"

namespace nanolearn {

struct ChainedEntry {
  AuditEntry entry;
  std::string hash;  // 32 bytes, as it was stored
};

struct AuditFilter {
  Id person_id = kNoId;  // entries about this person; kNoId: about anybody
  AuditActor actor;      // by this one; no id: by anybody
  std::string action;    // empty: any
  absl::Time from = absl::InfinitePast();
  absl::Time to = absl::InfiniteFuture();  // exclusive
  bool denied_only = false;
};

// The chains of audit entries, one of each organisation and, under kNoId, one of the installation. Rows are only ever added.
class AuditTable {
 public:
  virtual ~AuditTable() = default;

  // Adds to the end of the chain when the transaction commits and after everything else in it, so that others wait for the chain's
  // end no longer than for a commit. `entry.sequence` is given then.
  virtual void Append(Id organisation_id, AuditEntry entry) = 0;

  virtual AuditHead Head(Id organisation_id) const = 0;
  // In the order of the chain, those after `sequence`.
  virtual std::vector<ChainedEntry> ListAfter(Id organisation_id, const AuditFilter& filter, uint64_t sequence,
                                              int limit) const = 0;
  // The latest first, those before `sequence`.
  virtual std::vector<ChainedEntry> ListBefore(Id organisation_id, const AuditFilter& filter,
                                               uint64_t sequence, int limit) const = 0;
};

}  // namespace nanolearn
