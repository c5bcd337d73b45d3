#include "service/storage/mysql/link_table.h"

#include <set>
#include <thread>

#include "service/storage/mysql/assignment_table.h"
#include "service/storage/mysql/database_error.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr Date kDay{2026, 11, 23};
const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class LinkTableTest : public TableTest {
 protected:
  LinkTableTest() {
    mysql::MysqlAssignmentTable assignments(session_);
    for (const Id organisation : {kHere, kElsewhere}) {
      for (Id id = 1; id <= 4; ++id) {
        assignments.Insert(organisation, {{.id = id,
                                           .programme_id = 1,
                                           .module_id = 1,
                                           .person_id = id,
                                           .open_date = kDay,
                                           .due_date = kDay + 30}});
      }
    }
  }

  static LearnerLink Sample(uint64_t number, Id assignment, absl::Duration age = absl::Hours(24)) {
    return {.organisation_id = kHere,
            .number = number,
            .root = number,
            .assignment_id = assignment,
            .create_time = kNow,
            .expire_time = kNow + age};
  }

  static std::vector<uint64_t> Numbers(const std::vector<LearnerLink>& links) {
    std::vector<uint64_t> numbers;
    for (const LearnerLink& link : links) numbers.push_back(link.number);
    return numbers;
  }

  static std::string Hash(char c) { return std::string(32, c); }

  mysql::MysqlLinkTable links_{session_};
};

TEST_F(LinkTableTest, ALinkIsFoundByItsNumberAloneAsItWasWritten) {
  LearnerLink link = Sample((uint64_t{1} << 40) - 1, 3);
  link.organisation_id = kElsewhere;
  link.purpose = LinkPurpose::kScreen;
  link.revoke_time = kNow + absl::Minutes(1);
  links_.Insert({link, Sample(1, 3)});
  const LearnerLink found = links_.Find(link.number).value();
  EXPECT_EQ(found.organisation_id, kElsewhere);
  EXPECT_EQ(found.number, link.number);
  EXPECT_EQ(found.assignment_id, 3u);
  EXPECT_EQ(found.purpose, LinkPurpose::kScreen);
  EXPECT_EQ(found.create_time, kNow);
  EXPECT_EQ(found.expire_time, link.expire_time);
  EXPECT_EQ(found.revoke_time, link.revoke_time);
  EXPECT_EQ(links_.Find(1)->revoke_time, absl::InfiniteFuture());
  EXPECT_FALSE(links_.Find(2));
}

TEST_F(LinkTableTest, ANumberIsGivenOnceInTheWholeInstallation) {
  links_.Insert({Sample(5, 1)});
  LearnerLink other = Sample(5, 1);
  other.organisation_id = kElsewhere;
  EXPECT_THROW(links_.Insert({other}), mysql::DatabaseError);
}

TEST_F(LinkTableTest, OfEachAssignmentTheMailLinkThatIsGoodForLongestIsFoundIfItIsGoodForLongEnough) {
  LearnerLink screen = Sample(15, 2, absl::Hours(90));
  screen.purpose = LinkPurpose::kScreen;
  LearnerLink revoked = Sample(16, 3, absl::Hours(90));
  revoked.revoke_time = kNow;
  LearnerLink elsewhere = Sample(17, 3, absl::Hours(90));
  elsewhere.organisation_id = kElsewhere;
  LearnerLink handed_out = Sample(19, 2, absl::Hours(90));
  handed_out.purpose = LinkPurpose::kHandedOut;
  LearnerLink gone_on_to = Sample(20, 2, absl::Hours(60));
  gone_on_to.root = 18;
  links_.Insert({handed_out, gone_on_to, Sample(11, 1, absl::Hours(30)), Sample(12, 1, absl::Hours(50)),
                 Sample(13, 1, absl::Hours(40)), Sample(14, 2, absl::Hours(20)), screen, revoked, elsewhere,
                 Sample(18, 4, absl::Hours(60))});
  const auto numbers = [&](absl::Duration until) {
    return Numbers(links_.ValidUntil(kHere, LinkPurpose::kMail, {1, 2, 3}, kNow + until));
  };
  EXPECT_THAT(numbers(absl::Hours(10)), UnorderedElementsAre(12, 14));
  EXPECT_THAT(numbers(absl::Hours(20)), ElementsAre(12)) << "a link is not valid when it expires";
  EXPECT_THAT(numbers(absl::Hours(50)), IsEmpty());
  EXPECT_THAT(Numbers(links_.ValidUntil(kHere, LinkPurpose::kHandedOut, {1, 2, 3}, kNow)), ElementsAre(19));
  EXPECT_THAT(links_.ValidUntil(kHere, LinkPurpose::kMail, {}, kNow), IsEmpty());
}

