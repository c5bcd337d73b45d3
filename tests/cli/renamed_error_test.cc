#include "admin-cli/renamed_error.h"

#include <gtest/gtest.h>

#include "service/base/error.h"

namespace nanolearn::cli {
namespace {

TEST(RenamedErrorTest, AnErrorAboutAFileHasTheNameThatWasGiven) {
  const absl::Status status =
      MakeError(absl::StatusCode::kInvalidArgument, "hr.toml:3: it is wrong",
                {.reason = "BAD_MAPPING", .violations = {{"hr.toml:3", "it is wrong"}, {"kind", "too"}}});
  const absl::Status renamed = WithName(status, "hr.toml", "personal.toml");
  EXPECT_EQ(renamed.message(), "personal.toml:3: it is wrong");
  const ErrorDetails details = DetailsOf(renamed);
  EXPECT_EQ(details.reason, "BAD_MAPPING");
  EXPECT_EQ(details.violations[0].field, "personal.toml:3");
  EXPECT_EQ(details.violations[1].field, "kind");
}

TEST(RenamedErrorTest, OtherErrorsAreAsTheyWere) {
  const absl::Status status = InvalidField("hr.tomls", "is wrong");
  EXPECT_EQ(WithName(status, "hr.toml", "personal.toml").message(), status.message());
  EXPECT_TRUE(WithName(absl::OkStatus(), "a", "b").ok());
}

}  // namespace
}  // namespace nanolearn::cli
