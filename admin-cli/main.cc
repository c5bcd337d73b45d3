#include <iostream>

#include "admin-cli/cli.h"

int main(int argc, char** argv) {
  return nanolearn::cli::RunCli({argv + 1, argv + argc}, std::cout, std::cerr,
                                nanolearn::cli::ProcessEnvironment());
}
