#include "service/app/figure_version.h"

#include "service/app/access.h"
#include "service/base/status_macros.h"

namespace nanolearn {

absl::StatusOr<FigureVersion> ReadFigureVersion(const Environment& env, const std::string& organisation) {
  FigureVersion version;
  RETURN_IF_ERROR(env.store.Read([&](const ReadTransaction& tx) {
    version = {};
    if (const std::optional<Organisation> found = tx.organisations().Find(organisation)) {
      version = {tx.figures().CountChanges(found->id), Today(env, *found)};
    }
    return absl::OkStatus();
  }));
  return version;
}

}  // namespace nanolearn
