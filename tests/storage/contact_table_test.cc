#include "service/storage/mysql/contact_table.h"

#include "service/storage/mysql/engagement_table.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Date kDay{2026, 11, 23};
const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class ContactTableTest : public TableTest {
 protected:
  Contact Find(Id organisation, Id person) {
    const std::vector<Contact> found = contacts_.Find(organisation, {person});
    return found.empty() ? Contact() : found.front();
  }

  std::vector<Id> Unreachable(std::vector<Id> units, Date day = kDay, Id organisation = kHere) {
    std::vector<Id> people;
    for (const Contact& contact : contacts_.Unreachable(organisation, units, day)) {
      people.push_back(contact.person_id);
    }
    return people;
  }

  void Engage(Id id, Id person, Id unit, DateRange valid) {
    Engagement engagement{id, person, 1, "key-" + std::to_string(id), {}, valid};
    engagement.facts.unit_id = unit;
    engagement.facts.period = {kDay - 100, kNoEnd};
    mysql::MysqlEngagementTable(session_).Insert(kHere, {engagement});
  }

  mysql::MysqlContactTable contacts_{session_};
};

TEST_F(ContactTableTest, OfMostPeopleNothingIsKnown) {
  contacts_.SetLanguage(kHere, 3, "en");
  EXPECT_THAT(contacts_.Find(kHere, {1, 2, 3}), SizeIs(1));
  EXPECT_THAT(contacts_.Find(kElsewhere, {1, 2, 3}), IsEmpty());
  EXPECT_EQ(Find(kHere, 3).person_id, 3u);
  EXPECT_EQ(Find(kHere, 3).language, "en");
  EXPECT_EQ(Find(kHere, 3).unreachable_address, "");
  EXPECT_EQ(Find(kHere, 3).unreachable_time, absl::InfiniteFuture());
}

TEST_F(ContactTableTest, LanguageAndReachabilityDoNotTouchEachOther) {
  contacts_.SetUnreachable(kHere, 3, "åsa@alvnas.example", "550 no such user", kNow);
  contacts_.SetLanguage(kHere, 3, "en");
  contacts_.SetLanguage(kHere, 3, "sv");
  Contact contact = Find(kHere, 3);
  EXPECT_EQ(contact.language, "sv");
  EXPECT_EQ(contact.unreachable_address, "åsa@alvnas.example");
  EXPECT_EQ(contact.unreachable_reason, "550 no such user");
  EXPECT_EQ(contact.unreachable_time, kNow);

  contacts_.SetUnreachable(kHere, 3, "ny@alvnas.example", "551", kNow + absl::Hours(1));
  EXPECT_EQ(Find(kHere, 3).unreachable_address, "ny@alvnas.example");
  contacts_.SetReachable(kElsewhere, 3);
  EXPECT_EQ(Find(kHere, 3).unreachable_reason, "551");
  contacts_.SetReachable(kHere, 3);
  contact = Find(kHere, 3);
  EXPECT_EQ(contact.language, "sv");
  EXPECT_EQ(contact.unreachable_address, "");
  EXPECT_EQ(contact.unreachable_reason, "");
  EXPECT_EQ(contact.unreachable_time, absl::InfiniteFuture());
  contacts_.SetReachable(kHere, 4);
  EXPECT_THAT(contacts_.Find(kHere, {4}), IsEmpty());
}

TEST_F(ContactTableTest, ALongReasonIsCutToOneLine) {
  contacts_.SetUnreachable(kHere, 3, "a@b.example", "550 no\r\n" + std::string(1000, 'x'), kNow);
  EXPECT_EQ(Find(kHere, 3).unreachable_reason.size(), 500u);
  EXPECT_EQ(Find(kHere, 3).unreachable_reason.find('\n'), std::string::npos);
}

TEST_F(ContactTableTest, ThoseWhoCannotBeReachedAreListedWhereTheyWorkOnTheDay) {
  Engage(1, 5, 2, {kDay - 9, kNoEnd});
  Engage(2, 5, 3, {kDay - 9, kNoEnd});
  Engage(3, 4, 3, {kDay - 9, kDay});  // gone
  Engage(4, 6, 3, {kDay + 1, kNoEnd});
  Engage(5, 7, 3, {kDay - 9, kNoEnd});
  Engage(6, 8, 3, {kDay - 9, kNoEnd});
  for (const Id person : {4, 5, 6, 7, 9}) contacts_.SetUnreachable(kHere, person, "a@b.example", "550", kNow);
  contacts_.SetUnreachable(kElsewhere, 5, "a@b.example", "550", kNow);
  contacts_.SetLanguage(kHere, 8, "en");
  EXPECT_THAT(Unreachable({}), ElementsAre(5, 7));
  EXPECT_THAT(Unreachable({}, kDay + 1), ElementsAre(5, 6, 7));
  EXPECT_THAT(Unreachable({2}), ElementsAre(5));
  EXPECT_THAT(Unreachable({3, 2}), ElementsAre(5, 7));
  EXPECT_THAT(Unreachable({4}), IsEmpty());
  EXPECT_THAT(Unreachable({}, kDay, kElsewhere), IsEmpty());
}

TEST_F(ContactTableTest, SomebodyIsListedOnceHoweverManyUnitsAreAskedFor) {
  Engage(1, 5, 2, {kDay - 9, kNoEnd});
  Engage(2, 5, 3, {kDay - 9, kNoEnd});
  contacts_.SetUnreachable(kHere, 5, "a@b.example", "550", kNow);
  std::vector<Id> units = {2, 3};
  for (Id unit = 1000; unit < 3500; ++unit) units.push_back(unit);
  EXPECT_THAT(Unreachable(units), ElementsAre(5));
}

}  // namespace
}  // namespace nanolearn::testing
