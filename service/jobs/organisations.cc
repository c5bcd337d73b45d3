#include "service/jobs/organisations.h"

#include "service/base/limits.h"
#include "service/base/status_macros.h"

namespace nanolearn {

absl::StatusOr<std::vector<Organisation>> AllOrganisations(const Environment& env) {
  std::vector<Organisation> all;
  RETURN_IF_ERROR(env.store.Read([&](const ReadTransaction& tx) {
    all.clear();
    for (std::string after;;) {
      const std::vector<Organisation> page = tx.organisations().List(after, limits::kMaxPageSize);
      if (page.empty()) return absl::OkStatus();
      all.insert(all.end(), page.begin(), page.end());
      after = page.back().slug;
    }
  }));
  return all;
}

}  // namespace nanolearn
