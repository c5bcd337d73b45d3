#pragma once

namespace nanolearn::cli {

class Noun;
// nanolearn people merge | unmerge
void AddPeopleMerge(Noun& people);

}  // namespace nanolearn::cli
