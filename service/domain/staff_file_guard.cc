#include "service/domain/staff_file_guard.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace nanolearn {

std::optional<HoldReason> FindEmpty(bool has_header, int rows, Date effective) {
  if (has_header && rows > 0) return std::nullopt;
  return HoldReason{"EMPTY_FILE", absl::StrCat(has_header ? "The file has a header and no rows."
                                                          : "The file is empty; not even a header is there.",
                                               " Approving takes all people of this source for missing from ",
                                               FormatDate(effective), " on.")};
}

std::optional<HoldReason> FindCutOff(const std::optional<CutOffRow>& cut_off, size_t columns,
                                     Date effective) {
  if (!cut_off) return std::nullopt;
  std::string strange;
  if (cut_off->quote_left_open) {
    strange =
        absl::StrCat("The file ends inside a quoted field of the row that begins on line ", cut_off->line,
                     ": it was cut off, or a quotation mark (\") there is one too many.");
  } else {
    strange = absl::StrCat("The file is cut off: its last row, on line ", cut_off->line,
                           ", lacks its line end and has ", cut_off->fields, " of ", columns, " fields.");
    if (cut_off->fields == columns) {
      absl::StrAppend(&strange,
                      " (If the system never writes that line end, put last_line_may_lack_end = true ",
                      "in the mapping.)");
    }
  }
  return HoldReason{"FILE_CUT_OFF",
                    absl::StrCat(strange, " Approving uses the whole rows before it and takes everybody who ",
                                 "is not among them for missing from ", FormatDate(effective), " on.")};
}

std::optional<HoldReason> FindMisfit(const absl::Status& status) {
  if (status.ok()) return std::nullopt;
  const absl::string_view message = status.message();
  return HoldReason{
      "MAPPING_MISFIT",
      absl::StrCat("The mapping no longer fits the file. ", message,
                   absl::EndsWith(message, ".") ? " " : ". ",
                   "Nothing can be read from it, so approving is not possible: export the file as ",
                   "before, or correct the mapping, and send the file again.")};
}

void Refusals::Add(const RowProblem& error) {
  ++count_;
  Reason& reason = reasons_[error.reason];
  if (++reason.count > 1) return;
  reason.line = error.line;
  reason.message = error.message;
}

std::optional<HoldReason> Refusals::FindNoUsableRow(int rows, Date effective) const {
  if (rows == 0 || count_ < rows) return std::nullopt;
  const auto& [name, reason] =
      *std::max_element(reasons_.begin(), reasons_.end(), [](const auto& a, const auto& b) {
        return a.second.count != b.second.count ? a.second.count < b.second.count
                                                : a.second.line > b.second.line;
      });
  return HoldReason{
      "NO_USABLE_ROW",
      absl::StrCat(rows == 1 ? "The only row cannot be used."
                             : absl::StrCat("None of the ", rows, " rows can be used."),
                   " The most frequent reason is ", name, " (", reason.count,
                   reason.count == 1 ? " row" : " rows", "), first on line ", reason.line, ": ",
                   reason.message,
                   " Approving leaves what these rows are about as it was and ends everybody else of this ",
                   "source on ", FormatDate(effective), ".")};
}

}  // namespace nanolearn
