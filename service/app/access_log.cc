#include "service/app/access_log.h"

#include <spdlog/spdlog.h>

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kOnceIn = absl::Minutes(1);
constexpr size_t kMaxKept = 100'000;

// Pages of one list are one look.
std::string KeyOf(const AuditOrigin& origin, const AuditEvent& event, AuditOutcome outcome) {
  return absl::StrCat(AuditActorTypeName(origin.actor.type), "\n", origin.actor.id, "\n", origin.address, "\n",
                      event.action, "\n", event.resource, "\n", event.person_id, "\n", AuditOutcomeName(outcome));
}

// "organisations/alvnas/...".
std::string SlugIn(absl::string_view resource) {
  const std::vector<absl::string_view> parts = absl::StrSplit(resource, '/');
  return parts.size() >= 2 && parts[0] == "organisations" ? std::string(parts[1]) : "";
}

// A caller of the installation is written down where it acts.
Id ChainOf(const ReadTransaction& tx, absl::string_view resource) {
  const std::optional<Organisation> organisation = tx.organisations().Find(SlugIn(resource));
  return organisation ? organisation->id : kNoId;
}

}  // namespace

absl::Status AccessLog::Looked(const Caller& caller, AuditEvent event) {
  return Write(caller, std::move(event), AuditOutcome::kDone);
}

void AccessLog::Denied(const Caller& caller, AuditEvent event) {
  const absl::Status status = Write(caller, std::move(event), AuditOutcome::kDenied);
  if (!status.ok()) spdlog::warn("a refusal could not be written to the audit: {}", std::string(status.message()));
}

absl::Status AccessLog::Write(const Caller& caller, AuditEvent event, AuditOutcome outcome) {
  const absl::Time now = env_.clock.Now();
  const std::string key = KeyOf(caller.origin, event, outcome);
  if (IsKnown(key, now)) return absl::OkStatus();
  Id organisation_id = caller.token.organisation_id;
  if (organisation_id == kNoId) {
    RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
      organisation_id = ChainOf(tx, event.resource);
      return absl::OkStatus();
    }));
  }
  RETURN_IF_ERROR(AuditAlone(env_, organisation_id, caller.origin, std::move(event), outcome));
  Remember(key, now);
  return absl::OkStatus();
}

bool AccessLog::IsKnown(const std::string& key, absl::Time now) {
  const std::lock_guard lock(mutex_);
  const auto it = written_.find(key);
  return it != written_.end() && now >= it->second && now - it->second < kOnceIn;
}

void AccessLog::Remember(const std::string& key, absl::Time now) {
  const std::lock_guard lock(mutex_);
  if (written_.size() >= kMaxKept) {
    absl::erase_if(written_, [&](const auto& entry) { return now - entry.second >= kOnceIn; });
  }
  if (written_.size() >= kMaxKept) written_.clear();
  written_[key] = now;
}

}  // namespace nanolearn
