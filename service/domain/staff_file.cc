#include "service/domain/staff_file.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/staff_columns.h"
#include "service/domain/staff_row.h"
#include "service/domain/table_file.h"

namespace nanolearn {
namespace {

// Recognises rows that say the same, however they spell it; which line they are on does not matter.
class SeenRows {
 public:
  SeenRows(const std::vector<StaffRow>& rows, size_t expected) : seen_(0, Hash{&rows}, Equal{&rows}) {
    seen_.reserve(expected);
  }

  // The line of the earlier row that says the same as the last of `rows`, if there is one.
  std::optional<int> AddLast(const std::vector<StaffRow>& rows) {
    const auto [earlier, is_new] = seen_.insert(rows.size() - 1);
    if (is_new) return std::nullopt;
    return rows[*earlier].record.line;
  }

 private:
  struct Hash {
    const std::vector<StaffRow>* rows;
    size_t operator()(size_t i) const {
      const StaffRecord& r = (*rows)[i].record;
      return absl::HashOf(r.key, r.personnummer, r.person_key, r.facts.unit_id, r.facts.role,
                          r.facts.period.from);
    }
  };
  struct Equal {
    const std::vector<StaffRow>* rows;
    bool operator()(size_t i, size_t j) const {
      const StaffRecord &a = (*rows)[i].record, &b = (*rows)[j].record;
      const auto fields = [](const StaffRecord& r) {
        return std::tie(r.key, r.personnummer, r.person_key, r.given_name, r.family_name, r.email, r.phone,
                        r.protected_identity, r.facts);
      };
      return fields(a) == fields(b);
    }
  };

  absl::flat_hash_set<size_t, Hash, Equal> seen_;
};

// Reads all rows; those left out are in `refused`, those there twice in `problems` only.
std::vector<StaffRow> ReadRows(const TableFile& table, const StaffRowReader& reader, StaffFile& file) {
  std::vector<RowProblem>& problems = file.problems;
  std::vector<StaffRow> rows;
  rows.reserve(table.rows.size());
  SeenRows seen(rows, table.rows.size());
  for (const TableRow& table_row : table.rows) {
    const size_t problems_before = problems.size();
    std::optional<StaffRow> row = reader.Read(table_row, problems);
    if (!row) {
      file.refused.push_back(reader.Identify(table_row));
      continue;
    }
    rows.push_back(*std::move(row));
    const std::optional<int> earlier = seen.AddLast(rows);
    if (!earlier) continue;
    rows.pop_back();
    problems.resize(problems_before);  // the earlier row has the same ones
    problems.push_back(
        reader.Problem(RowProblem::Severity::kWarning, table_row.line, "DUPLICATE_ROW",
                       absl::StrCat("The row says the same as line ", *earlier, "; it is used once.")));
  }
  return rows;
}

// After what the contract names, whatever else makes the order independent of that of the file.
bool ComesFirst(const StaffRow& a, const StaffRow& b) {
  const auto order = [](const StaffRow& r) {
    return std::tie(r.record.facts.period.from, r.unit->code, r.record.facts.role, r.record.personnummer,
                    r.record.person_key, r.record.facts.period.to);
  };
  return order(a) < order(b);
}

void MakeKeysUnique(std::vector<StaffRow>& rows) {
  absl::flat_hash_map<absl::string_view, absl::InlinedVector<StaffRow*, 1>> by_key;
  by_key.reserve(rows.size());
  for (StaffRow& row : rows) by_key[row.record.key].push_back(&row);
  // Renamed at the end only, since the map looks into the old keys.
  std::vector<std::pair<StaffRow*, std::string>> renamed;
  for (auto& [key, sharers] : by_key) {
    std::stable_sort(sharers.begin(), sharers.end(), [](auto* a, auto* b) { return ComesFirst(*a, *b); });
    int number = 1;
    for (size_t i = 1; i < sharers.size(); ++i) {
      std::string name;
      do name = absl::StrCat(key, "#", ++number);
      while (by_key.contains(name));
      renamed.emplace_back(sharers[i], std::move(name));
    }
  }
  for (auto& [row, name] : renamed) row->record.key = std::move(name);
}

// Every row was refused. `errors` is not empty.
absl::Status NoUsableRow(const std::vector<RowProblem>& errors, absl::string_view file_name) {
  absl::flat_hash_map<absl::string_view, int> counts;
  const RowProblem* example = nullptr;  // the first with the most frequent reason
  for (const RowProblem& error : errors) ++counts[error.reason];
  for (const RowProblem& error : errors) {
    if (!example || counts[error.reason] > counts[example->reason]) example = &error;
  }
  const int count = counts[example->reason];
  return MakeError(
      absl::StatusCode::kInvalidArgument,
      absl::StrCat(file_name, ": None of the ", errors.size(), " rows can be used. The most frequent ",
                   "reason is ", example->reason, " (", count, count == 1 ? " row" : " rows",
                   "), first on line ", example->line, ": ", example->message),
      {.reason = "NO_USABLE_ROW", .metadata = {{"most_frequent", example->reason}}});
}

}  // namespace

absl::StatusOr<StaffFile> ReadStaffFile(absl::string_view bytes, const StaffMapping& mapping,
                                        const StaffFileContext& context) {
  const TableFormat format{mapping.encoding, mapping.separator, mapping.last_line_may_lack_end};
  ASSIGN_OR_RETURN(const TableFile table, ReadTable(bytes, format, context.file_name));
  ASSIGN_OR_RETURN(const StaffColumns columns, StaffColumns::Find(table.header, mapping, context.file_name));
  StaffFile file{.rows = static_cast<int>(table.rows.size())};
  const StaffRowReader reader(columns, mapping, context);
  std::vector<StaffRow> rows = ReadRows(table, reader, file);
  if (rows.empty()) return NoUsableRow(file.problems, context.file_name);
  MakeKeysUnique(rows);
  file.records.reserve(rows.size());
  for (StaffRow& row : rows) file.records.push_back(std::move(row.record));
  return file;
}

}  // namespace nanolearn
