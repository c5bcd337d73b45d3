#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include <vector>

#include "admin-cli/context.h"
#include "nanolearn/v1/row_problem.pb.h"

namespace nanolearn::cli {

using RowProblems = google::protobuf::RepeatedPtrField<v1::RowProblem>;

// On standard error, a line for each: `error FILE:LINE: COLUMN: FOUND: what is wrong`; then how many more
// there are when `count` is larger.
void PrintRowProblems(const RowProblems& problems, int count, Context& context);

// For json.
std::vector<Record> RecordsOf(const RowProblems& problems);

}  // namespace nanolearn::cli
