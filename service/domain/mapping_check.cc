#include "service/domain/mapping_check.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/personnummer.h"
#include "service/domain/staff_keys.h"
#include "service/domain/staff_row.h"
#include "service/domain/table_reader.h"
#include "service/domain/text_encoding.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kMadeKey = "made of the person, unit, role and first day";
constexpr absl::string_view kHashedKey = "a personnummer, of which only a hash is kept";

absl::Status InFile(absl::string_view file_name, const absl::Status& status) {
  return MakeError(status.code(), absl::StrCat(file_name, ": ", status.message()), DetailsOf(status));
}

std::string FirstDay(const DateRange& days) { return days.empty() ? "" : FormatDate(days.from); }
std::string LastDay(const DateRange& days) {
  return days.empty() || days.to >= kNoEnd ? "" : FormatDate(days.to - 1);
}
std::string YesNo(bool value) { return value ? "yes" : "no"; }

std::string Masked(const std::string& personnummer) {
  return personnummer.empty() ? "" : absl::StrCat(personnummer.substr(0, 8), "-****");
}

// A key that begins with "h:" is a hash, with the number that sharers get behind.
std::string ShownKey(const std::string& key, absl::string_view instead) {
  if (!IsHashedKey(key)) return MaskPersonnummerWithin(key);
  const size_t number = key.find('#');
  return absl::StrCat(instead, number == std::string::npos ? "" : absl::StrCat(" ", key.substr(number)));
}

// `as_written` is what the column holds.
std::string Meaning(StaffField field, const StaffRow& row, absl::string_view as_written) {
  const StaffRecord& r = row.record;
  switch (field) {
    case StaffField::kPersonnummer:
      return Masked(r.personnummer);
    case StaffField::kPersonKey:
      return r.person_key;
    case StaffField::kGivenName:
      return r.given_name;
    case StaffField::kFamilyName:
      return r.family_name;
    case StaffField::kFullName:
      return absl::StrCat(r.given_name, " | ", r.family_name);
    case StaffField::kEmail:
      return r.email;
    case StaffField::kPhone:
      return r.phone;
    case StaffField::kProtected:
      return YesNo(r.protected_identity);
    case StaffField::kKey:
      return ShownKey(r.key, as_written.empty() ? kMadeKey : kHashedKey);
    case StaffField::kUnit:
      return absl::StrCat(row.unit->code, " ", row.unit->name);
    case StaffField::kRole:
      return r.facts.role;
    case StaffField::kFrom:
      return FirstDay(r.facts.period);
    case StaffField::kTo:
      return LastDay(r.facts.period);
    case StaffField::kLeaveFrom:
      return FirstDay(r.facts.leave);
    case StaffField::kLeaveTo:
      return LastDay(r.facts.leave);
    case StaffField::kManager:
      return ShownKey(r.facts.manager_key, kHashedKey);
    case StaffField::kComputer:
      return YesNo(r.facts.has_computer);
  }
  return "";
}

std::vector<std::string> FindUnused(const TableRow& header, const StaffMapping& mapping) {
  std::vector<std::string> unused;
  for (const std::string& field : header.fields) {
    const std::string heading = OnOneLine(field);
    const bool mapped = std::any_of(mapping.columns.begin(), mapping.columns.end(),
                                    [&](const auto& column) { return column.second == heading; });
    const bool ignored =
        std::find(mapping.ignored.begin(), mapping.ignored.end(), heading) != mapping.ignored.end();
    if (!heading.empty() && !mapped && !ignored) unused.push_back(MaskPersonnummerWithin(heading));
  }
  return unused;
}

class Check {
 public:
  Check(const StaffColumns& columns, const StaffMapping& mapping, const StaffFileContext& context)
      : columns_(columns), mapping_(mapping), reader_(columns, mapping, context), seen_(rows_, 0) {}

  void Add(const TableRow& table_row) {
    const size_t problems_before = result_.problems.size();
    std::optional<StaffRow> row = reader_.Read(table_row, result_.problems);
    if (!row) {
      result_.rows.push_back({.line = table_row.line});
      return;
    }
    rows_.push_back(*std::move(row));
    if (const std::optional<int> earlier = seen_.AddLast()) {
      rows_.pop_back();
      result_.problems.resize(problems_before);
      result_.problems.push_back(reader_.Duplicate(table_row.line, *earlier));
      return;
    }
    keys_.emplace_back(columns_.Value(table_row, StaffField::kKey));
    result_.rows.push_back({.line = table_row.line, .usable = true});
  }

  MappingCheckResult Finish() {
    MakeKeysUnique(rows_);
    size_t next = 0;
    for (MappedRow& row : result_.rows) {
      if (!row.usable) continue;
      row.fields = FieldsOf(rows_[next], keys_[next]);
      ++next;
    }
    if (result_.rows.empty()) {
      result_.problems.push_back(reader_.Problem(RowProblem::Severity::kError, 1, "EMPTY_FILE",
                                                 "The file has a header and no rows."));
    }
    return std::move(result_);
  }

 private:
  std::vector<MappedField> FieldsOf(const StaffRow& row, const std::string& key) const {
    std::vector<MappedField> fields;
    for (const auto& [field, heading] : mapping_.columns) {
      fields.push_back({std::string(StaffFieldName(field)), heading, Meaning(field, row, key)});
    }
    if (!columns_.Has(StaffField::kKey)) fields.push_back({"key", "", Meaning(StaffField::kKey, row, "")});
    fields.push_back({"kind", "", std::string(EngagementKindName(row.record.facts.kind))});
    return fields;
  }

  const StaffColumns& columns_;
  const StaffMapping& mapping_;
  const StaffRowReader reader_;
  StaffRows rows_;                 // those that can be used
  std::vector<std::string> keys_;  // of them, as written
  SeenRows seen_;
  MappingCheckResult result_;
};

}  // namespace

absl::StatusOr<MappingCheckResult> CheckMapping(absl::string_view first_part, const StaffMapping& mapping,
                                                const StaffFileContext& context, int max_rows) {
  const absl::StatusOr<DecodedText> text = DecodeText(first_part, mapping.encoding);
  if (!text.ok()) return InFile(context.file_name, text.status());
  absl::StatusOr<TableReader> table = TableReader::Open(text->view(), mapping.separator);
  if (!table.ok()) return InFile(context.file_name, table.status());
  ASSIGN_OR_RETURN(const StaffColumns columns,
                   StaffColumns::Find(table->header(), mapping, context.file_name));
  Check check(columns, mapping, context);
  TableRow row;
  for (int rows = 0; rows < max_rows && table->Next(row); ++rows) {
    if (table->CutOff(mapping.last_line_may_lack_end)) break;
    check.Add(row);
  }
  if (!table->status().ok()) return InFile(context.file_name, table->status());
  MappingCheckResult result = check.Finish();
  result.unused_columns = FindUnused(table->header(), mapping);
  return result;
}

}  // namespace nanolearn
