#include "service/app/key_rotation.h"

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

}  // namespace

absl::StatusOr<bool> KeyRotation::HashNext() {
  const int layers = env_.keys.in_use_number();
  std::vector<Id> next;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    next = tx.organisations().WithFewerLayers(layers, 1);
    return absl::OkStatus();
  }));
  if (next.empty()) return false;
  RETURN_IF_ERROR(Hash(next.front(), layers));
  return true;
}

absl::Status KeyRotation::Hash(Id organisation_id, size_t layers) {
  ASSIGN_OR_RETURN(const LayeredKey key, env_.keys.Layers(static_cast<int>(layers)));
  return env_.store.Write([&](WriteTransaction& tx) {
    tx.organisations().LockRoster(organisation_id);
    const auto from = static_cast<size_t>(tx.organisations().IdentityLayers(organisation_id));
    if (from >= layers) return absl::OkStatus();  // another server was here
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
    tx.organisations().SetIdentityLayers(organisation_id, static_cast<int>(layers));
    return absl::OkStatus();
  });
}

absl::StatusOr<KeyRotation::SealStep> KeyRotation::SealSome(KeyTable::SealedIn what, const KeyTable::Place& after) {
  const int number = env_.keys.in_use_number();
  std::vector<KeyTable::SealedItem> items;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    items = tx.keys().SealedBefore(what, number, after, kSealedTogether);
    return absl::OkStatus();
  }));
  SealStep step{.last = after};
  if (items.empty()) return step;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    step = {.may_be_more = items.size() == static_cast<size_t>(kSealedTogether)};
    for (const KeyTable::SealedItem& item : items) {
      step.last = item.place;
      const absl::StatusOr<Sealed> sealed = SealAnew(env_.keys, what, item);
      if (sealed.ok()) tx.keys().Reseal(what, item, *sealed);
      ++(sealed.ok() ? step.sealed : step.damaged);
    }
    return absl::OkStatus();
  }));
  return step;
}

}  // namespace nanolearn