TEST_F(LinkTableTest, AllLinksOfAssignmentsComeLastMadeFirst) {
  LearnerLink old = Sample(23, 1);
  old.create_time = kNow - absl::Hours(1);
  old.expire_time = kNow - absl::Minutes(1);
  links_.Insert({old, Sample(21, 2), Sample(22, 1), Sample(24, 3)});
  EXPECT_THAT(Numbers(links_.OfAssignments(kHere, {2, 1})), ElementsAre(22, 21, 23));
  EXPECT_THAT(links_.OfAssignments(kElsewhere, {2, 1}), IsEmpty());
}

TEST_F(LinkTableTest, RevokingKeepsTheFirstTimeAndStaysInTheOrganisation) {
  links_.Insert({Sample(31, 1), Sample(32, 1)});
  EXPECT_EQ(links_.Revoke(kElsewhere, {31, 32}, kNow), 0);
  EXPECT_EQ(links_.Revoke(kHere, {31}, kNow), 1);
  EXPECT_EQ(links_.Revoke(kHere, {31, 32, 99}, kNow + absl::Hours(1)), 1);
  EXPECT_EQ(links_.Find(31)->revoke_time, kNow);
  EXPECT_EQ(links_.Find(32)->revoke_time, kNow + absl::Hours(1));
}

TEST_F(LinkTableTest, ALinkEndsWithTheOneThatItWasMadeFrom) {
  LearnerLink longer = Sample(36, 2, absl::Hours(48)), screen = Sample(37, 1);
  longer.root = screen.root = 35;
  screen.purpose = LinkPurpose::kScreen;
  links_.Insert({Sample(35, 1), longer, screen, Sample(38, 1)});
  EXPECT_EQ(links_.Find(36)->root, 35u);
  EXPECT_EQ(links_.Find(36)->expire_time, kNow + absl::Hours(24));
  EXPECT_THAT(links_.Roots(kHere, {36, 37, 38, 99}), UnorderedElementsAre(35, 38));
  EXPECT_THAT(links_.Roots(kElsewhere, {36}), IsEmpty());
  links_.Revoke(kHere, {36}, kNow);
  EXPECT_EQ(links_.Find(37)->revoke_time, absl::InfiniteFuture()) << "only what it came from ends it";
  links_.Revoke(kHere, {35}, kNow + absl::Hours(1));
  EXPECT_EQ(links_.Find(36)->revoke_time, kNow);
  EXPECT_EQ(links_.Find(37)->revoke_time, kNow + absl::Hours(1));
  for (const LearnerLink& link : links_.OfAssignments(kHere, {1, 2})) {
    EXPECT_EQ(link.revoke_time == absl::InfiniteFuture(), link.number == 38) << link.number;
  }
}

TEST_F(LinkTableTest, ALinkCanBeMadeToLastLonger) {
  links_.Insert({Sample(41, 1), Sample(42, 1)});
  links_.SetExpireTime(*links_.Find(41), kNow + absl::Hours(99));
  EXPECT_EQ(links_.Find(41)->expire_time, kNow + absl::Hours(99));
  EXPECT_EQ(links_.Find(42)->expire_time, kNow + absl::Hours(24));
}

TEST_F(LinkTableTest, AScreenCodeIsTakenOnce) {
  EXPECT_TRUE(links_.InsertScreenCode(Hash('a'), {kElsewhere, 3, 77}, kNow + absl::Minutes(10)));
  const auto found = links_.FindScreenCode(Hash('a'), kNow);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->organisation_id, kElsewhere);
  EXPECT_EQ(found->assignment_id, 3u);
  EXPECT_EQ(found->root, 77u);
  EXPECT_FALSE(links_.FindScreenCode(Hash('b'), kNow));
  EXPECT_EQ(links_.TakeScreenCode(Hash('a'), kNow)->assignment_id, 3u);
  EXPECT_FALSE(links_.TakeScreenCode(Hash('a'), kNow));
  EXPECT_FALSE(links_.FindScreenCode(Hash('a'), kNow));
}

