#pragma once

#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "service/domain/engagement.h"
#include "service/domain/staff_plan.h"
#include "service/domain/sync_change.h"

namespace nanolearn {

class EngagementTable {
 public:
  virtual ~EngagementTable() = default;
  // By id; what the source says now.
  virtual std::vector<Engagement> CurrentByIds(Id organisation_id, absl::Span<const Id> ids) const = 0;
  // Of any version, by id.
  virtual std::vector<Engagement> ByIds(Id organisation_id, absl::Span<const Id> ids) const = 0;
  // What the source says now under these keys.
  virtual std::vector<Engagement> CurrentByKeys(Id organisation_id, Id source_id,
                                                absl::Span<const std::string> keys) const = 0;
  // All versions under these keys that hold on some day or that the source says now.
  virtual std::vector<Engagement> VersionsByKeys(Id organisation_id, Id source_id,
                                                 absl::Span<const std::string> keys) const = 0;
  // All versions of a source that hold on some day of `days`.
  virtual std::vector<Engagement> OfSourceWithin(Id organisation_id, Id source_id,
                                                 const DateRange& days) const = 0;
  // How many people the source has in each of these units, and in all, by engagements that it says now and
  // that go on after `day` or begin after it.
  virtual absl::flat_hash_map<Id, int> CountCurrent(Id organisation_id, Id source_id,
                                                    absl::Span<const Id> unit_ids, Date day) const = 0;
  virtual int CountPeople(Id organisation_id, Id source_id, Date day) const = 0;
  // Those of `person_ids` whom the source has named before, now or not.
  virtual absl::flat_hash_set<Id> KnownTo(Id organisation_id, Id source_id,
                                          absl::Span<const Id> person_ids) const = 0;
  // Everything that holds on the day in one of these units, by person; in any unit when there are none.
  virtual std::vector<Engagement> OnDay(Id organisation_id, absl::Span<const Id> unit_ids,
                                        Date day) const = 0;
  // The first day on which anybody had an engagement that is known of; nothing before the first list.
  virtual std::optional<Date> FirstDay(Id organisation_id) const = 0;
  // What held on the day under these keys.
  virtual std::vector<Engagement> ByKeysOnDay(Id organisation_id, Id source_id,
                                              absl::Span<const std::string> keys, Date day) const = 0;
  // What held on the day of people whose manager has one of these keys in the source.
  virtual std::vector<Engagement> OfManagersOnDay(Id organisation_id, Id source_id,
                                                  absl::Span<const std::string> manager_keys,
                                                  Date day) const = 0;
  // All versions that hold on some day, by person.
  virtual std::vector<Engagement> OfPeople(Id organisation_id, absl::Span<const Id> person_ids) const = 0;
  // Keys and managers' keys that begin with `prefix`, of all versions, become what `key` makes of them.
  virtual void ReplaceKeys(Id organisation_id, const std::string& prefix,
                           absl::FunctionRef<std::string(const std::string&)> key) = 0;
  // New versions.
  virtual void Insert(Id organisation_id, absl::Span<const Engagement> engagements) = 0;
  // Superseded or gone: no longer what the source says now.
  virtual void End(Id organisation_id, absl::Span<const StaffPlan::End> ends) = 0;
  // As if they had never been: they hold on no day.
  virtual void Void(Id organisation_id, absl::Span<const Id> ids) = 0;
  // As they were before they were ended.
  virtual void Restore(Id organisation_id, absl::Span<const EndedVersion> versions) = 0;
};

}  // namespace nanolearn
