#pragma once

#include <map>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "service/app/people.h"
#include "service/domain/organisation.h"
#include "service/domain/unit_tree.h"
#include "service/storage/store.h"

namespace nanolearn {

// What somebody may see of people on a day: builds views, and hides what is protected.
class PersonViewer {
 public:
  // `tree` is the day's, and must outlive the viewer.
  PersonViewer(const ReadTransaction& tx, Id organisation_id, const UnitTree& tree, Date day);

  // `engagements` may hold those of others and of other days.
  PersonView View(Person person, absl::Span<const Engagement> engagements) const;

 private:
  EngagementView EngagementOf(const Engagement& engagement, bool hide) const;

  const UnitTree& tree_;
  Date day_;
  const std::map<Id, std::string> sources_;  // their names
};

// Somebody who exists, as seen on a day by whoever may see the whole organisation.
PersonView ViewPerson(const ReadTransaction& tx, const Organisation& organisation, Id id, Date day);

// Who goes on for somebody who was merged; kNoId for whoever is a person of their own.
Id MergedInto(const ReadTransaction& tx, Id organisation_id, Id person_id);
// The same for many: those who were merged, each with whoever goes on.
absl::flat_hash_map<Id, Id> MergedInto(const ReadTransaction& tx, Id organisation_id,
                                       absl::Span<const Id> person_ids);

}  // namespace nanolearn
