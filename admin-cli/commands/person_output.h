#pragma once
// People as they are shown.

#include "admin-cli/output.h"
#include "nanolearn/v1/person.pb.h"

namespace nanolearn::cli {

// Nothing for somebody whose name is not told.
Value FullName(const v1::Person& person);
// What a list says of each.
const ColumnsOf<v1::Person>& BriefPersonColumns();
// All that there is.
const ColumnsOf<v1::Person>& FullPersonColumns();

}  // namespace nanolearn::cli
