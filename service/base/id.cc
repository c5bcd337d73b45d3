#include "service/base/id.h"

#include <sodium.h>

#include <algorithm>

namespace nanolearn {
namespace {
constexpr absl::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int kRandomBits = 21;  // leaves 43 bits for milliseconds: until the year 2248
}  // namespace

std::string FormatId(Id id) {
  std::string text(13, '0');
  for (int i = 12; i >= 0; --i, id >>= 5) text[i] = kAlphabet[id & 31];
  return text;
}

std::optional<Id> ParseId(absl::string_view text) {
  if (text.size() != 13) return std::nullopt;
  Id id = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t digit = kAlphabet.find(text[i]);
    if (digit == absl::string_view::npos || (i == 0 && digit > 15)) return std::nullopt;
    id = id << 5 | digit;
  }
  return id;
}

absl::Time TimeOf(Id id) { return absl::FromUnixMillis(static_cast<int64_t>(id >> kRandomBits)); }

Id FirstIdAt(absl::Time time) { return static_cast<Id>(absl::ToUnixMillis(time)) << kRandomBits; }

Id IdGenerator::Next() {
  const Id now = static_cast<Id>(absl::ToUnixMillis(clock_.Now())) << kRandomBits;
  Id last = last_.load();
  for (;;) {
    const Id next = last < now ? now | (randombytes_random() >> (32 - kRandomBits)) : last + 1;
    if (last_.compare_exchange_weak(last, next)) return next;
  }
}

}  // namespace nanolearn
