#include "service/domain/staff_columns.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/base/error.h"
#include "service/domain/nearest_word.h"
#include "service/domain/personnummer.h"
#include "service/domain/text_encoding.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxListedCharacters = 1000;

// A file without a header shows its first person here.
std::string ListOf(const std::vector<absl::string_view>& headings) {
  const std::string all = MaskPersonnummerWithin(absl::StrJoin(headings, ", "));
  const absl::string_view shown = FirstCharacters(all, kMaxListedCharacters);
  return absl::StrCat(shown, shown.size() < all.size() ? "..." : "");
}

std::string Fault(absl::string_view heading, const std::vector<absl::string_view>& headings) {
  if (std::count(headings.begin(), headings.end(), heading) > 1) {
    return absl::StrCat("The column \"", heading, "\" is there twice; which one is meant cannot be told.");
  }
  const std::string nearest = DidYouMean(heading, headings);
  return absl::StrCat("The column \"", heading, "\" is missing", MaskPersonnummerWithin(nearest), ".");
}

absl::Status MissingColumns(const std::vector<FieldViolation>& faults,
                            const std::vector<absl::string_view>& headings, absl::string_view file_name) {
  const std::string sentences = absl::StrJoin(
      faults, " ", [](std::string* out, const FieldViolation& v) { absl::StrAppend(out, v.description); });
  return MakeError(
      absl::StatusCode::kInvalidArgument,
      absl::StrCat(file_name, ": ", sentences, " The file's columns are: ", ListOf(headings), "."),
      {.reason = "MISSING_COLUMN", .violations = faults});
}

// Spreadsheets break long headings into lines.
std::vector<std::string> OnOneLine(const std::vector<std::string>& headings) {
  std::vector<std::string> lines;
  lines.reserve(headings.size());
  for (const std::string& heading : headings) lines.push_back(nanolearn::OnOneLine(heading));
  return lines;
}

}  // namespace

absl::StatusOr<StaffColumns> StaffColumns::Find(const TableRow& header, const StaffMapping& mapping,
                                                absl::string_view file_name) {
  const std::vector<std::string> lines = OnOneLine(header.fields);
  std::vector<absl::string_view> headings(lines.begin(), lines.end());
  while (!headings.empty() && headings.back().empty()) headings.pop_back();
  StaffColumns columns;
  columns.index_.fill(-1);
  columns.count_ = headings.size();
  std::vector<FieldViolation> faults;
  for (const auto& [field, heading] : mapping.columns) {
    const auto at = std::find(headings.begin(), headings.end(), heading);
    if (std::count(at, headings.end(), heading) == 1) {
      columns.index_[static_cast<size_t>(field)] = static_cast<int>(at - headings.begin());
    } else {
      faults.push_back({absl::StrCat("columns.", StaffFieldName(field)), Fault(heading, headings)});
    }
  }
  if (!faults.empty()) return MissingColumns(faults, headings, file_name);
  return columns;
}

}  // namespace nanolearn
