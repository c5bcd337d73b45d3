#include "tests/benchmarks/bulk_loader.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/benchmarks/failure.h"

namespace nanolearn::benchmarks {

void BulkLoader::Flush() {
  std::string statements = "SET foreign_key_checks = 0, unique_checks = 0;\nBEGIN;\n";
  for (auto& [table, rows] : rows_) {
    if (rows.empty()) continue;
    const std::string path = absl::StrCat(daemon_.directory(), "/", table, ".tsv");
    std::ofstream(path, std::ios::binary) << rows;
    rows.clear();
    absl::StrAppend(&statements, "LOAD DATA LOCAL INFILE '", path, "' INTO TABLE ", table,
                    " CHARACTER SET utf8mb4 ", columns_.at(table), ";\n");
  }
  absl::StrAppend(&statements, "COMMIT;\n");
  Run(statements);
  for (const auto& [table, columns] : columns_) {
    std::filesystem::remove(absl::StrCat(daemon_.directory(), "/", table, ".tsv"));
  }
}

// The client of the database does it: nanolearnd's own connections cannot read files.
void BulkLoader::Run(absl::string_view statements) const {
  const std::string path = absl::StrCat(daemon_.directory(), "/load.sql");
  std::ofstream(path, std::ios::binary) << statements;
  const std::string command = absl::StrCat("mariadb --local-infile=1 --socket=", daemon_.database_socket(),
                                           " --user=nanolearn nanolearn < ", path);
  if (std::system(command.c_str()) != 0) Fail("the database refused what was loaded into it");
  std::filesystem::remove(path);
}

}  // namespace nanolearn::benchmarks
