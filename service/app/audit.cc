#include "service/app/audit.h"

#include <utility>

#include "service/app/idempotency.h"
#include "service/domain/unicode.h"

namespace nanolearn {
namespace {

// As the column has room for. Nothing that has a name here is longer.
constexpr size_t kMaxResourceBytes = 400;

}  // namespace

AuditEvent Fitting(AuditEvent event) {
  if (event.resource.size() > kMaxResourceBytes || FindNotUtf8(event.resource)) event.resource.clear();
  if (!CheckRequestId(event.request_id).ok()) event.request_id.clear();
  return event;
}

AuditEntry EntryOf(const Environment& env, const AuditOrigin& origin, AuditEvent event, AuditOutcome outcome) {
  event = Fitting(std::move(event));
  return {.time = env.clock.Now(),
          .origin = origin,
          .action = std::move(event.action),
          .resource = std::move(event.resource),
          .person_id = event.person_id,
          .outcome = outcome,
          .request_id = std::move(event.request_id),
          .details = std::move(event.details)};
}

void Audit(WriteTransaction& tx, const Environment& env, Id organisation_id, const AuditOrigin& origin,
           AuditEvent event) {
  tx.audit().Append(organisation_id, EntryOf(env, origin, std::move(event), AuditOutcome::kDone));
}

std::string AuditTimeText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", time, absl::UTCTimeZone());
}

absl::Status AuditAlone(const Environment& env, Id organisation_id, const AuditOrigin& origin, AuditEvent event,
                        AuditOutcome outcome) {
  const AuditEntry entry = EntryOf(env, origin, std::move(event), outcome);
  return env.store.Write([&](WriteTransaction& tx) {
    tx.audit().Append(organisation_id, entry);
    return absl::OkStatus();
  });
}

}  // namespace nanolearn
