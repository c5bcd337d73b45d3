// A directory provisions over SCIM: what becomes of the roster.

#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "tests/integration/scim_fixture.h"

namespace nanolearn::testing {
namespace {

using ::testing::IsEmpty;

json At(const std::string& department, const json& more = json::object()) {
  json enterprise = {{"department", department}};
  enterprise.update(more);
  return {{kEnterprise, enterprise}};
}

class ScimRoster : public Scim {
 protected:
  // So many, all in one unit.
  std::vector<std::string> CreateMany(int count) {
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) ids.push_back(Create(absl::StrCat("person", i), At("LSS")));
    return ids;
  }
  grpc::Status Approve(const std::string& run) {
    v1::ApproveSyncRunRequest request;
    request.set_name(run);
    v1::ApproveSyncRunResponse response;
    return admin_.Call(&v1::SyncRunService::Stub::ApproveSyncRun, *admin_.sync_runs, request, &response);
  }
  grpc::Status Reject(const std::string& run) {
    v1::RejectSyncRunRequest request;
    request.set_name(run);
    v1::RejectSyncRunResponse response;
    return admin_.Call(&v1::SyncRunService::Stub::RejectSyncRun, *admin_.sync_runs, request, &response);
  }
  void Revert(const std::string& run) {
    v1::RevertSyncRunRequest request;
    request.set_name(run);
    v1::RevertSyncRunResponse response;
    ASSERT_TRUE(
        admin_.Call(&v1::SyncRunService::Stub::RevertSyncRun, *admin_.sync_runs, request, &response).ok());
  }
  std::vector<v1::SyncChange> Changes(const std::string& run) {
    v1::ListSyncChangesRequest request;
    request.set_parent(run);
    request.set_page_size(1000);
    v1::ListSyncChangesResponse response;
    EXPECT_TRUE(
        admin_.Call(&v1::SyncRunService::Stub::ListSyncChanges, *admin_.sync_runs, request, &response).ok());
    EXPECT_GT(response.changes_size(), 0);
    return {response.changes().begin(), response.changes().end()};
  }
  // The reasons of the newest run, with how many people each is about.
  std::vector<std::pair<std::string, int>> ConflictsOfDay() {
    v1::GetSyncRunRequest request;
    request.set_name(Runs()[0].name());
    v1::GetSyncRunResponse response;
    EXPECT_TRUE(
        admin_.Call(&v1::SyncRunService::Stub::GetSyncRun, *admin_.sync_runs, request, &response).ok());
    std::vector<std::pair<std::string, int>> conflicts;
    for (const auto& conflict : response.run().conflicts()) {
      conflicts.emplace_back(conflict.reason(), conflict.people_size());
    }
    return conflicts;
  }
  // The directory's employee numbers are keys of this source.
  void TakeNumbersFrom(const std::string& source) {
    v1::UpdateSourceRequest update;
    update.mutable_source()->set_name(absl::StrCat(kAlvnas, "/sources/entra"));
    update.mutable_source()->set_employee_number_source(source);
    update.mutable_update_mask()->add_paths("employee_number_source");
    v1::UpdateSourceResponse updated;
    const grpc::Status status =
        admin_.Call(&v1::SourceService::Stub::UpdateSource, *admin_.sources, update, &updated);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
  HttpAnswer SetNumber(const std::string& id, const std::string& number) {
    return Patch(id, {{{"op", "replace"}, {"path", "employeeNumber"}, {"value", number}}});
  }
  // Of so many people.
  static std::vector<std::string> KeysOfBolag(size_t count) {
    std::vector<std::string> keys;
    std::set<std::string> people;
    bool is_header = true;
    for (const absl::string_view line : absl::StrSplit(ReadTestData("bolag_2026-11.csv"), '\n')) {
      const std::vector<std::string> cells = absl::StrSplit(line, ';');
      if (!std::exchange(is_header, false) && keys.size() < count && people.insert(cells[1]).second) {
        keys.push_back(cells[0]);
      }
    }
    return keys;
  }
  std::string Unit(const std::string& code) { return absl::StrCat(kAlvnas, "/units/", code); }
};

TEST_F(ScimRoster, PutsAUserIntoTheUnitOfTheDepartment) {
  const std::string boss = Create("boss", At("LSS"));
  const std::string id =
      Create("asa", {{"title", "Undersköterska"}, {kEnterprise, {{"department", "lss"}, {"manager", boss}}}});
  std::vector<v1::Person> people = People("Test asa");
  ASSERT_EQ(people.size(), 1u);
  EXPECT_EQ(people[0].given_name(), "Test");
  EXPECT_EQ(people[0].family_name(), "asa");
  EXPECT_EQ(people[0].email(), "asa@alvnas.example");
  const std::string lss = people[0].engagements(0).unit();
  EXPECT_EQ(people[0].engagements(0).role(), "Undersköterska");
  EXPECT_EQ(people[0].engagements(0).source(), "entra");
  EXPECT_EQ(people[0].engagements(0).start_date(), "2026-11-24");
  EXPECT_NE(lss, Unit("G"));

  EXPECT_EQ(Patch(id, {{{"op", "replace"}, {"path", "department"}, {"value", "Nowhere"}}}).status, 200);
  EXPECT_EQ(UnitOf("Test asa"), Unit("G"));
  const std::vector<v1::SyncRun> runs = Runs();
  ASSERT_EQ(runs.size(), 1u) << "one for the day";
  EXPECT_EQ(runs[0].origin(), v1::SYNC_ORIGIN_DIRECTORY);
  EXPECT_EQ(runs[0].state(), v1::SYNC_RUN_STATE_APPLIED);
  EXPECT_EQ(runs[0].counts().joins(), 2);
  EXPECT_EQ(runs[0].counts().people_added(), 2);
  EXPECT_EQ(runs[0].counts().moves(), 1);
  v1::GetSyncRunRequest get;
  get.set_name(runs[0].name());
  v1::GetSyncRunResponse whole;
  ASSERT_TRUE(admin_.Call(&v1::SyncRunService::Stub::GetSyncRun, *admin_.sync_runs, get, &whole).ok());
  ASSERT_EQ(whole.run().conflicts_size(), 1);
  EXPECT_EQ(whole.run().conflicts(0).reason(), "UNKNOWN_DEPARTMENT");
  EXPECT_EQ(whole.run().conflicts(0).people(0), people[0].name());

  server_.clock().SetDay(Date(2026, 11, 25));
  EXPECT_EQ(Patch(id, {{{"op", "replace"}, {"path", "title"}, {"value", "Chef"}}}).status, 200);
  EXPECT_EQ(Runs().size(), 2u) << "one for each day";
  EXPECT_EQ(Patch(id, {{{"op", "replace"}, {"path", "nickName"}, {"value", "Å"}}}).status, 200);
  EXPECT_EQ(Runs()[0].counts().changes(), 1) << "a nickname is nothing to the roster";
}

TEST_F(ScimRoster, FewWhoLeaveAreGoneAndComeBackAsTheSamePeople) {
  const std::vector<std::string> ids = CreateMany(30);
  server_.clock().SetDay(Date(2026, 11, 25));
  const std::string person = People("Test person0")[0].name();
  EXPECT_EQ(SetActive(ids[0], "False").status, 200);
  EXPECT_EQ(Send("DELETE", absl::StrCat("/Users/", ids[1])).status, 204);
  EXPECT_EQ(People().size(), 28u);
  EXPECT_EQ(Send("GET", absl::StrCat("/Users/", ids[0])).Json()["active"], false);
  EXPECT_EQ(Send("GET", absl::StrCat("/Users/", ids[1])).status, 404);
  EXPECT_THAT(Runs(v1::SYNC_RUN_STATE_HELD), IsEmpty());
  EXPECT_EQ(Runs()[0].counts().leaves(), 2);

  server_.clock().SetDay(Date(2026, 11, 26));
  EXPECT_EQ(SetActive(ids[0], true).status, 200);
  EXPECT_EQ(People("Test person0")[0].name(), person);
  EXPECT_EQ(Runs()[0].counts().returns(), 1);
}

TEST_F(ScimRoster, WhoIsCreatedAgainIsTheSamePerson) {
  const std::string first = Create("asa", At("LSS", {{"employeeNumber", "17"}}));
  Create("bo", At("LSS"));
  const std::string person = People("Test asa")[0].name();
  EXPECT_EQ(Send("DELETE", absl::StrCat("/Users/", first)).status, 204);
  const std::string second = Create("asa", At("LSS"));
  EXPECT_NE(second, first);
  EXPECT_EQ(People("Test asa")[0].name(), person) << "by the externalId";

  EXPECT_EQ(Patch(second, {{{"op", "add"}, {"path", "employeeNumber"}, {"value", "17"}}}).status, 200);
  EXPECT_EQ(Send("DELETE", absl::StrCat("/Users/", second)).status, 204);
  json other = At("LSS", {{"employeeNumber", "17"}});
  other["externalId"] = "another";
  Create("asa", other);
  EXPECT_EQ(People("Test asa")[0].name(), person) << "by the employee number";
}

TEST_F(ScimRoster, WhoIsInHrsListIsThatPerson) {
  SyncFile(admin_, "bolag", "bolag_2026-11.csv", "2026-11-23");
  const size_t before = People().size();
  TakeNumbersFrom("bolag");
  Create("asa", At("LSS", {{"employeeNumber", "104818"}}));
  EXPECT_EQ(People().size(), before) << "nobody new";
  Create("bo", At("LSS", {{"employeeNumber", "unknown"}}));
  EXPECT_EQ(People().size(), before + 1);
}

TEST_F(ScimRoster, ManyWhoAreDisabledAreHeldUntilSomebodyApproves) {
  const std::vector<std::string> ids = CreateMany(30);
  server_.clock().SetDay(Date(2026, 11, 25));
  for (int i = 0; i < 25; ++i) EXPECT_EQ(SetActive(ids[i], "False").Json()["active"], false);
  EXPECT_EQ(People().size(), 30u) << "also those who were let go before it was strange";
  EXPECT_EQ(Filter("Users", "active eq false").Json()["totalResults"], 25);
  std::vector<v1::SyncRun> held = Runs(v1::SYNC_RUN_STATE_HELD);
  ASSERT_EQ(held.size(), 1u);
  EXPECT_EQ(held[0].origin(), v1::SYNC_ORIGIN_DIRECTORY);
  EXPECT_EQ(held[0].counts().leaves(), 25);
  EXPECT_EQ(held[0].hold_reasons(0).reason(), "MANY_LEAVERS");
  EXPECT_TRUE(absl::StrContains(held[0].hold_reasons(0).message(), "25 of the 30")) << held[0].DebugString();

  EXPECT_EQ(SetActive(ids[3], true).status, 200);
  held = Runs(v1::SYNC_RUN_STATE_HELD);
  ASSERT_EQ(held.size(), 1u);
  EXPECT_EQ(held[0].counts().leaves(), 24) << "who is enabled again is let go from the run";

  server_.clock().SetDay(Date(2026, 11, 27));
  EXPECT_EQ(Send("DELETE", absl::StrCat("/Users/", ids[0])).status, 204);
  EXPECT_EQ(People().size(), 30u);
  ASSERT_TRUE(Approve(held[0].name()).ok());
  EXPECT_EQ(People().size(), 6u);
  EXPECT_THAT(Runs(v1::SYNC_RUN_STATE_HELD), IsEmpty());
  EXPECT_EQ(Send("GET", "/Users").Json()["totalResults"], 29) << "disabled users are returned";
  EXPECT_EQ(SetActive(ids[5], true).status, 200);
  EXPECT_EQ(People().size(), 7u);
}

TEST_F(ScimRoster, WhoWasHeldAndRejectedStays) {
  const std::vector<std::string> ids = CreateMany(30);
  server_.clock().SetDay(Date(2026, 11, 25));
  for (int i = 0; i < 25; ++i) SetActive(ids[i], false);
  const std::vector<v1::SyncRun> held = Runs(v1::SYNC_RUN_STATE_HELD);
  ASSERT_EQ(held.size(), 1u);
  ASSERT_TRUE(Reject(held[0].name()).ok());
  EXPECT_EQ(People().size(), 30u);
  EXPECT_EQ(Patch(ids[1], {{{"op", "replace"}, {"path", "title"}, {"value", "x"}}}).status, 200);
  EXPECT_EQ(People().size(), 30u) << "nothing new was said of whether they work here";
  EXPECT_EQ(Send("DELETE", absl::StrCat("/Users/", ids[0])).status, 204);
  EXPECT_EQ(People().size(), 29u) << "a deletion is something new, and one is not strange";
  EXPECT_EQ(SetActive(ids[2], true).status, 200);
  EXPECT_EQ(SetActive(ids[2], false).status, 200);
  EXPECT_EQ(People().size(), 28u);
}

TEST_F(ScimRoster, ASmallDirectoryThatDeletesEverybodyEndsNobody) {
  const std::vector<std::string> ids = CreateMany(4);
  server_.clock().SetDay(Date(2026, 11, 25));
  for (const std::string& id : ids) {
    EXPECT_EQ(Send("DELETE", absl::StrCat("/Users/", id)).status, 204);
    EXPECT_EQ(Send("GET", absl::StrCat("/Users/", id)).status, 404);
  }
  EXPECT_EQ(People().size(), 4u);
  const std::vector<v1::SyncRun> held = Runs(v1::SYNC_RUN_STATE_HELD);
  ASSERT_EQ(held.size(), 1u);

  const std::string person = People("Test person0")[0].name();
  Create("person0", At("LSS"));
  ASSERT_EQ(People("Test person0").size(), 1u);
  EXPECT_EQ(People("Test person0")[0].name(), person);
  EXPECT_EQ(People("Test person0")[0].engagements_size(), 1) << "the new account takes the old one's place";
  ASSERT_TRUE(Approve(held[0].name()).ok());
  EXPECT_EQ(People().size(), 1u);
}

TEST_F(ScimRoster, ADayCanBeTakenBack) {
  const std::vector<std::string> ids = CreateMany(12);
  server_.clock().SetDay(Date(2026, 11, 25));
  SetActive(ids[0], false);
  Patch(ids[1], {{{"op", "replace"}, {"path", "name.familyName"}, {"value", "Ny"}}});
  Create("ny", At("LSS"));
  EXPECT_EQ(People().size(), 12u);
  v1::RevertSyncRunRequest request;
  request.set_name(Runs()[0].name());
  v1::RevertSyncRunResponse response;
  ASSERT_TRUE(
      admin_.Call(&v1::SyncRunService::Stub::RevertSyncRun, *admin_.sync_runs, request, &response).ok());
  EXPECT_EQ(People().size(), 12u);
  EXPECT_EQ(People("Test person1").size(), 3u) << "1, 10 and 11, by their names from before";
  EXPECT_EQ(People("Test person0").size(), 1u);
  Patch(ids[1], {{{"op", "replace"}, {"path", "title"}, {"value", "Chef"}}});
  EXPECT_EQ(People("Test Ny").size(), 1u) << "the directory's next word of somebody holds again";
}

TEST_F(ScimRoster, TheSameWordAgainHoldsAgainAfterADayWasTakenBack) {
  const std::vector<std::string> ids = CreateMany(3);
  const std::string etag = Send("GET", absl::StrCat("/Users/", ids[0])).headers.at("etag");
  Revert(Runs()[0].name());
  EXPECT_THAT(People(), IsEmpty());
  EXPECT_EQ(SetActive(ids[0], true).status, 200);
  EXPECT_EQ(People().size(), 1u);
  EXPECT_EQ(Send("PUT", absl::StrCat("/Users/", ids[1]), User("person1", At("LSS"))).status, 200);
  EXPECT_EQ(People().size(), 2u);
  EXPECT_EQ(Send("GET", absl::StrCat("/Users/", ids[0])).headers.at("etag"), etag);
  const size_t changes = Changes(Runs()[0].name()).size();
  EXPECT_EQ(SetActive(ids[0], true).status, 200);
  EXPECT_EQ(Changes(Runs()[0].name()).size(), changes) << "nothing is otherwise";
}

TEST_F(ScimRoster, WhatIsNotSaidOfActiveStaysAsItWas) {
  const std::string id = Create("asa", At("LSS"));
  Create("bo", At("LSS"));
  const std::string path = absl::StrCat("/Users/", id);
  SetActive(id, false);
  json silent = User("asa", {{"title", "Chef"}});
  silent.erase("active");
  EXPECT_EQ(Send("PUT", path, silent).Json()["active"], false);
  silent["Active"] = nullptr;
  EXPECT_EQ(Send("PUT", path, silent).Json()["active"], false);
  EXPECT_EQ(SetActive(id, nullptr).Json()["active"], false);
  EXPECT_EQ(Patch(id, {{{"op", "remove"}, {"path", "active"}}}).Json()["active"], false);
  EXPECT_EQ(People().size(), 1u);
  EXPECT_EQ(SetActive(id, true).Json()["active"], true);
  EXPECT_EQ(Patch(id, {{{"op", "remove"}, {"path", "active"}}}).Json()["active"], true);
  silent["userName"] = "new@alvnas.example";
  silent["externalId"] = "new";
  EXPECT_EQ(Send("POST", "/Users", silent).Json()["active"], true);
  EXPECT_EQ(People().size(), 3u);
}

TEST_F(ScimRoster, ManyWhoJoinedAndAreDisabledOnOneDayAreHeldLikeOthers) {
  for (const bool approve : {true, false}) {
    if (!approve) token_ = DirectoryToken("second");
    const size_t others = People().size();
    std::vector<std::string> ids;
    for (int i = 0; i < 30; ++i) ids.push_back(Create(absl::StrCat("person", i), At("LSS")));
    for (int i = 0; i < 25; ++i) EXPECT_EQ(SetActive(ids[i], false).Json()["active"], false);
    EXPECT_EQ(People().size(), others + 30) << "nobody has left";
    const std::vector<v1::SyncRun> held = Runs(v1::SYNC_RUN_STATE_HELD);
    ASSERT_EQ(held.size(), 1u);
    EXPECT_EQ(held[0].counts().leaves(), 25);
    EXPECT_TRUE(absl::StrContains(held[0].hold_reasons(0).message(), "25 of the 30"))
        << held[0].DebugString();
    if (approve) {
      ASSERT_TRUE(Approve(held[0].name()).ok());
      EXPECT_EQ(People().size(), others + 5);
      EXPECT_EQ(Runs()[0].counts().leaves(), 25);
      for (const v1::SyncChange& change : Changes(held[0].name())) {
        EXPECT_TRUE(absl::StartsWith(change.display_name(), "Test person")) << change.DebugString();
      }
    } else {
      ASSERT_TRUE(Reject(held[0].name()).ok());
      EXPECT_EQ(People().size(), others + 30);
    }
  }
}

TEST_F(ScimRoster, ManyWhoBecomeOtherPeopleStayWhoTheyWere) {
  SyncFile(admin_, "bolag", "bolag_2026-11.csv", "2026-11-23");
  const size_t before = People().size();
  TakeNumbersFrom("bolag");
  const std::vector<std::string> ids = CreateMany(30);
  server_.clock().SetDay(Date(2026, 11, 25));
  const std::vector<std::string> numbers = KeysOfBolag(25);
  for (int i = 0; i < 25; ++i) EXPECT_EQ(SetNumber(ids[i], numbers[i]).status, 200);
  EXPECT_EQ(People().size(), before + 20) << "ten are never strange";
  EXPECT_THAT(ConflictsOfDay(), ::testing::Contains(::testing::Pair("EMPLOYEE_NUMBER_MOVED", 30)))
      << "of each, who they are and whom the number names";
  EXPECT_EQ(Runs()[0].counts().leaves(), 10);
  server_.clock().SetDay(Date(2026, 12, 20));
  const size_t later = People().size();
  SetNumber(ids[24], numbers[24]);
  EXPECT_EQ(People().size(), later - 1) << "it is tried again";
}

TEST_F(ScimRoster, ManyWhoAreGivenOneNumberStayWhoTheyWere) {
  SyncFile(admin_, "bolag", "bolag_2026-11.csv", "2026-11-23");
  const size_t before = People().size();
  TakeNumbersFrom("bolag");
  const std::vector<std::string> ids = CreateMany(30);
  server_.clock().SetDay(Date(2026, 11, 25));
  for (const std::string& id : ids) EXPECT_EQ(SetNumber(id, "104818").status, 200);
  EXPECT_EQ(People().size(), before + 27) << "up to three are accounts of one person";
  EXPECT_THAT(ConflictsOfDay(), ::testing::Contains(::testing::Key("SHARED_EMPLOYEE_NUMBER")));
}

TEST_F(ScimRoster, APersonnummerIsNotTakenForAKey) {
  const std::string id = Create("asa", At("LSS", {{"employeeNumber", "7711159975"}}));
  for (const std::string number : {"197711159975", "19771115-9975", "771115-9975", " 771115-9975 "}) {
    const HttpAnswer patched = SetNumber(id, number);
    EXPECT_EQ(patched.status, 400) << number;
    EXPECT_EQ(patched.Json()["scimType"], "invalidValue");
    EXPECT_FALSE(absl::StrContains(patched.body, "9975")) << patched.body;
    EXPECT_EQ(Send("POST", "/Users", User("bo", {{"externalId", number}})).status, 400) << number;
  }
  EXPECT_EQ(SetNumber(id, "197711159976").status, 200) << "a wrong check digit";
}

}  // namespace
}  // namespace nanolearn::testing
