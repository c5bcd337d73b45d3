#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/domain/engagement.h"
#include "service/domain/person.h"

namespace nanolearn {

// What identifies a person: a 32-byte keyed hash (of a personnummer, or of a source's own id).
struct PersonIdentity {
  std::string hash;
  Id person_id = kNoId;
};

// What a source says of a person.
struct SourcePerson {
  Id person_id = kNoId;
  bool present = true;  // the source's last list names the person
  PersonAttributes attributes;
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

  // All that a source has ever said, as it said it last.
  virtual std::vector<SourcePerson> OfSource(Id organisation_id, Id source_id) const = 0;
  virtual void PutOfSource(Id organisation_id, Id source_id, absl::Span<const SourcePerson> people) = 0;

  virtual std::optional<Person> Find(Id organisation_id, Id id) const = 0;
  // Those of `ids` that exist, in any order.
  virtual std::vector<Person> FindAll(Id organisation_id, absl::Span<const Id> ids) const = 0;
  // People with an engagement that is valid on the day and fits, by id.
  virtual std::vector<Person> List(Id organisation_id, const PersonQuery& query) const = 0;
  // The ids of everybody, ascending, those after `after`.
  virtual std::vector<Id> Ids(Id organisation_id, Id after, int limit) const = 0;
};

}  // namespace nanolearn
