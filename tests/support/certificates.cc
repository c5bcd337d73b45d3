#include "tests/support/certificates.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "tests/support/source_dir.h"

namespace nanolearn::testing {

Certificates::Certificates() {
  folder_ = (std::filesystem::temp_directory_path() / "nanolearn-certificates-XXXXXX").string();
  if (!mkdtemp(folder_.data())) std::abort();
  Run("");
}

Certificates::~Certificates() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void Certificates::Renew() const { Run(" --renew"); }

void Certificates::Run(const std::string& arguments) const {
  const std::string command =
      absl::StrCat(SourcePath("deploy/certificates "), folder_, arguments, " >/dev/null");
  EXPECT_EQ(std::system(command.c_str()), 0) << "deploy/certificates made none";
}

}  // namespace nanolearn::testing
