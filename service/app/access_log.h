#pragma once

#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "service/app/audit.h"
#include "service/app/audit_group.h"
#include "service/base/rate_limit.h"

namespace nanolearn {

// Writes down in the audit that somebody looked at individuals or at a report, or was refused. Who does the same again within a minute
// is not written down again, so that a program that asks all the time does not fill the chain. Thread-safe.
class AccessLog {
 public:
  explicit AccessLog(const Environment& env);

  // Durable when it returns OK; nothing may be shown otherwise. `query` is what was asked for, where the event does not say it: who asks
  // for something else looks again.
  absl::Status Looked(const Caller& caller, AuditEvent event, absl::string_view query = "");
  // A refusal stands whether it can be written down or not. Of somebody who is refused again and again with ever other things, what it
  // was about is left out in the end, so that nobody fills the chain.
  void Denied(const Caller& caller, AuditEvent event);
  // Nobody knows who was refused: a wrong token, a sign-in that came to nothing. In the chain of the organisation whose door it was; kNoId:
  // the installation's. Of a flood from many addresses a part is written down.
  void Refused(Id organisation_id, const AuditOrigin& origin, AuditEvent event);

 private:
  absl::Status Write(const Caller& caller, const std::string& key, AuditEvent event, AuditOutcome outcome);
  // Whether it was written within the minute.
  bool IsKnown(const std::string& key, absl::Time now);
  void Remember(const std::string& key, absl::Time now);

  Environment env_;
  AuditGroup group_;
  RateLimit strangers_;  // all together
  RateLimit callers_;    // each by itself
  std::mutex mutex_;     // for written_
  absl::flat_hash_map<std::string, absl::Time> written_;  // by hashes
};

}  // namespace nanolearn
