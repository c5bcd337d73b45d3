#pragma once

namespace nanolearn::cli {

class Noun;
// nanolearn people sync runs | show | approve | reject | revert
void AddSyncRuns(Noun& sync);

}  // namespace nanolearn::cli
