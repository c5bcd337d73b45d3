// Staff files by their mapping: the mapping, a zero, the file. Without a mapping before the zero: one of a payroll system.

#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "service/base/limits.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"
#include "service/domain/email_address.h"
#include "service/domain/personnummer.h"
#include "service/domain/staff_columns.h"
#include "service/domain/staff_keys.h"
#include "service/domain/text_encoding.h"
#include "tests/fuzzers/target.h"

namespace nanolearn {
namespace {

constexpr char kPayrollMapping[] = R"(
[columns]
key = "Anstnr"
personnummer = "Personnr"
full_name = "Namn"
email = "E-post"
role = "Roll"
unit = "Orgkod"
from = "Fr"
to = "Till"
leave_from = "FrL"
leave_to = "TillL"
manager = "Chef"
computer = "Dator"
)";

const StaffFileContext& FuzzedContext() {
  static const auto* const kUnits = new absl::flat_hash_map<std::string, UnitVersion>{
      {"1006", {.unit_id = 1, .code = "1006"}}, {"20", {.unit_id = 2, .code = "20", .type = UnitType::kCompany}}};
  static const auto* const kContext =
      new StaffFileContext{.file_name = "f.csv",
                           .today = Date(2026, 11, 24),
                           .units = kUnits,
                           .identity_hash = [](absl::string_view text) { return Sha256(text); }};
  return *kContext;
}

// What is stored and shown of a person may be.
void RequireGoodRecord(const StaffRecord& record) {
  for (const std::string& name : {record.given_name, record.family_name, record.facts.role}) {
    REQUIRE(!HasControlCharacter(name) && CountCharacters(name) <= limits::kMaxNameCharacters);
  }
  REQUIRE(!record.given_name.empty() || !record.family_name.empty());
  REQUIRE(record.email.empty() || NormalizeEmailAddress(record.email) == record.email);
  REQUIRE(!record.personnummer.empty() || !record.person_key.empty());
  if (!record.personnummer.empty()) {
    REQUIRE(record.personnummer == *NormalizePersonnummer(record.personnummer, FuzzedContext().today));
  }
  REQUIRE(!NormalizePersonnummer(record.key, FuzzedContext().today).ok());
  REQUIRE(!record.key.empty() && record.facts.unit_id != kNoId && !record.facts.period.empty());
}

// Among other digits it has not the form of one, by which numbers are masked.
bool ShowsNumber(absl::string_view text, const std::string& number) {
  for (size_t at = text.find(number); at != absl::string_view::npos; at = text.find(number, at + 1)) {
    const size_t end = at + number.size();
    const bool is_alone = (at == 0 || !absl::ascii_isdigit(text[at - 1])) && (end == text.size() || !absl::ascii_isdigit(text[end]));
    if (is_alone) return true;
  }
  return false;
}

// No problem shows a personnummer that a row has.
void RequireDiscreet(const std::vector<RowProblem>& problems, const std::string& personnummer) {
  for (const RowProblem& problem : problems) {
    REQUIRE(!HasControlCharacter(problem.found) && CountCharacters(problem.found) <= 40);
    REQUIRE(personnummer.empty() || !ShowsNumber(problem.found, personnummer));
    REQUIRE(personnummer.empty() || !ShowsNumber(problem.message, personnummer));
  }
}

absl::Status ReadRowsOf(absl::string_view bytes, const StaffMapping& mapping) {
  ASSIGN_OR_RETURN(const DecodedText text, DecodeText(bytes, mapping.encoding));
  ASSIGN_OR_RETURN(TableReader table, TableReader::Open(text.view(), mapping.separator));
  ASSIGN_OR_RETURN(const StaffColumns columns, StaffColumns::Find(table.header(), mapping, "f.csv"));
  const StaffRowReader reader(columns, mapping, FuzzedContext());
  StaffRows rows;
  SeenRows seen(rows, 0);
  for (TableRow row; table.Next(row);) {
    std::vector<RowProblem> problems;
    std::optional<StaffRow> read = reader.Read(row, problems);
    REQUIRE(read || problems.back().severity == RowProblem::Severity::kError);
    RequireDiscreet(problems, read ? read->record.personnummer : reader.Identify(row).personnummer);
    if (!read) continue;
    RequireGoodRecord(read->record);
    rows.push_back(*std::move(read));
    if (seen.AddLast()) rows.pop_back();
  }
  MakeKeysUnique(rows);
  std::set<std::string> keys;
  for (const StaffRow& row : rows) REQUIRE(keys.insert(row.record.key).second);
  return table.status();
}

FUZZ_TARGET(staff) {
  absl::string_view toml = fuzz::TakeUntil('\0', bytes);
  if (toml.empty()) toml = kPayrollMapping;
  const absl::StatusOr<StaffMapping> mapping = ParseStaffMapping(toml, "mapping.toml");
  if (mapping.ok()) (void)ReadRowsOf(bytes, *mapping);
}

}  // namespace
}  // namespace nanolearn
