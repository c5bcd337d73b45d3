// Another key takes the place of the one in use, and nobody notices.

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/integration/keys_fixture.h"
#include "tests/integration/web_reader.h"
#include "tests/support/daemon.h"
#include "tests/support/roster_lock.h"

namespace nanolearn::testing {
namespace {

using ::testing::IsEmpty;

class KeysTest : public KeysFixture {
 protected:
  void SyncAll() {
    ExpectNoChange(Sync(Keyed(), Everybody()));
    ExpectNoChange(Sync(ByNumber(), EverybodyByNumber()));
    ExpectNoChange(Sync(Keyless(), EverybodyAndAnnaAgain()));
  }

  grpc::Status Merge(const std::string& into, const std::string& merged, bool undo) {
    if (undo) {
      v1::UndoMergePeopleRequest request;
      request.set_name(merged);
      v1::UndoMergePeopleResponse response;
      return admin_.Call(&v1::PersonService::Stub::UndoMergePeople, *admin_.people, request, &response);
    }
    v1::MergePeopleRequest request;
    request.set_name(into);
    request.set_merged_person(merged);
    v1::MergePeopleResponse response;
    return admin_.Call(&v1::PersonService::Stub::MergePeople, *admin_.people, request, &response);
  }
};

TEST_F(KeysTest, NobodyNoticesThatAnotherKeyIsInUse) {
  Sync(ByNumber(), EverybodyByNumber());
  Sync(Keyless(), EverybodyAndAnnaAgain());
  Subscribe();
  SetProvider();
  const std::string old_code = CodeOf("Anna");
  const std::vector<std::string> old_hashes = StoredHashes();
  const std::set<Id> old_key_hashes = StoredKeyHashes();
  const int people = Count("people");
  ASSERT_EQ(people, 3);

  std::atomic<bool> stop = false;
  std::atomic<int> opened = 0, synced = 0;
  std::thread reader([&] {
    for (; !stop; ++opened) EXPECT_EQ(Opened(old_code), "OK");
  });
  std::thread sender([&] {
    TestClient client = server_.Admin();
    for (; !stop; ++synced) {
      ExpectNoChange(Sync(client, ByNumber(), EverybodyByNumber()));
      ExpectNoChange(Sync(client, Keyless(), EverybodyAndAnnaAgain()));
    }
  });
  Rotate(2);
  EXPECT_TRUE(WaitFor([&, was = synced.load()] { return synced > was + 1; }));
  stop = true;
  reader.join();
  sender.join();
  EXPECT_GT(opened, 0);

  EXPECT_THAT(PlacesOf(old_hashes), IsEmpty()) << "no row keeps a hash that is under the old key alone";
  for (const Id hash : StoredKeyHashes()) EXPECT_FALSE(old_key_hashes.contains(hash));
  EXPECT_EQ(Count("organisations WHERE identity_layers = 2"), 1);
  const std::vector<AuditEntry> rotations = Entries("RotateIdentities");
  ASSERT_EQ(rotations.size(), 1u);
  EXPECT_EQ(rotations[0].origin, AuditOrigin()) << "the server's own";
  ExpectSecretsUnder(2);
  SyncAll();
  // Another source names the same people by their numbers.
  EXPECT_EQ(Sync(Header("annan"), Everybody()).counts().people_added(), 0);
  EXPECT_EQ(Count("people"), people);
  EXPECT_EQ(Opened(old_code), "OK");
  const std::string new_code = CodeOf("Anna");
  EXPECT_NE(new_code, old_code);
  EXPECT_EQ(Opened(new_code), "OK");

  ASSERT_TRUE(RetireKey(admin_, 1).ok());
  EXPECT_NE(Opened(old_code), "OK");
  EXPECT_EQ(Opened(new_code), "OK");
  ExpectSecretsUnder(2);
  SyncAll();

  // And once more, also after a restart.
  Rotate(3);
  server_.Restart();
  admin_ = server_.Admin();
  EXPECT_EQ(Opened(new_code), "OK");
  SyncAll();
  EXPECT_EQ(Count("people"), people);
}

TEST_F(KeysTest, FormsAndScreensThatWereBegunBeforeCountUntilTheKeyIsRetired) {
  LearnerLinks& links = server_.operations().learner_links;
  GrantAccess(admin_, "revisor@alvnas.example", v1::ROLE_AUDITOR);
  const WebReader early(server_, "revisor@alvnas.example"), late(server_, "revisor@alvnas.example");
  const WebReader::Fields early_form = {{http::kCsrfField, early.FormToken()}};
  const WebReader::Fields late_form = {{http::kCsrfField, late.FormToken()}};
  const std::string early_letters = links.MakeScreenCode(CodeOf("Anna")).value();
  const std::string late_letters = links.MakeScreenCode(CodeOf("Bo")).value();
  Rotate(2);
  EXPECT_EQ(early.Get("/coordinate").status, 200);
  early.PostBare("/sign-out", early_form);
  EXPECT_EQ(early.Get("/coordinate").status, 303) << "signed out";
  EXPECT_TRUE(links.TakeScreenCode(early_letters).ok());
  ASSERT_TRUE(RetireKey(admin_, 1).ok());
  EXPECT_EQ(late.PostBare("/sign-out", late_form).status, 403);
  EXPECT_FALSE(links.TakeScreenCode(late_letters).ok());
  EXPECT_EQ(late.Get("/coordinate").status, 200) << "who is signed in stays so";
  late.Post("/sign-out", {});
  EXPECT_EQ(late.Get("/coordinate").status, 303);
}

TEST_F(KeysTest, ANewOrganisationIsUnderAllKeysFromItsBeginning) {
  Rotate(2);
  CreateOrganisation(admin_, "grannby");
  EXPECT_EQ(Count("organisations WHERE identity_layers = 2"), 2);
}

TEST_F(KeysTest, AHeldRunIsAppliedAsItWouldHaveBeenBefore) {
  std::string content = Everybody();
  content += ListOf({{"4", "19640823-3234", "Dag"}, {"5", "1964-fel", "Eva"}}).substr(std::string(kLessonHeading).size());
  const v1::SyncRun held = Sync(Keyed(), content);
  ASSERT_EQ(held.state(), v1::SYNC_RUN_STATE_HELD);
  EXPECT_GT(Count("sync_upload_chunks WHERE key_number = 1"), 0);
  Rotate(2);
  EXPECT_EQ(Count("sync_upload_chunks WHERE key_number = 1"), 0);
  v1::ApproveSyncRunRequest request;
  request.set_name(held.name());
  v1::ApproveSyncRunResponse response;
  const grpc::Status status =
      admin_.Call(&v1::SyncRunService::Stub::ApproveSyncRun, *admin_.sync_runs, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  const v1::SyncRun& run = response.run();
  EXPECT_EQ(run.state(), v1::SYNC_RUN_STATE_APPLIED);
  EXPECT_EQ(run.counts().people_added(), 1) << run.ShortDebugString();
  EXPECT_EQ(run.counts().engagements_ended(), 0) << run.ShortDebugString();
  EXPECT_EQ(run.counts().engagements_unchanged(), 3) << run.ShortDebugString();
}

TEST_F(KeysTest, ARequestThatIsMadeAgainGetsTheSameAnswer) {
  const v1::SyncPeopleHeader header = Header("personal", "once");
  const std::string run = Sync(header, Everybody()).name();
  Rotate(2);
  EXPECT_EQ(Sync(header, Everybody()).name(), run);
}

TEST_F(KeysTest, AnUploadGoesOnWhereItWas) {
  v1::SyncPeopleHeader header = Header("personal", "upload");
  const std::string content = Everybody();
  header.set_total_bytes(static_cast<int64_t>(content.size()));
  v1::SyncPeopleResponse response;
  ASSERT_TRUE(admin_.Sync(header, content.substr(0, 100), &response).ok());
  ASSERT_EQ(response.received_bytes(), 100);
  Rotate(2);
  header.set_first_byte(100);
  const grpc::Status status = admin_.Sync(header, content.substr(100), &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ExpectNoChange(response.run());
}

TEST_F(KeysTest, PeopleWhoWereMergedAreTakenApartAgain) {
  Sync(Header("bolag"), ListOf({{"9", "19640823-3234", "Annika"}}));
  const std::string anna = PersonOf("Anna"), annika = PersonOf("Annika");
  grpc::Status status = Merge(anna, annika, /*undo=*/false);
  ASSERT_TRUE(status.ok()) << status.error_message();
  Rotate(2);
  ExpectNoChange(Sync(Header("bolag"), ListOf({{"9", "19640823-3234", "Annika"}})));
  status = Merge(anna, annika, /*undo=*/true);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ExpectNoChange(Sync(Header("bolag"), ListOf({{"9", "19640823-3234", "Annika"}})));
  EXPECT_EQ(PersonOf("Annika"), annika);
}

TEST_F(KeysTest, ARunIsTakenBack) {
  Send({Anna(), Bo()}, "2026-11-03");
  Rotate(2);
  v1::ListSyncRunsRequest list;
  list.set_parent(kAlvnas);
  v1::ListSyncRunsResponse runs;
  ASSERT_TRUE(admin_.Call(&v1::SyncRunService::Stub::ListSyncRuns, *admin_.sync_runs, list, &runs).ok());
  v1::RevertSyncRunRequest request;
  request.set_name(runs.runs(0).name());
  v1::RevertSyncRunResponse response;
  const grpc::Status status =
      admin_.Call(&v1::SyncRunService::Stub::RevertSyncRun, *admin_.sync_runs, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ExpectNoChange(Sync(Keyed(), Everybody()));
}

TEST_F(KeysTest, AreUsedAndRetiredInTheirOrderByTheInstallationsAdministrator) {
  v1::Key key;
  EXPECT_EQ(ReasonOf(UseKey(admin_, 2, &key)), "KEY_NOT_HERE");
  EXPECT_EQ(ReasonOf(UseKey(admin_, 0, &key)), "KEY_NOT_HERE");
  EXPECT_EQ(ReasonOf(RetireKey(admin_, 1)), "KEY_IN_USE");
  EXPECT_EQ(ReasonOf(RetireKey(admin_, 2)), "KEY_NOT_USED");
  EXPECT_EQ(ReasonOf(UseKey(WithRole(v1::ROLE_ADMIN), 1, &key)), "NOT_ALLOWED");
  EXPECT_TRUE(UseKey(admin_, 1, &key).ok()) << "as it is";
  AddKey(server_.options());
  EXPECT_EQ(ListKeys(admin_).size(), 2u);
  EXPECT_EQ(ListKeys(admin_)[1].state(), v1::KEY_STATE_ADDED);
  const size_t before = Chain("").size();
  ASSERT_TRUE(UseKey(admin_, 2, &key).ok());
  ASSERT_TRUE(UseKey(admin_, 2, &key).ok());
  EXPECT_EQ(ReasonOf(UseKey(admin_, 1, &key)), "KEY_IS_OLDER");
  ASSERT_TRUE(AwaitRotation(admin_));
  EXPECT_EQ(ListKeys(admin_)[0].state(), v1::KEY_STATE_ACCEPTED);
  ASSERT_TRUE(RetireKey(admin_, 1).ok());
  ASSERT_TRUE(RetireKey(admin_, 1).ok());
  EXPECT_EQ(ListKeys(admin_)[0].state(), v1::KEY_STATE_RETIRED);
  const std::vector<AuditEntry> chain = Chain("");
  ASSERT_EQ(chain.size(), before + 2) << "each once, and no refusal";
  EXPECT_EQ(chain[before].action, "UseKey");
  EXPECT_EQ(chain[before].resource, "keys/2");
  EXPECT_EQ(chain[before].origin, AdminOrigin());
  EXPECT_EQ(chain[before + 1].action, "RetireKey");
  EXPECT_EQ(chain[before + 1].resource, "keys/1");
  EXPECT_EQ(chain[before + 1].origin, AdminOrigin());
}

TEST_F(KeysTest, AKeyThatIsStillNeededIsNotRetired) {
  {
    const RosterLock lock(server_.operations().env.store, "alvnas");
    AddKey(server_.options());
    v1::Key key;
    ASSERT_TRUE(UseKey(admin_, 2, &key).ok());
    const grpc::Status refused = RetireKey(admin_, 1);
    EXPECT_EQ(ReasonOf(refused), "KEY_NEEDED") << refused.error_message();
  }
  ASSERT_TRUE(AwaitRotation(admin_));
  EXPECT_TRUE(RetireKey(admin_, 1).ok());
}

// Whether a server has begun to, and waits for an organisation or is at one.
bool IsRotatingTo(Store& store, int number) {
  bool is_free = true;
  EXPECT_TRUE(store.Write([&](WriteTransaction& tx) {
                     is_free = tx.keys().TryLockRotationTo(number);
                     return absl::OkStatus();
                   }).ok());
  return !is_free;
}

TEST_F(KeysTest, AServerFollowsAlsoWhileItsRotationWaits) {
  const Environment& env = server_.operations().env;
  const auto elsewhere = KeyRing::Open(KeyFileIn(server_.options().data_directory)).value();
  Operations other(Environment{env.store, env.clock, env.ids, *elsewhere});
  Caller admin;
  admin.token.role = Role::kAdmin;
  AddKey(server_.options());
  AddKey(server_.options());
  {
    const RosterLock lock(env.store, "alvnas");
    v1::Key key;
    ASSERT_TRUE(UseKey(admin_, 2, &key).ok());
    ASSERT_TRUE(WaitFor([&] { return IsRotatingTo(env.store, 2); }));
    const auto begin = std::chrono::steady_clock::now();
    const auto used = other.keys.Use(admin, 3, "");
    ASSERT_TRUE(used.ok()) << used.status();
    EXPECT_TRUE(WaitFor([&] { return env.keys.in_use_number() == 3; }));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(8)) << "a lock is waited for for ten";
  }
  EXPECT_TRUE(AwaitRotation(admin_));
  EXPECT_EQ(Count("organisations WHERE identity_layers = 3"), 1);
}

TEST_F(KeysTest, AreAddedByTheServersOwnProgram) {
  const Daemon daemon;
  EXPECT_EQ(daemon.Run({"keys"}), 2);
  EXPECT_EQ(daemon.Run({"keys", "add", "--data", daemon.directory()}), 1) << "there is no file";
  ASSERT_TRUE(ReadOrMakeKeyFile(KeyFileIn(daemon.directory())).ok());
  EXPECT_EQ(daemon.Run({"keys", "add", "--data", daemon.directory()}), 0);
  EXPECT_EQ(ReadKeyFile(KeyFileIn(daemon.directory()))->size(), 2u);
}

}  // namespace
}  // namespace nanolearn::testing
