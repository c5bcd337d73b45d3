// Text tables, as payroll systems write them.

#include "service/domain/table_file.h"
#include "tests/fuzzers/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace nanolearn;
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const absl::StatusOr<TableFile> whole = ReadTable(bytes, {}, "file.csv");
  absl::StatusOr<TableReader> reader = TableReader::Open(bytes, '\0');
  if (!reader.ok()) return 0;
  TableRow row, again;
  while (reader->Next(row)) {
    // A row that is read again is the same.
    REQUIRE(reader->ReadAt(reader->row_offset(), row.line, again));
    REQUIRE(again.fields == row.fields);
    REQUIRE(!row.fields.empty());
  }
  return 0;
}
