#include "admin-cli/environment.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>

namespace nanolearn::cli {
namespace {

constexpr int kFewestColumns = 40;

int TerminalColumns() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return Environment{}.columns;
  return size.ws_col < kFewestColumns ? kFewestColumns : size.ws_col;
}

}  // namespace

std::string Environment::Get(const std::string& variable) const {
  const auto found = variables.find(variable);
  return found == variables.end() ? "" : found->second;
}

Environment ProcessEnvironment() {
  Environment environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const size_t equals = text.find('=');
    if (equals != std::string::npos) environment.variables[text.substr(0, equals)] = text.substr(equals + 1);
  }
  environment.in = &std::cin;
  environment.in_is_terminal = isatty(STDIN_FILENO);
  environment.out_is_terminal = isatty(STDOUT_FILENO);
  environment.err_is_terminal = isatty(STDERR_FILENO);
  environment.columns = TerminalColumns();
  return environment;
}

}  // namespace nanolearn::cli
