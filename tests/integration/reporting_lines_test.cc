// Who is whose manager, and that a manager by the roster learns of nobody else.

#include "service/app/reporting_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "service/app/compliance.h"
#include "service/app/managed_people.h"
#include "service/base/error.h"
#include "tests/integration/line_fixture.h"
#include "tests/integration/web_reader.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;
using ::testing::UnorderedElementsAreArray;

const Date kDay(2026, 11, 24);

class ReportingLines : public Lines {
 protected:
  // A chief, two heads, and those who report to them.
  void SyncTree() {
    Sync("2026-11-01", {{"1", "Chef", "00", ""},
                        {"2", "Hed", "10", "1"},
                        {"3", "Hill", "20", "1"},
                        {"21", "Alm", "1004", "2"},
                        {"22", "Berg", "1004", "2"},
                        {"31", "Dahl", "2001", "3"},
                        {"32", "Ek", "200101", "3", /*is_protected=*/true},
                        {"33", "Falk", "200101", "31"},
                        {"99", "Ensam", "1003", ""}});
  }

  std::set<std::string> Keys(absl::Span<const Id> people) {
    std::set<std::string> keys;
    const Organisation organisation = Alvnas();
    InRead([&](const ReadTransaction& tx) {
      for (const Engagement& e : tx.engagements().OfPeople(organisation.id, people))
        keys.insert(e.source_key);
    });
    return keys;
  }
  std::set<std::string> ReportsTo(const std::string& key, Date day = kDay) {
    std::vector<Id> ids;
    const Id organisation = Alvnas().id, manager = PersonOf(Address(key));
    InRead([&](const ReadTransaction& tx) { ids = DirectReports(tx, organisation, manager, day); });
    return Keys(ids);
  }
  std::set<std::string> InLine(const std::string& key, Date day = kDay) {
    std::vector<Id> ids;
    const Id organisation = Alvnas().id, manager = PersonOf(Address(key));
    InRead([&](const ReadTransaction& tx) {
      ids = InLineOf(tx, organisation, manager, tx.people().Ids(organisation, kNoId, 1000), day);
    });
    return Keys(ids);
  }
  std::vector<std::string> UnitCodes(const std::string& email) {
    std::vector<std::string> codes;
    for (const ManagedUnit& unit : RightsOf(email).units) codes.push_back(unit.code);
    return codes;
  }

  // Every row that a caller is told of, page by page.
  std::vector<LateRow> LateFor(const Caller& caller, const std::string& unit = "", int page_size = 3) {
    std::vector<LateRow> rows;
    LateQuery query;
    query.organisation = "alvnas";
    query.unit_code = unit;
    PageRequest page{.size = page_size};
    do {
      const auto list = server_.operations().compliance.Late(caller, query, page);
      EXPECT_TRUE(list.ok()) << list.status();
      if (!list.ok()) break;
      if (caller.manager_id != kNoId) {
        EXPECT_EQ(list->protected_left_out, 0);
      }
      rows.insert(rows.end(), list->rows.begin(), list->rows.end());
      page.token = list->next_page_token;
    } while (!page.token.empty());
    return rows;
  }
  std::multiset<std::string> LateNames(const Caller& caller, const std::string& unit = "") {
    std::multiset<std::string> names;
    for (const LateRow& row : LateFor(caller, unit)) names.insert(row.person_name);
    return names;
  }

  Caller AdminCaller() { return {{.organisation_id = Alvnas().id, .role = Role::kAdmin}}; }
};

TEST_F(ReportingLines, LeadFromEverybodyToTheirManagersAndOnUp) {
  SyncTree();
  EXPECT_THAT(ReportsTo("1"), ElementsAre("2", "3"));
  EXPECT_THAT(ReportsTo("3"), ElementsAre("31", "32"));
  EXPECT_THAT(ReportsTo("99"), IsEmpty());
  EXPECT_THAT(InLine("1"), ElementsAre("2", "21", "22", "3", "31", "32", "33"));
  EXPECT_THAT(InLine("3"), ElementsAre("31", "32", "33"));
  EXPECT_THAT(InLine("31"), ElementsAre("33"));
  EXPECT_THAT(InLine("33"), IsEmpty());
}

