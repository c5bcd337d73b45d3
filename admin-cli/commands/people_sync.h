#pragma once

namespace nanolearn::cli {

class Noun;
// nanolearn people sync, with the verbs below it.
void AddPeopleSync(Noun& people);

}  // namespace nanolearn::cli
