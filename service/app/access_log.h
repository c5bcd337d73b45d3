#pragma once

#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "service/app/audit.h"

namespace nanolearn {

// Writes down in the audit that somebody looked at individuals or at a report, or was refused. Who does the same again within a minute
// is not written down again, so that a program that asks all the time does not fill the chain. Thread-safe.
class AccessLog {
 public:
  explicit AccessLog(const Environment& env) : env_(env) {}

  // Durable when it returns OK; nothing may be shown otherwise.
  absl::Status Looked(const Caller& caller, AuditEvent event);
  // A refusal stands whether it can be written down or not.
  void Denied(const Caller& caller, AuditEvent event);

 private:
  absl::Status Write(const Caller& caller, AuditEvent event, AuditOutcome outcome);
  // Whether it was written within the minute.
  bool IsKnown(const std::string& key, absl::Time now);
  void Remember(const std::string& key, absl::Time now);

  Environment env_;
  std::mutex mutex_;  // for written_
  absl::flat_hash_map<std::string, absl::Time> written_;
};

}  // namespace nanolearn
