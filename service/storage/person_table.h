#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/domain/engagement.h"
#include "service/domain/person.h"
#include "service/domain/staff_plan.h"
#include "service/domain/sync_change.h"

namespace nanolearn {

// What identifies a person: a 32-byte keyed hash (of a personnummer, or of a source's own id).
struct PersonIdentity {
  std::string hash;
  Id person_id = kNoId;
};

struct PersonQuery {
  Date day;
  std::vector<Id> unit_ids;  // any of them; empty: all units. Protected identities only when empty
  std::optional<EngagementKind> kind;
  std::string
      text;  // in "given family" or the address, without regard to case; finds no protected identities
  Id after = kNoId;
  int limit = 0;
};

class PersonTable {
 public:
  virtual ~PersonTable() = default;
  // Those of `hashes` that are known.
  virtual absl::flat_hash_map<std::string, Id> FindByIdentity(Id organisation_id,
                                                              absl::Span<const std::string> hashes) const = 0;
  // New people with their identities.
  virtual void Insert(Id organisation_id, absl::Span<const PersonIdentity> people, absl::Time now) = 0;

  // Every identity becomes what `hash` makes of it.
  virtual void ReplaceIdentities(Id organisation_id, absl::FunctionRef<std::string(const std::string&)> hash) = 0;

  // Whether anybody is known by an identity.
  virtual bool HasIdentities(Id organisation_id) const = 0;

  // What a source says now of these people.
  virtual std::vector<AttributeVersion> CurrentAttributes(Id organisation_id, Id source_id,
                                                          absl::Span<const Id> person_ids) const = 0;
  // All that sources have said of these people, by person and day; what held on no day too.
  virtual std::vector<AttributeVersion> AllAttributes(Id organisation_id,
                                                      absl::Span<const Id> person_ids) const = 0;
  // What a source has said for some day of `days`.
  virtual std::vector<AttributeVersion> OfSourceWithin(Id organisation_id, Id source_id,
                                                       const DateRange& days) const = 0;
  // By id.
  virtual std::vector<AttributeVersion> AttributesByIds(Id organisation_id,
                                                        absl::Span<const Id> ids) const = 0;
  // What a source says now with one of these addresses.
  virtual std::vector<AttributeVersion> CurrentByEmail(Id organisation_id,
                                                       absl::Span<const std::string> emails) const = 0;
  virtual void InsertAttributes(Id organisation_id, absl::Span<const AttributeVersion> versions) = 0;
  // As End, Void and Restore of engagements.
  virtual void EndAttributes(Id organisation_id, absl::Span<const StaffPlan::End> ends) = 0;
  virtual void VoidAttributes(Id organisation_id, absl::Span<const Id> ids) = 0;
  virtual void RestoreAttributes(Id organisation_id, absl::Span<const EndedVersion> versions) = 0;

  // With what holds of them on the day.
  virtual std::optional<Person> Find(Id organisation_id, Id id, Date day) const = 0;
  // Those of `ids` that exist, by id.
  virtual std::vector<Person> FindAll(Id organisation_id, absl::Span<const Id> ids, Date day) const = 0;
  // People with an engagement that is valid on the day and fits, by id; nobody who was erased.
  virtual std::vector<Person> List(Id organisation_id, const PersonQuery& query) const = 0;
  // The ids of everybody, ascending, those after `after`.
  virtual std::vector<Id> Ids(Id organisation_id, Id after, int limit) const = 0;
  // Everybody whose identity is protected, whatever the day.
  virtual std::vector<Id> ProtectedIds(Id organisation_id) const = 0;
};

}  // namespace nanolearn
