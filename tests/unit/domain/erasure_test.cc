#include "service/domain/erasure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nanolearn {
namespace {

using ::testing::IsEmpty;

TEST(ErasureCountsTest, CanBeReadAgainAsTheyWereWritten) {
  const std::vector<ErasureCount> counts = {{"names", 2}, {"mails", 31}};
  EXPECT_EQ(FormatErasureCounts(counts), "names=2 mails=31");
  EXPECT_EQ(ParseErasureCounts("names=2 mails=31"), counts);
  EXPECT_THAT(ParseErasureCounts(""), IsEmpty());
  EXPECT_THAT(ParseErasureCounts("names=two"), IsEmpty());
}

SyncRun RunWith(const std::string& found) {
  SyncRun run;
  run.problems = {{.line = 7, .column = "E-post", .reason = "BAD_EMAIL", .found = found, .message = "No address."}};
  run.problem_count = 1;
  return run;
}

TEST(ScrubRunTest, TakesOutWhatAListSaidOfSomebodyAndKeepsTheLine) {
  SyncRun run = RunWith("Åsa.Ek(at)alvnas.example");
  EXPECT_TRUE(ScrubRun(run, {}, std::vector<std::string>{"åsa", "Ek"}));
  EXPECT_EQ(run.problems[0].found, "");
  EXPECT_EQ(run.problems[0].line, 7);
  EXPECT_EQ(run.problems[0].reason, "BAD_EMAIL");
  EXPECT_EQ(run.problem_count, 1);
  EXPECT_FALSE(ScrubRun(run, {}, std::vector<std::string>{"åsa", "Ek"})) << "there is nothing left";
}

TEST(ScrubRunTest, FindsAWordThatWasCut) {
  SyncRun run = RunWith("Biträdande avdel");
  EXPECT_TRUE(ScrubRun(run, {}, std::vector<std::string>{"Biträdande avdelningschef"}));
}

TEST(ScrubRunTest, LeavesWhatIsAboutOthersAsItIs) {
  SyncRun run = RunWith("bo(at)alvnas.example");
  run.conflicts = {{"SHARED_EMAIL", {1, 2}, "2 people have the address bo@alvnas.example."}};
  EXPECT_FALSE(ScrubRun(run, std::vector<Id>{3}, std::vector<std::string>{"åsa", ""}));
  EXPECT_EQ(run.problems[0].found, "bo(at)alvnas.example");
}

TEST(ScrubRunTest, TakesOutConflictsAboutThePersonByTheirId) {
  SyncRun run;
  run.conflicts = {{"EMAIL_MOVED", {1, 2}, "The address asa@alvnas.example was another person's before."},
                   {"SHARED_EMAIL", {4, 5}, "2 people have the address x@alvnas.example."}};
  EXPECT_TRUE(ScrubRun(run, std::vector<Id>{2}, {}));
  EXPECT_EQ(run.conflicts[0].message, "About somebody who has been erased since.");
  EXPECT_EQ(run.conflicts[0].reason, "EMAIL_MOVED");
  EXPECT_EQ(run.conflicts[1].message, "2 people have the address x@alvnas.example.");
  EXPECT_FALSE(ScrubRun(run, std::vector<Id>{2}, {}));
}

}  // namespace
}  // namespace nanolearn
