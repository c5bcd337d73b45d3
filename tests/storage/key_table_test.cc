#include "service/storage/mysql/key_table.h"

#include "service/storage/mysql/organisation_table.h"
#include "service/storage/mysql/upload_table.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kFileParts = KeyTable::SealedIn::kFileParts;
const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class KeyTableTest : public TableTest {
 protected:
  KeyTableTest() {
    uploads_.Insert(kHere, {7, "r", std::string(32, 'f'), 100, kNow});
    for (int position = 0; position < 3; ++position) {
      uploads_.InsertChunk(kHere, 7, {position, 1, {std::string("\xff\0 sealed", 9) + std::to_string(position), 1}});
    }
  }
  std::vector<KeyTable::SealedItem> Before(int number, KeyTable::Place after = {}, int limit = 10) {
    return keys_.SealedBefore(kFileParts, number, after, limit);
  }

  mysql::MysqlKeyTable keys_{session_};
  mysql::MysqlUploadTable uploads_{session_};
  mysql::MysqlOrganisationTable organisations_{session_};
};

TEST_F(KeyTableTest, HasNothingWhileThereIsOneKey) { EXPECT_THAT(keys_.List(), IsEmpty()); }

TEST_F(KeyTableTest, KnowsWhenKeysWereUsedAndRetired) {
  keys_.Insert({.number = 1, .fingerprint = std::string(16, '\xfe')});
  keys_.Insert({.number = 2, .fingerprint = std::string(16, '\0'), .use_time = kNow});
  keys_.SetRetireTime(1, kNow);
  const std::vector<KeyRecord> records = keys_.List();
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_EQ(records[0].fingerprint, std::string(16, '\xfe'));
  EXPECT_EQ(records[0].use_time, absl::InfinitePast());
  EXPECT_EQ(records[0].retire_time, kNow);
  EXPECT_EQ(records[1].fingerprint, std::string(16, '\0'));
  EXPECT_EQ(records[1].use_time, kNow);
  EXPECT_EQ(records[1].retire_time, absl::InfiniteFuture());
}

TEST_F(KeyTableTest, CountsWhatIsUnderAKey) {
  const KeyTable::Needs first = keys_.CountUnder(1);
  EXPECT_EQ(first.organisations, 2);
  EXPECT_EQ(first.secrets, 0);
  EXPECT_EQ(first.file_parts, 3);
  organisations_.SetIdentityLayers(kHere, 2);
  EXPECT_EQ(organisations_.IdentityLayers(kHere), 2);
  EXPECT_THAT(organisations_.WithFewerLayers(2), ::testing::ElementsAre(kElsewhere));
  EXPECT_EQ(keys_.CountUnder(1).organisations, 1);
  EXPECT_EQ(keys_.CountUnder(2).organisations, 1);
}

TEST_F(KeyTableTest, GivesWhatIsSealedWithAnEarlierKeyInPages) {
  EXPECT_THAT(Before(1), IsEmpty());
  const auto first = Before(2, {}, 2);
  ASSERT_THAT(first, SizeIs(2));
  EXPECT_EQ(first[1].place, (KeyTable::Place{kHere, 7, 1}));
  const auto rest = Before(2, first[1].place, 2);
  ASSERT_THAT(rest, SizeIs(1));
  EXPECT_EQ(rest[0].sealed, (Sealed{std::string("\xff\0 sealed", 9) + "2", 1}));
  for (const auto what : {KeyTable::SealedIn::kSubscriptions, KeyTable::SealedIn::kIdentityProviders}) {
    EXPECT_THAT(keys_.SealedBefore(what, 2, {}, 10), IsEmpty());
  }
}

TEST_F(KeyTableTest, SealsAnewOnlyWhatIsAsItWas) {
  const KeyTable::SealedItem item = Before(2).front();
  keys_.Reseal(kFileParts, item, {"new", 2});
  EXPECT_EQ(uploads_.FindChunk(kHere, 7, 0)->sealed, (Sealed{"new", 2}));
  keys_.Reseal(kFileParts, item, {"too late", 2});
  EXPECT_EQ(uploads_.FindChunk(kHere, 7, 0)->sealed, (Sealed{"new", 2}));
  EXPECT_THAT(Before(2), SizeIs(2));
}

TEST_F(KeyTableTest, IsAskedForByOneRotationAtATimeAndStandsInNobodyElsesWay) {
  for (int number = 1; number <= 2; ++number) keys_.Insert({.number = number, .fingerprint = std::string(16, 'f')});
  mysql::Session elsewhere(options_);
  mysql::MysqlKeyTable others(elsewhere);
  EXPECT_FALSE(keys_.TryLockRotationTo(3)) << "it is not in use";
  session_.Run("START TRANSACTION");
  EXPECT_TRUE(keys_.TryLockRotationTo(2));
  EXPECT_FALSE(others.TryLockRotationTo(2));
  others.SetRetireTime(1, kNow);
  others.Insert({.number = 3, .fingerprint = std::string(16, 'g')});
  mysql::MysqlOrganisationTable(elsewhere).Insert({.id = 9, .slug = "bergby", .create_time = kNow});
  session_.Run("COMMIT");
  EXPECT_EQ(organisations_.IdentityLayers(9), 3);
  EXPECT_TRUE(others.TryLockRotationTo(2));
}

}  // namespace
}  // namespace nanolearn::testing
