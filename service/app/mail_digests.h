#pragma once
// What managers are told by mail: numbers only, nobody's name. As part of a transaction.

#include <map>
#include <set>
#include <vector>

#include "absl/status/statusor.h"
#include "service/app/access.h"
#include "service/app/unit_trees.h"
#include "service/domain/mail.h"
#include "service/storage/mail_round_table.h"

namespace nanolearn {

// One mail for each manager who is reached, about how many of those people are late on `day` still.
absl::StatusOr<std::vector<Mail>> ComposeEscalations(const Environment& env, const ReadTransaction& tx,
                                                     const Organisation& organisation, Date day,
                                                     absl::Span<const Escalation> escalations);

// By manager, who of their people is late still.
std::map<Id, std::set<Id>> LateByManager(const ReadTransaction& tx, Id organisation_id, Date day,
                                         absl::Span<const Escalation> escalations);

// The week's mail for each of these managers: the figures of those who report to them directly and, where
// they are not hidden, of the units they answer for. None for a manager from whose people nothing is asked.
absl::StatusOr<std::vector<Mail>> ComposeDigests(const Environment& env, UnitTrees& trees,
                                                 const ReadTransaction& tx, const Organisation& organisation,
                                                 Date day, absl::Span<const Id> manager_ids);

}  // namespace nanolearn
