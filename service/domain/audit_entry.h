#pragma once
// Who did what to what, when, from where and with what outcome. An entry names everything by ids, so that it can stand for ever
// when what is known of a person is erased.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/id.h"

namespace nanolearn {

enum class AuditActorType {
  kServer,  // by itself, or nobody who is known
  kToken,
  kGrant,   // somebody signed in by an access grant
  kPerson,  // a learner, or a manager by the roster
};
enum class AuditChannel { kServer, kRpc, kHttp };
enum class AuditOutcome { kDone, kDenied };

// "SERVER", "TOKEN", ...
absl::string_view AuditActorTypeName(AuditActorType type);
std::optional<AuditActorType> ParseAuditActorType(absl::string_view name);
absl::string_view AuditChannelName(AuditChannel channel);
std::optional<AuditChannel> ParseAuditChannel(absl::string_view name);
absl::string_view AuditOutcomeName(AuditOutcome outcome);
std::optional<AuditOutcome> ParseAuditOutcome(absl::string_view name);

struct AuditActor {
  AuditActorType type = AuditActorType::kServer;
  Id id = kNoId;

  bool operator==(const AuditActor&) const = default;
};

// Who acts, and by which way.
struct AuditOrigin {
  AuditActor actor;
  AuditChannel channel = AuditChannel::kServer;
  std::string address;  // of the network; empty for learners and the server

  bool operator==(const AuditOrigin&) const = default;
};

// Somebody at their own lessons: their address stays their own affair.
AuditOrigin LearnerOrigin(Id person_id);

// Words for what an action was about; nothing that tells of a person but ids.
using AuditDetails = std::map<std::string, std::string>;

struct AuditEntry {
  uint64_t sequence = 0;  // 1, 2, 3, ... within the organisation
  absl::Time time;        // microseconds count
  AuditOrigin origin;
  std::string action;    // "CreateToken"
  std::string resource;  // the name of what it was done to; empty: nothing that has a name
  Id person_id = kNoId;  // whom it is about; kNoId: nobody, or many
  AuditOutcome outcome = AuditOutcome::kDone;
  std::string request_id;
  AuditDetails details;

  bool operator==(const AuditEntry&) const = default;
};

}  // namespace nanolearn