TEST_F(LinkTableTest, AScreenCodeInUseIsNotGivenToAnother) {
  EXPECT_TRUE(links_.InsertScreenCode(Hash('a'), {kHere, 1, 77}, kNow + absl::Minutes(10)));
  EXPECT_FALSE(links_.InsertScreenCode(Hash('a'), {kHere, 2, 77}, kNow + absl::Minutes(10)));
  EXPECT_EQ(links_.FindScreenCode(Hash('a'), kNow)->assignment_id, 1u);
}

TEST_F(LinkTableTest, AnExpiredScreenCodeIsNobodys) {
  links_.InsertScreenCode(Hash('a'), {kHere, 1, 77}, kNow);
  EXPECT_FALSE(links_.FindScreenCode(Hash('a'), kNow));
  EXPECT_FALSE(links_.TakeScreenCode(Hash('a'), kNow));
}

TEST_F(LinkTableTest, RequestsAreTakenOldestFirstAsTheyWereWritten) {
  links_.InsertRequest({.id = 2, .email = "bo@alvnas.example", .language = "sv", .create_time = kNow});
  links_.InsertRequest({.id = 1,
                        .wants = LinkRequest::Wants::kSignIn,
                        .email = "åsa@alvnas.example",
                        .language = "en",
                        .create_time = kNow});
  EXPECT_EQ(links_.CountRequests(), 2);
  const std::vector<LinkRequest> first = links_.TakeRequests(1);
  ASSERT_THAT(first, SizeIs(1));
  EXPECT_EQ(first[0].id, 1u);
  EXPECT_EQ(first[0].wants, LinkRequest::Wants::kSignIn);
  EXPECT_EQ(first[0].email, "åsa@alvnas.example");
  EXPECT_EQ(first[0].language, "en");
  EXPECT_EQ(first[0].create_time, kNow);
  const std::vector<LinkRequest> second = links_.TakeRequests(9);
  ASSERT_THAT(second, SizeIs(1));
  EXPECT_EQ(second[0].wants, LinkRequest::Wants::kLessons);
  EXPECT_THAT(links_.TakeRequests(9), IsEmpty());
  EXPECT_EQ(links_.CountRequests(), 0);
}

TEST_F(LinkTableTest, EachRequestIsTakenByOneOfSeveralServers) {
  constexpr int kRequests = 100, kServers = 4;
  for (int id = 1; id <= kRequests; ++id)
    links_.InsertRequest({.id = static_cast<Id>(id), .create_time = kNow});
  std::vector<std::vector<Id>> taken(kServers);
  std::vector<std::thread> servers;
  for (int i = 0; i < kServers; ++i) {
    servers.emplace_back([&, i] {
      mysql::Session session(options_);
      mysql::MysqlLinkTable links(session);
      while (links.CountRequests() > 0) {
        try {
          session.Run("BEGIN");
          const std::vector<LinkRequest> some = links.TakeRequests(7);
          session.Run("COMMIT");
          for (const LinkRequest& one : some) taken[i].push_back(one.id);
        } catch (const mysql::DatabaseError&) {  // another was quicker
          session.Run("ROLLBACK");
        }
      }
    });
  }
  for (std::thread& server : servers) server.join();
  std::multiset<Id> all;
  for (const auto& ids : taken) all.insert(ids.begin(), ids.end());
  EXPECT_EQ(all.size(), kRequests);
  EXPECT_EQ(std::set<Id>(all.begin(), all.end()).size(), kRequests) << "one was taken twice";
}

TEST_F(LinkTableTest, WhatExpiredBeforeIsForgotten) {
  links_.Insert({Sample(51, 1, absl::Hours(1)), Sample(52, 1, absl::Hours(2))});
  links_.InsertScreenCode(Hash('a'), {kHere, 1, 77}, kNow + absl::Hours(1));
  links_.InsertScreenCode(Hash('b'), {kHere, 1, 77}, kNow + absl::Hours(2));
  EXPECT_EQ(links_.ClearExpired(kNow + absl::Hours(2)), 2);
  EXPECT_FALSE(links_.Find(51));
  EXPECT_TRUE(links_.Find(52));
  EXPECT_TRUE(links_.FindScreenCode(Hash('b'), kNow));
  EXPECT_EQ(links_.ClearExpired(kNow + absl::Hours(2)), 0);
}

}  // namespace
}  // namespace nanolearn::testing
