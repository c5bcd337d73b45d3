#include "service/storage/mysql/session.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/storage/mysql/database_error.h"
#include "tests/support/test_database.h"

namespace nanolearn::mysql {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr uint64_t kLargestId = std::numeric_limits<uint64_t>::max();

class SessionTest : public ::testing::Test {
 protected:
  SessionTest() {
    session_.Run(
        "CREATE TABLE t (id BIGINT UNSIGNED, n BIGINT, text VARCHAR(500), bytes LONGBLOB, day DATE, "
        "time DATETIME(6), kinds SET('A','B'), PRIMARY KEY (id)) CHARSET = utf8mb4");
  }

  std::string Text(const std::string& sql, absl::Span<const Value> values = {}) {
    std::string text = "no row";
    session_.Query(sql, values, [&](const Row& row) { text = row.Text(0); });
    return text;
  }

  Session session_{TestDatabase::Fresh()};
};

TEST_F(SessionTest, BytesComeBackAsTheyWere) {
  std::string bytes;
  for (int i = 0; i < 1024; ++i) bytes += static_cast<char>(i);
  for (const std::string& value : {std::string(), std::string(1, '\0'), bytes}) {
    session_.Execute("REPLACE INTO t (id, bytes) VALUES (1, ?)", {value});
    EXPECT_EQ(Text("SELECT bytes FROM t"), value);
  }
}

TEST_F(SessionTest, BytesBeyondTheDriversChunksComeBackAndShortOnesAfterThem) {
  std::string large(3'000'000, '\0');
  for (size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 7);
  for (const std::string& value : {large, std::string("short"), large}) {
    session_.Execute("REPLACE INTO t (id, bytes) VALUES (1, ?)", {value});
    EXPECT_TRUE(Text("SELECT bytes FROM t") == value);
  }
}

TEST_F(SessionTest, TextComesBackAsItWas) {
  for (const std::string text : {"Åsa Öberg, förskolan i Älvsjö", "🎓 två minuter", "a'b\"c\\d%_", ""}) {
    session_.Execute("REPLACE INTO t (id, text) VALUES (1, ?)", {text});
    EXPECT_EQ(Text("SELECT text FROM t"), text);
  }
}

TEST_F(SessionTest, NumbersComeBackAsTheyWere) {
  for (const int64_t n : {int64_t{0}, int64_t{-1}, std::numeric_limits<int64_t>::min(),
                          std::numeric_limits<int64_t>::max(), int64_t{-5}}) {
    session_.Execute("REPLACE INTO t (id, n) VALUES (?, ?)", {kLargestId, n});
    session_.Query("SELECT id, n FROM t", {}, [&](const Row& row) {
      EXPECT_EQ(row.GetId(0), kLargestId);
      EXPECT_EQ(row.Int(1), n);
    });
  }
}

TEST_F(SessionTest, TimesKeepMicrosecondsInUtc) {
  const absl::Time time = absl::FromUnixMicros(1'795'000'000'000'001);
  session_.Execute("INSERT INTO t (id, time, day) VALUES (1, ?, ?)", {Bind(time), Bind(kNoEnd)});
  session_.Query("SELECT time, day FROM t", {}, [&](const Row& row) {
    EXPECT_EQ(row.Time(0), time);
    EXPECT_EQ(row.Day(1), kNoEnd);
  });
  EXPECT_EQ(Text("SELECT TIMESTAMPDIFF(SECOND, NOW(), UTC_TIMESTAMP())"), "0");
}

TEST_F(SessionTest, NullIsNothing) {
  session_.Execute("INSERT INTO t (id, n, text, time) VALUES (1, ?, ?, ?)",
                   {BindOptional(kNoId), nullptr, Bind(absl::InfiniteFuture())});
  session_.Query("SELECT n, text, time FROM t", {}, [&](const Row& row) {
    EXPECT_TRUE(row.IsNull(0));
    EXPECT_EQ(row.GetId(0), kNoId);
    EXPECT_EQ(row.Text(1), "");
    EXPECT_EQ(row.Time(2), absl::InfiniteFuture());
    EXPECT_EQ(row.Time(2, absl::InfinitePast()), absl::InfinitePast());
  });
}

TEST_F(SessionTest, AParameterMayBeOfAnotherTypeEachTime) {
  const std::string sql = "REPLACE INTO t (id, n) VALUES (1, ?)";
  const std::vector<Value> values = {uint64_t{7}, int64_t{-7}, nullptr, std::string("8"), int64_t{-9}};
  const std::vector<std::string> expected = {"7", "-7", "", "8", "-9"};
  for (size_t i = 0; i < values.size(); ++i) {
    session_.Execute(sql, {values[i]});
    EXPECT_EQ(Text("SELECT n FROM t"), expected[i]);
  }
}

TEST_F(SessionTest, UpdateCountsTheRowsItFindsChangedOrNot) {
  session_.Execute("INSERT INTO t (id, n) VALUES (1, 5), (2, 6)");
  EXPECT_EQ(session_.Execute("UPDATE t SET n = 5"), 2);
  EXPECT_EQ(session_.Execute("UPDATE t SET n = 5"), 2);
  EXPECT_EQ(session_.Execute("DELETE FROM t WHERE id = 9"), 0);
}

TEST_F(SessionTest, ManyRowsAreInsertedWithATail) {
  for (const size_t rows : {1, 3, 4, 85, 1000}) {
    std::vector<Value> values;
    for (size_t i = 0; i < rows; ++i) values.insert(values.end(), {uint64_t{i}, static_cast<int64_t>(rows)});
    session_.InsertRows("INSERT INTO t (id, n) VALUES", 2, values, "ON DUPLICATE KEY UPDATE n = VALUES(n)");
    EXPECT_EQ(Text("SELECT COUNT(*) FROM t WHERE n = ?", {static_cast<int64_t>(rows)}), absl::StrCat(rows));
  }
  session_.InsertRows("INSERT INTO t (id, n) VALUES", 2, {});
}

TEST_F(SessionTest, ListsOfAnyLengthFindEachRowOnce) {
  std::vector<Value> rows, list;
  for (uint64_t i = 0; i < 3000; ++i) rows.insert(rows.end(), {i, int64_t{1}});
  session_.InsertRows("INSERT INTO t (id, n) VALUES", 2, rows);
  for (const uint64_t length : {0, 1, 2, 5, 257, 1024, 1025, 3000}) {
    list.clear();
    for (uint64_t i = 0; i < length; ++i) list.push_back(i);
    std::vector<Id> found;
    session_.QueryIn("SELECT id FROM t WHERE n = ? AND id IN (?*) LIMIT ?", {int64_t{1}}, list,
                     {int64_t{5000}}, [&](const Row& row) { found.push_back(row.GetId(0)); });
    EXPECT_EQ(found.size(), length);
  }
  EXPECT_EQ(session_.ExecuteIn("DELETE FROM t WHERE id IN (?*)", {}, list, {}), 3000);
}

TEST_F(SessionTest, MoreStatementsThanAreKeptStillWork) {
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 300; ++i) EXPECT_EQ(Text(absl::StrCat("SELECT ", i)), absl::StrCat(i));
  }
}

