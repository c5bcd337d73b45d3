#pragma once
// When a list is so strange that somebody should look before it is applied. No I/O.

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/domain/source.h"
#include "service/domain/sync_run.h"

namespace nanolearn {

// What a run would do, in the figures that the guards look at.
struct SyncOutlook {
  Date effective;
  int rows = 0, refused = 0;
  int people = 0;        // of the source, before
  int leavers = 0;       // of them, those who would be ended before their time
  int week_leavers = 0;  // those whom other runs have ended in the last seven days
  struct UnitLeavers {
    std::string code;
    int people = 0, leavers = 0;
    std::string name = {};
  };
  std::vector<UnitLeavers> units;  // at least those that lose more than `few_leavers`
  int recognised = 0;              // people there before and now
  int rekeyed = 0;                 // of them, those whose key is another
};

// MANY_REFUSED, MANY_LEAVERS, MANY_UNIT_LEAVERS, MANY_WEEK_LEAVERS, MANY_REKEYED: each with a sentence that
// says what is strange and what approving would do. Nothing when nothing is strange.
std::vector<HoldReason> FindStrange(const SyncOutlook& outlook, const SyncGuards& guards);

}  // namespace nanolearn
