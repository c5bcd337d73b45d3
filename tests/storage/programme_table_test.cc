#include "service/storage/mysql/programme_table.h"

#include "service/storage/mysql/database_error.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Date kDay{2026, 11, 23};
const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);
using enum EngagementKind;

class ProgrammeTableTest : public TableTest {
 protected:
  static Programme Sample(Id id, const std::string& slug, std::vector<Id> modules = {3, 1, 2}) {
    return {.id = id,
            .slug = slug,
            .display_name = "Årets program",
            .module_ids = std::move(modules),
            .audience = {{4, {kMandate, kBoardSeat}, false}, {1, {kEmployment}, true}},
            .open_date = kDay,
            .days_to_complete = 45,
            .create_time = kNow};
  }

  mysql::MysqlProgrammeTable programmes_{session_};
};

TEST_F(ProgrammeTableTest, ComesBackAsItWasWritten) {
  programmes_.Insert(kHere, Sample(70, "yearly"));
  const Programme found = programmes_.Find(kHere, "yearly").value();
  EXPECT_EQ(found.id, 70u);
  EXPECT_EQ(found.display_name, "Årets program");
  EXPECT_EQ(found.open_date, kDay);
  EXPECT_EQ(found.days_to_complete, 45);
  EXPECT_EQ(found.create_time, kNow);
  EXPECT_THAT(found.module_ids, ElementsAre(3, 1, 2));
  ASSERT_EQ(found.audience.size(), 2u);
  EXPECT_EQ(found.audience[0].unit_id, 4u);
  EXPECT_THAT(found.audience[0].kinds, ElementsAre(kMandate, kBoardSeat));
  EXPECT_FALSE(found.audience[0].requires_computer);
  EXPECT_THAT(found.audience[1].kinds, ElementsAre(kEmployment));
  EXPECT_TRUE(found.audience[1].requires_computer);
  EXPECT_FALSE(programmes_.Find(kElsewhere, "yearly"));
}

TEST_F(ProgrammeTableTest, ListsPageBySlugEachWithItsOwnParts) {
  programmes_.Insert(kHere, Sample(71, "b", {1}));
  programmes_.Insert(kHere, Sample(70, "c", {2, 3}));
  programmes_.Insert(kHere, Sample(72, "a", {}));
  std::vector<std::pair<std::string, size_t>> seen;
  for (const Programme& p : programmes_.List(kHere, "", 2)) seen.emplace_back(p.slug, p.module_ids.size());
  for (const Programme& p : programmes_.List(kHere, "b", 1)) seen.emplace_back(p.slug, p.module_ids.size());
  EXPECT_THAT(seen, ElementsAre(std::pair("a", 0), std::pair("b", 1), std::pair("c", 2)));
}

TEST_F(ProgrammeTableTest, AllThatExistAreFoundByTheirIds) {
  programmes_.Insert(kHere, Sample(71, "b", {1}));
  programmes_.Insert(kElsewhere, Sample(73, "d", {1}));
  const std::vector<Programme> found = programmes_.FindAll(kHere, {73, 71, 99});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].module_ids, ElementsAre(1));
  EXPECT_THAT(programmes_.FindAll(kHere, {}), IsEmpty());
}

TEST_F(ProgrammeTableTest, WhatIsNotTheOrganisationsOwnIsRefusedByTheDatabase) {
  session_.Execute("INSERT INTO modules (organisation_id, id, slug) VALUES (?, 500, 'only-there')",
                   {kElsewhere});
  try {
    programmes_.Insert(kHere, Sample(70, "yearly", {500}));
    FAIL() << "it was taken";
  } catch (const mysql::DatabaseError& e) {
    EXPECT_EQ(e.number(), 1452);
  }
}

}  // namespace
}  // namespace nanolearn::testing
