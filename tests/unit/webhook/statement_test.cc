#include "service/webhook/statement.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace nanolearn {
namespace {

using nlohmann::json;

EventDetails Completion(EventType type = EventType::kCompletionRecorded) {
  EventDetails details{.organisation_id = 7, .organisation = "alvnas"};
  details.event = {
      .sequence = 12, .type = type, .subject_id = 9, .time = absl::FromUnixSeconds(1'614'265'999)};
  details.completion_id = 9;
  details.assignment_id = 8;
  details.person_id = 6;
  details.module = "phishing";
  details.module_title = "Känn igen nätfiske";
  details.module_language = "sv";
  details.revision = 2;
  details.programme = "grund";
  details.complete_time = absl::FromUnixSeconds(1'614'265'330);
  return details;
}

// Pinned: a store that has the statements of years must know them again.
TEST(Statement, HasAnIdThatNeverChanges) {
  EXPECT_EQ(NameUuid("0000000000007 completed 0000000000009"), "f94a514c-71f9-552a-a7dc-92997b70b731");
  EXPECT_EQ(ToStatement(Completion())["id"], "f94a514c-71f9-552a-a7dc-92997b70b731");
}

TEST(Statement, OfACompletionSaysWhoDidWhat) {
  const json statement = ToStatement(Completion());
  EXPECT_EQ(statement["actor"],
            json({{"objectType", "Agent"},
                  {"account", {{"homePage", "urn:nanolearn:alvnas"}, {"name", "0000000000006"}}}}));
  EXPECT_EQ(statement["verb"]["id"], "http://adlnet.gov/expapi/verbs/completed");
  EXPECT_EQ(statement["object"]["id"], "urn:nanolearn:alvnas:modules:phishing");
  EXPECT_EQ(statement["object"]["definition"]["type"], "http://adlnet.gov/expapi/activities/module");
  EXPECT_EQ(statement["object"]["definition"]["name"], json({{"sv", "Känn igen nätfiske"}}));
  EXPECT_EQ(statement["result"], json({{"completion", true}}));
  EXPECT_EQ(statement["context"]["revision"], "2");
  EXPECT_EQ(statement["timestamp"], "2021-02-25T15:02:10.000Z");
}

TEST(Statement, ThatVoidsNamesTheOneItTakesBack) {
  const json statement = ToStatement(Completion(EventType::kCompletionVoided));
  EXPECT_EQ(statement["verb"]["id"], "http://adlnet.gov/expapi/verbs/voided");
  EXPECT_EQ(statement["object"],
            json({{"objectType", "StatementRef"}, {"id", ToStatement(Completion())["id"]}}));
  EXPECT_NE(statement["id"], ToStatement(Completion())["id"]);
}

TEST(Statement, IsThereForNobodyWithAProtectedIdentity) {
  EventDetails details = Completion();
  details.is_protected = true;
  EXPECT_TRUE(ToStatement(details).is_null());
  EXPECT_TRUE(ToStatement(Completion(EventType::kAssignmentOverdue)).is_null());
}

TEST(Statement, ThatVoidsIsSentOfAProtectedIdentityTooAndNamesNobody) {
  EventDetails details = Completion(EventType::kCompletionVoided);
  const json before = ToStatement(details);
  details.is_protected = true;
  details.person_id = kNoId;
  EXPECT_EQ(ToStatement(details), before);
}

TEST(Statements, GoToTheStoreWithItsPassword) {
  const Subscription subscription{.url = "https://lrs.example/xapi/"};
  const HttpPost post = MakeStatements(subscription, "nanolearn:a:b", json::array({{{"id", "x"}}}));
  EXPECT_EQ(post.url, "https://lrs.example/xapi/statements");
  EXPECT_EQ(post.user, "nanolearn");
  EXPECT_EQ(post.password, "a:b");
  EXPECT_EQ(post.body, R"([{"id":"x"}])");
}

}  // namespace
}  // namespace nanolearn
