#pragma once
// Between what people write of a programme and what the database knows.

#include <vector>

#include "absl/status/statusor.h"
#include "service/domain/organisation.h"
#include "service/domain/programme_definition.h"
#include "service/storage/store.h"

namespace nanolearn {

// With the ids that the database knows; an error names what does not exist. Without id, slug, create_time,
// planned_until and version.
absl::StatusOr<Programme> ResolveProgramme(const ReadTransaction& tx, const Organisation& organisation,
                                           const ProgrammeDefinition& definition);

// The other way, of each of them; people by their ids.
std::vector<ProgrammeDefinition> DefinitionsOf(const ReadTransaction& tx, Id organisation_id,
                                               const std::vector<Programme>& programmes);

}  // namespace nanolearn
