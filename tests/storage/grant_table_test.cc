#include "service/storage/mysql/grant_table.h"

#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class GrantTableTest : public TableTest {
 protected:
  static AccessGrant Sample(Id id, const std::string& email = "åsa@alvnas.example") {
    return {.id = id,
            .organisation_id = kHere,
            .email = email,
            .role = Role::kHr,
            .unit_id = 4,
            .create_time = kNow,
            .created_by = "Åsa i HR"};
  }

  static std::vector<Id> Ids(const std::vector<AccessGrant>& grants) {
    std::vector<Id> ids;
    for (const AccessGrant& grant : grants) ids.push_back(grant.id);
    return ids;
  }

  mysql::MysqlGrantTable grants_{session_};
};

TEST_F(GrantTableTest, ComesBackAsItWasWritten) {
  AccessGrant grant = Sample(7);
  grant.expire_time = kNow + absl::Hours(1);
  grants_.Insert(grant);
  AccessGrant whole = Sample(8);
  whole.role = Role::kAuditor;
  whole.unit_id = kNoId;
  grants_.Insert(whole);
  const AccessGrant found = grants_.Find(kHere, 7).value();
  EXPECT_EQ(found.id, 7u);
  EXPECT_EQ(found.organisation_id, kHere);
  EXPECT_EQ(found.email, "åsa@alvnas.example");
  EXPECT_EQ(found.role, Role::kHr);
  EXPECT_EQ(found.unit_id, 4u);
  EXPECT_EQ(found.create_time, kNow);
  EXPECT_EQ(found.created_by, "Åsa i HR");
  EXPECT_EQ(found.expire_time, grant.expire_time);
  EXPECT_EQ(found.revoke_time, absl::InfiniteFuture());
  EXPECT_EQ(grants_.Find(kHere, 8)->role, Role::kAuditor);
  EXPECT_EQ(grants_.Find(kHere, 8)->unit_id, kNoId);
  EXPECT_EQ(grants_.Find(kHere, 8)->expire_time, absl::InfiniteFuture());
  EXPECT_FALSE(grants_.Find(kElsewhere, 7));
}

TEST_F(GrantTableTest, ListsPageByIdAndAnAddressIsFoundWithAllItHasBeenGiven) {
  for (const Id id : {3, 1, 2}) grants_.Insert(Sample(id));
  grants_.Insert(Sample(4, "bo@alvnas.example"));
  AccessGrant elsewhere = Sample(5);
  elsewhere.organisation_id = kElsewhere;
  grants_.Insert(elsewhere);
  EXPECT_THAT(Ids(grants_.List(kHere, kNoId, 2)), ElementsAre(1, 2));
  EXPECT_THAT(Ids(grants_.List(kHere, 2, 9)), ElementsAre(3, 4));
  EXPECT_THAT(Ids(grants_.OfEmail(kHere, "åsa@alvnas.example")), ElementsAre(1, 2, 3));
  EXPECT_THAT(Ids(grants_.OfEmail(kElsewhere, "åsa@alvnas.example")), ElementsAre(5));
  EXPECT_THAT(grants_.OfEmail(kHere, "asa@alvnas.example"), IsEmpty()) << "another address";
}

TEST_F(GrantTableTest, RevokingTouchesOneAlone) {
  grants_.Insert(Sample(1));
  grants_.Insert(Sample(2));
  grants_.SetRevokeTime(kElsewhere, 1, kNow);
  EXPECT_EQ(grants_.Find(kHere, 1)->revoke_time, absl::InfiniteFuture());
  grants_.SetRevokeTime(kHere, 1, kNow);
  EXPECT_EQ(grants_.Find(kHere, 1)->revoke_time, kNow);
  EXPECT_EQ(grants_.Find(kHere, 2)->revoke_time, absl::InfiniteFuture());
}

}  // namespace
}  // namespace nanolearn::testing
