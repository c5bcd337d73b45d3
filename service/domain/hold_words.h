#pragma once
// Why a run is held, in Swedish. The sentences of the reasons themselves are English; these are made of the
// figures beside them. No I/O.

#include <string>

#include "service/domain/sync_run.h"

namespace nanolearn {

// How a sentence ends that says less than the English one: with a full stop, or with where that one is.
enum class HoldEnding { kPlain, kPointsBelow };
std::string SwedishHoldReason(const HoldReason& hold, const SyncRun& run,
                              HoldEnding ending = HoldEnding::kPlain);
// Otherwise the English sentence says more.
bool SaysAllInSwedish(const HoldReason& hold);

}  // namespace nanolearn
