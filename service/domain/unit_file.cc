#include "service/domain/unit_file.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/nearest_word.h"
#include "service/domain/table_file.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxCodeCharacters = 64;
constexpr size_t kMaxViolations = 100;

enum Column { kCode, kName, kParent, kType, kColumnCount };
using ColumnIndex = std::array<size_t, kColumnCount>;

// In lower case as far as ASCII goes, hence "Överordnad" twice. The first is the one to show.
const std::array<std::vector<absl::string_view>, kColumnCount>& Headings() {
  static const auto& headings =
      *new std::array<std::vector<absl::string_view>, kColumnCount>{{{"Orgkod", "orgkod", "code"},
                                                                     {"Namn", "namn", "name"},
                                                                     {"Överordnad", "överordnad", "parent"},
                                                                     {"Typ", "typ", "type"}}};
  return headings;
}

std::vector<size_t> PlacesOf(Column column, const std::vector<std::string>& fields) {
  const auto& known = Headings()[column];
  std::vector<size_t> places;
  for (size_t i = 0; i < fields.size(); ++i) {
    const std::string heading = absl::AsciiStrToLower(fields[i]);
    if (std::find(known.begin(), known.end(), heading) != known.end()) places.push_back(i);
  }
  return places;
}

absl::StatusOr<ColumnIndex> FindColumns(const TableRow& header, absl::string_view file_name) {
  ColumnIndex index{};
  ErrorDetails details{.reason = "MISSING_COLUMN"};
  for (const Column column : {kCode, kName, kParent, kType}) {
    const std::vector<size_t> places = PlacesOf(column, header.fields);
    if (places.size() == 1) {
      index[column] = places[0];
      continue;
    }
    const auto& names = Headings()[column];
    details.violations.push_back(
        {std::string(names.back()), absl::StrCat("The column ", names.front(), " (or ", names.back(),
                                                 places.empty() ? ") is missing." : ") is there twice.")});
  }
  if (details.violations.empty()) return index;
  const std::string sentences =
      absl::StrJoin(details.violations, " ",
                    [](std::string* out, const FieldViolation& v) { absl::StrAppend(out, v.description); });
  return MakeError(absl::StatusCode::kInvalidArgument,
                   absl::StrCat(file_name, ": ", sentences, " The file's columns are: ",
                                FirstCharacters(absl::StrJoin(header.fields, ", "), 1000), "."),
                   details);
}

class Reader {
 public:
  explicit Reader(absl::string_view file_name) : file_name_(file_name) {}

  absl::StatusOr<std::vector<UnitRecord>> Read(const TableFile& table, const ColumnIndex& index) {
    units_.reserve(table.rows.size());
    for (const TableRow& row : table.rows) ReadRow(row, table.header, index);
    for (size_t i = 0; i < units_.size(); ++i) AddCode(i);
    for (const UnitRecord& unit : units_) CheckParent(unit);
    CheckRoots(table.header.line);
    CheckDepths();
    if (!problems_.empty()) return Refusal();
    return std::move(units_);
  }

 private:
  void Problem(int line, std::string text) { problems_.emplace(line, std::move(text)); }

  absl::Status Refusal() const {
    ErrorDetails details{.reason = "BAD_UNITS"};
    for (const auto& [line, text] : problems_) {
      if (details.violations.size() == kMaxViolations) break;
      details.violations.push_back({absl::StrCat(file_name_, ":", line), text});
    }
    std::string message = absl::StrCat(details.violations[0].field, ": ", details.violations[0].description);
    if (problems_.size() > 1) absl::StrAppend(&message, " (and ", problems_.size() - 1, " more)");
    return MakeError(absl::StatusCode::kInvalidArgument, message, details);
  }

  void ReadRow(const TableRow& row, const TableRow& header, const ColumnIndex& index) {
    if (row.fields.size() != header.fields.size()) {
      return Problem(row.line, absl::StrCat("The row has ", row.fields.size(), " fields, but the header has ",
                                            header.fields.size(), "."));
    }
    UnitRecord unit{.line = row.line,
                    .code = row.fields[index[kCode]],
                    .name = row.fields[index[kName]],
                    .parent_code = row.fields[index[kParent]]};
    CheckCode(unit);
    CheckName(unit);
    ReadType(row.fields[index[kType]], unit);
    units_.push_back(std::move(unit));
  }

  void CheckCode(const UnitRecord& unit) {
    if (unit.code.empty()) return Problem(unit.line, "The code is missing; every unit needs one.");
    if (CountCharacters(unit.code) <= kMaxCodeCharacters && !HasControlCharacter(unit.code) &&
        unit.code.find('/') == std::string::npos) {
      return;
    }
    Problem(unit.line, absl::StrCat("The code \"", FirstCharacters(unit.code, kMaxCodeCharacters),
                                    "\" must have at most ", kMaxCodeCharacters,
                                    " characters, all printable and none of them '/'."));
  }

