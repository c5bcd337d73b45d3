#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nanolearn::cli {

// How a file names who has done what elsewhere: headings of columns, or one value for all rows.
struct CompletionsMapping {
  std::string person = "person";  // headings
  std::string module = "module";
  std::string date = "date";
  std::string evidence = "evidence";
  std::string source;        // whose keys the people are called by; empty: SOURCE:KEY or addresses
  std::string one_module;    // of all rows; empty: each row has its own
  std::string all_evidence;  // of all rows that have none
  std::vector<std::string> dates = {"YYYY-MM-DD"};
  std::map<std::string, std::string> modules;  // what the file calls a module, and its id
};

// From TOML. `file_name` is for messages.
absl::StatusOr<CompletionsMapping> ReadCompletionsMapping(absl::string_view text,
                                                          const std::string& file_name);

}  // namespace nanolearn::cli
