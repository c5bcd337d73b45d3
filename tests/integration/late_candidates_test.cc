#include "service/app/late_candidates.h"

#include <gtest/gtest.h>

namespace nanolearn {
namespace {

TEST(LateCandidatesTest, AllOfAnOrganisationIsReadByDueDateHoweverLargeItIs) {
  EXPECT_FALSE(IsSoonerByPeople({.people = 2000, .late = 6000, .late_of_all = 6000}, 100));
  EXPECT_FALSE(IsSoonerByPeople({.people = 1000000, .late = 3000000, .late_of_all = 3000000}, 100));
}

TEST(LateCandidatesTest, ASmallPartIsReadByPeopleAndALargePartByDueDate) {
  EXPECT_TRUE(IsSoonerByPeople({.people = 200, .late = 600, .late_of_all = 600000}, 100));
  EXPECT_FALSE(IsSoonerByPeople({.people = 100000, .late = 300000, .late_of_all = 600000}, 100));
}

TEST(LateCandidatesTest, WhereFewAreLateTheWholeListWouldBeReadByDueDate) {
  EXPECT_TRUE(IsSoonerByPeople({.people = 200, .late = 0, .late_of_all = 600000}, 100));
  EXPECT_TRUE(IsSoonerByPeople({.people = 200, .late = 3, .late_of_all = 600000}, 100));
  EXPECT_FALSE(IsSoonerByPeople({.people = 200, .late = 3, .late_of_all = 10}, 100)) << "it is short";
}

}  // namespace
}  // namespace nanolearn
