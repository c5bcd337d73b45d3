#include "service/storage/mysql/person_table.h"

#include "service/base/secret.h"
#include "service/storage/mysql/engagement_table.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

constexpr Date kDay{2026, 11, 23};

class PersonTableTest : public TableTest {
 protected:
  PersonAttributes Named(std::string given, std::string family) { return {given, family, "", "", false}; }

  // From the first day on; until the day before yesterday if the source has let the person go.
  Id Say(Id source, Id person, PersonAttributes attributes, bool present = true, Id organisation = kHere) {
    AttributeVersion version{++last_id_, person, source, attributes, {kFirstDate, kNoEnd}, present};
    if (!present) version.valid.to = kDay - 1;
    people_.InsertAttributes(organisation, {version});
    return version.id;
  }

  static std::vector<Id> IdsOf(const std::vector<AttributeVersion>& versions) {
    std::vector<Id> ids;
    for (const AttributeVersion& version : versions) ids.push_back(version.id);
    return ids;
  }

  void Engage(Id person, Id unit, EngagementKind kind = EngagementKind::kEmployment,
              DateRange valid = {kDay, kDay + 1}, Id organisation = kHere) {
    Engagement engagement{++last_id_, person, 1, std::to_string(last_id_), {}, valid};
    engagement.facts.unit_id = unit;
    engagement.facts.kind = kind;
    engagements_.Insert(organisation, {engagement});
  }

  std::vector<Id> Listed(PersonQuery query, Id organisation = kHere) {
    query.day = kDay;
    if (query.limit == 0) query.limit = 100;
    std::vector<Id> ids;
    for (const Person& person : people_.List(organisation, query)) ids.push_back(person.id);
    return ids;
  }

  std::vector<Id> WithText(std::string text) {
    PersonQuery query;
    query.text = std::move(text);
    return Listed(query);
  }

  std::vector<Id> InUnits(std::vector<Id> units) {
    PersonQuery query;
    query.unit_ids = std::move(units);
    return Listed(query);
  }

  mysql::MysqlPersonTable people_{session_};
  mysql::MysqlEngagementTable engagements_{session_};
  Id last_id_ = 0;
};

