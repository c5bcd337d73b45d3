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

absl::Status KeyMissing(int number, absl::string_view what) {
  return MakeError(absl::StatusCode::kUnavailable,
                   absl::StrCat("this server ", what, " key ", number,
                                " of the installation: copy identity.key from a server that has it into this server's data "
                                "folder; it is read without a restart"),
                   {.reason = "KEY_MISSING", .metadata = {{"key", absl::StrCat(number)}}});
}

}  // namespace

absl::StatusOr<std::unique_ptr<KeyRing>> KeyRing::Open(const std::string& path) {
  ASSIGN_OR_RETURN(std::vector<HashKey> keys, ReadOrMakeKeyFile(path));
  return std::unique_ptr<KeyRing>(new KeyRing(path, std::move(keys)));
}

absl::Status KeyRing::Follow(absl::Span<const KeyRecord> records) {
  const std::lock_guard lock(mutex_);
  Look();
  status_ = Compare(records);
  if (!status_.ok()) return status_;
  for (const KeyRecord& record : records) {
    in_use_ = std::max(in_use_, record.number);
    if (record.retire_time != absl::InfiniteFuture()) retired_.insert(record.number);
  }
  return absl::OkStatus();
}

// A file that is being replaced, or is not what it should be, changes nothing.
void KeyRing::Look() {
  std::string stamp = FileStamp(path_);
  if (path_.empty() || stamp == stamp_) return;
  stamp_ = std::move(stamp);
  absl::StatusOr<std::vector<HashKey>> read = ReadKeyFile(path_);
  const auto used = static_cast<size_t>(in_use_);
  if (!read.ok()) {
    spdlog::error("the server goes on with the keys that it has: {}", std::string(read.status().message()));
  } else if (read->size() < used || !std::equal(keys_.begin(), keys_.begin() + in_use_, read->begin())) {
    spdlog::error("the server goes on with the keys that it has: {} has not those that are in use", path_);
  } else if (*read != keys_) {
    keys_ = *std::move(read);
    spdlog::info("identity.key has {} keys now", keys_.size());
  }
}

absl::Status KeyRing::Compare(absl::Span<const KeyRecord> records) const {
  for (const KeyRecord& record : records) {
    const auto number = static_cast<size_t>(record.number);
    if (number > keys_.size()) return KeyMissing(record.number, "lacks");
    if (record.fingerprint != Fingerprint(keys_[number - 1])) {
      return KeyMissing(record.number, "has another");
    }
  }
  return absl::OkStatus();
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

std::vector<HashKey> KeyRing::Accepted() const {
  const std::lock_guard lock(mutex_);
  std::vector<HashKey> accepted = {keys_[in_use_ - 1]};
  // Also one that another server has just begun to use.
  for (int number = static_cast<int>(keys_.size()); number >= 1; --number) {
    if (number != in_use_ && !retired_.contains(number)) accepted.push_back(keys_[number - 1]);
  }
  return accepted;
}

absl::StatusOr<LayeredKey> KeyRing::Layers(int count) const {
  const std::lock_guard lock(mutex_);
  if (count > in_use_) return status_.ok() ? KeyMissing(count, "does not know") : status_;
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
  return is_here ? absl::StatusOr<HashKey>(keys_[number - 1]) : KeyMissing(number, "lacks");
}

}  // namespace nanolearn
