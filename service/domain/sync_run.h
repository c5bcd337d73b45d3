#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/date.h"
#include "service/base/id.h"
#include "service/domain/row_problem.h"

namespace nanolearn {

enum class SyncRunState { kHeld, kApplied, kRejected, kSuperseded, kReverted };
// "HELD", "APPLIED", "REJECTED", "SUPERSEDED", "REVERTED".
absl::string_view SyncRunStateName(SyncRunState state);
std::optional<SyncRunState> ParseSyncRunState(absl::string_view name);

enum class SyncOrigin { kUpload, kDropFolder, kDirectory };
// "UPLOAD", "DROP_FOLDER", "DIRECTORY".
absl::string_view SyncOriginName(SyncOrigin origin);
std::optional<SyncOrigin> ParseSyncOrigin(absl::string_view name);

// What a guard has counted, for those who say it in another language.
struct HoldFigures {
  struct Unit {
    std::string code, name;
    int leavers = 0, people = 0;
  };
  int part = 0, whole = 0;  // so many of so many are strange; `whole` 0: nothing was counted
  int max_percent = 0;      // of them, taken without asking
  int leavers = 0;          // whom approving lets go
  std::vector<Unit> units;  // that lose many, those with the most leavers first, at most five
  int more_units = 0;       // beside these
};

// Why a run is held: UPPER_SNAKE_CASE, and a sentence with what is strange and what approving would do.
struct HoldReason {
  std::string reason;
  std::string message;
  HoldFigures figures = {};
};

// Something about who is who that a list leaves open.
struct SyncConflict {
  // KEY_TAKEN_OVER, SHARED_EMAIL, EMAIL_MOVED, UNKNOWN_DEPARTMENT, SHARED_EMPLOYEE_NUMBER,
  // EMPLOYEE_NUMBER_MOVED
  std::string reason;
  std::vector<Id> person_ids;
  std::string message;
};

// What a run changed, or would change; sync_run.proto tells what each is.
struct SyncCounts {
  int rows = 0, rows_refused = 0;
  int people_added = 0;
  int engagements_added = 0, engagements_changed = 0, engagements_ended = 0, engagements_unchanged = 0;
  int joins = 0, returns = 0, leaves = 0;
  int additions = 0, ends = 0, moves = 0, changes = 0;
  int missing = 0;

  int rows_used() const { return rows - rows_refused; }
  int all_changes() const { return joins + returns + leaves + additions + ends + moves + changes; }
  friend bool operator==(const SyncCounts&, const SyncCounts&) = default;
};

// One list of a source, or a day of a directory's changes, and what was made of it.
struct SyncRun {
  Id id = kNoId;  // kNoId: a dry run
  Id source_id = kNoId;
  SyncRunState state = SyncRunState::kApplied;
  SyncOrigin origin = SyncOrigin::kUpload;
  uint64_t sequence = 0;  // the order in which the source's runs were applied; 0: never
  Date effective;
  std::optional<Date> previous_effective;  // of the source, before
  std::string file_name;
  absl::Time file_time = absl::InfinitePast();           // when the file was written, if it is known
  absl::Time previous_file_time = absl::InfinitePast();  // of the source, before
  std::string content_hash;                              // 16 bytes, keyed; empty: no file
  std::string mapping;                                   // of a held file
  Id upload_id = kNoId;                                  // a held file
  int leavers = 0;  // people whom it ended before their time and whom nobody has approved
  absl::Time create_time;
  absl::Time decide_time = absl::InfinitePast();
  std::string decided_by;
  SyncCounts counts;
  std::vector<HoldReason> hold_reasons;
  bool approvable = true;
  std::vector<SyncConflict> conflicts;
  int problem_count = 0;
  std::vector<RowProblem> problems;  // at most limits::kMaxRowProblems
};

}  // namespace nanolearn
