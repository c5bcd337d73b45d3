#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

#include "service/app/audit.h"

namespace nanolearn {

// Writes entries that stand alone, those of whoever comes at the same time in one transaction: a durable commit costs the
// same for one as for fifty. Whoever comes first writes for all who wait; a lone caller waits for nobody. Thread-safe.
class AuditGroup {
 public:
  explicit AuditGroup(Store& store) : store_(store) {}

  // Durable when it returns OK. Blocks. The database's own patience bounds it, not the caller's deadline: others
  // share its transaction.
  absl::Status Write(Id organisation_id, AuditEntry entry);

  // How many wait until they are written, without those who are being written.
  size_t waiting() const;

 private:
  struct Waiting {
    Id organisation_id;
    AuditEntry entry;
    absl::Status status;
    bool is_done = false;
  };

  // The first who waits and those of the same organisation.
  std::vector<Waiting*> Take();
  absl::Status WriteAll(const std::vector<Waiting*>& together);
  // Takes some and writes them, with `lock` held but for the writing itself.
  void WriteSome(std::unique_lock<std::mutex>& lock);

  Store& store_;
  mutable std::mutex mutex_;  // for waiting_ and is_writing_
  std::condition_variable changed_;
  std::deque<Waiting*> waiting_;
  bool is_writing_ = false;
};

}  // namespace nanolearn
