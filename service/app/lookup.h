#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/domain/organisation.h"
#include "service/storage/store.h"

namespace nanolearn {

// What a caller named, or NOT_FOUND with its name.
absl::StatusOr<ModuleSummary> FindModule(const ReadTransaction& tx, const Organisation& organisation,
                                         const std::string& slug);
absl::StatusOr<Programme> FindProgramme(const ReadTransaction& tx, const Organisation& organisation,
                                        const std::string& slug);

// The same for what narrows a list: kNoId for an empty slug.
absl::StatusOr<Id> FindModuleId(const ReadTransaction& tx, const Organisation& organisation,
                                const std::string& slug);
absl::StatusOr<Id> FindProgrammeId(const ReadTransaction& tx, const Organisation& organisation,
                                   const std::string& slug);
// Of a unit as it is or was on any day; `organisation` is the slug.
absl::StatusOr<Id> FindUnitId(const ReadTransaction& tx, Id organisation_id, const std::string& organisation,
                              const std::string& code);

// Every one of an organisation, by slug.
std::vector<ModuleSummary> AllModules(const ReadTransaction& tx, Id organisation_id);
std::vector<Programme> AllProgrammes(const ReadTransaction& tx, Id organisation_id);

}  // namespace nanolearn
