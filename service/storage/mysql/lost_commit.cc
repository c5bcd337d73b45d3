#include "service/storage/mysql/lost_commit.h"

#include "absl/time/clock.h"

namespace nanolearn::mysql {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(2);
constexpr absl::Duration kPause = absl::Milliseconds(10);

}  // namespace

void LostCommit::AwaitEnd(Session& session) const {
  const absl::Time deadline = absl::Now() + kPatience;
  while (!IsOver(session) && absl::Now() < deadline) absl::SleepFor(kPause);
}

bool LostCommit::IsOver(Session& session) const {
  bool listed = false;
  session.Query("SELECT 1 FROM information_schema.processlist WHERE id = ?", {connection_id_},
                [&](const Row&) { listed = true; });
  if (!listed) return true;
  // A server that has started since then has settled everything before it let us in.
  absl::Duration uptime = absl::InfiniteDuration();
  session.Query("SHOW GLOBAL STATUS LIKE 'Uptime'", {},
                [&](const Row& row) { uptime = absl::Seconds(row.Int(1)); });
  return absl::Now() - uptime > open_time_ + absl::Seconds(2);
}

}  // namespace nanolearn::mysql
