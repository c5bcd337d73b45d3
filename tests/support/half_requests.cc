#include "tests/support/half_requests.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "tests/support/source_dir.h"

namespace nanolearn::testing {

bool CanSendHalfRequests() { return std::system("node --version >/dev/null 2>&1") == 0; }

int SendHalfRequests(const std::string& address, int connections, int streams) {
  const std::string command =
      absl::StrCat("node ", SourcePath("tests/support/half_requests.mjs "), address, " ", connections, " ", streams);
  FILE* const node = popen(command.c_str(), "r");
  if (!node) {
    ADD_FAILURE() << "node does not start";
    return 0;
  }
  int ended = 0;
  EXPECT_EQ(std::fscanf(node, "%d", &ended), 1);
  EXPECT_EQ(pclose(node), 0);
  return ended;
}

}  // namespace nanolearn::testing
