#pragma once
// Servers whose keys are rotated, over people with lessons.

#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "service/app/client_secret.h"
#include "service/app/subscription_secret.h"
#include "service/base/key_file.h"
#include "tests/integration/audit_fixture.h"

namespace nanolearn::testing {

// Makes the next key in a server's file.
inline void AddKey(const ServerOptions& options) {
  const auto number = AddKeyToFile(KeyFileIn(options.data_directory));
  ASSERT_TRUE(number.ok()) << number.status();
}

inline grpc::Status UseKey(const TestClient& admin, int number, v1::Key* key) {
  v1::UseKeyRequest request;
  request.set_name(absl::StrCat("keys/", number));
  return admin.Call(&v1::KeyService::Stub::UseKey, *admin.keys, request, key);
}

inline grpc::Status RetireKey(const TestClient& admin, int number) {
  v1::RetireKeyRequest request;
  request.set_name(absl::StrCat("keys/", number));
  v1::Key key;
  return admin.Call(&v1::KeyService::Stub::RetireKey, *admin.keys, request, &key);
}

inline std::vector<v1::Key> ListKeys(const TestClient& admin) {
  v1::ListKeysResponse response;
  const grpc::Status status =
      admin.Call(&v1::KeyService::Stub::ListKeys, *admin.keys, v1::ListKeysRequest(), &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return {response.keys().begin(), response.keys().end()};
}

// Whether everything is under the key in use within a minute.
inline bool AwaitRotation(const TestClient& admin) {
  return WaitFor([&] {
    int64_t left = 0;
    for (const v1::Key& key : ListKeys(admin)) {
      if (key.state() != v1::KEY_STATE_IN_USE) left += key.organisations() + key.secrets() + key.file_parts();
    }
    return left == 0;
  });
}

class KeysFixture : public AuditFixture {
 protected:
  void Rotate(int number) {
    AddKey(server_.options());
    v1::Key key;
    const grpc::Status status = UseKey(admin_, number, &key);
    ASSERT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(key.state(), v1::KEY_STATE_IN_USE);
    ASSERT_TRUE(AwaitRotation(admin_));
  }

  static v1::SyncPeopleHeader Header(const std::string& source, const std::string& request_id = "") {
    v1::SyncPeopleHeader header = HeaderFor("personal", "personal.csv", "2026-11-02", request_id);
    header.set_source(source);
    return header;
  }
  // By keys of its own; by personnummer, which also name managers; and without any key.
  static v1::SyncPeopleHeader Keyed() { return Header("personal"); }
  static v1::SyncPeopleHeader ByNumber() { return Header("nummer"); }
  static v1::SyncPeopleHeader Keyless() {
    v1::SyncPeopleHeader header = Header("utan");
    header.set_mapping(Replaced(Replaced(header.mapping(), "key = \"Anstnr\"\n", ""), "ignore = [", "ignore = [\"Anstnr\", "));
    return header;
  }

  static std::string Everybody() { return ListOf({Anna(), Bo(), Cilla()}); }
  // Anna is in it three times, each time with another address: with another role, and sharing a key.
  static std::string EverybodyAndAnnaAgain() {
    const std::string anna = ListOf({Anna()}).substr(std::string(kLessonHeading).size());
    return absl::StrCat(Everybody(), Replaced(Replaced(anna, "anna@", "anna.ek@"), "Handläggare", "Samordnare"),
                        Replaced(anna, "anna@", "a.ek@"));
  }
  static std::string EverybodyByNumber() {
    return ListOf({{kAnnasNumber, kAnnasNumber, "Anna"},
                   {kBosNumber, kBosNumber, "Bo", kAnnasNumber},
                   {kCillasNumber, kCillasNumber, "Cilla", kAnnasNumber}});
  }

  v1::SyncRun Sync(const v1::SyncPeopleHeader& header, const std::string& content) { return Sync(admin_, header, content); }
  static v1::SyncRun Sync(TestClient& client, const v1::SyncPeopleHeader& header, const std::string& content) {
    v1::SyncPeopleResponse response;
    const grpc::Status status = client.Sync(header, content, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.run();
  }
  // No joiner, no leaver, nobody who is somebody else.
  static void ExpectNoChange(const v1::SyncRun& run) {
    EXPECT_EQ(run.state(), v1::SYNC_RUN_STATE_APPLIED) << run.ShortDebugString();
    const v1::SyncCounts& counts = run.counts();
    EXPECT_EQ(counts.people_added() + counts.engagements_added() + counts.engagements_changed() +
                  counts.engagements_ended() + counts.changes(),
              0)
        << run.ShortDebugString();
    EXPECT_EQ(counts.engagements_unchanged(), counts.rows()) << run.ShortDebugString();
  }

  // Every hash that people and files are known by, as it is stored.
  std::vector<std::string> StoredHashes() {
    std::vector<std::string> hashes;
    for (const char* query :
         {"SELECT hash FROM person_identities", "SELECT DISTINCT SUBSTR(source_key, 3, 32) FROM engagements WHERE source_key LIKE 'h:%'",
          "SELECT DISTINCT SUBSTR(manager_key, 3, 32) FROM engagements WHERE manager_key LIKE 'h:%'",
          "SELECT row_hash FROM source_rows WHERE row_hash IS NOT NULL",
          "SELECT content_hash FROM sync_runs WHERE content_hash IS NOT NULL"}) {
      const size_t before = hashes.size();
      session_.Query(query, {}, [&](const mysql::Row& row) { hashes.push_back(row.Text(0)); });
      EXPECT_GT(hashes.size(), before) << query;
    }
    return hashes;
  }

  std::set<Id> StoredKeyHashes() {
    std::set<Id> hashes;
    session_.Query("SELECT key_hash FROM source_rows", {}, [&](const mysql::Row& row) { hashes.insert(row.GetId(0)); });
    return hashes;
  }

  // Columns in which one of these stands, as it is or in hexadecimal.
  std::vector<std::string> PlacesOf(const std::vector<std::string>& hashes) {
    std::vector<std::pair<std::string, std::string>> columns;
    session_.Query(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND data_type IN "
        "('char', 'varchar', 'text', 'mediumtext', 'longtext', 'binary', 'varbinary', 'blob', 'mediumblob', 'longblob')",
        {}, [&](const mysql::Row& row) { columns.emplace_back(row.Text(0), row.Text(1)); });
    EXPECT_GT(columns.size(), 100u);
    std::vector<std::string> places;
    for (const auto& [table, column] : columns) {
      bool found = false;
      session_.Query(absl::StrCat("SELECT `", column, "` FROM `", table, "`"), {}, [&](const mysql::Row& row) {
        const std::string text = row.Text(0);
        for (const std::string& hash : hashes) found |= absl::StrContains(text, hash) || absl::StrContains(text, Hex(hash));
      });
      if (found) places.push_back(absl::StrCat(table, ".", column));
    }
    return places;
  }

  // Secrets of a subscription and of an identity provider.
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

  std::string webhook_secret_;
};

}  // namespace nanolearn::testing
