#include "service/storage/mysql/directory_table.h"

#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class DirectoryTableTest : public TableTest {
 protected:
  static DirectoryUser Sample(Id id, const std::string& name, Id source = 1) {
    return {.id = id,
            .source_id = source,
            .user_name_key = name,
            .external_id = "x-" + name,
            .employee_number = "n-" + name,
            .email_key = name + "@x.example",
            .display_name_key = "åsa " + name,
            .person_id = 5,
            .unit_id = 2,
            .resource = "{\"Å\":1}",
            .create_time = kNow,
            .update_time = kNow};
  }
  std::vector<Id> Find(DirectoryKey key, const std::string& value, Id source = 1) const {
    std::vector<Id> ids;
    for (const DirectoryUser& user :
         table_.Users(kHere, {.source_id = source, .key = key, .value = value, .limit = 10})) {
      ids.push_back(user.id);
    }
    return ids;
  }

  mysql::MysqlDirectoryTable table_{session_};
};

TEST_F(DirectoryTableTest, AUserComesBackAsItWasWritten) {
  DirectoryUser user = Sample(7, "a");
  user.leave_date = Date(2026, 11, 24);
  user.leave_run_id = 8;
  user.held_run_id = 9;
  user.active = false;
  table_.InsertUser(kHere, user);
  const DirectoryUser found = table_.FindUser(kHere, 1, 7).value();
  EXPECT_EQ(found.user_name_key, "a");
  EXPECT_EQ(found.display_name_key, "åsa a");
  EXPECT_EQ(found.resource, "{\"Å\":1}");
  EXPECT_EQ(found.person_id, 5u);
  EXPECT_EQ(found.unit_id, 2u);
  EXPECT_EQ(found.leave_date, Date(2026, 11, 24));
  EXPECT_EQ(found.leave_run_id, 8u);
  EXPECT_EQ(found.held_run_id, 9u);
  EXPECT_FALSE(found.active);
  EXPECT_EQ(found.create_time, kNow);
  EXPECT_FALSE(table_.FindUser(kElsewhere, 1, 7));
  EXPECT_FALSE(table_.FindUser(kHere, 2, 7));
}

TEST_F(DirectoryTableTest, UsersAreFoundByEveryKeyWithinTheirSource) {
  table_.InsertUser(kHere, Sample(1, "a"));
  table_.InsertUser(kHere, Sample(2, "b"));
  table_.InsertUser(kHere, Sample(3, "a", 2));
  table_.InsertUser(kElsewhere, Sample(4, "a"));
  DirectoryUser many = Sample(5, "c");
  many.email_key = DirectoryUser::kManyEmails;
  many.active = false;
  table_.InsertUser(kHere, many);
  EXPECT_THAT(Find(DirectoryKey::kNothing, ""), ElementsAre(1, 2, 5));
  EXPECT_THAT(Find(DirectoryKey::kId, FormatId(2)), ElementsAre(2));
  EXPECT_THAT(Find(DirectoryKey::kId, "nonsense"), IsEmpty());
  EXPECT_THAT(Find(DirectoryKey::kUserName, "a"), ElementsAre(1));
  EXPECT_THAT(Find(DirectoryKey::kUserName, "å"), IsEmpty());
  EXPECT_THAT(Find(DirectoryKey::kExternalId, "x-b"), ElementsAre(2));
  EXPECT_THAT(Find(DirectoryKey::kEmployeeNumber, "n-b"), ElementsAre(2));
  EXPECT_THAT(Find(DirectoryKey::kEmail, "b@x.example"), ElementsAre(2, 5));
  EXPECT_THAT(Find(DirectoryKey::kDisplayName, "åsa b"), ElementsAre(2));
  EXPECT_THAT(Find(DirectoryKey::kActive, "0"), ElementsAre(5));
  EXPECT_EQ(table_.CountUsers(kHere, 1), 3);
  EXPECT_EQ(table_.Users(kHere, {.source_id = 1, .skip = 1, .limit = 1})[0].id, 2u);
}

TEST_F(DirectoryTableTest, ADeletedUserLeavesTheNameFreeAndIsKnownAgain) {
  DirectoryUser user = Sample(1, "a");
  table_.InsertUser(kHere, user);
  EXPECT_FALSE(table_.FindDeleted(kHere, 1, "x-a", ""));
  user.deleted = true;
  user.user_name_key.clear();
  table_.UpdateUser(kHere, user);
  EXPECT_THAT(Find(DirectoryKey::kNothing, ""), IsEmpty());
  table_.InsertUser(kHere, Sample(2, "a"));
  EXPECT_EQ(table_.FindDeleted(kHere, 1, "x-a", "")->id, 1u);
  EXPECT_EQ(table_.FindDeleted(kHere, 1, "other", "n-a")->id, 1u);
  EXPECT_FALSE(table_.FindDeleted(kHere, 1, "", ""));
  EXPECT_FALSE(table_.FindDeleted(kHere, 2, "x-a", "n-a"));
}

TEST_F(DirectoryTableTest, WhoLeftAndWhoIsHeldIsCountedByUnit) {
  for (Id id = 1; id <= 3; ++id) {
    DirectoryUser user = Sample(id, "u" + std::to_string(id));
    user.unit_id = id == 3 ? 4 : 2;
    (id == 1 ? user.leave_run_id : user.held_run_id) = 77;
    table_.InsertUser(kHere, user);
  }
  EXPECT_EQ(table_.LeftIn(kHere, 77).size(), 1u);
  EXPECT_EQ(table_.HeldBy(kHere, 77).size(), 2u);
  EXPECT_THAT(table_.HeldBy(kElsewhere, 77), IsEmpty());
  EXPECT_EQ(table_.CountLeftIn(kHere, 77)[0].users, 1);
  EXPECT_EQ(table_.CountHeldBy(kHere, 77).size(), 2u);
}

TEST_F(DirectoryTableTest, GroupsHaveMembersOnce) {
  for (Id id = 1; id <= 3; ++id) table_.InsertUser(kHere, Sample(id, "u" + std::to_string(id)));
  DirectoryGroup group{.id = 9,
                       .source_id = 1,
                       .external_id = "g",
                       .display_name_key = "chefer",
                       .resource = "{}",
                       .create_time = kNow,
                       .update_time = kNow};
  table_.InsertGroup(kHere, group);
  EXPECT_EQ(table_.AddMembers(kHere, 9, {3, 1, 3}), 2);
  EXPECT_EQ(table_.AddMembers(kHere, 9, {1, 2}), 1);
  EXPECT_THAT(table_.Members(kHere, 9), ElementsAre(1, 2, 3));
  EXPECT_EQ(table_.RemoveMembers(kHere, 9, {2, 20}), 1);
  table_.RemoveFromGroups(kHere, 3);
  EXPECT_THAT(table_.Members(kHere, 9), ElementsAre(1));
  EXPECT_THAT(table_.Existing(kHere, 1, {3, 99, 1}), ElementsAre(1, 3));
  group.display_name_key = "ledare";
  table_.UpdateGroup(kHere, group);
  EXPECT_EQ(
      table_.Groups(kHere, {.source_id = 1, .key = DirectoryKey::kDisplayName, .value = "ledare", .limit = 5})
          .size(),
      1u);
  EXPECT_EQ(table_.CountGroups(kHere, 1), 1);
  table_.DeleteGroup(kHere, 9);
  EXPECT_FALSE(table_.FindGroup(kHere, 1, 9));
  EXPECT_THAT(table_.Members(kHere, 9), IsEmpty());
}

}  // namespace
}  // namespace nanolearn::testing
