#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/database_error.h"
#include "service/storage/mysql/mysql_store.h"
#include "service/storage/mysql/session.h"
#include "tests/support/test_database.h"

namespace nanolearn::testing {

class MysqlStoreTest : public ::testing::Test {
 protected:
  static inline const absl::Time kNow = absl::FromUnixSeconds(1'795'000'000);

  std::unique_ptr<Store> Open(mysql::ConnectionOptions options) {
    auto store = mysql::MysqlStore::Open(options);
    EXPECT_TRUE(store.ok()) << store.status();
    return *std::move(store);
  }

  static Organisation Sample(Id id) {
    return {.id = id, .slug = absl::StrCat("org-", id), .time_zone = "Europe/Stockholm", .create_time = kNow};
  }

  // Looks for its request first, as every write does.
  static absl::Status CreateOnce(WriteTransaction& tx, Id id, const std::string& request_id) {
    if (tx.requests().Find(kNoId, request_id)) return absl::OkStatus();
    if (tx.organisations().Find(Sample(id).slug)) return absl::AlreadyExistsError("made by somebody else");
    tx.organisations().Insert(Sample(id));
    tx.requests().Insert(kNoId, request_id, {"CreateOrganisation", std::string(32, 'f'), ""});
    return absl::OkStatus();
  }

  // As others see it.
  int Count(const std::string& table) {
    int64_t count = -1;
    other_.Query(absl::StrCat("SELECT COUNT(*) FROM ", table), {},
                 [&](const Row& row) { count = row.Int(0); });
    return static_cast<int>(count);
  }

  // Kills the connections of the store whose transactions are open.
  static constexpr int kUnknownThread = 1094;

  void KillTransactions() {
    std::vector<uint64_t> ids;
    other_.Query("SELECT id FROM information_schema.processlist WHERE db = ? AND id <> CONNECTION_ID()",
                 {options_.schema}, [&](const Row& row) { ids.push_back(row.GetId(0)); });
    for (const uint64_t id : ids) {
      try {
        other_.Run(absl::StrCat("KILL CONNECTION ", id));
      } catch (const mysql::DatabaseError& e) {
        if (e.number() != kUnknownThread) throw;  // it has ended by itself
      }
    }
  }

  using Row = mysql::Row;
  const mysql::ConnectionOptions options_ = TestDatabase::Fresh();
  mysql::Session other_{options_};
  std::unique_ptr<Store> store_ = Open(options_);
};

}  // namespace nanolearn::testing