TEST_F(ReportingLines, GiveAManagerTheUnitsOfTheirPeopleWithoutThoseBelow) {
  SyncTree();
  EXPECT_THAT(UnitCodes(Address("1")), ElementsAre("10", "20"));
  EXPECT_THAT(UnitCodes(Address("3")), ElementsAre("2001"));
  EXPECT_THAT(UnitCodes(Address("31")), ElementsAre("200101"));
  EXPECT_THAT(UnitCodes(Address("33")), IsEmpty());
}

TEST_F(ReportingLines, EndWherePeopleAreEachOthersManagersOrTheirOwn) {
  Sync("2026-11-01", {{"1", "Alm", "1004", "2"},
                      {"2", "Berg", "1004", "3"},
                      {"3", "Dahl", "1004", "1"},
                      {"4", "Ek", "1004", "4"}});
  EXPECT_THAT(InLine("1"), ElementsAre("2", "3"));
  EXPECT_THAT(ReportsTo("4"), IsEmpty());
  EXPECT_THAT(UnitCodes(Address("4")), IsEmpty());
}

TEST_F(ReportingLines, DoNotLeadFromOneSourceToAnother) {
  Sync("2026-11-01", {{"1", "Chef", "1004", ""}, {"2", "Alm", "1004", "1"}});
  Sync("2026-11-01", {{"1", "Annan", "1003", ""}, {"5", "Berg", "1003", "1"}}, "bolag");
  // Both have the key 1 and the same address; the names of the people tell them apart.
  const Id organisation = Alvnas().id;
  InRead([&](const ReadTransaction& tx) {
    for (const Id person : tx.people().Ids(organisation, kNoId, 100)) {
      const std::vector<Id> reports = DirectReports(tx, organisation, person, kDay);
      EXPECT_LE(reports.size(), 1u);
    }
  });
}

TEST_F(ReportingLines, GiveNothingToAnAddressThatTwoPeopleHave) {
  Sync("2026-11-01", {{"1", "Chef", "1004", ""}, {"2", "Alm", "1004", "1"}});
  EXPECT_THAT(UnitCodes(Address("1")), ElementsAre("1004"));
  Sync("2026-11-01", {{"1", "Annan", "1003", ""}, {"5", "Berg", "1003", "1"}}, "bolag");
  EXPECT_THAT(UnitCodes(Address("1")), IsEmpty());
}

TEST_F(ReportingLines, FollowTheNextStaffList) {
  SyncTree();
  ASSERT_THAT(UnitCodes(Address("3")), ElementsAre("2001"));
  server_.clock().SetDay(Date(2026, 12, 2));
  Sync("2026-12-01", {{"1", "Chef", "00", ""},
                      {"2", "Hed", "10", "1"},
                      {"3", "Hill", "10", "1"},
                      {"21", "Alm", "1004", "3"},
                      {"22", "Berg", "1004", "2"},
                      {"31", "Dahl", "2001", ""},
                      {"32", "Ek", "200101", "31", /*is_protected=*/true},
                      {"33", "Falk", "200101", "31"},
                      {"99", "Ensam", "1003", ""}});
  EXPECT_THAT(UnitCodes(Address("3")), ElementsAre("1004"));
  EXPECT_THAT(InLine("3", Date(2026, 12, 2)), ElementsAre("21"));
  EXPECT_THAT(InLine("3", kDay), ElementsAre("31", "32", "33")) << "the past stays as it was";
  EXPECT_THAT(UnitCodes(Address("31")), ElementsAre("200101"));
}

TEST_F(ReportingLines, AreAllThatAManagerLearnsWhoIsLateOf) {
  SyncTree();
  MakeEverybodyLate();
  const WebRights rights = RightsOf(Address("31"));
  ASSERT_EQ(rights.units.size(), 1u);
  EXPECT_THAT(LateNames(rights.units.at(0).caller), ElementsAre("Kim Falk"));
  const WebRights chief = RightsOf(Address("1"));
  ASSERT_EQ(chief.units.size(), 2u);
  EXPECT_THAT(LateNames(chief.units.at(0).caller), UnorderedElementsAre("Kim Alm", "Kim Berg", "Kim Hed"));
  EXPECT_THAT(LateNames(chief.units[1].caller), UnorderedElementsAre("Kim Dahl", "Kim Falk", "Kim Hill"))
      << "not the protected identity";
}

