#include "service/app/sync_run_memory.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace nanolearn {

std::string RememberRun(const SyncRun& run) {
  return absl::StrCat(FormatId(run.id), " ", SyncRunStateName(run.state));
}

absl::StatusOr<SyncRun> RecallRun(const ReadTransaction& tx, Id organisation_id, const std::string& text) {
  const std::vector<std::string> words = absl::StrSplit(text, ' ');
  const std::optional<Id> id = ParseId(words.front());
  std::optional<SyncRun> run = id ? tx.sync_runs().Find(organisation_id, *id) : std::nullopt;
  const auto state = words.size() == 2 ? ParseSyncRunState(words[1]) : std::nullopt;
  if (!run || !state) return absl::InternalError("the remembered run is not there");
  if (run->state == *state) return *run;
  run->state = *state;
  if (*state == SyncRunState::kHeld) {
    run->decide_time = absl::InfinitePast();
    run->decided_by.clear();
  }
  return *run;
}

}  // namespace nanolearn
