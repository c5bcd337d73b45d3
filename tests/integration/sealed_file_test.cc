// Staff files as they are kept in the database.
#include "service/app/sealed_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/storage/mysql/mysql_store.h"
#include "service/storage/mysql/session.h"
#include "tests/support/test_clock.h"
#include "tests/support/test_database.h"

namespace nanolearn::testing {
namespace {

constexpr Id kOrganisation = 1;

class SealedFile : public ::testing::Test {
 protected:
  SealedFile() : options_(TestDatabase::Fresh()), session_(options_), store_(OpenStore()) {
    InitSecrets();
    session_.Execute(
        "INSERT INTO organisations (id, slug, display_name, time_zone, version, create_time) VALUES (1, 'o', "
        "'', 'UTC', 1, '2026-01-01')");
  }

  std::unique_ptr<Store> OpenStore() {
    auto store = mysql::MysqlStore::Open(options_);
    EXPECT_TRUE(store.ok()) << store.status();
    return *std::move(store);
  }

  Environment With(KeyRing& key) { return {*store_, clock_, ids_, key}; }

  Id Keep(absl::string_view content) {
    Id id = kNoId;
    const absl::Status status = store_->Write([&](WriteTransaction& tx) {
      id = StoreSealedFile(With(key_), tx, kOrganisation, content);
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    return id;
  }

  absl::StatusOr<std::string> Read(Id id, KeyRing& key) {
    absl::StatusOr<std::string> content;
    const absl::Status status = store_->Read([&](const ReadTransaction& tx) {
      content = ReadSealedFile(With(key), tx, kOrganisation, id);
      return absl::OkStatus();
    });
    return status.ok() ? content : status;
  }

  const mysql::ConnectionOptions options_;
  mysql::Session session_;
  TestClock clock_;
  IdGenerator ids_{clock_};
  KeyRing key_{std::string(32, 'k')};
  const std::unique_ptr<Store> store_;
};

TEST_F(SealedFile, ComesBackWhateverItsLength) {
  std::string content;
  while (content.size() < (3 << 19) + 1) content += "104815;19631219-9836;Siân\r\n";
  for (const size_t size : {size_t{0}, size_t{1}, size_t{1} << 19, size_t{1} << 20, content.size()}) {
    const auto read = Read(Keep(content.substr(0, size)), key_);
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_TRUE(*read == content.substr(0, size)) << size;
  }
}

TEST_F(SealedFile, CannotBeReadFromTheDatabaseAlone) {
  const Id id = Keep("104815;19631219-9836");
  session_.Query("SELECT content FROM sync_upload_chunks", {},
                 [](const mysql::Row& row) { EXPECT_EQ(row.Text(0).find("19631219"), std::string::npos); });
  KeyRing other(std::string(32, 'x'));
  EXPECT_EQ(Read(id, other).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(SealedFile, IsNotReadWhenAPartIsMissingOrAnothersPartStandsInItsPlace) {
  const std::string large(2 << 19, 'a');
  const Id first = Keep(large), second = Keep(large);
  session_.Execute("DELETE FROM sync_upload_chunks WHERE upload_id = ? AND position > 0", {first});
  EXPECT_FALSE(Read(first, key_).ok());
  session_.Execute("UPDATE sync_upload_chunks SET upload_id = ? WHERE upload_id = ? AND position > 0",
                   {first, second});
  EXPECT_FALSE(Read(first, key_).ok());
  EXPECT_FALSE(Read(second, key_).ok());
}

}  // namespace
}  // namespace nanolearn::testing