  void CheckName(const UnitRecord& unit) {
    if (unit.name.empty()) return Problem(unit.line, "The name is missing; every unit needs one.");
    if (unit.name.size() <= limits::kMaxDisplayNameBytes && !HasControlCharacter(unit.name)) return;
    Problem(unit.line, absl::StrCat("The name must have at most ", limits::kMaxDisplayNameBytes,
                                    " bytes of UTF-8, all printable."));
  }

  void ReadType(const std::string& word, UnitRecord& unit) {
    if (const std::optional<UnitType> type = ParseUnitType(word)) {
      unit.type = *type;
      return;
    }
    std::vector<absl::string_view> known;
    for (int i = 0; i <= static_cast<int>(UnitType::kTeam); ++i) known.push_back(UnitTypeName(UnitType(i)));
    Problem(unit.line, absl::StrCat("The type \"", FirstCharacters(word, kMaxCodeCharacters), "\" is unknown",
                                    DidYouMean(word, known), "; allowed: ", absl::StrJoin(known, ", "), "."));
  }

  void AddCode(size_t i) {
    const UnitRecord& unit = units_[i];
    if (unit.code.empty()) return;
    const auto [earlier, is_new] = by_code_.emplace(unit.code, i);
    if (is_new) return;
    Problem(unit.line, absl::StrCat("The code \"", unit.code, "\" is on line ", units_[earlier->second].line,
                                    " already; each unit has its own."));
  }

  void CheckParent(const UnitRecord& unit) {
    if (unit.parent_code.empty() || by_code_.contains(unit.parent_code)) return;
    Problem(unit.line,
            absl::StrCat("The unit above, \"", FirstCharacters(unit.parent_code, kMaxCodeCharacters),
                         "\", is not in the file; every unit but the root names one that is."));
  }

  void CheckRoots(int header_line) {
    const UnitRecord* root = nullptr;
    for (const UnitRecord& unit : units_) {
      if (!unit.parent_code.empty()) continue;
      if (root) {
        Problem(unit.line, absl::StrCat("The unit names none above it, but line ", root->line,
                                        " has the root already; there is one only."));
      } else {
        root = &unit;
      }
    }
    if (!root) Problem(header_line, "There is no root: one unit must name none above it.");
  }

  const UnitRecord* Parent(const UnitRecord& unit) const {
    const auto found = by_code_.find(unit.parent_code);
    return found == by_code_.end() ? nullptr : &units_[found->second];
  }

  // Climbs from each unit until one whose level is known, so that each is passed once.
  void CheckDepths() {
    std::vector<int> levels(units_.size(), kUnknown);  // the root's is 1
    std::vector<size_t> path;
    for (const UnitRecord& start : units_) {
      path.clear();
      const UnitRecord* unit = &start;
      while (unit && levels[unit - units_.data()] == kUnknown) {
        path.push_back(unit - units_.data());
        levels[path.back()] = kOnPath;
        unit = Parent(*unit);
      }
      int level = unit ? levels[unit - units_.data()] : 0;
      if (level == kOnPath) {
        ReportCircle(*unit);
        level = kInCircle;
      }
      for (; !path.empty(); path.pop_back()) {
        if (level != kInCircle) ++level;
        levels[path.back()] = level;
        if (level > limits::kMaxUnitDepth) ReportDepth(units_[path.back()], level);
      }
    }
  }

  void ReportDepth(const UnitRecord& unit, int level) {
    Problem(unit.line, absl::StrCat("The unit is on level ", level, "; at most ", limits::kMaxUnitDepth,
                                    " levels are allowed, the root being the first."));
  }

  void ReportCircle(const UnitRecord& unit) {
    const UnitRecord* first = &unit;
    std::vector<absl::string_view> codes = {unit.code};
    for (const UnitRecord* next = Parent(unit); next != &unit; next = Parent(*next)) {
      if (next->line < first->line) first = next;
      codes.push_back(next->code);
    }
    if (codes.size() > kMaxViolations) codes.resize(kMaxViolations);
    Problem(first->line, absl::StrCat("The unit is above itself: ", absl::StrJoin(codes, " is below "),
                                      " is below ", unit.code, "; nothing leads to the root."));
  }

  static constexpr int kUnknown = -1, kOnPath = -2, kInCircle = -3;

  const absl::string_view file_name_;
  std::vector<UnitRecord> units_;
  absl::flat_hash_map<absl::string_view, size_t> by_code_;  // looks into `units_`
  std::multimap<int, std::string> problems_;                // by line
};

}  // namespace

absl::StatusOr<std::vector<UnitRecord>> ReadUnitFile(absl::string_view bytes, absl::string_view file_name) {
  ASSIGN_OR_RETURN(const TableFile table, ReadTable(bytes, {}, file_name));
  ASSIGN_OR_RETURN(const ColumnIndex index, FindColumns(table.header, file_name));
  return Reader(file_name).Read(table, index);
}

}  // namespace nanolearn
