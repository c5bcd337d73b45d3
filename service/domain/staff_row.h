#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "service/domain/row_problem.h"
#include "service/domain/staff_columns.h"
#include "service/domain/staff_file.h"
#include "service/domain/yes_no_words.h"

namespace nanolearn {

struct StaffRow {
  StaffRecord record;
  const UnitVersion* unit = nullptr;
};

// Rows that were read. Their places do not move, and those taken from the front give their memory back.
using StaffRows = std::deque<StaffRow>;

// Reads the rows of one file. The key of a record is as the file says it, or hashed; MakeKeysUnique makes
// keys unique. What is given to the constructor must outlive the reader.
class StaffRowReader {
 public:
  StaffRowReader(const StaffColumns& columns, const StaffMapping& mapping, const StaffFileContext& context);

  // Appends to `problems`: warnings, or the one error for which the row is left out and nothing returned.
  std::optional<StaffRow> Read(const TableRow& row, std::vector<RowProblem>& problems) const;

  // Whom a refused row is about, as far as it can be read.
  RefusedRow Identify(const TableRow& row) const;

  // The warning for a row that says the same as the one on line `earlier`.
  RowProblem Duplicate(int line, int earlier) const;
  // A problem with a row as a whole.
  RowProblem Problem(RowProblem::Severity severity, int line, absl::string_view reason,
                     absl::string_view message) const;

 private:
  class Reading;

  // Keys are stored as they are, but for a personnummer, which is hashed.
  std::string StorableKey(absl::string_view text) const;

  const StaffColumns& columns_;
  const StaffMapping& mapping_;
  const StaffFileContext& context_;
  const YesNoWords yes_no_;
};

}  // namespace nanolearn
