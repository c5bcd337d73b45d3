#include "service/jobs/upload_cleaner.h"

#include <spdlog/spdlog.h>

#include "service/jobs/organisations.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kPause = absl::Minutes(15);
constexpr absl::Duration kAbandonedAfter = absl::Hours(24);

}  // namespace

absl::Duration CleanUploads(const Environment& env, std::stop_token stop, JobLog& log) {
  const absl::StatusOr<std::vector<Organisation>> organisations = AllOrganisations(env);
  if (!organisations.ok()) return kPause;
  for (const Organisation& organisation : *organisations) {
    if (stop.stop_requested()) break;
    const absl::Status status = env.store.Write([&](WriteTransaction& tx) {
      tx.uploads().DeleteAbandoned(organisation.id, env.clock.Now() - kAbandonedAfter);
      return absl::OkStatus();
    });
    if (status.ok()) continue;
    spdlog::warn("abandoned uploads could not be deleted: {}", std::string(status.message()));
    log.Failed("abandoned uploads could not be deleted; the server's log says why");
  }
  return kPause;
}

}  // namespace nanolearn
