#pragma once
// One source's versions in memory, kept as the tables promise to keep them.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "service/domain/roster_change.h"
#include "service/domain/staff_replay.h"
#include "tests/unit/domain/builders.h"

namespace nanolearn {

// Who is where on one day, in an order that can be compared: key, person, unit, kind, role.
using RosterEntry = std::tuple<std::string, Id, Id, EngagementKind, std::string>;
using Roster = std::multiset<RosterEntry>;
// What the source says of people on one day: person, given name, protected.
using Names = std::set<std::tuple<Id, std::string, bool>>;

inline RosterEntry EntryOf(const std::string& key, Id person_id, const EngagementFacts& facts) {
  return {key, person_id, facts.unit_id, facts.kind, facts.role};
}

inline StatedEngagement Stated(const std::string& key, Id person_id, Id unit_id, DateRange period = {}) {
  return {
      person_id, key, {.unit_id = unit_id, .period = period}, {.given_name = absl::StrCat("P", person_id)}};
}

// What a list says of one day.
inline Roster RosterOf(const std::vector<StatedEngagement>& stated, Date day) {
  Roster roster;
  for (const StatedEngagement& s : stated) {
    if (s.facts.period.from <= day && day < s.facts.period.to) {
      roster.insert(EntryOf(s.source_key, s.person_id, s.facts));
    }
  }
  return roster;
}

// What a list says of the people in it; of several rows of a person that with the smallest key.
inline Names NamesOf(const std::vector<StatedEngagement>& stated) {
  Names names;
  for (const StatedEngagement& s : stated) {
    const StatedEngagement* speaker = &s;
    bool is_protected = false;
    for (const StatedEngagement& other : stated) {
      if (other.person_id != s.person_id) continue;
      is_protected |= other.attributes.protected_identity;
      if (other.source_key < speaker->source_key) speaker = &other;
    }
    names.insert({s.person_id, speaker->attributes.given_name, is_protected});
  }
  return names;
}

class RosterModel {
 public:
  static constexpr Id kSource = 1;

  // What a run did, to take it back.
  struct Run {
    SyncCounts counts;
    std::vector<EndedVersion> ended, ended_attributes;
    std::vector<Id> begun, begun_attributes;
  };

  Run Sync(const std::vector<StatedEngagement>& stated, Date effective, const KeptEngagements& kept = {}) {
    const std::vector<Engagement> current = Current();
    const std::vector<AttributeVersion> attributes = CurrentAttributes();
    const StaffPlan plan = PlanStaff(current, stated, kept, known_);
    const std::vector<AttributeStep> steps = PlanAttributes(plan, attributes);
    Run run;
    AddSteps(plan, steps, run.counts);
    RosterChanges changes(plan, steps, kSource, effective);
    for (auto some = changes.Next(3); !some.empty(); some = changes.Next(3)) Apply(some, run);
    return run;
  }

  Run Replay(const std::vector<StatedEngagement>& stated, DateRange days) {
    std::vector<Engagement> engagements;
    std::vector<AttributeVersion> attributes;
    for (const Engagement& row : rows_) {
      if (Overlaps(row.valid, days)) engagements.push_back(row);
    }
    for (const AttributeVersion& row : attribute_rows_) {
      if (Overlaps(row.valid, days)) attributes.push_back(row);
    }
    StaffReplay replay = PlanReplay(engagements, attributes, stated, days, kSource);
    Run run;
    for (const RosterChange& change : replay.changes) CountChange(change, run.counts);
    run.counts.engagements_unchanged = replay.unchanged;
    Apply(replay.changes, run);
    return run;
  }

  void TakeBack(const Run& run) {
    for (const EndedVersion& ended : run.ended) Restore(ended, rows_);
    for (const EndedVersion& ended : run.ended_attributes) Restore(ended, attribute_rows_);
    for (const Id id : run.begun) Void(id, rows_);
    for (const Id id : run.begun_attributes) Void(id, attribute_rows_);
  }

  std::vector<Engagement> Current() const { return CurrentOf(rows_); }
  std::vector<AttributeVersion> CurrentAttributes() const { return CurrentOf(attribute_rows_); }

  Roster On(Date day) const {
    Roster roster;
    for (const Engagement& row : rows_) {
      if (row.valid.Contains(day)) roster.insert(EntryOf(row.source_key, row.person_id, row.facts));
    }
    return roster;
  }

