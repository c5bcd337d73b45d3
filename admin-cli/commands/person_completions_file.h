#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "admin-cli/commands/completions_mapping.h"
#include "admin-cli/names.h"
#include "admin-cli/row_problems.h"
#include "nanolearn/v1/completion_service.pb.h"

namespace nanolearn::cli {

struct PersonCompletionRow {
  int line = 0;
  v1::PersonCompletion completion;
};

struct PersonCompletionsFile {
  int rows = 0;                           // in the file
  std::vector<PersonCompletionRow> good;  // those that can be sent
  RowProblems problems;                   // of the others
};

// Whether the file is one of people and modules, not of assignments.
bool NamesPeople(absl::string_view bytes, const CompletionsMapping& mapping);

// A table with the mapping's columns. `file_name` is for messages.
absl::StatusOr<PersonCompletionsFile> ReadPersonCompletions(absl::string_view bytes,
                                                            const std::string& file_name,
                                                            const CompletionsMapping& mapping,
                                                            const Names& names);

// Those present at a session: a table with a column of people, or a mere list, one on each line.
struct PresentPerson {
  int line = 0;
  std::string called;
};
struct PresentFile {
  int rows = 0;                     // that name somebody, well or not
  std::vector<PresentPerson> good;  // those that can be sent
  RowProblems problems;             // of the others
};
absl::StatusOr<PresentFile> ReadPresent(absl::string_view bytes, const std::string& file_name,
                                        const std::string& source);

// How the server knows somebody: a key becomes SOURCE:KEY. Nothing that has the form of a personnummer is
// taken.
absl::StatusOr<std::string> PersonCalled(absl::string_view text, const std::string& source);

}  // namespace nanolearn::cli
