#pragma once
// Sources as they are shown.

#include "admin-cli/output.h"
#include "nanolearn/v1/source.pb.h"

namespace nanolearn::cli {

// What a list says of each.
const ColumnsOf<v1::Source>& BriefSourceColumns();
// With all settings.
ColumnsOf<v1::Source> FullSourceColumns();

}  // namespace nanolearn::cli
