#pragma once

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/base/layered_key.h"
#include "service/base/secret.h"

namespace nanolearn {

// What the database says of a key that is, or was, in use.
struct KeyRecord {
  int number = 1;           // 1, 2, ...: the order in which keys stand in the file
  std::string fingerprint;  // by which servers see that they have the same key
  absl::Time use_time = absl::InfinitePast();  // key 1: from the beginning
  absl::Time retire_time = absl::InfiniteFuture();
};

// The keys of an installation, which never are in its database; the database says which of them is in use. Keys are used in their order.
// Thread-safe.
class KeyRing {
 public:
  // Those of a file (see key_file.h), which is made when it is missing and may get further keys while the server runs.
  static absl::StatusOr<std::unique_ptr<KeyRing>> Open(const std::string& path);
  // One key without a file.
  explicit KeyRing(std::string key) : keys_({HashKey(std::move(key))}) {}

  // Reads the file again, if it has changed, and follows the database. UNAVAILABLE (KEY_MISSING) when this server has not the keys that
  // are in use: until a later call finds them nothing must be done with the ring, and Check says so. Records that are older than what it
  // knows already are passed over.
  absl::Status Follow(absl::Span<const KeyRecord> records);
  absl::Status Check() const;

  // How many there are here, in use or not.
  int size() const;
  int in_use_number() const;
  // By which servers compare keys; empty for a key that is not here.
  std::string FingerprintOf(int number) const;

  // For what is made now and lives shortly, or is kept for good and never looked for.
  HashKey InUse() const;
  // All that such a thing may prove itself with, the one in use first: those that were not retired. Also those that are only added, since
  // another server may just have begun to use one; whoever can read them can read the one in use as well.
  std::vector<HashKey> Accepted() const;
  // The one in use first: to know again what was made with any of them, where nothing is proven by it.
  std::vector<HashKey> All() const;
  // For what people are recognised by. UNAVAILABLE when the installation uses fewer, as far as this server knows.
  absl::StatusOr<LayeredKey> Layers(int count) const;

  // With the key in use; see SealKey.
  Sealed Seal(absl::string_view purpose, absl::string_view plain, absl::string_view context) const;
  // DATA_LOSS, without details, when it cannot be opened; UNAVAILABLE when this server has not the key.
  absl::StatusOr<std::string> Open(absl::string_view purpose, const Sealed& sealed, absl::string_view context) const;

 private:
  KeyRing(std::string path, std::vector<HashKey> keys)
      : path_(std::move(path)), file_keys_(keys), keys_(std::move(keys)) {}
  bool ReadFile();
  void TakeFile(absl::Span<const KeyRecord> records, bool is_new);
  std::vector<HashKey> InUseFirst(bool with_retired) const;
  absl::StatusOr<HashKey> Numbered(int number) const;

  const std::string path_;  // empty: no file

  std::mutex follow_mutex_;         // for what is of the file, which may be long in coming
  std::string stamp_;               // when it was read last
  std::vector<HashKey> file_keys_;  // what it said then

  mutable std::mutex mutex_;  // for all below
  std::vector<HashKey> keys_;
  int in_use_ = 1;
  int last_seen_ = 1;  // in use by the database, whether it is here or not
  std::set<int> retired_;
  absl::Status status_;
};

}  // namespace nanolearn
