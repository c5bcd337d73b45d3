#pragma once
// What the numbers of an audience may tell. Whoever writes the rules could ask for one person at a time, so
// those who may not read people see no small numbers, and none that small rules could be told from.

#include <optional>

#include "service/app/access.h"
#include "service/app/programme_preview.h"
#include "service/domain/programme_definition.h"

namespace nanolearn {

// Whether the caller may see every number: reads people, in the whole organisation.
bool SeesAllNumbers(const Caller& caller);

bool NamesPeople(const ProgrammeDefinition& definition);

// The number of people in a programme, unless it must be hidden from a caller who does not see all.
std::optional<int> NumberForOthers(int people, bool names_people, int min_group_size);

// Whether some rule by itself fits fewer than `min_group_size` people, on the day or, without one, on any
// day: what it adds or takes out would be the difference between two answers.
bool HasSmallRule(const ReadTransaction& tx, const Organisation& organisation, const Programme& programme,
                  const UnitHistory& units, std::optional<Date> day);

// Takes the numbers out that tell of few people, also by arithmetic with the others.
void HideFew(int min_group_size, ProgrammePreview& preview);
// Takes out all of them.
void HideNumbers(ProgrammePreview& preview);

}  // namespace nanolearn
