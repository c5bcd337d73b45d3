#pragma once
// What must be written for the roster to say from a day on what a source says. No I/O.

#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/types/span.h"
#include "service/domain/engagement.h"
#include "service/domain/person.h"
#include "service/domain/sync_change.h"

namespace nanolearn {

// What a source says now: one engagement of one person.
struct StatedEngagement {
  Id person_id = kNoId;
  std::string source_key;
  EngagementFacts facts;
  PersonAttributes attributes;  // of the person
  std::string row_hash;         // of the row that says so; empty: the row must be read again next time
};

// Engagements that a list names in a way that could not be used, or not at all but not for long enough.
using KeptEngagements = absl::flat_hash_set<Id>;

// A plan points into what it was made of.
struct StaffPlan {
  // A version's new end; equal to its start when it never came to hold.
  struct End {
    Id id;
    Date to;
  };
  // From `old` to `now`: somebody came (no `old`), went (no `now`), or something is otherwise. The two are of
  // the same person, and of the same key unless the person's key has changed.
  struct Step {
    SyncChangeKind kind;
    Id person_id;
    const Engagement* old = nullptr;
    const StatedEngagement* now = nullptr;
  };
  struct Same {
    const Engagement* engagement;
    const StatedEngagement* now;
  };
  std::vector<Step> steps;              // by person
  std::vector<Same> same;               // said again
  std::vector<const Engagement*> kept;  // not in the list, but to be kept
  // Keys that were one person's and are now another's: the old engagement and the new.
  std::vector<Same> taken_over;
};

// `current` is what the source said last, one engagement for each key, and `stated` what it says now. They
// may leave out people for whom both are the same, all of whose engagements then are left out of both.
// `was_known` tells of people without a current engagement whether the source has named them before.
StaffPlan PlanStaff(absl::Span<const Engagement> current, absl::Span<const StatedEngagement> stated,
                    const KeptEngagements& kept, const absl::flat_hash_set<Id>& was_known);

// What is to be written of what a source says about people themselves.
struct AttributeStep {
  Id person_id = kNoId;
  const AttributeVersion* old = nullptr;  // ends
  const StatedEngagement* now = nullptr;  // who speaks, when something begins
  bool is_protected = false;              // whoever says so

  // If something begins.
  PersonAttributes attributes() const {
    PersonAttributes attributes = now->attributes;
    attributes.protected_identity = is_protected;
    return attributes;
  }
};

// For the people of a plan, by id: `current` is what the source says of them now, one for each. Of several
// engagements of one person, the one with the smallest key speaks (of hashed keys, which are of no order, the one that begins first, by unit
// and role); the identity is protected if any says so.
std::vector<AttributeStep> PlanAttributes(const StaffPlan& plan, absl::Span<const AttributeVersion> current);
// What a whole list says of each person, by the same rule.
std::map<Id, PersonAttributes> SpokenAttributes(absl::Span<const StatedEngagement> stated);

// The days on which a statement made on `effective` holds: its period from `effective` on. Empty, at
// `effective`, for a period that was over.
DateRange ValidFrom(const DateRange& period, Date effective);
// The end that an engagement or attribute valid on `valid` gets on `effective`.
Date EndOn(const DateRange& valid, Date effective);

// Somebody whom a plan makes leave before their time: who is there on `effective` and would not be any more,
// or whose last day comes nearer, to within a month of it; or who was to come, and would not. Whether they
// are missing from the list or its dates are others does not matter.
struct Leaver {
  Id person_id = kNoId;
  const Engagement* old = nullptr;  // one that they would have had
};
// By person.
std::vector<Leaver> EarlyLeavers(const StaffPlan& plan, Date effective);

}  // namespace nanolearn
