#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/types/span.h"
#include "service/domain/engagement.h"

namespace nanolearn {

// What a source says now: one engagement of one person.
struct StatedEngagement {
  Id person_id = kNoId;
  std::string source_key;
  EngagementFacts facts;
};

// What must be written for the roster to say from a day on what a source says.
struct StaffPlan {
  struct End {
    Id id;    // of an engagement in `current`
    Date to;  // its new end; equal to its start when it never came to hold
  };
  std::vector<End> ends;                  // superseded or gone
  std::vector<StatedEngagement> added;    // never stated before
  std::vector<StatedEngagement> changed;  // stated otherwise before; the old one is in `ends`
  int gone = 0;                           // of `ends`: not in the file any more
  int unchanged = 0;
};

// Engagements that a file names in a way that could not be used.
using UnreadableEngagements = absl::flat_hash_set<Id>;

// `current` is what the source said last: one engagement for each key. Days before `effective` stay as they
// were, and so do the `unreadable` ones that are not in `stated`: nobody leaves because of a slip of the pen.
StaffPlan PlanStaff(absl::Span<const Engagement> current, absl::Span<const StatedEngagement> stated,
                    Date effective, const UnreadableEngagements& unreadable = {});

// The days on which a statement made on `effective` holds: its period from `effective` on. Empty, at
// `effective`, for a period that was over.
DateRange ValidFrom(const DateRange& period, Date effective);

}  // namespace nanolearn
