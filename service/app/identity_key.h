#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/app/environment.h"
#include "service/domain/engagement.h"

namespace nanolearn {

// By which the organisation's people are recognised, as of the transaction: under as many layers as what is stored. UNAVAILABLE when this
// server has not the keys.
absl::StatusOr<LayeredKey> IdentityKeyOf(const Environment& env, const ReadTransaction& tx, Id organisation_id);

// What stands for a personnummer or a person's key in the key of an engagement: 16 bytes.
std::string EngagementKeyHash(const LayeredKey& identity_key, absl::string_view text);

// A text in which there are hashed keys of engagements (kHashedKeyPrefix) under the first `from` layers; in what is returned they are
// under all.
std::string DeepenKeysIn(const LayeredKey& identity_key, size_t from, absl::string_view text);

}  // namespace nanolearn