  Names NamesOn(Date day) const {
    Names names;
    for (const AttributeVersion& row : attribute_rows_) {
      if (!row.valid.Contains(day)) continue;
      const bool is_first =
          names.insert({row.person_id, row.attributes.given_name, row.attributes.protected_identity}).second;
      EXPECT_TRUE(is_first) << "two versions of one person on one day";
    }
    return names;
  }

  const std::vector<Engagement>& rows() const { return rows_; }

 private:
  static bool Overlaps(const DateRange& a, const DateRange& b) {
    return !a.empty() && a.from < b.to && b.from < a.to;
  }

  template <typename Version>
  static std::vector<Version> CurrentOf(const std::vector<Version>& rows) {
    std::vector<Version> current;
    for (const Version& row : rows) {
      if (row.is_current) current.push_back(row);
    }
    return current;
  }

  template <typename Version>
  static Version& At(Id id, std::vector<Version>& rows) {
    return *std::find_if(rows.begin(), rows.end(), [id](const Version& row) { return row.id == id; });
  }

  template <typename Version>
  static void End(const Version& version, Date to, std::vector<Version>& rows,
                  std::vector<EndedVersion>& ended) {
    Version& row = At(version.id, rows);
    EXPECT_LE(to, row.valid.to) << "an end only shortens";
    EXPECT_GE(to, row.valid.from) << "and never turns a range around";
    ended.push_back({row.id, row.valid.to, row.is_current});
    row.valid.to = to;
    row.is_current = false;
  }

  template <typename Version>
  static void Restore(const EndedVersion& ended, std::vector<Version>& rows) {
    Version& row = At(ended.id, rows);
    row.valid.to = ended.valid_to;
    row.is_current = ended.is_current;
  }

  template <typename Version>
  static void Void(Id id, std::vector<Version>& rows) {
    Version& row = At(id, rows);
    row.valid.to = row.valid.from;
    row.is_current = false;
  }

  void Apply(const std::vector<RosterChange>& changes, Run& run) {
    for (const RosterChange& change : changes) {
      if (change.ended) End(*change.ended, change.ended_to, rows_, run.ended);
      if (change.ended_attributes) {
        End(*change.ended_attributes, change.ended_attributes_to, attribute_rows_, run.ended_attributes);
      }
      if (change.begun) {
        rows_.push_back(*change.begun);
        rows_.back().id = next_id_;
        run.begun.push_back(next_id_++);
        known_.insert(change.person_id);
      }
      if (change.begun_attributes) {
        attribute_rows_.push_back(*change.begun_attributes);
        attribute_rows_.back().id = next_id_;
        run.begun_attributes.push_back(next_id_++);
      }
    }
  }

  Id next_id_ = 1;
  std::vector<Engagement> rows_;
  std::vector<AttributeVersion> attribute_rows_;
  absl::flat_hash_set<Id> known_;
};

// Few people and units, so that much stays the same from list to list; `last` is the list before.
inline std::vector<StatedEngagement> RandomList(Random& random, const std::vector<StatedEngagement>& last,
                                                int days) {
  std::vector<StatedEngagement> list;
  for (const StatedEngagement& stated : last) {
    if (random.Chance(60)) list.push_back(stated);
  }
  std::set<std::string> keys;
  for (const StatedEngagement& stated : list) keys.insert(stated.source_key);
  for (int i = 0; i < 8; ++i) {
    const std::string key = absl::StrCat("k", random.Below(12));
    if (!keys.insert(key).second) continue;
    DateRange period;
    if (random.Chance(40)) period.from = Day(random.Below(days));
    if (random.Chance(30)) period.to = std::max(period.from, Day(random.Below(days))) + 1;
    list.push_back(Stated(key, 1 + random.Below(4), 10 + random.Below(3), period));
    list.back().facts.kind = static_cast<EngagementKind>(random.Below(4));
    list.back().facts.role = random.Chance(50) ? "" : "R";
    list.back().attributes.given_name = absl::StrCat("N", random.Below(3));
    list.back().attributes.protected_identity = random.Chance(10);
  }
  random.Shuffle(list);
  return list;
}

}  // namespace nanolearn
