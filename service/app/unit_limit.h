#pragma once

#include <memory>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "service/app/access.h"
#include "service/storage/store.h"

namespace nanolearn {

// Whom a caller with a unit may know of, on whatever day they ask about: those who are in it today. So a right for a unit follows the
// roster, and tells nothing of where people have gone since, or come from.
class UnitLimit {
 public:
  // For what is asked of `day`. No limit for a caller without a unit, for managers by the roster, who have their line, and for today itself,
  // when ScopeNode says all. OUTSIDE_UNIT when there is no such unit today.
  static absl::StatusOr<UnitLimit> Of(const ReadTransaction& tx, const Caller& caller, const Organisation& organisation, Date day,
                                      Date today);

  // Of these people those whom the caller may know of.
  absl::flat_hash_set<Id> Keep(absl::Span<const Id> people) const;
  // Takes away the rows of all others; `person_of` says whose a row is.
  template <typename Row, typename PersonOf>
  void KeepIn(std::vector<Row>& rows, PersonOf person_of) const {
    if (!units_) return;
    std::vector<Id> people;
    for (const Row& row : rows) people.push_back(person_of(row));
    const absl::flat_hash_set<Id> kept = Keep(people);
    std::erase_if(rows, [&](const Row& row) { return !kept.contains(person_of(row)); });
  }
  // Refuses a unit that is not below the caller's today.
  absl::Status CheckUnit(Id unit_id) const;

 private:
  UnitLimit(const ReadTransaction& tx, Id organisation_id, Id unit_id, Date today)
      : tx_(tx), organisation_id_(organisation_id), unit_id_(unit_id), today_(today) {}

  const ReadTransaction& tx_;
  Id organisation_id_;
  Id unit_id_;
  Date today_;
  std::shared_ptr<const UnitHistory> units_;  // null: no limit
};

}  // namespace nanolearn
