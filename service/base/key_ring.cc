#include "service/base/key_ring.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/file_stamp.h"
#include "service/base/key_file.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr size_t kFingerprintBytes = 16;

std::string Fingerprint(const HashKey& key) { return key.Hash("fingerprint", "").substr(0, kFingerprintBytes); }

absl::Status Missing(int number, absl::string_view message) {
  return MakeError(absl::StatusCode::kUnavailable, message,
                   {.reason = "KEY_MISSING", .metadata = {{"key", absl::StrCat(number)}}});
}

absl::Status MissingHere(int number, absl::string_view what) {
  return Missing(number, absl::StrCat("this server ", what, " key ", number,
                                      " of the installation: copy identity.key from a server that has it into this server's "
                                      "data folder; it is read without a restart"));
}

absl::Status MissingInDatabase(int number) {
  return Missing(number, absl::StrCat("people's hashes in the database are under ", number,
                                      " keys, but its table identity_keys does not name key ", number,
                                      ": restore the table; docs/keys.md says what to do when files are lost"));
}

// Whether they are what the database knows its keys by.
absl::Status Compare(absl::Span<const HashKey> keys, absl::Span<const KeyRecord> records) {
  for (const KeyRecord& record : records) {
    const auto number = static_cast<size_t>(record.number);
    if (number > keys.size()) return MissingHere(record.number, "lacks");
    if (record.fingerprint != Fingerprint(keys[number - 1])) return MissingHere(record.number, "has another");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<KeyRing>> KeyRing::Open(const std::string& path) {
  ASSIGN_OR_RETURN(std::vector<HashKey> keys, ReadOrMakeKeyFile(path));
  return std::unique_ptr<KeyRing>(new KeyRing(path, std::move(keys)));
}

absl::Status KeyRing::Follow(absl::Span<const KeyRecord> records) {
  const std::lock_guard following(follow_mutex_);
  const bool is_new = ReadFile();
  const std::lock_guard lock(mutex_);
  const int last = records.empty() ? 1 : records.back().number;
  if (last < last_seen_) return status_;
  last_seen_ = last;
  TakeFile(records, is_new);
  status_ = Compare(keys_, records);
  if (!status_.ok()) return status_;
  in_use_ = last;
  for (const KeyRecord& record : records) {
    if (record.retire_time != absl::InfiniteFuture()) retired_.insert(record.number);
  }
  return absl::OkStatus();
}

// Whether there is something new in it. What is being replaced, or is not what it should be, is passed over.
bool KeyRing::ReadFile() {
  std::string stamp = FileStamp(path_);
  if (path_.empty() || stamp == stamp_) return false;
  stamp_ = std::move(stamp);
  absl::StatusOr<std::vector<HashKey>> read = ReadKeyFile(path_);
  if (read.ok()) {
    file_keys_ = *std::move(read);
  } else {
    spdlog::error("the server goes on with the keys that it has: {}", std::string(read.status().message()));
  }
  return read.ok();
}

// A file without the keys that are in use changes nothing, unless it is the database that says so: then those here were wrong.
void KeyRing::TakeFile(absl::Span<const KeyRecord> records, bool is_new) {
  if (file_keys_ == keys_) return;
  const bool has_used = file_keys_.size() >= static_cast<size_t>(in_use_) &&
                        std::equal(keys_.begin(), keys_.begin() + in_use_, file_keys_.begin());
  const bool is_vouched_for = !records.empty() && records.back().number >= in_use_ && Compare(file_keys_, records).ok();
  if (has_used || is_vouched_for) {
    keys_ = file_keys_;
    spdlog::info("identity.key has {} keys now", keys_.size());
  } else if (is_new) {
    spdlog::error("the server goes on with the keys that it has: {} has not those that are in use", path_);
  }
}

absl::Status KeyRing::Check() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

int KeyRing::size() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(keys_.size());
}

int KeyRing::in_use_number() const {
  const std::lock_guard lock(mutex_);
  return in_use_;
}

std::string KeyRing::FingerprintOf(int number) const {
  const absl::StatusOr<HashKey> key = Numbered(number);
  return key.ok() ? Fingerprint(*key) : "";
}

HashKey KeyRing::InUse() const {
  const std::lock_guard lock(mutex_);
  return keys_[in_use_ - 1];
}

std::vector<HashKey> KeyRing::Accepted() const { return InUseFirst(/*with_retired=*/false); }

std::vector<HashKey> KeyRing::All() const { return InUseFirst(/*with_retired=*/true); }

std::vector<HashKey> KeyRing::InUseFirst(bool with_retired) const {
  const std::lock_guard lock(mutex_);
  std::vector<HashKey> keys = {keys_[in_use_ - 1]};
  for (int number = static_cast<int>(keys_.size()); number >= 1; --number) {
    const bool counts = with_retired || !retired_.contains(number);
    if (number != in_use_ && counts) keys.push_back(keys_[number - 1]);
  }
  return keys;
}

absl::StatusOr<LayeredKey> KeyRing::Layers(int count) const {
  const std::lock_guard lock(mutex_);
  if (count > in_use_) return status_.ok() ? MissingInDatabase(count) : status_;
  return LayeredKey(std::vector<HashKey>(keys_.begin(), keys_.begin() + count));
}

Sealed KeyRing::Seal(absl::string_view purpose, absl::string_view plain, absl::string_view context) const {
  const int number = in_use_number();
  return {SealKey::Derive(Numbered(number).value(), purpose).Seal(plain, context), number};
}

absl::StatusOr<std::string> KeyRing::Open(absl::string_view purpose, const Sealed& sealed,
                                          absl::string_view context) const {
  ASSIGN_OR_RETURN(const HashKey key, Numbered(sealed.key_number));
  return SealKey::Derive(key, purpose).Open(sealed.bytes, context);
}

absl::StatusOr<HashKey> KeyRing::Numbered(int number) const {
  const std::lock_guard lock(mutex_);
  const bool is_here = number >= 1 && static_cast<size_t>(number) <= keys_.size();
  return is_here ? absl::StatusOr<HashKey>(keys_[number - 1]) : MissingHere(number, "lacks");
}

}  // namespace nanolearn
