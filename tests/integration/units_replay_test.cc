// Reorganisations with people in the units: the figures of a day use the tree of that day, also when a file
// for an earlier day comes later.

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/support/demo.h"
#include "tests/support/source_dir.h"

namespace nanolearn::testing {
namespace {

// By code, and only units with somebody in them or below them.
std::map<std::string, int> PeopleOn(TestClient& client, const std::string& as_of) {
  v1::QueryComplianceRequest request;
  request.set_as_of(as_of);
  std::map<std::string, int> people;
  for (const v1::ComplianceRow& row : AllCompliance(client, request)) {
    if (row.people() > 0) people[row.unit().substr(row.unit().rfind('/') + 1)] = row.people();
  }
  return people;
}

std::string NameOn(TestClient& client, const std::string& code, const std::string& date) {
  v1::GetUnitRequest request;
  request.set_name(absl::StrCat(kAlvnas, "/units/", code));
  request.set_date(date);
  v1::Unit unit;
  const grpc::Status status = client.Call(&v1::UnitService::Stub::GetUnit, *client.units, request, &unit);
  return status.ok() ? unit.display_name() : ReasonOf(status);
}

// The demo's unit of the municipality's office that has people in it.
std::string Renamed(const std::string& file) {
  return absl::StrReplaceAll(file, {{"\n1004;HR;", "\n1004;Personal;"}});
}
std::string Moved(const std::string& file) {
  return absl::StrReplaceAll(file, {{"\n1004;HR;10;", "\n1004;HR;1003;"}});
}
std::string Closed(const std::string& file) {
  return absl::StrReplaceAll(file, {{"\n1004;HR;10;DEPARTMENT\r", ""}});
}

class UnitsReplay : public ::testing::Test {
 protected:
  UnitsReplay() : admin_(server_.Admin()) {
    LoadDemo(admin_);
    for (const std::string day : {"04", "05", "09", "10"}) {
      before_[day] = PeopleOn(admin_, absl::StrCat("2026-12-", day));
    }
  }

  grpc::Status Import(const std::string& file, const std::string& effective, bool replay = false) {
    v1::ImportUnitsRequest request;
    request.set_parent(kAlvnas);
    request.set_content(file);
    request.set_file_name("organisation.csv");
    request.set_effective_date(effective);
    request.set_replay(replay);
    return admin_.Call(&v1::UnitService::Stub::ImportUnits, *admin_.units, request, &response_);
  }

  void ExpectAsBefore(const std::string& day) {
    EXPECT_EQ(PeopleOn(admin_, absl::StrCat("2026-12-", day)), before_.at(day)) << day;
  }

  TestServer server_;
  TestClient admin_;
  const std::string file_ = ReadTestData("organisation.csv");
  std::map<std::string, std::map<std::string, int>> before_;  // by day of December
  v1::ImportUnitsResponse response_;
};

TEST_F(UnitsReplay, IsRefusedUnlessItIsAskedFor) {
  ASSERT_TRUE(Import(Renamed(file_), "2026-12-10").ok());
  EXPECT_EQ(ReasonOf(Import(file_, "2026-12-05")), "EFFECTIVE_BEFORE_LAST");
  EXPECT_TRUE(Import(file_, "2026-12-05", true).ok());
}

TEST_F(UnitsReplay, ShowsEachDayTheNameThatWasTrueThen) {
  ASSERT_TRUE(Import(Renamed(file_), "2026-12-10").ok());
  const std::string between = absl::StrReplaceAll(file_, {{"\n1004;HR;", "\n1004;HR och lön;"}});
  ASSERT_TRUE(Import(between, "2026-12-05", true).ok());
  EXPECT_EQ(response_.changed(), 1);
  EXPECT_EQ(NameOn(admin_, "1004", "2026-12-04"), "HR");
  EXPECT_EQ(NameOn(admin_, "1004", "2026-12-05"), "HR och lön");
  EXPECT_EQ(NameOn(admin_, "1004", "2026-12-09"), "HR och lön");
  EXPECT_EQ(NameOn(admin_, "1004", "2026-12-10"), "Personal");
}

TEST_F(UnitsReplay, CountsPeopleWhereTheirUnitWasOnTheDay) {
  ASSERT_TRUE(Import(file_, "2026-12-10").ok()) << "changes nothing, and yet speaks from then on";
  ASSERT_TRUE(Import(Moved(file_), "2026-12-05", true).ok());
  for (const std::string day : {"05", "09"}) {
    std::map<std::string, int> moved = before_.at(day);
    moved["1003"] += moved["1004"];
    EXPECT_EQ(PeopleOn(admin_, absl::StrCat("2026-12-", day)), moved) << day;
  }
  ExpectAsBefore("04");
  ExpectAsBefore("10");
}

TEST_F(UnitsReplay, CountsPeopleOfAClosedUnitInTheUnitAbove) {
  ASSERT_TRUE(Import(file_, "2026-12-10").ok());
  ASSERT_TRUE(Import(Closed(file_), "2026-12-05", true).ok());
  EXPECT_EQ(response_.closed(), 1);
  ASSERT_EQ(response_.problems_size(), 1) << "people are left in it";
  std::map<std::string, int> closed = before_.at("05");
  closed.erase("1004");
  EXPECT_EQ(PeopleOn(admin_, "2026-12-05"), closed) << "all units above count as before";
  EXPECT_EQ(NameOn(admin_, "1004", "2026-12-05"), "UNIT_NOT_FOUND");
  ExpectAsBefore("04");
  ExpectAsBefore("10");
}

TEST_F(UnitsReplay, KeepsTheFiguresOfTheDaysBeforeAUnitIsSplit) {
  const std::string split = Closed(file_) + "10041;Rekrytering;10;DEPARTMENT\r\n10042;Lön;10;DEPARTMENT\r\n";
  ASSERT_TRUE(Import(split, "2026-12-10").ok());
  v1::SyncPeopleHeader header;
  header.set_parent(kAlvnas);
  header.set_source("personal");
  header.set_mapping(ReadFile(SourcePath("deploy/demo/mappings/personal.toml")));
  header.set_effective_date("2026-12-10");
  v1::SyncPeopleResponse response;
  const std::string staff =
      absl::StrReplaceAll(ReadTestData("personal_2026-11.csv"),
                          {{";IT-tekniker;1004;HR;", ";IT-tekniker;10041;HR;"}, {";1004;HR;", ";10042;HR;"}});
  ASSERT_TRUE(admin_.Sync(header, staff, &response).ok());
  std::map<std::string, int> after = PeopleOn(admin_, "2026-12-10");
  EXPECT_FALSE(after.contains("1004"));
  EXPECT_GT(after["10041"], 0);
  EXPECT_EQ(after["10041"] + after["10042"], before_.at("10").at("1004"));
  EXPECT_EQ(after["10"], before_.at("10").at("10"));
  for (const std::string day : {"04", "05", "09"}) ExpectAsBefore(day);
}

TEST_F(UnitsReplay, ChangesNothingTheSecondTime) {
  ASSERT_TRUE(Import(Renamed(file_), "2026-12-10").ok());
  ASSERT_TRUE(Import(Closed(file_), "2026-12-05", true).ok());
  const auto people = PeopleOn(admin_, "2026-12-07");
  ASSERT_TRUE(Import(Closed(file_), "2026-12-05", true).ok());
  EXPECT_EQ(response_.added() + response_.changed() + response_.closed(), 0);
  EXPECT_EQ(PeopleOn(admin_, "2026-12-07"), people);
}

}  // namespace
}  // namespace nanolearn::testing
