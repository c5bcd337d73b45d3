// Another key takes the place of the one in use on servers whose jobs run only when a test says so.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "service/app/key_rotation.h"
#include "service/app/operations.h"
#include "service/base/error.h"
#include "service/base/key_file.h"
#include "service/jobs/key_rotation_job.h"
#include "service/storage/mysql/mysql_store.h"
#include "service/storage/mysql/session.h"
#include "tests/support/forgetful_store.h"
#include "tests/support/source_dir.h"
#include "tests/support/test_clock.h"
#include "tests/support/test_database.h"

namespace nanolearn::testing {
namespace {

constexpr absl::Duration kWell = absl::Seconds(1);  // the pause of a job that had no failure

std::string Content(const std::string& path) {
  std::ifstream file(absl::StrCat(SourcePath("tests/data/"), path), std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::string NewFolder() {
  InitSecrets();
  std::string path = absl::StrCat(::testing::TempDir(), "/keysXXXXXX");
  if (!mkdtemp(path.data())) std::abort();
  return path;
}

// A server, with a key ring of its own.
struct Replica {
  Replica(Store& store, const Clock& clock, const std::string& key_file)
      : keys(KeyRing::Open(key_file).value()), ids(clock), operations(Environment{store, clock, ids, *keys}) {}

  std::unique_ptr<KeyRing> keys;
  IdGenerator ids;
  Operations operations;
  KeyRotationJob job{operations.env};
};

class KeyRotationTest : public ::testing::Test {
 protected:
  KeyRotationTest() : database_(TestDatabase::Fresh()), store_(*mysql::MysqlStore::Open(database_)), session_(database_) {
    admin_.token = {.id = first_.ids.Next(), .display_name = "test", .role = Role::kAdmin};
    admin_.origin = {{AuditActorType::kToken, admin_.token.id}, AuditChannel::kRpc, "127.0.0.1"};
  }
  ~KeyRotationTest() override { std::filesystem::remove_all(folder_); }

  void SetUp() override {
    Fill("alvnas");
    Fill("bergby");
  }

  void Fill(const std::string& slug) {
    ASSERT_TRUE(first_.operations.organisations
                    .Create(admin_, {.slug = slug, .display_name = slug, .time_zone = "Europe/Stockholm"}, slug)
                    .ok());
    ASSERT_TRUE(first_.operations.units
                    .Import(admin_, {.organisation = slug,
                                     .content = Content("organisation.csv"),
                                     .file_name = "organisation.csv",
                                     .effective = Date(2026, 11, 1),
                                     .request_id = "u"})
                    .ok());
    EXPECT_GT(Sync(first_, 1, Date(2026, 11, 1), "sync-1", slug).counts.people_added, 0);
  }

  SyncRun Sync(Replica& server, int file, Date effective, const std::string& request_id = "",
               const std::string& organisation = "alvnas") {
    const auto result = server.operations.staff_syncs.Sync(
        admin_, {.organisation = organisation,
                 .source = "personal",
                 .mapping = Content("small/staff.toml"),
                 .mapping_file_name = "staff.toml",
                 .file_name = "staff.csv",
                 .content = Content(absl::StrCat("small/staff_", file, ".csv")),
                 .effective = effective,
                 .request_id = request_id});
    EXPECT_TRUE(result.ok()) << result.status();
    if (!result.ok()) return {};
    EXPECT_EQ(result->run.run.state, SyncRunState::kApplied);
    return result->run.run;
  }
  // The same list again: everybody is who they were.
  void ExpectSamePeople(Replica& server) {
    const SyncCounts counts = Sync(server, 1, Date(2026, 11, 2)).counts;
    EXPECT_EQ(counts.people_added, 0);
    EXPECT_EQ(counts.engagements_unchanged, counts.rows);
  }

  // Makes the next key and uses it by the first server.
  void UseNextKey() {
    const auto number = AddKeyToFile(key_file_);
    ASSERT_TRUE(number.ok()) << number.status();
    ASSERT_TRUE(first_.operations.keys.Follow().ok());
    const auto used = first_.operations.keys.Use(admin_, *number, "");
    ASSERT_TRUE(used.ok()) << used.status();
  }

  int64_t Count(const std::string& rows) {
    int64_t count = -1;
    session_.Query("SELECT COUNT(*) FROM " + rows, {}, [&](const mysql::Row& row) { count = row.Int(0); });
    return count;
  }
  int64_t CountUnder(int layers) { return Count(absl::StrCat("organisations WHERE identity_layers = ", layers)); }
  int64_t CountEntries() { return Count("audit_entries WHERE action = 'RotateIdentities'"); }

  const std::string folder_ = NewFolder();
  const std::string key_file_ = folder_ + "/identity.key";
  const mysql::ConnectionOptions database_;
  TestClock clock_;
  std::unique_ptr<Store> store_;
  mysql::Session session_;
  Replica first_{*store_, clock_, key_file_};
  Replica second_{*store_, clock_, key_file_};
  Caller admin_;
};

TEST_F(KeyRotationTest, AServerThatDoesNotFollowYetKnowsEverybodyAllTheSame) {
  UseNextKey();
  ExpectSamePeople(second_);
  EXPECT_EQ(second_.keys->in_use_number(), 1) << "nothing of the key is stored yet";
  EXPECT_EQ(first_.job.Run({}), kWell);
  EXPECT_EQ(CountUnder(2), 2);
  ExpectSamePeople(second_);
  EXPECT_EQ(second_.keys->in_use_number(), 2) << "it has followed within the transaction";
}

TEST_F(KeyRotationTest, PutsOnALayerOnceAlsoWhenNobodyKnewWhetherItWasWritten) {
  UseNextKey();
  ForgetfulStore forgetful(*store_);
  KeyRotation rotation(Environment{forgetful, clock_, first_.ids, *first_.keys});
  const std::vector<Id> waiting = rotation.Waiting().value();
  for (const Id id : waiting) EXPECT_TRUE(rotation.Hash(id).value());
  EXPECT_EQ(CountUnder(2), 2);
  EXPECT_EQ(CountEntries(), 2) << "one for each organisation";
  ExpectSamePeople(first_);
}

TEST_F(KeyRotationTest, AnOrganisationThatFailsKeepsNoOtherFromItsTurn) {
  UseNextKey();
  session_.Execute(
      "INSERT INTO person_merges (organisation_id, id, person_id, merged_person_id, moved, create_time, created_by, undone_by) "
      "SELECT o.id, 1, MIN(p.id), MAX(p.id), '[]', o.create_time, '', '' FROM organisations o JOIN people p ON "
      "p.organisation_id = o.id WHERE o.slug = 'alvnas' GROUP BY o.id, o.create_time");
  EXPECT_GT(first_.job.Run({}), kWell) << "a failure";
  EXPECT_EQ(Count("organisations WHERE identity_layers = 2 AND slug = 'bergby'"), 1);
  EXPECT_EQ(CountUnder(1), 1);
  session_.Execute("DELETE FROM person_merges");
  EXPECT_EQ(first_.job.Run({}), kWell);
  EXPECT_EQ(CountUnder(2), 2);
}

TEST_F(KeyRotationTest, TwoServersAtOnceDoEachOrganisationOnceAndNeitherFails) {
  UseNextKey();
  ASSERT_TRUE(second_.operations.keys.Follow().ok());
  const auto run = [&](Replica& server) {
    KeyRotation rotation(server.operations.env);
    while (!rotation.Waiting()->empty()) EXPECT_EQ(server.job.Run({}), kWell);
  };
  std::thread other(run, std::ref(second_));
  run(first_);
  other.join();
  EXPECT_EQ(CountUnder(2), 2);
  EXPECT_EQ(CountEntries(), 2);
  ExpectSamePeople(first_);
  ExpectSamePeople(second_);
}

TEST_F(KeyRotationTest, ASecretThatNoKeyOpensKeepsNoKeyFromBeingRetired) {
  const auto created = first_.operations.subscriptions.Create(
      admin_, {.organisation = "alvnas",
               .subscription = {.name = "hr",
                                .kind = SubscriptionKind::kWebhook,
                                .url = "https://hr.alvnas.example/",
                                .types = {EventType::kSyncHeld}}});
  ASSERT_TRUE(created.ok()) << created.status();
  session_.Execute("UPDATE subscriptions SET secret = 'damaged'");
  UseNextKey();
  EXPECT_EQ(first_.job.Run({}), kWell);
  EXPECT_EQ(Count("subscriptions WHERE key_number = 2 AND secret = 'damaged'"), 1);
  EXPECT_TRUE(first_.operations.keys.Retire(admin_, 1, "").ok());
  KeyRotation rotation(first_.operations.env);
  EXPECT_EQ(rotation.SealSome(KeyTable::SealedIn::kSubscriptions, {})->damaged, 0) << "it is said once";
}

TEST_F(KeyRotationTest, RequestsThatAreMadeAgainAfterTheirKeyWasRetiredGetTheSameAnswer) {
  const SyncRun run = Sync(first_, 2, Date(2026, 11, 5), "sync-2");
  const PersonErasure erasure{.organisation = "alvnas", .person = "personal:103", .request_id = "erasure"};
  const auto erased = first_.operations.person_erasures.Erase(admin_, erasure);
  ASSERT_TRUE(erased.ok()) << erased.status();
  UseNextKey();
  EXPECT_EQ(first_.job.Run({}), kWell);
  ASSERT_TRUE(first_.operations.keys.Retire(admin_, 1, "").ok());
  EXPECT_EQ(Sync(first_, 2, Date(2026, 11, 5), "sync-2").id, run.id);
  const auto again = first_.operations.person_erasures.Erase(admin_, erasure);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->person_id, erased->person_id);
  PersonErasure other = erasure;
  other.person = "personal:106";
  EXPECT_EQ(DetailsOf(first_.operations.person_erasures.Erase(admin_, other).status()).reason, "REQUEST_ID_REUSED");
}

}  // namespace
}  // namespace nanolearn::testing