TEST_F(SessionTest, SetsAreTextBetweenCommas) {
  session_.Execute("INSERT INTO t (id, kinds) VALUES (1, ?)", {std::string("B,A")});
  EXPECT_EQ(Text("SELECT kinds FROM t"), "A,B");
}

TEST_F(SessionTest, WhatDoesNotFitIsRefusedAndNotCut) {
  try {
    session_.Execute("INSERT INTO t (id, text) VALUES (1, ?)", {std::string(501, 'a')});
    FAIL() << "it was taken";
  } catch (const DatabaseError& e) {
    EXPECT_EQ(e.number(), 1406);
  }
}

TEST_F(SessionTest, TheServerGetsNoFileOfOurs) {
  try {
    session_.Run("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE t (text)");
    FAIL() << "it was sent";
  } catch (const DatabaseError& e) {
    EXPECT_THAT(e.what(), HasSubstr("local infile capability"));
  }
}

TEST_F(SessionTest, PingTellsAKilledConnection) {
  EXPECT_TRUE(session_.Ping());
  Session other(TestDatabase::Fresh());
  other.Run(absl::StrCat("KILL CONNECTION ", session_.connection_id()));
  EXPECT_FALSE(session_.Ping());
}

TEST_F(SessionTest, QueriesMayBeNested) {
  session_.Execute("INSERT INTO t (id, n) VALUES (1, 10), (2, 20)");
  std::vector<std::string> seen;
  session_.Query("SELECT id FROM t ORDER BY id", {}, [&](const Row& row) {
    seen.push_back(Text("SELECT n FROM t WHERE id = ?", {row.GetId(0)}));
  });
  EXPECT_THAT(seen, ElementsAre("10", "20"));
}

}  // namespace
}  // namespace nanolearn::mysql
