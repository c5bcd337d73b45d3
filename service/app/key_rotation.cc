#include "service/app/key_rotation.h"

#include <spdlog/spdlog.h>

#include "absl/strings/str_cat.h"
#include "service/app/audit.h"
#include "service/app/client_secret.h"
#include "service/app/identity_key.h"
#include "service/app/sealed_file.h"
#include "service/app/staff_list.h"
#include "service/app/subscription_secret.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr int kSealedTogether = 20;  // parts of files have up to a megabyte

absl::StatusOr<Sealed> SealAnew(const KeyRing& keys, KeyTable::SealedIn what, const KeyTable::SealedItem& item) {
  const auto& [place, sealed] = item;
  switch (what) {
    case KeyTable::SealedIn::kSubscriptions: {
      ASSIGN_OR_RETURN(const std::string secret,
                       OpenSubscriptionSecret(keys, Subscription{.id = place.id, .sealed_secret = sealed}));
      return SealSubscriptionSecret(keys, place.id, secret);
    }
    case KeyTable::SealedIn::kIdentityProviders: {
      const IdentityProvider provider{.organisation_id = place.organisation_id, .sealed_secret = sealed};
      ASSIGN_OR_RETURN(const std::string secret, OpenClientSecret(keys, provider));
      return SealClientSecret(keys, place.organisation_id, secret);
    }
    case KeyTable::SealedIn::kFileParts: {
      ASSIGN_OR_RETURN(const std::string bytes, OpenChunk(keys, place.id, place.position, sealed));
      return SealChunk(keys, place.id, place.position, bytes);
    }
  }
  return absl::InternalError("something sealed of an unknown kind");
}

void LogDamaged(KeyTable::SealedIn what, const KeyTable::Place& place) {
  const std::string organisation = FormatId(place.organisation_id), id = FormatId(place.id);
  switch (what) {
    case KeyTable::SealedIn::kSubscriptions:
      return spdlog::error("no key opens the secret of subscription {} of organisation {}: give it again", id, organisation);
    case KeyTable::SealedIn::kIdentityProviders:
      return spdlog::error("no key opens the identity provider's client secret of organisation {}: give it again", organisation);
    case KeyTable::SealedIn::kFileParts:
      return spdlog::error(
          "no key opens the part at byte {} of the staff file {} of organisation {}: if a held run has it, reject the run and "
          "send the file again",
          place.position, id, organisation);
  }
}

// With the roster locked. Every place in which there is a hash by which people, their engagements or their lists are known again.
void AddLayers(WriteTransaction& tx, Id organisation_id, const LayeredKey& key, size_t from) {
  const auto hash = [&](const std::string& before) { return key.Deepen(before, from); };
  const auto text = [&](const std::string& before) { return DeepenKeysIn(key, from, before); };
  tx.people().ReplaceIdentities(organisation_id, hash);
  tx.person_merges().ReplaceIdentities(organisation_id, hash);
  tx.engagements().ReplaceKeys(organisation_id, kHashedKeyPrefix, text);
  tx.sync_runs().ReplaceHashes(organisation_id, hash, text);
  for (const Source& source : tx.sources().List(organisation_id)) {
    tx.sources().ForgetRows(organisation_id, source.id,
                            [&](const std::string& source_key) { return StoredKeyHash(key, source_key); });
  }
}

}  // namespace

absl::StatusOr<std::vector<Id>> KeyRotation::Waiting() {
  const int layers = env_.keys.in_use_number();
  std::vector<Id> waiting;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    waiting = tx.organisations().WithFewerLayers(layers);
    return absl::OkStatus();
  }));
  return waiting;
}

absl::StatusOr<bool> KeyRotation::Hash(Id organisation_id) {
  const int layers = env_.keys.in_use_number();
  ASSIGN_OR_RETURN(const LayeredKey key, env_.keys.Layers(layers));
  bool is_ours = false;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    is_ours = tx.keys().TryLockRotationTo(layers);
    if (!is_ours) return absl::OkStatus();
    tx.organisations().LockRoster(organisation_id);
    const int from = tx.organisations().IdentityLayers(organisation_id);
    if (from >= layers) return absl::OkStatus();  // another server was here
    AddLayers(tx, organisation_id, key, static_cast<size_t>(from));
    tx.organisations().SetIdentityLayers(organisation_id, layers);
    Audit(tx, env_, organisation_id, AuditOrigin{},
          {.action = "RotateIdentities", .details = {{"keys", absl::StrCat(layers)}}});
    return absl::OkStatus();
  }));
  return is_ours;
}

absl::StatusOr<KeyRotation::SealStep> KeyRotation::SealSome(KeyTable::SealedIn what, const KeyTable::Place& after) {
  const int number = env_.keys.in_use_number();
  std::vector<KeyTable::SealedItem> items;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    items = tx.keys().SealedBefore(what, number, after, kSealedTogether);
    return absl::OkStatus();
  }));
  SealStep step{.last = after, .may_be_more = items.size() == static_cast<size_t>(kSealedTogether)};
  if (items.empty()) return step;
  step.last = items.back().place;
  std::vector<KeyTable::Place> damaged;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    damaged.clear();
    for (const KeyTable::SealedItem& item : items) {
      absl::StatusOr<Sealed> sealed = SealAnew(env_.keys, what, item);
      if (absl::IsDataLoss(sealed.status())) {
        damaged.push_back(item.place);
        sealed = Sealed{item.sealed.bytes, number};
      }
      RETURN_IF_ERROR(sealed.status());
      tx.keys().Reseal(what, item, *sealed);
    }
    return absl::OkStatus();
  }));
  for (const KeyTable::Place& place : damaged) LogDamaged(what, place);
  step.damaged = static_cast<int>(damaged.size());
  step.sealed = static_cast<int>(items.size() - damaged.size());
  return step;
}

}  // namespace nanolearn
