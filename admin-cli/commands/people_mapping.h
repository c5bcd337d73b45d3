#pragma once

namespace nanolearn::cli {

class Noun;
// nanolearn people mapping check
void AddPeopleMapping(Noun& people);

}  // namespace nanolearn::cli
