#include "service/storage/mysql/token_table.h"

#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;

const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class TokenTableTest : public TableTest {
 protected:
  static std::string Hash(char c) { return std::string(31, c) + '\0'; }

  static Token Sample(Id id, Id organisation) {
    return {.id = id,
            .organisation_id = organisation,
            .display_name = "Åsas",
            .role = Role::kManager,
            .create_time = kNow};
  }

  mysql::MysqlTokenTable tokens_{session_};
};

TEST_F(TokenTableTest, IsFoundByItsHashAndComesBackAsItWasWritten) {
  Token token = Sample(5, kHere);
  token.unit_id = 4;
  token.source_id = 3;
  token.expire_time = kNow + absl::Hours(1);
  tokens_.Insert(token, Hash('a'));
  const Token found = tokens_.FindByHash(Hash('a')).value();
  EXPECT_EQ(found.id, 5u);
  EXPECT_EQ(found.organisation_id, kHere);
  EXPECT_EQ(found.display_name, "Åsas");
  EXPECT_EQ(found.role, Role::kManager);
  EXPECT_EQ(found.unit_id, 4u);
  EXPECT_EQ(found.source_id, 3u);
  EXPECT_EQ(found.create_time, kNow);
  EXPECT_EQ(found.expire_time, kNow + absl::Hours(1));
  EXPECT_EQ(found.revoke_time, absl::InfiniteFuture());
  EXPECT_FALSE(tokens_.FindByHash(Hash('b')));
}

TEST_F(TokenTableTest, ARevokedOneIsStillFound) {
  tokens_.Insert(Sample(5, kHere), Hash('a'));
  tokens_.SetRevokeTime(kElsewhere, 5, kNow);
  EXPECT_EQ(tokens_.Find(kHere, 5)->revoke_time, absl::InfiniteFuture());
  tokens_.SetRevokeTime(kHere, 5, kNow);
  EXPECT_EQ(tokens_.FindByHash(Hash('a'))->revoke_time, kNow);
  EXPECT_FALSE(tokens_.Find(kElsewhere, 5));
}

TEST_F(TokenTableTest, ListsPageByIdWithinTheOrganisation) {
  for (const Id id : {3, 1, 2}) tokens_.Insert(Sample(id, kHere), Hash(static_cast<char>(id)));
  tokens_.Insert(Sample(9, kElsewhere), Hash('z'));
  std::vector<Id> ids;
  for (const Token& token : tokens_.List(kHere, kNoId, 2)) ids.push_back(token.id);
  for (const Token& token : tokens_.List(kHere, 2, 2)) ids.push_back(token.id);
  EXPECT_THAT(ids, ElementsAre(1, 2, 3));
}

TEST_F(TokenTableTest, TheInstallationHasATokenOnceOneWasMadeForIt) {
  tokens_.Insert(Sample(1, kHere), Hash('a'));
  EXPECT_FALSE(tokens_.HasInstallationToken());
  tokens_.Insert(Sample(2, kNoId), Hash('b'));
  EXPECT_TRUE(tokens_.HasInstallationToken());
  EXPECT_EQ(tokens_.FindByHash(Hash('b'))->organisation_id, kNoId);
}

}  // namespace
}  // namespace nanolearn::testing
