#pragma once
// Reads and checks a module's folder, by the rules in docs/modules.md.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/module.h"

namespace nanolearn {

using ModuleFiles = std::map<std::string, std::string>;  // path in the folder -> bytes

struct LintProblem {
  std::string file;
  int line = 0;         // 1 for the file as a whole
  std::string reason;   // UPPER_SNAKE_CASE, e.g. "MISSING_LANGUAGE", "NO_RIGHT_ANSWER", "TOO_LONG",
                        // "BROKEN_LINK", "BAD_IMAGE"
  std::string message;  // what is wrong and what to do
};

struct ModuleFolder {
  ModuleContent content;              // meaningful only without problems
  std::vector<LintProblem> problems;  // by file and line; every problem, not only the first
};

ModuleFolder ReadModuleFolder(const ModuleFiles& files);

// Hexadecimal SHA-256 over the files' paths and bytes: the same for the same folder, on any machine.
std::string ModuleChecksum(const ModuleFiles& files);

// The text as a person reads it in a terminal: title, cards, questions with their answers and feedback, in
// order.
std::string PlainText(const ModuleText& text);

}  // namespace nanolearn
