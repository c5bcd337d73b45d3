#pragma once
// Somebody at a command line who has configured nothing but the environment.

#include <sstream>
#include <string>
#include <vector>

#include "admin-cli/cli.h"
#include "tests/support/test_server.h"

namespace nanolearn::testing {

struct Ran {
  int code = -1;
  std::string out;
  std::string err;
};

// One command as the administrator of the demonstration group.
inline Ran RunOn(const TestServer& server, const std::vector<std::string>& args) {
  cli::Environment environment;
  environment.variables = {{"NANOLEARN_ADDRESS", server.address()},
                           {"NANOLEARN_TOKEN", server.admin_token()},
                           {"NANOLEARN_ORGANISATION", "alvnas"},
                           {"HOME", "/nonexistent"}};
  std::ostringstream out, err;
  Ran ran;
  ran.code = cli::RunCli(args, out, err, environment);
  ran.out = out.str();
  ran.err = err.str();
  return ran;
}

}  // namespace nanolearn::testing
