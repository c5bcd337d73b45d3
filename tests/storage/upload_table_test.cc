#include "service/storage/mysql/upload_table.h"

#include "absl/time/clock.h"
#include "service/storage/mysql/database_error.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);
const std::string kFingerprint(32, '\xfe');

class UploadTableTest : public TableTest {
 protected:
  void Insert(Id id, const std::string& request_id, absl::Time time = kNow, Id organisation = kHere) {
    uploads_.Insert(organisation, {id, request_id, kFingerprint, 6'000'000'000, time});
  }

  mysql::MysqlUploadTable uploads_{session_};
};

TEST_F(UploadTableTest, IsFoundByItsRequestUntilItBelongsToARun) {
  Insert(7, "r-1");
  Insert(8, "r-1", kNow, kElsewhere);
  const Upload found = uploads_.FindByRequest(kHere, "r-1").value();
  EXPECT_EQ(found.id, 7u);
  EXPECT_EQ(found.request_id, "r-1");
  EXPECT_EQ(found.fingerprint, kFingerprint);
  EXPECT_EQ(found.total_bytes, 6'000'000'000);
  EXPECT_EQ(found.create_time, kNow);
  EXPECT_FALSE(uploads_.FindByRequest(kHere, "r-2"));

  uploads_.ClearRequest(kHere, 7);
  EXPECT_FALSE(uploads_.FindByRequest(kHere, "r-1"));
  EXPECT_EQ(uploads_.Find(kHere, 7)->request_id, "");
  EXPECT_EQ(uploads_.FindByRequest(kElsewhere, "r-1")->id, 8u);
}

TEST_F(UploadTableTest, WhatBelongsToNoRunIsUnfinished) {
  Insert(7, "r-1");
  Insert(8, "r-2");
  Insert(9, "");
  Insert(7, "r-1", kNow, kElsewhere);
  EXPECT_EQ(uploads_.LockUnfinished(kHere).uploads, 2u);
  EXPECT_EQ(uploads_.LockUnfinished(kHere).bytes, 12'000'000'000u);
  uploads_.ClearRequest(kHere, 7);
  uploads_.Delete(kHere, 8);
  EXPECT_EQ(uploads_.LockUnfinished(kHere).uploads, 0u);
}

TEST_F(UploadTableTest, ChunksComeBackInOrder) {
  Insert(7, "r-1");
  Insert(7, "r-1", kNow, kElsewhere);
  EXPECT_EQ(uploads_.ReceivedBytes(kHere, 7), 0);
  std::string large(3 << 20, '\0');
  for (size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 7 + i / 251);
  uploads_.InsertChunk(kHere, 7, {0, 100, {large, 2}});
  uploads_.InsertChunk(kHere, 7, {100, 50, {"second"}});

  EXPECT_EQ(uploads_.ReceivedBytes(kHere, 7), 150);
  EXPECT_EQ(uploads_.ReceivedBytes(kElsewhere, 7), 0);
  const UploadTable::Chunk first = uploads_.FindChunk(kHere, 7, 0).value();
  EXPECT_EQ(first.position, 0);
  EXPECT_EQ(first.bytes, 100);
  EXPECT_TRUE(first.sealed == (Sealed{large, 2}));
  EXPECT_EQ(uploads_.FindChunk(kHere, 7, 100)->sealed, Sealed{"second"});
  EXPECT_FALSE(uploads_.FindChunk(kHere, 7, 150));
}

TEST_F(UploadTableTest, TwoCallsCannotBothGoOnWithAFile) {
  Insert(7, "r-1");
  uploads_.InsertChunk(kHere, 7, {0, 1, {"a"}});
  EXPECT_THROW(uploads_.InsertChunk(kHere, 7, {0, 1, {"b"}}), mysql::DatabaseError);
}

TEST_F(UploadTableTest, GoesWithItsChunks) {
  Insert(7, "");
  Insert(8, "");
  uploads_.InsertChunk(kHere, 7, {0, 1, {"a"}});
  uploads_.InsertChunk(kHere, 8, {0, 1, {"b"}});
  uploads_.Delete(kHere, 7);
  EXPECT_FALSE(uploads_.Find(kHere, 7));
  EXPECT_FALSE(uploads_.FindChunk(kHere, 7, 0));
  EXPECT_TRUE(uploads_.FindChunk(kHere, 8, 0));
}

TEST_F(UploadTableTest, OnlyAnUploadThatNobodyHasGoneOnWithIsAbandoned) {
  const absl::Time now = absl::Now(), long_ago = now - absl::Hours(48);
  Insert(1, "abandoned", long_ago);
  Insert(2, "begun lately", now);
  Insert(3, "", long_ago);  // belongs to a run
  Insert(4, "gone on with lately", long_ago);
  Insert(5, "elsewhere", long_ago, kElsewhere);
  uploads_.InsertChunk(kHere, 4, {0, 1, {"a"}});
  uploads_.DeleteAbandoned(kHere, now - absl::Hours(24));
  EXPECT_FALSE(uploads_.Find(kHere, 1));
  for (Id id = 2; id <= 4; ++id) EXPECT_TRUE(uploads_.Find(kHere, id)) << id;
  EXPECT_TRUE(uploads_.Find(kElsewhere, 5));
}

}  // namespace
}  // namespace nanolearn::testing
