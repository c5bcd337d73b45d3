#include "service/domain/audit_chain.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "service/base/secret.h"

namespace nanolearn {
namespace {

constexpr size_t kHashBytes = 32;

std::string IdText(Id id) { return id == kNoId ? "" : FormatId(id); }

std::string TimeText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", time, absl::UTCTimeZone());
}

}  // namespace

AuditHead EmptyAuditChain() { return {0, std::string(kHashBytes, '\0')}; }

std::string AuditText(Id organisation_id, const AuditEntry& entry) {
  // Its keys are sorted, unlike those of ordered_json.
  const nlohmann::json json = {
      {"action", entry.action},
      {"actor", IdText(entry.origin.actor.id)},
      {"actor_type", std::string(AuditActorTypeName(entry.origin.actor.type))},
      {"address", entry.origin.address},
      {"channel", std::string(AuditChannelName(entry.origin.channel))},
      {"details", entry.details},
      {"organisation", IdText(organisation_id)},
      {"outcome", std::string(AuditOutcomeName(entry.outcome))},
      {"person", IdText(entry.person_id)},
      {"request_id", entry.request_id},
      {"resource", entry.resource},
      {"sequence", entry.sequence},
      {"time", TimeText(entry.time)},
  };
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string AuditHash(absl::string_view hash_before, absl::string_view text) {
  return Sha256(absl::StrCat(Hex(hash_before), "\n", text));
}

void Extend(Id organisation_id, AuditHead& head, AuditEntry& entry) {
  entry.sequence = ++head.sequence;
  head.hash = AuditHash(head.hash, AuditText(organisation_id, entry));
}

}  // namespace nanolearn
