#include "service/app/keys.h"

#include "absl/strings/str_cat.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"
#include "service/domain/errors/key.h"

namespace nanolearn {
namespace {

absl::Status AuthoriseKeys(const Caller& caller) {
  if (caller.token.organisation_id != kNoId) return errors::OrganisationNotAllowed();
  if (!RoleAllows(caller.token.role, Permission::kManageInstallation)) {
    return errors::RoleNotAllowed(RoleName(caller.token.role));
  }
  return absl::OkStatus();
}

int InUse(const std::vector<KeyRecord>& records) { return records.empty() ? 1 : records.back().number; }

KeyRecord RecordOf(const std::vector<KeyRecord>& records, int number) {
  for (const KeyRecord& record : records) {
    if (record.number == number) return record;
  }
  return {.number = number};
}

KeyState StateOf(const KeyRecord& record, int in_use) {
  if (record.number > in_use) return KeyState::kAdded;
  if (record.number == in_use) return KeyState::kInUse;
  return record.retire_time == absl::InfiniteFuture() ? KeyState::kAccepted : KeyState::kRetired;
}

KeyView ViewOf(const ReadTransaction& tx, int number) {
  const std::vector<KeyRecord> records = tx.keys().List();
  const KeyRecord record = RecordOf(records, number);
  return {record, StateOf(record, InUse(records)), tx.keys().CountUnder(number)};
}

AuditEvent EventOf(absl::string_view action, int number, const std::string& request_id) {
  return {.action = std::string(action), .resource = absl::StrCat("keys/", number), .request_id = request_id};
}

// Those that were passed over count as used, too: identities are under all of them.
absl::Status InsertUpTo(const Environment& env, WriteTransaction& tx, const std::vector<KeyRecord>& records, int number) {
  for (int next = records.empty() ? 1 : InUse(records) + 1; next <= number; ++next) {
    std::string fingerprint = env.keys.FingerprintOf(next);
    if (fingerprint.empty()) return errors::KeyNotHere(number, next - 1);  // the file has just lost it
    tx.keys().Insert({.number = next,
                      .fingerprint = std::move(fingerprint),
                      .use_time = next == 1 ? absl::InfinitePast() : env.clock.Now()});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<KeyView>> Keys::List(const Caller& caller) {
  RETURN_IF_ERROR(AuthoriseKeys(caller));
  RETURN_IF_ERROR(Follow());
  std::vector<KeyView> views;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    views.clear();
    for (int number = 1; number <= env_.keys.size(); ++number) views.push_back(ViewOf(tx, number));
    return absl::OkStatus();
  }));
  return views;
}

absl::StatusOr<KeyView> Keys::Use(const Caller& caller, int number, const std::string& request_id) {
  RETURN_IF_ERROR(AuthoriseKeys(caller));
  ASSIGN_OR_RETURN(const RequestKey key, RequestKey::Make(request_id, "UseKey", absl::StrCat(number)));
  KeyView view;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, kNoId));
    const std::vector<KeyRecord> records = tx.keys().List();
    RETURN_IF_ERROR(env_.keys.Follow(records));
    view = ViewOf(tx, number);
    if (done) return absl::OkStatus();
    if (number < 1 || number > env_.keys.size()) return errors::KeyNotHere(number, env_.keys.size());
    if (number < InUse(records)) return errors::KeyIsOlder(number, InUse(records));
    if (number > InUse(records)) {
      RETURN_IF_ERROR(InsertUpTo(env_, tx, records, number));
      key.Remember(tx, kNoId, "");
      Audit(tx, env_, kNoId, caller.origin, EventOf("UseKey", number, request_id));
    }
    view = ViewOf(tx, number);
    return absl::OkStatus();
  }));
  RETURN_IF_ERROR(Follow());
  return view;
}

absl::StatusOr<KeyView> Keys::Retire(const Caller& caller, int number, const std::string& request_id) {
  RETURN_IF_ERROR(AuthoriseKeys(caller));
  ASSIGN_OR_RETURN(const RequestKey key, RequestKey::Make(request_id, "RetireKey", absl::StrCat(number)));
  KeyView view;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, kNoId));
    view = ViewOf(tx, number);
    if (done || view.state == KeyState::kRetired) return absl::OkStatus();
    if (view.state == KeyState::kInUse) return errors::KeyInUse(number);
    if (view.state == KeyState::kAdded || number < 1) return errors::KeyNotUsed(number);
    const KeyTable::Needs& needs = view.needs;
    if (needs.organisations + needs.secrets + needs.file_parts > 0) {
      return errors::KeyNeeded(number, needs.organisations, needs.secrets, needs.file_parts);
    }
    tx.keys().SetRetireTime(number, env_.clock.Now());
    key.Remember(tx, kNoId, "");
    Audit(tx, env_, kNoId, caller.origin, EventOf("RetireKey", number, request_id));
    view = ViewOf(tx, number);
    return absl::OkStatus();
  }));
  RETURN_IF_ERROR(Follow());
  return view;
}

absl::Status Keys::Follow() {
  std::vector<KeyRecord> records;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    records = tx.keys().List();
    return absl::OkStatus();
  }));
  return env_.keys.Follow(records);
}

}  // namespace nanolearn
