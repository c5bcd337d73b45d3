#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "admin-cli/names.h"
#include "admin-cli/row_problems.h"
#include "nanolearn/v1/completion_service.pb.h"
#include "service/domain/table_file.h"

namespace nanolearn::cli {

struct CompletionRow {
  int line = 0;
  v1::RecordCompletionRequest request;
};

struct CompletionsFile {
  int rows = 0;                     // in the file
  std::vector<CompletionRow> good;  // those that can be sent
  RowProblems problems;             // of the others
  std::vector<std::string> unused;  // headings that mean nothing here
};

// A table with the column assignment (id or name), and if wanted completed_at (as ParseDoneTime; `now` when
// empty), evidence and request_id (made from the assignment when empty, so that importing again changes
// nothing). Other columns are left alone. `file_name` is for messages.
absl::StatusOr<CompletionsFile> ReadCompletions(absl::string_view bytes, const std::string& file_name,
                                                const Names& names, absl::Time now);

void AddProblem(const std::string& file_name, int line, absl::string_view reason, absl::string_view message,
                RowProblems& problems);

// Gives each row to `read`. A row with another number of fields than the header, and one that `read` refuses,
// is a problem.
void ReadEachRow(const TableFile& table, const std::string& file_name,
                 absl::FunctionRef<absl::Status(const TableRow&)> read, RowProblems& problems);

}  // namespace nanolearn::cli
