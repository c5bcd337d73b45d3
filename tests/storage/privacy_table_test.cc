#include "service/storage/mysql/privacy_table.h"

#include "service/storage/mysql/engagement_table.h"
#include "service/storage/mysql/mail_table.h"
#include "service/storage/mysql/person_table.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr Date kDay{2026, 11, 23};
const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class PrivacyTableTest : public TableTest {
 protected:
  void Engage(Id id, Id person, DateRange valid, const std::string& key, const std::string& manager = "",
              Id organisation = kHere) {
    Engagement engagement{id, person, 1, key, {}, valid};
    engagement.facts.unit_id = 1;
    engagement.facts.role = "Vaktmästare";
    engagement.facts.manager_key = manager;
    engagement.facts.period = valid;
    mysql::MysqlEngagementTable(session_).Insert(organisation, {engagement});
  }
  void Name(Id id, Id person, const std::string& email, Id organisation = kHere) {
    mysql::MysqlPersonTable(session_).InsertAttributes(
        organisation, {{id, person, 1, {"Ture", "Ek", email, "070-1"}, {kDay - 100, kDay}, true}});
  }
  PersonTraces Traces(std::vector<Id> people) { return privacy_.Traces(kHere, people); }
  std::vector<Id> LeftBy(Date day, Id after = kNoId, int limit = 100) {
    std::vector<Id> ids;
    for (const FormerPerson& person : privacy_.LeftBy(kHere, day, after, limit)) ids.push_back(person.person_id);
    return ids;
  }
  // Those of the fixture are as old as the year.
  void MakeOthersNew() { session_.Execute("UPDATE people SET create_time = '2026-11-01' WHERE id > 5"); }

  mysql::MysqlPrivacyTable privacy_{session_};
};

TEST_F(PrivacyTableTest, TracesAreWhatOnePersonHasAndNobodyElse) {
  Engage(1, 3, {kDay - 100, kDay}, "K3");
  Engage(2, 3, {kDay, kDay}, "K9");
  Engage(3, 4, {kDay, kNoEnd}, "K9");
  Name(1, 3, "Ture@alvnas.example");
  Name(2, 3, "info@alvnas.example");
  Name(3, 4, "INFO@alvnas.example");
  const PersonTraces traces = Traces({3});
  EXPECT_THAT(traces.people, ElementsAre(3u));
  EXPECT_THAT(traces.engagements, UnorderedElementsAre(1u, 2u)) << "also what held on no day";
  EXPECT_THAT(traces.addresses, UnorderedElementsAre("Ture@alvnas.example", "ture@alvnas.example"))
      << "an address that others have says nothing of this one";
  EXPECT_EQ(traces.keys.size(), 1u);
  EXPECT_EQ(traces.keys.at(0).key, "K3");
  EXPECT_THAT(traces.words, ::testing::IsSupersetOf({"Ture", "Ek", "070-1", "Vaktmästare", "K3", "K9"}));
  EXPECT_THAT(Traces({5}).words, IsEmpty());
}

TEST_F(PrivacyTableTest, ADryRunCountsWhatErasingDoes) {
  Engage(1, 3, {kDay - 100, kDay}, "K3");
  Engage(2, 4, {kDay, kNoEnd}, "K4", "K3");
  Name(1, 3, "ture@alvnas.example");
  mysql::MysqlPersonTable(session_).Insert(kHere, {{std::string(32, 'x'), 30}}, kNow);
  session_.Execute("UPDATE person_identities SET person_id = 3");
  mysql::MysqlMailTable(session_).Insert(
      kHere, {.id = 1, .about = "link 3", .recipient = "ture@alvnas.example", .text = "Hej", .create_time = kNow, .person_id = 3});
  const PersonTraces traces = Traces({3});
  const std::vector<ErasureCount> counted = privacy_.CountErasable(kHere, traces);
  EXPECT_THAT(counted, UnorderedElementsAre(ErasureCount{"names", 1}, ErasureCount{"identities", 1},
                                            ErasureCount{"engagements", 1}, ErasureCount{"mails", 1},
                                            ErasureCount{"manager_keys", 1}));
  EXPECT_THAT(privacy_.Erase(kHere, traces, kNow), ::testing::UnorderedElementsAreArray(counted));
  EXPECT_THAT(privacy_.CountErasable(kHere, Traces({3})), IsEmpty());
}

