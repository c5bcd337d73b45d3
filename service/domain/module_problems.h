#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/domain/module_folder.h"

namespace nanolearn {

// Collects the problems of one file.
class FileProblems {
 public:
  FileProblems(absl::string_view file, std::vector<LintProblem>& all) : file_(file), all_(all) {}

  void Add(int line, absl::string_view reason, std::string message) {
    all_.push_back({file_, line < 1 ? 1 : line, std::string(reason), std::move(message)});
  }

 private:
  std::string file_;
  std::vector<LintProblem>& all_;
};

}  // namespace nanolearn
