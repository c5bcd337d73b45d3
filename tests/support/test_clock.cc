#include "tests/support/test_clock.h"

namespace nanolearn::testing {
namespace {

absl::Time NoonInStockholm(Date day) {
  absl::TimeZone zone;
  absl::LoadTimeZone("Europe/Stockholm", &zone);
  return absl::FromCivil(absl::CivilHour(day) + 12, zone);
}

}  // namespace

TestClock::TestClock() : nanos_(0) { SetDay(Date(2026, 11, 24)); }
absl::Time TestClock::Now() const { return absl::FromUnixNanos(nanos_.load()); }
void TestClock::Set(absl::Time now) { nanos_ = absl::ToUnixNanos(now); }
void TestClock::SetDay(Date day) { Set(NoonInStockholm(day)); }

}  // namespace nanolearn::testing
