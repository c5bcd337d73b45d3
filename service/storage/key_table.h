#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "service/base/id.h"
#include "service/base/key_ring.h"
#include "service/base/secret.h"

namespace nanolearn {

// Which of the installation's keys are in use, and what is under each. The keys themselves are not here.
class KeyTable {
 public:
  virtual ~KeyTable() = default;
  // By number; the last one is in use. Empty: key 1 is, and there has been no other.
  virtual std::vector<KeyRecord> List() const = 0;
  // From now on it is in use. The next number.
  virtual void Insert(const KeyRecord& record) = 0;
  virtual void SetRetireTime(int number, absl::Time time) = 0;

  // What is under a key, or with it as the last of its layers.
  struct Needs {
    int64_t organisations = 0;  // by which their people are recognised
    int64_t secrets = 0;        // of subscriptions and identity providers
    int64_t file_parts = 0;     // of staff files
  };
  virtual Needs CountUnder(int number) const = 0;

  // Until the transaction ends no other one that asks for the same key gets it: at once false. (The nodes of a cluster do not see each
  // other's locks.)
  virtual bool TryLockRotationTo(int number) = 0;

  // Secrets and parts of files that are sealed with an earlier key than `number`, at most `limit`, those after `after` in the order of
  // their places.
  enum class SealedIn { kSubscriptions, kIdentityProviders, kFileParts };
  struct Place {
    Id organisation_id = kNoId;
    Id id = kNoId;  // of the subscription or the upload
    int64_t position = 0;  // in a file
    auto operator<=>(const Place& other) const = default;
  };
  struct SealedItem {
    Place place;
    Sealed sealed;
  };
  virtual std::vector<SealedItem> SealedBefore(SealedIn what, int number, const Place& after, int limit) const = 0;
  // Does nothing when it is not what it was when it was read.
  virtual void Reseal(SealedIn what, const SealedItem& was, const Sealed& now) = 0;
};

}  // namespace nanolearn
