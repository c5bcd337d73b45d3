#pragma once
// Rows straight into the tables of a running daemon, as fast as the database takes them.

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tests/support/daemon.h"

namespace nanolearn::benchmarks {

// Fails when the database refuses.
class BulkLoader {
 public:
  // `daemon` must outlive the loader.
  explicit BulkLoader(const testing::Daemon& daemon) : daemon_(daemon) {}

  // A table and what follows INTO TABLE: the columns in their order, and SET. It must be known before its
  // first row.
  void Know(const std::string& table, const std::string& columns) { columns_[table] = columns; }

  // One row: numbers and text without tabs and line ends; \N is NULL.
  template <typename First, typename... Rest>
  void Add(const std::string& table, const First& first, const Rest&... rest) {
    std::string& rows = rows_[table];
    absl::StrAppend(&rows, first);
    (absl::StrAppend(&rows, "\t", rest), ...);
    rows.push_back('\n');
  }

  // All rows so far, in one transaction. References between them are not looked at.
  void Flush();
  // Statements of the database's client, one after another.
  void Run(absl::string_view statements) const;

 private:
  const testing::Daemon& daemon_;
  std::map<std::string, std::string> columns_;  // by table
  std::map<std::string, std::string> rows_;
};

}  // namespace nanolearn::benchmarks
