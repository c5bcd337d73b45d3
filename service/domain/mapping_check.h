#pragma once
// Shows how a mapping understands the first rows of a file, for somebody who is writing one. No I/O.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/domain/row_problem.h"
#include "service/domain/staff_file.h"
#include "service/domain/staff_mapping.h"

namespace nanolearn {

struct MappedField {
  std::string field;   // as in the mapping file
  std::string column;  // empty for what is made of other columns: a key, the kind
  std::string value;   // a personnummer is masked
};

// A row that cannot be used has no fields.
struct MappedRow {
  int line = 0;
  bool usable = false;
  std::vector<MappedField> fields;
};

struct MappingCheckResult {
  std::vector<MappedRow> rows;              // in the order of the file; without those that are there twice
  std::vector<RowProblem> problems;         // of these rows, and of the file as a whole (EMPTY_FILE)
  std::vector<std::string> unused_columns;  // neither mapped nor ignored, personnummer masked
};

// The first `max_rows` rows of the first part of a staff file; a last row that the part cuts in two is left
// out. INVALID_ARGUMENT with the reasons of DecodeText, TableReader::Open and StaffColumns::Find.
absl::StatusOr<MappingCheckResult> CheckMapping(absl::string_view first_part, const StaffMapping& mapping,
                                                const StaffFileContext& context, int max_rows);

}  // namespace nanolearn
