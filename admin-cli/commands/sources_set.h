#pragma once

namespace nanolearn::cli {

class Noun;
// nanolearn sources set
void AddSourcesSet(Noun& sources);

}  // namespace nanolearn::cli
