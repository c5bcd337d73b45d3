// Another key takes the place of the one in use, and nobody notices.

#include <gmock/gmock.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "service/app/client_secret.h"
#include "service/app/subscription_secret.h"
#include "tests/integration/keys_fixture.h"
#include "tests/support/http_client.h"

namespace nanolearn::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;

class KeysTest : public KeysFixture {
 protected:
  void Subscribe() {
    v1::CreateSubscriptionRequest request;
    request.set_parent(kAlvnas);
    request.mutable_subscription()->set_name(absl::StrCat(kAlvnas, "/subscriptions/hr"));
    request.mutable_subscription()->set_kind(v1::SUBSCRIPTION_KIND_WEBHOOK);
    request.mutable_subscription()->set_url("https://hr.alvnas.example/");
    request.mutable_subscription()->add_event_types(v1::EVENT_TYPE_SYNC_HELD);
    v1::CreateSubscriptionResponse response;
    const grpc::Status status =
        admin_.Call(&v1::SubscriptionService::Stub::CreateSubscription, *admin_.subscriptions, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    webhook_secret_ = response.secret();
  }

  void SetProvider() {
    v1::SetIdentityProviderRequest request;
    request.set_parent(kAlvnas);
    request.mutable_identity_provider()->set_issuer("https://login.alvnas.example");
    request.mutable_identity_provider()->set_client_id("nanolearn");
    request.set_client_secret("hemlig");
    v1::IdentityProvider provider;
    const grpc::Status status = admin_.Call(&v1::IdentityProviderService::Stub::SetIdentityProvider,
                                            *admin_.identity_providers, request, &provider);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  // Both, each with the key that it must be under.
  void ExpectSecretsUnder(int number) {
    const Environment& env = server_.operations().env;
    const absl::Status status = env.store.Read([&](const ReadTransaction& tx) {
      const Id org = tx.organisations().Find("alvnas")->id;
      const Subscription subscription = tx.subscriptions().Find(org, "hr").value();
      const IdentityProvider provider = tx.identity_providers().Find(org).value();
      EXPECT_EQ(subscription.sealed_secret.key_number, number);
      EXPECT_EQ(OpenSubscriptionSecret(env.keys, subscription).value_or("closed"), webhook_secret_);
      EXPECT_EQ(provider.sealed_secret.key_number, number);
      EXPECT_EQ(OpenClientSecret(env.keys, provider).value_or("closed"), "hemlig");
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
  }

  void SyncAll() {
    ExpectNoChange(Sync(Keyed(), Everybody()));
    ExpectNoChange(Sync(ByNumber(), EverybodyByNumber()));
    ExpectNoChange(Sync(Keyless(), Everybody()));
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

  std::vector<std::string> AuditActions() {
    std::vector<std::string> actions;
    session_.Query("SELECT action FROM audit_entries WHERE organisation_id = 0 ORDER BY sequence", {},
                   [&](const mysql::Row& row) { actions.push_back(row.Text(0)); });
    return actions;
  }

  std::string webhook_secret_;
};

TEST_F(KeysTest, NobodyNoticesThatAnotherKeyIsInUse) {
  Sync(ByNumber(), EverybodyByNumber());
  Sync(Keyless(), Everybody());
  Subscribe();
  SetProvider();
  const std::string old_code = CodeOf("Anna");
  const std::vector<std::string> old_hashes = StoredHashes();
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
      ExpectNoChange(Sync(client, Keyless(), Everybody()));
    }
  });
  Rotate(2);
  EXPECT_TRUE(WaitFor([&, was = synced.load()] { return synced > was + 1; }));
  stop = true;
  reader.join();
  sender.join();
  EXPECT_GT(opened, 0);

  EXPECT_THAT(PlacesOf(old_hashes), IsEmpty()) << "no row keeps a hash that is under the old key alone";
  EXPECT_EQ(Count("organisations WHERE identity_layers = 2"), 1);
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
  const std::vector<std::string> before = AuditActions();
  ASSERT_TRUE(UseKey(admin_, 2, &key).ok());
  ASSERT_TRUE(UseKey(admin_, 2, &key).ok());
  EXPECT_EQ(ReasonOf(UseKey(admin_, 1, &key)), "KEY_IS_OLDER");
  ASSERT_TRUE(AwaitRotation(admin_));
  EXPECT_EQ(ListKeys(admin_)[0].state(), v1::KEY_STATE_ACCEPTED);
  ASSERT_TRUE(RetireKey(admin_, 1).ok());
  ASSERT_TRUE(RetireKey(admin_, 1).ok());
  EXPECT_EQ(ListKeys(admin_)[0].state(), v1::KEY_STATE_RETIRED);
  std::vector<std::string> after = AuditActions();
  after.erase(after.begin(), after.begin() + before.size());
  EXPECT_THAT(after, ::testing::ElementsAre("UseKey", "RetireKey")) << "each once";
}

TEST_F(KeysTest, AKeyThatIsStillNeededIsNotRetired) {
  Subscribe();
  session_.Execute("UPDATE subscriptions SET secret = 'damaged'");
  AddKey(server_.options());
  v1::Key key;
  ASSERT_TRUE(UseKey(admin_, 2, &key).ok());
  ASSERT_TRUE(WaitFor([&] { return Count("organisations WHERE identity_layers = 2") == 1; }));
  const grpc::Status refused = RetireKey(admin_, 1);
  EXPECT_EQ(ReasonOf(refused), "KEY_NEEDED") << refused.error_message();
  // A secret that nobody can open is given again.
  v1::UpdateSubscriptionRequest request;
  request.mutable_subscription()->set_name(absl::StrCat(kAlvnas, "/subscriptions/hr"));
  request.set_secret(webhook_secret_);
  v1::Subscription subscription;
  const grpc::Status updated =
      admin_.Call(&v1::SubscriptionService::Stub::UpdateSubscription, *admin_.subscriptions, request, &subscription);
  ASSERT_TRUE(updated.ok()) << updated.error_message();
  EXPECT_TRUE(RetireKey(admin_, 1).ok());
}

// A second server on the same database, with a key file of its own.
class TwoServersTest : public KeysTest {
 protected:
  TwoServersTest() : options_(server_.options()) {
    options_.data_directory += "/second";
    fs::create_directory(options_.data_directory);
    CopyKeys();
  }
  void CopyKeys() {
    fs::copy(KeyFileIn(server_.options().data_directory), KeyFileIn(options_.data_directory),
             fs::copy_options::overwrite_existing);
  }
  void StartSecond() {
    auto second = Server::Start(options_, server_.clock());
    ASSERT_TRUE(second.ok()) << second.status();
    second_ = *std::move(second);
  }
  TestClient AtSecond() {
    return TestClient(grpc::CreateChannel(second_->address(), grpc::InsecureChannelCredentials()), server_.admin_token());
  }
  // What it answers to a call that says little.
  std::string ReasonAtSecond() {
    const TestClient client = AtSecond();
    v1::GetStatusResponse response;
    return ReasonOf(client.Call(&v1::StatusService::Stub::GetStatus, *client.status, v1::GetStatusRequest(), &response));
  }

  ServerOptions options_;
  std::unique_ptr<Server> second_;
};

TEST_F(TwoServersTest, OneThatLacksTheKeyAnswersNothingUntilItHasIt) {
  StartSecond();
  const HttpClient http(second_->http_address(), "");
  EXPECT_EQ(ReasonAtSecond(), "");
  EXPECT_EQ(http.Send("GET", "/healthz", "", {}).status, 200);
  Rotate(2);
  EXPECT_TRUE(WaitFor([&] { return ReasonAtSecond() == "KEY_MISSING"; }));
  EXPECT_EQ(http.Send("GET", "/healthz", "", {}).status, 503);
  EXPECT_EQ(ReasonOf(Server::Start(options_, server_.clock()).status()), "KEY_MISSING") << "nor does one start";
  CopyKeys();
  EXPECT_TRUE(WaitFor([&] { return ReasonAtSecond().empty(); }));
  EXPECT_EQ(http.Send("GET", "/healthz", "", {}).status, 200);
  TestClient second = AtSecond();
  ExpectNoChange(Sync(second, Keyed(), Everybody()));
}

TEST_F(TwoServersTest, BothFollowAtOnceAndEachTakesWhatTheOtherMakes) {
  Sync(ByNumber(), EverybodyByNumber());
  Subscribe();
  SetProvider();
  StartSecond();
  AddKey(server_.options());
  CopyKeys();
  ASSERT_TRUE(WaitFor([&] { return second_->operations().env.keys.size() == 2; }));
  v1::Key key;
  ASSERT_TRUE(UseKey(admin_, 2, &key).ok());
  // Whatever the second one knows already.
  const std::string code = CodeOf("Anna");
  EXPECT_TRUE(second_->operations().lessons.Open(code).ok());
  TestClient second = AtSecond();
  ExpectNoChange(Sync(second, ByNumber(), EverybodyByNumber()));
  ASSERT_TRUE(AwaitRotation(admin_));
  EXPECT_EQ(Count("organisations WHERE identity_layers = 2"), 1);
  ExpectNoChange(Sync(second, ByNumber(), EverybodyByNumber()));
  ExpectSecretsUnder(2);
}

}  // namespace
}  // namespace nanolearn::testing
