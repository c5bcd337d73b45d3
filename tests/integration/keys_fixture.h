#pragma once
// Servers whose keys are rotated, over people with lessons.

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "service/base/key_file.h"
#include "tests/integration/link_fixture.h"

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

class KeysFixture : public LinkFixture {
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
};

}  // namespace nanolearn::testing