TEST_F(ReportingLines, DecideByTodayWhateverDayIsAskedOf) {
  SyncTree();
  MakeEverybodyLate();
  const WebRights before = RightsOf(Address("3"));
  Sync("2027-01-10", {{"1", "Chef", "00", ""},
                      {"2", "Hed", "10", "1"},
                      {"3", "Hill", "20", "1"},
                      {"21", "Alm", "1004", "2"},
                      {"22", "Berg", "1004", "2"},
                      {"31", "Dahl", "2001", "1"},
                      {"32", "Ek", "200101", "1", true},
                      {"33", "Falk", "200101", "3"},
                      {"99", "Ensam", "1003", ""}});
  LateQuery query;
  query.organisation = "alvnas";
  query.as_of = Date(2027, 1, 5);
  const auto list = server_.operations().compliance.Late(before.units.at(0).caller, query, {.size = 100});
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_EQ(list->rows.size(), 1u) << "Dahl reported to Hill on that day, but does not now";
  EXPECT_EQ(list->rows[0].person_name, "Kim Falk");
}

TEST_F(ReportingLines, HideFiguresOfFewAndRefuseWhatTellsOfPeople) {
  SyncTree();
  MakeEverybodyLate();
  Operations& operations = server_.operations();
  const Caller manager = RightsOf(Address("31")).units.at(0).caller;
  ComplianceQuery query;
  query.organisation = "alvnas";
  const auto figures = operations.compliance.Query(manager, query, {});
  ASSERT_TRUE(figures.ok()) << figures.status();
  for (const ComplianceRow& row : figures->rows) {
    EXPECT_TRUE(row.hidden) << row.unit_code << " has fewer than five people";
  }
  query.group_by = ComplianceGrouping::kManager;
  EXPECT_EQ(DetailsOf(operations.compliance.Query(manager, query, {}).status()).reason, "NOT_ALLOWED");
  ComparisonQuery comparison;
  comparison.organisation = "alvnas";
  comparison.from = kDay;
  EXPECT_EQ(DetailsOf(operations.compliance.Compare(manager, comparison).status()).reason, "OUTSIDE_LINE");

  PersonListQuery people{.organisation = "alvnas"};
  EXPECT_EQ(DetailsOf(operations.people.List(manager, people, {}).status()).reason, "OUTSIDE_LINE");
  EXPECT_EQ(DetailsOf(operations.people.Get(manager, "alvnas", manager.manager_id, {}).status()).reason,
            "OUTSIDE_LINE");
  AssignmentListQuery assignments{.organisation = "alvnas"};
  EXPECT_EQ(DetailsOf(operations.assignments.List(manager, assignments, {}).status()).reason, "OUTSIDE_LINE");
}

TEST_F(ReportingLines, HideFiguresFromWhichAManagerCouldTakeTheirOwnPeople) {
  std::vector<StaffLine> lines = {{"1", "Chef", "2001", ""}, {"2", "Hed", "2002", "1"}};
  const auto add = [&](const std::string& unit, const std::string& manager, int count) {
    for (int i = 0; i < count; ++i) {
      const std::string key = absl::StrCat(100 + lines.size());
      lines.push_back({key, absl::StrCat("Namn", key), unit, manager});
    }
  };
  for (const char* unit : {"2001", "2002"}) add(unit, "", 6);  // so that no unit is small
  add("1001", "2", 6);
  add("1002", "2", 5);
  add("1002", "1", 5);
  add("1003", "2", 5);
  add("1004", "2", 5);
  add("1004", "1", 1);
  Sync("2026-11-01", lines);
  MakeEverybodyLate();
  const auto hidden = [&](const Caller& caller, ComplianceGrouping group_by, const std::string& unit) {
    ComplianceQuery query;
    query.organisation = "alvnas";
    query.unit_code = unit;
    query.group_by = group_by;
    const auto report = server_.operations().compliance.Query(caller, query, {});
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() && !report->rows.empty() && report->rows.front().hidden;
  };
  for (const ManagedUnit& unit : RightsOf(Address("2")).units) {
    const bool is_told_by_rest = unit.code == "1004";  // of the one who does not report to Hed
    EXPECT_EQ(hidden(unit.caller, ComplianceGrouping::kUnit, unit.code), is_told_by_rest) << unit.code;
    EXPECT_EQ(hidden(unit.caller, ComplianceGrouping::kModule, unit.code), is_told_by_rest) << unit.code;
    TrendQuery trend;
    trend.organisation = "alvnas";
    trend.unit_code = unit.code;
    const auto points = server_.operations().compliance.Trend(unit.caller, trend);
    ASSERT_TRUE(points.ok()) << points.status();
    EXPECT_EQ(points->points.back().row.hidden, is_told_by_rest) << unit.code;
  }
  // Whoever sees the unit by a grant knows everybody in it.
  GrantAccess(admin_, Address("2"), v1::ROLE_MANAGER, "1004");
  EXPECT_FALSE(hidden(RightsOf(Address("2")).units.at(0).caller, ComplianceGrouping::kUnit, "1004"));
}

