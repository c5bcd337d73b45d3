#include "service/base/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

TEST(Error, CarriesItsDetails) {
  const absl::Status status = MakeError(absl::StatusCode::kFailedPrecondition, "It is not open yet.",
                                        {.reason = "ASSIGNMENT_NOT_OPEN",
                                         .metadata = {{"day", "2026-11-23"}, {"open", "2026-12-01"}},
                                         .violations = {{"a", "one"}, {"b.c", "two"}},
                                         .resource_type = "nanolearn/Assignment",
                                         .resource_name = "organisations/alvnas/assignments/1"});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(status.message(), "It is not open yet.");
  const ErrorDetails details = DetailsOf(status);
  EXPECT_EQ(details.reason, "ASSIGNMENT_NOT_OPEN");
  EXPECT_THAT(details.metadata, ElementsAre(Pair("day", "2026-11-23"), Pair("open", "2026-12-01")));
  ASSERT_THAT(details.violations, SizeIs(2));
  EXPECT_EQ(details.violations[0].field, "a");
  EXPECT_EQ(details.violations[1].field, "b.c");
  EXPECT_EQ(details.violations[1].description, "two");
  EXPECT_EQ(details.resource_type, "nanolearn/Assignment");
  EXPECT_EQ(details.resource_name, "organisations/alvnas/assignments/1");
}

TEST(Error, CarriesAReasonAlone) {
  const ErrorDetails details = DetailsOf(MakeError(absl::StatusCode::kAborted, "No.", {.reason = "NO"}));
  EXPECT_EQ(details.reason, "NO");
  EXPECT_THAT(details.metadata, IsEmpty());
  EXPECT_THAT(details.violations, IsEmpty());
  EXPECT_EQ(details.resource_name, "");
}

TEST(Error, KeepsItsDetailsWhenItIsCopied) {
  absl::Status status = MakeError(absl::StatusCode::kAborted, "No.", {.reason = "NO"});
  const absl::Status copy = status;
  status = absl::OkStatus();
  EXPECT_EQ(DetailsOf(copy).reason, "NO");
}

TEST(Error, TakesTextThatIsNotUtf8) {
  const absl::Status status = MakeError(absl::StatusCode::kInvalidArgument, "x",
                                        {.reason = "R",
                                         .violations = {{"f",
                                                         "a\xff"
                                                         "b"}}});
  EXPECT_THAT(DetailsOf(status).violations[0].description, HasSubstr("b"));
  EXPECT_EQ(DetailsOf(status).reason, "R");
}

TEST(Error, HasAReasonOfItsCodeWhenNobodyGaveOne) {
  EXPECT_EQ(DetailsOf(absl::InternalError("x")).reason, "INTERNAL");
  EXPECT_EQ(DetailsOf(absl::UnavailableError("x")).reason, "UNAVAILABLE");
  EXPECT_THAT(DetailsOf(absl::InternalError("x")).violations, IsEmpty());
}

TEST(InvalidField, NamesTheFieldInItsMessageAndItsDetails) {
  const absl::Status status = InvalidField("programme.open_date", "is written YYYY-MM-DD");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "programme.open_date: is written YYYY-MM-DD");
  const ErrorDetails details = DetailsOf(status);
  EXPECT_EQ(details.reason, "INVALID_FIELD");
  ASSERT_THAT(details.violations, SizeIs(1));
  EXPECT_EQ(details.violations[0].field, "programme.open_date");
  EXPECT_EQ(details.violations[0].description, "is written YYYY-MM-DD");
}

}  // namespace
}  // namespace nanolearn
