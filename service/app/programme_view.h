#pragma once
// A programme as a caller sees it.

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "service/app/access.h"
#include "service/domain/organisation.h"
#include "service/domain/programme.h"
#include "service/domain/programme_definition.h"
#include "service/storage/store.h"

namespace nanolearn {

struct ProgrammeView {
  std::string slug;
  ProgrammeDefinition definition;  // people by their ids
  absl::Time create_time;
  std::string etag;
  // Who are or will be in the audience, as far as is known; absent when it would tell of few people.
  std::optional<int> people;
};

std::string EtagOf(const Programme& programme);

// With every number.
std::vector<ProgrammeView> ViewsOf(const ReadTransaction& tx, Id organisation_id,
                                   const std::vector<Programme>& programmes);
// The view as the caller may see it.
ProgrammeView Shown(const Caller& caller, const Organisation& org, ProgrammeView view);
ProgrammeView ShownOf(const ReadTransaction& tx, const Caller& caller, const Organisation& org,
                      const Programme& programme);
// As the caller would see it: nobody has been planned yet.
ProgrammeView OutlookOf(const ReadTransaction& tx, const Caller& caller, const Organisation& org,
                        const Programme& programme);

}  // namespace nanolearn
