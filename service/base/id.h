#pragma once
// 64-bit ids that grow with time, so that new rows are neighbours in the database, and that need no counter
// shared between servers. In names they are 13 letters and digits.

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "service/base/clock.h"

namespace nanolearn {

using Id = uint64_t;
inline constexpr Id kNoId = 0;

// Crockford's base 32, lower case, always 13 characters.
std::string FormatId(Id id);
// Nothing for text that FormatId does not make.
std::optional<Id> ParseId(absl::string_view text);

// When an id was made, to the millisecond.
absl::Time TimeOf(Id id);
// No id made at `time` or later is smaller.
Id FirstIdAt(absl::Time time);

// Milliseconds in the upper bits, chance in the lower, each id larger than the one before. Two servers
// can in theory draw the same id; the primary key refuses the second and its transaction is run again.
// Thread-safe.
class IdGenerator {
 public:
  explicit IdGenerator(const Clock& clock) : clock_(clock) {}
  Id Next();

 private:
  const Clock& clock_;
  std::atomic<Id> last_{0};
};

}  // namespace nanolearn
