#pragma once
// Statements over many values come in few sizes, so that few of them are prepared.

#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn::mysql {

// How many of `remaining` rows the next INSERT takes.
int InsertSize(size_t remaining);
// How many places the next IN list has for `remaining` values; more than those when they are the last ones.
int ListSize(size_t remaining);

// "(?,?),(?,?),(?,?)" for three rows of two columns.
std::string RowPlaceholders(int rows, int columns);
// `sql` with every "(?*)" replaced by a list of `size` places.
std::string WithList(absl::string_view sql, int size);

}  // namespace nanolearn::mysql
