#pragma once
// Staff files and their surroundings for tests.

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/staff_keys.h"
#include "service/domain/staff_row.h"
#include "service/domain/table_reader.h"
#include "service/domain/text_encoding.h"
#include "service/domain/unit_file.h"
#include "tests/support/source_dir.h"

namespace nanolearn {

using Units = absl::flat_hash_map<std::string, UnitVersion>;

inline constexpr Date kToday{2026, 11, 24};

inline std::string FileAt(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

inline std::string TestFile(const std::string& name) {
  return FileAt(nanolearn::testing::TestDataPath(name));
}

// The tree of the demo.
inline const Units& TestUnits() {
  static const auto& units = *[] {
    auto* known = new Units;
    const auto records = ReadUnitFile(TestFile("organisation.csv"), "organisation.csv");
    for (const UnitRecord& unit : *records) {
      const Id id = known->size() + 1;
      (*known)[unit.code] = {.unit_id = id, .code = unit.code, .name = unit.name, .type = unit.type};
    }
    return known;
  }();
  return units;
}

// The mappings that the demo is run with.
inline StaffMapping DemoMapping(const std::string& name) {
  const std::string toml = FileAt(nanolearn::testing::SourcePath(absl::StrCat("deploy/demo/mappings/", name)));
  const auto mapping = ParseStaffMapping(toml, name);
  EXPECT_TRUE(mapping.ok()) << mapping.status();
  return *mapping;
}

inline StaffFileContext Context() {
  return {.file_name = "f.csv",
          .today = kToday,
          .units = &TestUnits(),
          .identity_hash = [](absl::string_view text) { return absl::StrCat("<", text, ">"); }};
}

// All rows of a file as they are understood.
struct StaffFile {
  int rows = 0;
  std::vector<StaffRecord> records;
  std::vector<RowProblem> problems;
};

inline absl::StatusOr<StaffFile> ReadStaffFile(absl::string_view bytes, const StaffMapping& mapping,
                                               const StaffFileContext& context) {
  ASSIGN_OR_RETURN(const DecodedText text, DecodeText(bytes, mapping.encoding));
  ASSIGN_OR_RETURN(TableReader table, TableReader::Open(text.view(), mapping.separator));
  ASSIGN_OR_RETURN(const StaffColumns columns,
                   StaffColumns::Find(table.header(), mapping, context.file_name));
  const StaffRowReader reader(columns, mapping, context);
  StaffFile file;
  StaffRows rows;
  SeenRows seen(rows, 0);
  TableRow table_row;
  while (table.Next(table_row)) {
    ++file.rows;
    const size_t problems = file.problems.size();
    std::optional<StaffRow> row = reader.Read(table_row, file.problems);
    if (!row) continue;
    rows.push_back(*std::move(row));
    const std::optional<int> earlier = seen.AddLast();
    if (!earlier) continue;
    rows.pop_back();
    file.problems.resize(problems);
    file.problems.push_back(reader.Duplicate(table_row.line, *earlier));
  }
  MakeKeysUnique(rows);
  for (const StaffRow& row : rows) file.records.push_back(row.record);
  return file;
}

}  // namespace nanolearn