TEST_F(PersonTableTest, NewPeopleAreFoundByAnyOfTheirIdentitiesInTheirOrganisation) {
  const std::string number(32, '\xff'), own = std::string("\0'\\\x80", 4) + std::string(28, 'k');
  const absl::Time now = absl::FromUnixSeconds(1'800'000'000);
  people_.Insert(kHere, {{number, 101}, {own, 101}}, now);
  people_.Insert(kElsewhere, {{number, 102}}, now);

  const std::vector<std::string> hashes = {number, own, std::string(32, 'u')};
  EXPECT_THAT(people_.FindByIdentity(kHere, hashes), UnorderedElementsAre(Pair(number, 101), Pair(own, 101)));
  EXPECT_THAT(people_.FindByIdentity(kElsewhere, hashes), UnorderedElementsAre(Pair(number, 102)));
  EXPECT_THAT(people_.FindByIdentity(kHere, {}), IsEmpty());
}

TEST_F(PersonTableTest, EverythingThatIsSaidOfAPersonComesBack) {
  const AttributeVersion written{
      9, 5, 2, {"Åsa", "Ek 🌲", "ek@kommun.se", "0700-1", true}, {kDay, kDay + 9}, false};
  people_.InsertAttributes(kHere, {written});
  const std::vector<AttributeVersion> read = people_.AttributesByIds(kHere, {9, 10});
  ASSERT_EQ(read.size(), 1u);
  EXPECT_EQ(read[0].id, 9u);
  EXPECT_EQ(read[0].person_id, 5u);
  EXPECT_EQ(read[0].source_id, 2u);
  EXPECT_EQ(read[0].attributes, written.attributes);
  EXPECT_EQ(read[0].valid, written.valid);
  EXPECT_FALSE(read[0].is_current);
  EXPECT_THAT(people_.AttributesByIds(kElsewhere, {9}), IsEmpty());
}

TEST_F(PersonTableTest, WhatASourceSaysNowIsReplacedByWhatItSaysNextAndStaysInHistory) {
  const Id first = Say(1, 5, Named("Åsa", "Öberg"));
  people_.EndAttributes(kHere, {{first, kDay}});
  const Id second = Say(1, 5, Named("Åsa", "Ek"));
  const Id other_source = Say(2, 5, Named("Åsa", "E"));
  Say(1, 5, Named("Elsewhere", ""), true, kElsewhere);

  EXPECT_THAT(IdsOf(people_.CurrentAttributes(kHere, 1, {5, 6})), ElementsAre(second));
  const std::vector<AttributeVersion> all = people_.AllAttributes(kHere, {5});
  EXPECT_THAT(IdsOf(all), ElementsAre(first, second, other_source));
  EXPECT_EQ(all[0].valid.to, kDay);
}

TEST_F(PersonTableTest, WhatIsTakenBackHoldsOnNoDayAndWhatItEndedIsAsBefore) {
  const Id first = Say(1, 5, Named("Åsa", "Öberg"));
  people_.EndAttributes(kHere, {{first, kDay}});
  const Id second = Say(1, 5, Named("Åsa", "Ek"));
  people_.VoidAttributes(kHere, {second});
  people_.RestoreAttributes(kHere, {{first, kNoEnd, true}});

  EXPECT_THAT(IdsOf(people_.CurrentAttributes(kHere, 1, {5})), ElementsAre(first));
  EXPECT_EQ(people_.Find(kHere, 5, kDay)->attributes.family_name, "Öberg");
  EXPECT_TRUE(people_.AttributesByIds(kHere, {second})[0].valid.empty());
}

TEST_F(PersonTableTest, WhoHasAnAddressNowIsFoundWithoutRegardToCase) {
  const Id now = Say(1, 5, {"A", "B", "a.b@kommun.se", "", false});
  Say(1, 6, {"A", "B", "a.b@kommun.se", "", false}, false);
  Say(1, 7, {"A", "B", "a.b@kommun.se", "", false}, true, kElsewhere);
  EXPECT_THAT(IdsOf(people_.CurrentByEmail(kHere, {"A.B@kommun.se", "x@y.se"})), ElementsAre(now));
}

TEST_F(PersonTableTest, APersonIsShownAsTheyWereOnTheDay) {
  const Id first = Say(1, 5, Named("Åsa", "Öberg"));
  people_.EndAttributes(kHere, {{first, kDay}});
  people_.InsertAttributes(kHere, {{99, 5, 1, Named("Åsa", "Ek"), {kDay, kNoEnd}}});
  EXPECT_EQ(people_.Find(kHere, 5, kDay - 1)->attributes.family_name, "Öberg");
  EXPECT_EQ(people_.Find(kHere, 5, kDay)->attributes.family_name, "Ek");
}

TEST_F(PersonTableTest, WhetherAnybodyIsKnownByAnIdentity) {
  EXPECT_FALSE(people_.HasIdentities(kHere));
  people_.Insert(kHere, {{std::string(32, 'h'), 101}}, absl::UnixEpoch());
  EXPECT_TRUE(people_.HasIdentities(kHere));
  EXPECT_FALSE(people_.HasIdentities(kElsewhere));
}

TEST_F(PersonTableTest, TheOldestSourceThatStillNamesAPersonGivesTheAttributes) {
  Say(1, 5, Named("Old", "Gone"), false);
  Say(3, 5, Named("Young", "Here"));
  Say(2, 5, Named("Older", "Here"));
  EXPECT_EQ(people_.Find(kHere, 5, kDay)->attributes.given_name, "Older");
}

TEST_F(PersonTableTest, TheOldestSourceGivesTheAttributesWhenNoneNamesThePersonAnyMore) {
  Say(2, 5, Named("Younger", "Gone"), false);
  Say(1, 5, Named("Older", "Gone"), false);
  EXPECT_EQ(people_.Find(kHere, 5, kDay)->attributes.given_name, "Older");
}

TEST_F(PersonTableTest, AnySourceThatHasNamedAPersonProtectsTheIdentity) {
  Say(1, 5, Named("A", "B"));
  Say(2, 5, {"A", "B", "", "", true});
  Say(1, 6, Named("C", "D"));
  Say(2, 6, {"C", "D", "", "", true}, false);
  Say(1, 7, Named("E", "F"), false);
  Say(2, 7, {"E", "F", "", "", true}, false);
  EXPECT_TRUE(people_.Find(kHere, 5, kDay)->attributes.protected_identity);
  EXPECT_TRUE(people_.Find(kHere, 6, kDay)->attributes.protected_identity)
      << "though that source has let the person go";
  EXPECT_TRUE(people_.Find(kHere, 7, kDay)->attributes.protected_identity) << "all sources have";
}

TEST_F(PersonTableTest, PeopleAreFoundOnceEachAndOnlyInTheirOrganisation) {
  Say(1, 5, Named("Here", ""));
  Say(1, 5, Named("There", ""), true, kElsewhere);
  people_.Insert(kElsewhere, {{std::string(32, 'h'), 77}}, absl::UnixEpoch());

  std::vector<Id> ids;
  for (const Person& person : people_.FindAll(kHere, {5, 77, 4, 5, 999}, kDay)) ids.push_back(person.id);
  EXPECT_THAT(ids, UnorderedElementsAre(4, 5));
  EXPECT_EQ(people_.Find(kHere, 5, kDay)->attributes.given_name, "Here");
  EXPECT_EQ(people_.Find(kHere, 77, kDay), std::nullopt);
}

TEST_F(PersonTableTest, TheListHoldsThoseWithAnEngagementOnTheDayOnceEachById) {
  Engage(9, 1);
  Engage(9, 2);
  Engage(3, 2, EngagementKind::kMandate);
  Engage(4, 2, EngagementKind::kOther, {kDay - 9, kDay});
  Engage(5, 2, EngagementKind::kOther, {kDay + 1, kNoEnd});
  Engage(6, 2, EngagementKind::kOther, {kFirstDate, kNoEnd});
  Engage(7, 2, EngagementKind::kOther, {kDay, kDay + 1}, kElsewhere);
  EXPECT_THAT(Listed({}), ElementsAre(3, 6, 9));
  EXPECT_THAT(Listed({}, kElsewhere), ElementsAre(7));
}

TEST_F(PersonTableTest, TheSameEngagementMustFitTheUnitAndTheKind) {
  Engage(3, 1, EngagementKind::kMandate);
  Engage(3, 2, EngagementKind::kEmployment);
  PersonQuery query;
  query.unit_ids = {1, 4};
  query.kind = EngagementKind::kMandate;
  EXPECT_THAT(Listed(query), ElementsAre(3));
  query.unit_ids = {2, 4};
  EXPECT_THAT(Listed(query), IsEmpty());
}

TEST_F(PersonTableTest, TextIsSoughtInTheWholeNameAndTheAddressWithoutRegardToCase) {
  Engage(3, 1);
  Engage(4, 1);
  Say(1, 3, {"Åsa", "Öberg", "asa@kommun.se", "", false});
  Say(1, 4, {"Asa", "Oberg", "100%_x!y\\z@bolag.se", "", false});
  Say(1, 3, Named("Elsewhere", "Oberg"), true, kElsewhere);
  EXPECT_THAT(WithText("åSA ÖB"), ElementsAre(3)) << "å and ö are letters of their own in Swedish";
  EXPECT_THAT(WithText("KOMMUN"), ElementsAre(3));
  EXPECT_THAT(WithText("se"), ElementsAre(3, 4));
  EXPECT_THAT(WithText("0%_x!y\\z"), ElementsAre(4));
  EXPECT_THAT(WithText("a%u"), IsEmpty());
  EXPECT_THAT(WithText("_"), ElementsAre(4));
  EXPECT_THAT(WithText("elsewhere"), IsEmpty());
  EXPECT_THAT(WithText("' OR 1 = 1 -- "), IsEmpty());
}

TEST_F(PersonTableTest, ProtectedIdentitiesAreListedOnlyWhereNeitherUnitNorTextIsAsked) {
  Engage(3, 1);
  Engage(4, 1);
  Say(1, 3, {"Anna", "Ek", "", "", false});
  Say(2, 3, {"Anna", "Ek", "", "", true}, false);
  Say(1, 4, {"Anna", "Alm", "", "", false});
  Say(1, 4, {"Anna", "Alm", "", "", true}, true, kElsewhere);
  EXPECT_THAT(Listed({}), ElementsAre(3, 4));
  EXPECT_THAT(InUnits({1}), ElementsAre(4));
  EXPECT_THAT(WithText("anna"), ElementsAre(4));
}

TEST_F(PersonTableTest, PagesOverThousandsOfUnitsHoldEverybodyOnce) {
  std::vector<Id> units = {1, 2, 4};
  for (Id other = 100; other < 3000; ++other) units.push_back(other);
  units.push_back(3);
  for (Id unit = 5; unit <= 3000; ++unit) {
    session_.Execute("INSERT INTO units (organisation_id, id, code) VALUES (?, ?, ?)",
                     {kHere, unit, std::to_string(unit)});
  }
  for (Id person = 1; person <= kPeople; ++person) {
    Engage(person, person % 2 ? 2999 : 1);  // the first chunk and the last
    if (person % 3 == 0) Engage(person, 1500);
  }
  std::vector<Id> all;
  PersonQuery query;
  query.unit_ids = units;
  query.limit = 3;
  for (auto page = Listed(query); !page.empty(); page = Listed(query)) {
    EXPECT_LE(page.size(), 3u);
    all.insert(all.end(), page.begin(), page.end());
    query.after = page.back();
  }
  ASSERT_EQ(all.size(), size_t{kPeople});
  for (size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], i + 1);
}

