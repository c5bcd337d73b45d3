#include "service/app/access_log.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "service/base/rate_limit.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kOnceIn = absl::Minutes(1);
constexpr size_t kMaxKept = 100'000;
// Refusals that are written down, of all strangers together and of each caller.
constexpr int kRefusalsAtOnce = 300;
constexpr absl::Duration kRefusalsPause = absl::Seconds(1);

std::string NameOf(const AuditActor& actor) { return absl::StrCat(AuditActorTypeName(actor.type), " ", actor.id); }

// As short as any other, whatever somebody asked for. One machine can have as many addresses of IPv6 as it likes.
std::string KeyOf(Id organisation_id, const AuditOrigin& origin, const AuditEvent& event, AuditOutcome outcome,
                  absl::string_view query = "") {
  return Sha256(absl::StrCat(organisation_id, "\n", NameOf(origin.actor), "\n", CountedAddress(origin.address), "\n",
                             event.action, "\n", event.resource, "\n", event.person_id, "\n", AuditOutcomeName(outcome),
                             "\n", query));
}

// A caller of the installation is written down where it acts.
Id ChainOf(const ReadTransaction& tx, absl::string_view resource) {
  const std::optional<Organisation> organisation = tx.organisations().Find(OrganisationIn(resource));
  return organisation ? organisation->id : kNoId;
}

}  // namespace

AccessLog::AccessLog(const Environment& env)
    : env_(env),
      group_(env.store),
      strangers_(env.clock, kRefusalsAtOnce, kRefusalsPause),
      callers_(env.clock, kRefusalsAtOnce, kRefusalsPause) {}

absl::Status AccessLog::Looked(const Caller& caller, AuditEvent event, absl::string_view query) {
  event = Fitting(std::move(event));
  const std::string key = KeyOf(caller.token.organisation_id, caller.origin, event, AuditOutcome::kDone, query);
  return Write(caller, key, std::move(event), AuditOutcome::kDone);
}

void AccessLog::Denied(const Caller& caller, AuditEvent event) {
  event = Fitting(std::move(event));
  const Id organisation_id = caller.token.organisation_id;
  std::string key = KeyOf(organisation_id, caller.origin, event, AuditOutcome::kDenied);
  if (IsKnown(key, env_.clock.Now())) return;
  if (!callers_.Spend(absl::StrCat(organisation_id, " ", NameOf(caller.origin.actor)))) {
    event = {.action = std::move(event.action), .details = {{"reason", "MANY_REFUSALS"}}};
    key = KeyOf(organisation_id, caller.origin, event, AuditOutcome::kDenied);
  }
  const absl::Status status = Write(caller, key, std::move(event), AuditOutcome::kDenied);
  if (!status.ok()) spdlog::warn("a refusal could not be written to the audit: {}", std::string(status.message()));
}

void AccessLog::Refused(Id organisation_id, const AuditOrigin& origin, AuditEvent event) {
  event = Fitting(std::move(event));
  const absl::Time now = env_.clock.Now();
  const std::string key = KeyOf(organisation_id, origin, event, AuditOutcome::kDenied);
  if (IsKnown(key, now) || !strangers_.Spend("")) return;
  Remember(key, now);
  const absl::Status status = group_.Write(organisation_id, EntryOf(env_, origin, std::move(event), AuditOutcome::kDenied));
  if (!status.ok()) spdlog::warn("a refusal could not be written to the audit: {}", std::string(status.message()));
}

absl::Status AccessLog::Write(const Caller& caller, const std::string& key, AuditEvent event, AuditOutcome outcome) {
  const absl::Time now = env_.clock.Now();
  if (IsKnown(key, now)) return absl::OkStatus();
  Id organisation_id = caller.token.organisation_id;
  if (organisation_id == kNoId) {
    RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
      organisation_id = ChainOf(tx, event.resource);
      return absl::OkStatus();
    }));
  }
  RETURN_IF_ERROR(group_.Write(organisation_id, EntryOf(env_, caller.origin, std::move(event), outcome)));
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
