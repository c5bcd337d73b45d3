#pragma once
// What tests of the rules build their cases from. Random cases come from a seed that the test prints.

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/types/span.h"
#include "service/domain/unit.h"

namespace nanolearn {

// The days that tests play on; day 0 is a Thursday.
inline Date Day(int n) { return Date(2026, 1, 1) + n; }

// Says which case a failure is about.
#define TRACE_SEED(seed) SCOPED_TRACE(::testing::Message() << "seed " << (seed))

class Random {
 public:
  explicit Random(uint64_t seed) : engine_(seed) {}

  // 0 to n - 1.
  int Below(int n) { return static_cast<int>(engine_() % static_cast<uint64_t>(n)); }
  bool Chance(int percent) { return Below(100) < percent; }
  template <typename T>
  void Shuffle(std::vector<T>& values) {
    for (size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[Below(static_cast<int>(i))]);
  }

 private:
  std::mt19937_64 engine_;
};

inline UnitVersion MakeUnit(Id id, const std::string& code, Id parent_id, DateRange valid = {}) {
  return {.unit_id = id, .code = code, .name = code, .parent_id = parent_id, .valid = valid};
}

// Units 1 to `count` that are closed, opened again, moved and renamed on days before `last`. A unit's parent
// has a smaller id, and need not exist on the same days; unit 1 has none.
inline std::vector<UnitVersion> RandomUnits(Random& random, int count, int last) {
  std::vector<int> codes;
  for (int i = 0; i < count; ++i) codes.push_back(i);
  random.Shuffle(codes);
  std::vector<UnitVersion> versions;
  for (int id = 1; id <= count; ++id) {
    const auto add = [&](DateRange valid) {
      const Id parent = id == 1 || random.Chance(4) ? kNoId : 1 + random.Below(id - 1);
      versions.push_back(MakeUnit(id, absl::StrFormat("U%02d", codes[id - 1]), parent, valid));
      versions.back().name = absl::StrFormat("Name %d", random.Below(3));
    };
    Date from = random.Chance(70) ? kFirstDate : Day(random.Below(last));
    while (random.Chance(50)) {
      const Date to = std::max(from, Day(random.Below(last)));
      add({from, to});  // now and then empty: it never came to hold
      from = random.Chance(50) ? to : std::max(to, Day(random.Below(last)));
    }
    if (random.Chance(75) || versions.empty() || versions.back().unit_id != static_cast<Id>(id)) {
      add({from, kNoEnd});
    }
  }
  random.Shuffle(versions);
  return versions;
}

// The version that says where a unit stands on a day: the last that has begun, else the first that will, else
// the last of those that never came to hold. Null for a unit that nobody knows.
inline const UnitVersion* NaivePlace(absl::Span<const UnitVersion> versions, Id unit_id, Date day) {
  const UnitVersion *begun = nullptr, *coming = nullptr, *never = nullptr;
  for (const UnitVersion& version : versions) {
    if (version.unit_id != unit_id) continue;
    if (version.valid.from >= version.valid.to) {
      if (!never || never->valid.from < version.valid.from) never = &version;
    } else if (version.valid.from <= day) {
      if (!begun || begun->valid.from < version.valid.from) begun = &version;
    } else if (!coming || version.valid.from < coming->valid.from) {
      coming = &version;
    }
  }
  return begun ? begun : coming ? coming : never;
}

inline bool NaiveExists(absl::Span<const UnitVersion> versions, Id unit_id, Date day) {
  const UnitVersion* place = NaivePlace(versions, unit_id, day);
  return place && place->valid.from <= day && day < place->valid.to;
}

// The unit and all above it, whether they exist on the day or not.
inline std::vector<Id> NaiveChain(absl::Span<const UnitVersion> versions, Id unit_id, Date day) {
  std::vector<Id> chain;
  while (const UnitVersion* place = NaivePlace(versions, unit_id, day)) {
    chain.push_back(unit_id);
    unit_id = place->parent_id;
  }
  return chain;
}

// The units of the chain that exist on the day: the first is the one that counts for `unit_id`.
inline std::vector<Id> NaivePath(absl::Span<const UnitVersion> versions, Id unit_id, Date day) {
  std::vector<Id> path;
  for (const Id id : NaiveChain(versions, unit_id, day)) {
    if (NaiveExists(versions, id, day)) path.push_back(id);
  }
  return path;
}

}  // namespace nanolearn