TEST_F(PersonTableTest, TheIdsOfEverybodyComeInPages) {
  EXPECT_THAT(people_.Ids(kHere, kNoId, 3), ElementsAre(1, 2, 3));
  EXPECT_THAT(people_.Ids(kHere, 18, 3), ElementsAre(19, 20));
  EXPECT_THAT(people_.Ids(kHere, 20, 3), IsEmpty());
}


// More than are read at a time. While they are replaced, another organisation gets its first people.
TEST_F(PersonTableTest, EachIdentityIsReplacedOnceAndThoseOfOthersAreNot) {
  constexpr Id kCount = 20'003;
  const auto before = [](Id i) { return Sha256(std::to_string(i)); };
  const auto after = [](const std::string& hash) { return Sha256(hash); };
  std::vector<mysql::Value> rows;
  for (Id i = 0; i < kCount; ++i) rows.insert(rows.end(), {kHere, before(i), i % kPeople + 1});
  const std::string insert = "INSERT INTO person_identities (organisation_id, hash, person_id) VALUES";
  session_.Run("START TRANSACTION");
  session_.InsertRows(insert, 3, rows);
  session_.Run("COMMIT");

  session_.InsertRows(insert, 3, std::vector<mysql::Value>{kElsewhere, before(1), Id{7}});

  session_.Run("START TRANSACTION");
  people_.ReplaceIdentities(kHere, after);
  session_.Run("COMMIT");

  std::vector<std::string> hashes, old_hashes;
  for (Id i = 0; i < kCount; ++i) {
    old_hashes.push_back(before(i));
    hashes.push_back(after(old_hashes.back()));
  }
  EXPECT_THAT(people_.FindByIdentity(kHere, old_hashes), IsEmpty());
  const auto found = people_.FindByIdentity(kHere, hashes);
  ASSERT_EQ(found.size(), kCount);
  for (Id i = 0; i < kCount; ++i) ASSERT_EQ(found.at(hashes[i]), i % kPeople + 1);
  EXPECT_THAT(people_.FindByIdentity(kElsewhere, old_hashes), UnorderedElementsAre(Pair(before(1), 7)));
}

}  // namespace
}  // namespace nanolearn::testing
