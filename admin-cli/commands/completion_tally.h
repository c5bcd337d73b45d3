#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "admin-cli/context.h"
#include "admin-cli/row_problems.h"
#include "nanolearn/v1/completion_service.pb.h"

namespace nanolearn::cli {

// What became of the rows of a file of completions.
struct CompletionTally {
  std::string file_name;
  int rows = 0;
  int recorded = 0;
  int already_completed = 0;
  RowProblems problems;
  RowProblems duplicates;                 // rows of what an earlier row is about
  std::map<std::string, int> lines = {};  // by completion
  // The answer for the row on a line.
  void Add(const v1::BatchRecordCompletionsResponse::Result& result, int line);
};

// Answers with the counts and says what is wrong with which row. `status`: whether all rows were sent.
absl::Status FinishTally(CompletionTally& tally, const absl::Status& status, Context& context);

}  // namespace nanolearn::cli