TEST_F(PrivacyTableTest, ErasingKeepsPlacesAndDaysAndTouchesNobodyElse) {
  Engage(1, 3, {kDay - 100, kDay - 50}, "K3");
  Engage(2, 3, {kDay - 50, kDay}, "K3");
  Engage(3, 4, {kDay - 50, kDay}, "K4");
  Engage(1, 3, {kDay - 100, kDay}, "K3", "", kElsewhere);
  Name(1, 3, "ture@alvnas.example");
  Name(1, 3, "ture@alvnas.example", kElsewhere);
  privacy_.Erase(kHere, Traces({3}), kNow);
  const mysql::MysqlEngagementTable engagements(session_);
  const std::vector<Engagement> theirs = engagements.OfPeople(kHere, {3});
  ASSERT_EQ(theirs.size(), 2u);
  EXPECT_EQ(theirs[0].valid, (DateRange{kDay - 100, kDay - 50}));
  EXPECT_EQ(theirs[0].facts.unit_id, 1u);
  EXPECT_EQ(theirs[0].facts.role, "");
  EXPECT_EQ(theirs[0].source_key, "erased-1");
  EXPECT_EQ(theirs[1].source_key, "erased-2") << "no list takes two for one";
  EXPECT_FALSE(theirs[1].is_current);
  EXPECT_EQ(engagements.OfPeople(kHere, {4}).at(0).source_key, "K4");
  EXPECT_EQ(engagements.OfPeople(kElsewhere, {3}).at(0).facts.role, "Vaktmästare");
  const mysql::MysqlPersonTable people(session_);
  EXPECT_EQ(people.AllAttributes(kElsewhere, {3}).at(0).attributes.given_name, "Ture");
  EXPECT_EQ(people.AllAttributes(kHere, {3}).at(0).attributes.given_name, "");
  EXPECT_EQ(people.Find(kHere, 3, kDay)->erase_time, kNow);
  EXPECT_EQ(people.Find(kElsewhere, 3, kDay)->erase_time, absl::InfiniteFuture());
  EXPECT_THAT(privacy_.Erased(kHere, {2, 3, 4}), ElementsAre(3u));
  EXPECT_THAT(people.List(kHere, {.day = kDay - 1, .limit = 10}), ::testing::SizeIs(1)) << "the one who was not erased";
}

TEST_F(PrivacyTableTest, AMailThatWaitsIsNotSentToSomebodyErased) {
  Name(1, 3, "ture@alvnas.example");
  mysql::MysqlMailTable mails(session_);
  mails.Insert(kHere, {.id = 1, .about = "a", .recipient = "ture@alvnas.example", .text = "Hej", .create_time = kNow, .person_id = 3});
  mails.Insert(kHere, {.id = 2, .about = "b", .recipient = "ture@alvnas.example", .text = "Hej", .create_time = kNow});
  mails.Insert(kHere, {.id = 3, .about = "c", .recipient = "bo@alvnas.example", .text = "Hej", .create_time = kNow});
  privacy_.Erase(kHere, Traces({3}), kNow);
  const auto claimed = mails.Claim(kNow + absl::Hours(1), {kNow + absl::Hours(2), kNow + absl::Hours(2)}, 10);
  ASSERT_EQ(claimed.size(), 1u);
  EXPECT_EQ(claimed[0].mail.id, 3u);
  EXPECT_EQ(mails.Find(kHere, 1)->state, MailState::kDropped);
  EXPECT_EQ(mails.Find(kHere, 2)->mail.recipient, "");
}

TEST_F(PrivacyTableTest, WhoLeftIsFoundByTheirLastDay) {
  MakeOthersNew();
  Engage(1, 1, {kDay - 900, kDay - 800}, "K1");
  Engage(2, 1, {kDay - 800, kDay - 700}, "K1");
  Engage(3, 2, {kDay - 900, kNoEnd}, "K2");
  Engage(4, 3, {kDay - 900, kDay - 701}, "K3");
  Engage(5, 4, {kDay - 900, kDay - 699}, "K4");
  EXPECT_THAT(LeftBy(kDay - 700), ElementsAre(1u, 3u)) << "the fifth, who never was there, is only known since January";
  EXPECT_EQ(privacy_.CountLeftBy(kHere, kDay - 700), 2);
  EXPECT_EQ(privacy_.LeftBy(kHere, kDay - 700, kNoId, 1).at(0).left_on, kDay - 700);
  EXPECT_THAT(LeftBy(kDay - 700, 1), ElementsAre(3u));
  EXPECT_THAT(LeftBy(Date(2026, 2, 1)), ElementsAre(1u, 3u, 4u, 5u));
  privacy_.Erase(kHere, Traces({3}), kNow);
  EXPECT_THAT(LeftBy(kDay - 700), ElementsAre(1u));
}

TEST_F(PrivacyTableTest, WhoWasMergedGoesWithWhoeverGoesOn) {
  MakeOthersNew();
  session_.Execute(
      "INSERT INTO person_merges (organisation_id, id, person_id, merged_person_id, moved, create_time, created_by, undone_by) VALUES "
      "(1, 1, 2, 1, '{}', '2026-01-01', '', '')");
  EXPECT_THAT(LeftBy(Date(2026, 2, 1)), ElementsAre(2u, 3u, 4u, 5u));
}

TEST_F(PrivacyTableTest, NobodyIsErasedByARuleThatWasNotSet) {
  EXPECT_EQ(privacy_.Rule(kHere), RetentionRule());
  privacy_.SetRule(kHere, {24, kDay});
  privacy_.SetRule(kHere, {36, kDay + 1});
  EXPECT_EQ(privacy_.Rule(kHere), (RetentionRule{36, kDay + 1}));
  EXPECT_EQ(privacy_.Rule(kElsewhere), RetentionRule());
}

}  // namespace
}  // namespace nanolearn::testing
