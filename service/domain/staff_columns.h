#pragma once

#include <array>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/domain/staff_mapping.h"
#include "service/domain/table_file.h"

namespace nanolearn {

// Where in a file the columns of a mapping stand.
class StaffColumns {
 public:
  // INVALID_ARGUMENT with reason MISSING_COLUMN when a heading is not there or is there twice. A line end in
  // a heading counts as a space.
  static absl::StatusOr<StaffColumns> Find(const TableRow& header, const StaffMapping& mapping,
                                           absl::string_view file_name);

  bool Has(StaffField field) const { return At(field) >= 0; }
  // Empty when the field is not mapped, or the row has too few fields.
  absl::string_view Value(const TableRow& row, StaffField field) const {
    return Has(field) && At(field) < static_cast<int>(row.fields.size())
               ? absl::string_view(row.fields[At(field)])
               : absl::string_view();
  }
  size_t count() const { return count_; }  // of all columns in the file, but for nameless ones at its right

 private:
  int At(StaffField field) const { return index_[static_cast<size_t>(field)]; }

  std::array<int, kStaffFieldCount> index_;  // -1: not mapped
  size_t count_ = 0;
};

}  // namespace nanolearn
