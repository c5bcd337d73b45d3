#pragma once
// What makes a staff file as a whole so strange that somebody should look before it is applied. No I/O. Each
// finder gives a reason with a sentence that says what is strange and what approving would do, or nothing.

#include <map>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "service/base/date.h"
#include "service/domain/row_problem.h"
#include "service/domain/sync_run.h"
#include "service/domain/table_reader.h"

namespace nanolearn {

// EMPTY_FILE, for a file without rows. `has_header` is false when not even that is there: TableReader's
// EMPTY_FILE. Can be approved.
std::optional<HoldReason> FindEmpty(bool has_header, int rows, Date effective);

// FILE_CUT_OFF, for what TableReader::CutOff gives; the row it names is then not used. Can be approved.
std::optional<HoldReason> FindCutOff(const std::optional<CutOffRow>& cut_off, size_t columns, Date effective);

// MAPPING_MISFIT, for StaffColumns::Find's MISSING_COLUMN, TableReader's NOT_A_TABLE and the like. Cannot be
// approved.
std::optional<HoldReason> FindMisfit(const absl::Status& status);

// Counts why rows are left out.
class Refusals {
 public:
  void Add(const RowProblem& error);
  int count() const { return count_; }
  // NO_USABLE_ROW, when all of the file's `rows` rows were left out and there was one. Can be approved.
  std::optional<HoldReason> FindNoUsableRow(int rows, Date effective) const;

 private:
  struct Reason {
    int count = 0;
    int line = 0;  // of the first
    std::string message;
  };
  int count_ = 0;
  std::map<std::string, Reason> reasons_;
};

}  // namespace nanolearn
