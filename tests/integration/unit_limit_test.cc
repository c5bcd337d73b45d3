// A right for a unit is for those who are in it today, whatever day is asked about.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/line_fixture.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class UnitLimitTest : public Lines {
 protected:
  UnitLimitTest() {
    PublishModule(admin_, "incident");
    CreateDemoProgramme(admin_, "first-lesson", {"incident"});
  }

  // Bo is moved to another administration on the first of December; Cilla comes from there.
  void MoveBoAndCilla() {
    Sync("2026-11-01", {{"1", "Alm", "20", ""}, {"2", "Bo", "20", ""}, {"3", "Cilla", "10", ""}});
    Sync("2026-12-01", {{"1", "Alm", "20", ""}, {"2", "Bo", "10", ""}, {"3", "Cilla", "20", ""}});
    server_.clock().SetDay(Date(2026, 12, 10));
  }
  void ImportUnits(const std::string& content, const std::string& effective) {
    v1::ImportUnitsRequest import;
    import.set_parent(kAlvnas);
    import.set_content(content);
    import.set_effective_date(effective);
    v1::ImportUnitsResponse imported;
    const grpc::Status status = admin_.Call(&v1::UnitService::Stub::ImportUnits, *admin_.units, import, &imported);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
  TestClient ManagerOf(const std::string& unit) { return server_.WithToken(CreateToken(admin_, v1::ROLE_MANAGER, unit)); }

  std::vector<std::string> People(const TestClient& client, const std::string& date) {
    v1::ListPeopleRequest request;
    request.set_parent(kAlvnas);
    request.set_date(date);
    v1::ListPeopleResponse response;
    const grpc::Status status = client.Call(&v1::PersonService::Stub::ListPeople, *client.people, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    std::vector<std::string> names;
    for (const v1::Person& person : response.people()) names.push_back(person.family_name());
    return names;
  }
  std::vector<v1::Assignment> Assignments(const TestClient& client, const std::string& as_of) {
    v1::ListAssignmentsRequest request;
    request.set_parent(kAlvnas);
    request.set_as_of(as_of);
    v1::ListAssignmentsResponse response;
    const grpc::Status status =
        client.Call(&v1::AssignmentService::Stub::ListAssignments, *client.assignments, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return {response.assignments().begin(), response.assignments().end()};
  }
  static std::vector<std::string> NamesOf(const std::vector<v1::Assignment>& assignments) {
    std::vector<std::string> names;
    for (const v1::Assignment& assignment : assignments) names.push_back(assignment.person_display_name());
    return names;
  }
  grpc::Status GetAssignment(const TestClient& client, const std::string& name, const std::string& as_of,
                             v1::Assignment* assignment) {
    v1::GetAssignmentRequest request;
    request.set_name(name);
    request.set_as_of(as_of);
    return client.Call(&v1::AssignmentService::Stub::GetAssignment, *client.assignments, request, assignment);
  }
  std::string NameOf(const std::string& key) {
    return absl::StrCat(kAlvnas, "/people/", FormatId(PersonOf(Address(key))));
  }
};

TEST_F(UnitLimitTest, OfThoseWhoHaveGoneElsewhereAnEarlierDayTellsNothing) {
  MoveBoAndCilla();
  const TestClient manager = ManagerOf("20");
  EXPECT_THAT(People(manager, ""), UnorderedElementsAre("Alm", "Cilla"));
  EXPECT_THAT(People(manager, "2026-11-15"), ElementsAre("Alm")) << "Bo is not theirs any more, and Cilla was not yet";
  EXPECT_THAT(NamesOf(Assignments(manager, "2026-11-15")), ElementsAre("Kim Alm"));
  v1::GetPersonRequest request;
  request.set_name(NameOf("2"));
  request.set_date("2026-11-15");
  v1::Person person;
  EXPECT_EQ(ReasonOf(manager.Call(&v1::PersonService::Stub::GetPerson, *manager.people, request, &person)), "OUTSIDE_UNIT");
  for (const v1::Assignment& assignment : Assignments(admin_, "2026-11-15")) {
    if (assignment.person_display_name() != "Kim Bo") continue;
    v1::Assignment got;
    EXPECT_EQ(ReasonOf(GetAssignment(manager, assignment.name(), "2026-11-15", &got)), "OUTSIDE_UNIT");
    EXPECT_TRUE(GetAssignment(admin_, assignment.name(), "2026-11-15", &got).ok());
  }
}

TEST_F(UnitLimitTest, OfThoseWhoAreToComeALaterDayTellsNothing) {
  Sync("2026-11-01", {{"1", "Alm", "20", ""}, {"3", "Cilla", "10", ""}});
  Sync("2026-12-01", {{"1", "Alm", "20", ""}, {"3", "Cilla", "20", ""}});
  server_.clock().SetDay(Date(2026, 11, 20));
  EXPECT_THAT(People(ManagerOf("20"), "2026-12-05"), ElementsAre("Alm"));
}

TEST_F(UnitLimitTest, AlsoWhoWasLateThenIsToldOfThoseWhoAreThereNow) {
  MoveBoAndCilla();
  server_.clock().SetDay(Date(2027, 1, 15));
  Sync("2027-01-10", {{"1", "Alm", "20", ""}, {"2", "Bo", "20", ""}, {"3", "Cilla", "10", ""}});
  const TestClient manager = ManagerOf("20");
  v1::ListLatePeopleRequest request;
  request.set_parent(kAlvnas);
  request.set_as_of("2027-01-05");
  v1::ListLatePeopleResponse response;
  const grpc::Status status =
      manager.Call(&v1::ComplianceService::Stub::ListLatePeople, *manager.compliance, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_EQ(response.late_size(), 1) << "Cilla, who was there then, has gone, and Bo was not there";
  EXPECT_EQ(response.late(0).person_display_name(), "Kim Alm");
}

TEST_F(UnitLimitTest, ATokenOfWhatWasTheTopOnceDoesNotGetEverybody) {
  Sync("2026-11-01", {{"1", "Alm", "20", ""}, {"2", "Bo", "10", ""}, {"4", "Dag", "20", "", true}});
  const std::string before = "2026-11-15";
  const TestClient top = ManagerOf("G");
  server_.clock().SetDay(Date(2026, 11, 15));
  EXPECT_THAT(NamesOf(Assignments(top, "")), UnorderedElementsAre("Kim Alm", "Kim Bo"))
      << "whose identity is protected is found by no unit";
  std::string units = ReadTestData("organisation.csv");
  const std::string root = "G;Älvnäs kommunkoncern;;GROUP";
  units.replace(units.find(root), root.size(), "TOP;Länet;;GROUP\r\nSYS;Systerbolaget;TOP;COMPANY\r\nG;Älvnäs kommunkoncern;TOP;GROUP");
  ImportUnits(units, "2026-12-01");
  server_.clock().SetDay(Date(2026, 12, 10));
  Sync("2026-12-05", {{"1", "Alm", "20", ""}, {"2", "Bo", "SYS", ""}, {"4", "Dag", "20", "", true}});
  EXPECT_THAT(NamesOf(Assignments(top, before)), ElementsAre("Kim Alm"));
  EXPECT_THAT(People(top, before), ElementsAre("Alm"));
}

TEST_F(UnitLimitTest, AUnitThatHasGoneElsewhereTellsTheFormerUnitAboveNoFigures) {
  Sync("2026-11-01", {{"1", "Alm", "1004", ""}});
  std::string units = ReadTestData("organisation.csv");
  units.replace(units.find("1004;HR;10;"), 11, "1004;HR;20;");
  ImportUnits(units, "2026-12-01");
  server_.clock().SetDay(Date(2026, 12, 10));
  const TestClient manager = ManagerOf("10");
  v1::QueryComplianceRequest request;
  request.set_parent(kAlvnas);
  request.set_unit(absl::StrCat(kAlvnas, "/units/1004"));
  request.set_as_of("2026-11-15");
  v1::QueryComplianceResponse response;
  EXPECT_EQ(ReasonOf(manager.Call(&v1::ComplianceService::Stub::QueryCompliance, *manager.compliance, request, &response)),
            "OUTSIDE_UNIT");
}

TEST_F(UnitLimitTest, OnAnEarlierDayNobodySeesWhatWasDecidedLater) {
  Sync("2026-11-01", {{"1", "Alm", "20", ""}});
  server_.clock().SetDay(Date(2026, 11, 20));
  const std::string name = Assignments(admin_, "").front().name();
  v1::WaiveAssignmentsRequest request;
  request.set_parent(kAlvnas);
  request.add_assignments(name);
  request.set_until_date("2026-12-31");
  request.set_reason("Sjukskriven");
  v1::WaiveAssignmentsResponse response;
  ASSERT_TRUE(
      admin_.Call(&v1::AssignmentService::Stub::WaiveAssignments, *admin_.assignments, request, &response).ok());
  v1::Assignment assignment;
  ASSERT_TRUE(GetAssignment(admin_, name, "2026-11-20", &assignment).ok());
  EXPECT_EQ(assignment.exceptions_size(), 1);
  ASSERT_TRUE(GetAssignment(admin_, name, "2026-11-19", &assignment).ok());
  EXPECT_THAT(assignment.exceptions(), IsEmpty());
}

}  // namespace
}  // namespace nanolearn::testing