TEST_F(ReportingLines, TellAManagerOfTheirPeopleByName) {
  SyncTree();
  MakeEverybodyLate();
  const Caller caller = *RightsOf(Address("3")).manager;
  const auto list = server_.operations().managed_people.List(caller, "alvnas");
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_EQ(list->people.size(), 1u);
  EXPECT_EQ(list->people[0].name, "Kim Dahl");
  EXPECT_EQ(list->people[0].overdue, 1);
  EXPECT_EQ(list->people[0].completed + list->people[0].open, 0);
  EXPECT_EQ(list->protected_left_out, 1);

  server_.clock().SetDay(kDay);
  const auto earlier = server_.operations().managed_people.List(caller, "alvnas");
  ASSERT_TRUE(earlier.ok());
  EXPECT_EQ(earlier->people[0].open, 1);
  EXPECT_EQ(earlier->people[0].next_due, Date(2026, 12, 2));

  EXPECT_EQ(DetailsOf(server_.operations().managed_people.List(AdminCaller(), "alvnas").status()).reason,
            "OUTSIDE_LINE");
}

// The demonstration group: each manager is told of exactly those of whom an administrator is told and who
// report to them.
TEST_F(ReportingLines, AgreeWithANaiveWalkForEveryManagerOfTheDemonstration) {
  SyncFile(admin_, "personal", "personal_2026-11.csv", "2026-11-01");
  SyncFile(admin_, "bolag", "bolag_2026-11.csv", "2026-11-01");
  MakeEverybodyLate();
  const Organisation organisation = Alvnas();
  const Date today(2027, 1, 15);

  std::map<Id, std::set<Id>> reports;  // the people of each manager
  std::map<Id, std::string> emails;
  InRead([&](const ReadTransaction& tx) {
    const std::vector<Engagement> all = tx.engagements().OnDay(organisation.id, {}, today);
    std::map<std::pair<Id, std::string>, Id> by_key;
    for (const Engagement& e : all) by_key[{e.source_id, e.source_key}] = e.person_id;
    for (const Engagement& e : all) {
      const auto manager = by_key.find({e.source_id, e.facts.manager_key});
      if (manager != by_key.end()) reports[manager->second].insert(e.person_id);
    }
    for (const auto& [manager, people] : reports) {
      emails[manager] = tx.people().Find(organisation.id, manager, today)->attributes.email;
    }
  });
  ASSERT_GT(reports.size(), 100u);
  const auto line_of = [&](Id manager) {
    std::set<Id> line;
    std::vector<Id> next = {manager};
    while (!next.empty()) {
      const Id one = next.back();
      next.pop_back();
      for (const Id person : reports[one]) {
        if (line.insert(person).second) next.push_back(person);
      }
    }
    return line;
  };

  std::map<std::string, std::vector<LateRow>> late;  // of units, as an administrator sees them
  int managers = 0, rows = 0;
  for (const auto& [manager, email] : emails) {
    if (email.empty()) continue;  // nobody can sign in without one
    const std::set<Id> line = line_of(manager);
    const WebRights rights = RightsOf(email);
    ASSERT_EQ(rights.person_id, manager) << email;
    for (const ManagedUnit& unit : rights.units) {
      if (!late.contains(unit.code)) late[unit.code] = LateFor(AdminCaller(), unit.code, 1000);
      std::vector<Id> expected, told;
      for (const LateRow& row : late[unit.code]) {
        if (line.contains(row.assignment.person_id)) expected.push_back(row.assignment.id);
      }
      for (const LateRow& row : LateFor(unit.caller, "", 7)) told.push_back(row.assignment.id);
      EXPECT_EQ(told, expected) << email << " in " << unit.code;
      rows += static_cast<int>(told.size());
    }
    ++managers;
  }
  EXPECT_GT(managers, 100);
  EXPECT_GT(rows, managers) << "there was something to compare";
}

}  // namespace
}  // namespace nanolearn::testing
