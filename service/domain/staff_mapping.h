#pragma once
// A mapping file tells which column of a source's file is what. It is TOML, written once for each source.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/domain/engagement.h"

namespace nanolearn {

// What a column can mean. The words of the mapping file are the names in lower case with _.
enum class StaffField {
  kPersonnummer,
  kPersonKey,
  kGivenName,
  kFamilyName,
  kFullName,
  kEmail,
  kPhone,
  kProtected,  // the person
  kKey,
  kUnit,
  kRole,
  kFrom,
  kTo,
  kLeaveFrom,
  kLeaveTo,
  kManager,
  kComputer,  // the engagement
};
inline constexpr size_t kStaffFieldCount = static_cast<size_t>(StaffField::kComputer) + 1;
absl::string_view StaffFieldName(StaffField field);

struct StaffMapping {
  std::string encoding = "auto";
  char separator = '\0';  // '\0': found out from the header
  bool last_line_may_lack_end = false;
  std::map<StaffField, std::string> columns;  // field -> heading as the file spells it
  std::vector<std::string> ignored;           // headings known and deliberately not read, e.g. "Parti"
  std::vector<std::string> yes = {"j", "ja",   "y", "yes",
                                  "1", "true", "x", "sant"};  // compared without regard to case
  std::vector<std::string> no = {"", "n", "nej", "no", "0", "false", "falskt"};
  std::vector<std::string> date_formats = {"YYYY-MM-DD"};  // see file_date.h
  // The kind of engagement: the same for every row, or by the type of the unit (board seats and mandates
  // share a register).
  EngagementKind kind = EngagementKind::kEmployment;
  std::map<std::string, EngagementKind> kind_by_unit_type;  // e.g. "COMPANY" -> kBoardSeat; overrides `kind`
};

// Reads and checks a mapping. INVALID_ARGUMENT with reason BAD_MAPPING and one violation for each problem
// (field = "FILE:LINE", description = what is wrong and what is allowed): unknown key (with the nearest known
// one), wrong type, unknown field name, the same heading twice, the same word for yes and no, nothing to
// recognise a person by (personnummer or person_key), no unit, no from, no name (given_name and family_name,
// or full_name; not both). docs/mappings.md shows a whole file. `file_name` is only for messages.
absl::StatusOr<StaffMapping> ParseStaffMapping(absl::string_view toml, absl::string_view file_name);

}  // namespace nanolearn
