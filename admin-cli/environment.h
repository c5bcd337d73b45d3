#pragma once
// What the process gives the CLI besides its arguments; tests make their own.

#include <istream>
#include <map>
#include <string>

namespace nanolearn::cli {

struct Environment {
  std::map<std::string, std::string> variables;
  std::istream* in = nullptr;  // where answers to questions come from
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int columns = 80;  // of the terminal

  // Empty when it is not set.
  std::string Get(const std::string& variable) const;
};

// The environment of this process.
Environment ProcessEnvironment();

}  // namespace nanolearn::cli
