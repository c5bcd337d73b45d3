#include "service/storage/mysql/audit_table.h"

#include <thread>

#include "service/storage/mysql/mysql_store.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;

const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

AuditEntry Sample(const std::string& action, Id person = kNoId) {
  return {.time = kNow,
          .origin = {{AuditActorType::kToken, 12}, AuditChannel::kRpc, "2001:db8::1"},
          .action = action,
          .resource = "organisations/älvnäs/tokens/5",
          .person_id = person,
          .outcome = AuditOutcome::kDenied,
          .request_id = "r-1",
          .details = {{"role", "HR"}, {"unit", "VÅRD"}}};
}

class AuditTableTest : public TableTest {
 protected:
  std::vector<std::string> Actions(Id organisation, const AuditFilter& filter = {}) {
    std::vector<std::string> actions;
    for (const ChainedEntry& chained : audit_.ListAfter(organisation, filter, 0, 100))
      actions.push_back(chained.entry.action);
    return actions;
  }

  mysql::MysqlAuditTable audit_{session_};
};

TEST_F(AuditTableTest, AnEntryComesBackAsItWasWrittenAndHashesToWhatWasStored) {
  audit_.Append(kHere, Sample("CreateToken", 7));
  EXPECT_TRUE(Actions(kHere).empty()) << "before the transaction ends";
  audit_.Finish();
  const std::vector<ChainedEntry> found = audit_.ListAfter(kHere, {}, 0, 100);
  ASSERT_EQ(found.size(), 1u);
  AuditEntry expected = Sample("CreateToken", 7);
  expected.sequence = 1;
  EXPECT_EQ(found[0].entry, expected);
  EXPECT_EQ(found[0].hash, AuditHash(EmptyAuditChain().hash, AuditText(kHere, found[0].entry)));
  EXPECT_EQ(audit_.Head(kHere), (AuditHead{1, found[0].hash}));
}

TEST_F(AuditTableTest, EachOrganisationAndTheInstallationHasAChainOfItsOwn) {
  for (const Id organisation : {kHere, kElsewhere, kNoId, kHere}) audit_.Append(organisation, Sample("A"));
  audit_.Finish();
  EXPECT_EQ(audit_.Head(kHere).sequence, 2u);
  EXPECT_EQ(audit_.Head(kElsewhere).sequence, 1u);
  EXPECT_EQ(audit_.Head(kNoId).sequence, 1u);
  EXPECT_EQ(audit_.Head(99), EmptyAuditChain());
  EXPECT_NE(audit_.Head(kElsewhere).hash, audit_.Head(kNoId).hash);
}

TEST_F(AuditTableTest, ListsAreNarrowedAndPaged) {
  for (const auto& [action, person] : std::vector<std::pair<std::string, Id>>{{"A", 1}, {"B", 2}, {"C", 1}, {"D", 3}})
    audit_.Append(kHere, Sample(action, person));
  AuditEntry other = Sample("E");
  other.origin.actor = {AuditActorType::kGrant, 12};
  other.outcome = AuditOutcome::kDone;
  other.time = kNow + absl::Hours(1);
  audit_.Append(kHere, other);
  audit_.Finish();
  EXPECT_THAT(Actions(kHere), ElementsAre("A", "B", "C", "D", "E"));
  EXPECT_THAT(Actions(kHere, {.person_id = 1}), ElementsAre("A", "C"));
  EXPECT_THAT(Actions(kHere, {.actor = {AuditActorType::kGrant, 12}}), ElementsAre("E"));
  EXPECT_THAT(Actions(kHere, {.action = "B"}), ElementsAre("B"));
  EXPECT_THAT(Actions(kHere, {.from = kNow + absl::Hours(1)}), ElementsAre("E"));
  EXPECT_THAT(Actions(kHere, {.to = kNow + absl::Hours(1), .denied_only = true}), ElementsAre("A", "B", "C", "D"));
  EXPECT_EQ(audit_.ListAfter(kHere, {}, 1, 2).back().entry.sequence, 3u);
  EXPECT_EQ(audit_.ListBefore(kHere, {}, 4, 2).front().entry.sequence, 3u);
  EXPECT_EQ(audit_.ListBefore(kHere, {}, 4, 2).back().entry.sequence, 2u);
}

TEST_F(AuditTableTest, WhatSomebodyHasPutIntoTheDetailsByHandIsReadAsWell) {
  audit_.Append(kHere, Sample("A"));
  audit_.Finish();
  session_.Execute("UPDATE audit_entries SET details = 'no json'", {});
  EXPECT_EQ(audit_.ListAfter(kHere, {}, 0, 1).front().entry.details, (AuditDetails{{"unreadable", "no json"}}));
  session_.Execute("UPDATE audit_entries SET details = '{\"n\":7}'", {});
  EXPECT_EQ(audit_.ListAfter(kHere, {}, 0, 1).front().entry.details, (AuditDetails{{"n", "7"}}));
}

TEST_F(AuditTableTest, ATransactionThatIsRefusedLeavesNothing) {
  const auto store = mysql::MysqlStore::Open(options_).value();
  EXPECT_FALSE(store->Write([&](WriteTransaction& tx) {
    tx.audit().Append(kHere, Sample("A"));
    return absl::InvalidArgumentError("no");
  }).ok());
  EXPECT_EQ(store->Write([&](WriteTransaction& tx) {
    tx.audit().Append(kHere, Sample("B"));
    return absl::OkStatus();
  }), absl::OkStatus());
  EXPECT_THAT(Actions(kHere), ElementsAre("B"));
}

TEST_F(AuditTableTest, WritersWhoMeetMakeOneChain) {
  const auto store = mysql::MysqlStore::Open(options_).value();
  constexpr int kWriters = 8, kEach = 50;
  std::vector<std::thread> writers;
  for (int w = 0; w < kWriters; ++w) {
    writers.emplace_back([&] {
      for (int i = 0; i < kEach; ++i) {
        const absl::Status status = store->Write([&](WriteTransaction& tx) {
          for (const Id organisation : {kElsewhere, kHere}) tx.audit().Append(organisation, Sample("A"));
          return absl::OkStatus();
        });
        EXPECT_EQ(status, absl::OkStatus());
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  for (const Id organisation : {kHere, kElsewhere}) {
    AuditHead head = EmptyAuditChain();
    for (const ChainedEntry& chained : audit_.ListAfter(organisation, {}, 0, 10000)) {
      AuditEntry entry = chained.entry;
      Extend(organisation, head, entry);
      EXPECT_EQ(entry.sequence, chained.entry.sequence);
      EXPECT_EQ(head.hash, chained.hash);
    }
    EXPECT_EQ(head.sequence, static_cast<uint64_t>(kWriters * kEach));
    EXPECT_EQ(head, audit_.Head(organisation));
  }
}

}  // namespace
}  // namespace nanolearn::testing
