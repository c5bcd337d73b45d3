#pragma once
// Who is whose manager, as sources say it of engagements on a day.

#include <map>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/unit_tree.h"
#include "service/storage/store.h"

namespace nanolearn {

// How far up anybody is followed; a roster in which two people are each other's managers must end somewhere.
inline constexpr int kMaxReportingLevels = 12;

// The managers of each of these people, those of all their engagements on the day, without themselves. People without one are left out.
std::map<Id, std::vector<Id>> ManagersOf(const ReadTransaction& tx, Id organisation_id,
                                         absl::Span<const Id> person_ids, Date day);

// Everybody who has this manager on the day, ascending.
std::vector<Id> DirectReports(const ReadTransaction& tx, Id organisation_id, Id manager_id, Date day);

// Those of `person_ids` who are somebody's manager on the day.
std::vector<Id> ManagersAmong(const ReadTransaction& tx, Id organisation_id, absl::Span<const Id> person_ids,
                              Date day);

// Those of `person_ids` whose manager, or whose manager's manager and so on, this is.
std::vector<Id> InLineOf(const ReadTransaction& tx, Id organisation_id, Id manager_id,
                         absl::Span<const Id> person_ids, Date day);

// The units that a manager answers for: where those who report directly are, without units that lie below another of them. Nodes of `tree`.
std::vector<int> UnitsOfManager(const ReadTransaction& tx, Id organisation_id, Id manager_id,
                                const UnitTree& tree, Date day);

}  // namespace nanolearn
