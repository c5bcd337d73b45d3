// Who is who: one human is one person, whatever the lists do.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

constexpr char kStaffHeader[] =
    "Anstnr;Personnr;Förnamn;Efternamn;E-post;Mobil;Befattning;Orgkod;Organisation;Anst.form;Syss.grad;Anst "
    "from;Anst tom;Frånv from;Frånv tom;Chef anstnr;Dator;Skyddade uppg\r\n";
constexpr char kRegisterHeader[] =
    "Personnummer,Namn,E-postadress,Parti,Organkod,Organ,Uppdrag,Fr.o.m.,T.o.m.\n";
// Two humans of tests/data.
constexpr char kJose[] = "19661208-9893", kMargareta[] = "19650117-9979";

std::string Employment(const std::string& number, const std::string& pnr, const std::string& name,
                       const std::string& unit = "1006", const std::string& from = "2017-05-27",
                       const std::string& email = "a@alvnas.example") {
  return absl::StrCat(number, ";", pnr, ";Kim;", name, ";", email, ";;Vaktmästare;", unit, ";;;;", from,
                      ";;;;;J;N\r\n");
}

class Identity : public ::testing::Test {
 protected:
  Identity() : admin_(server_.Admin()) {
    CreateOrganisation(admin_, "alvnas");
    ImportDemoUnits(admin_);
    PublishModule(admin_, "incident");
    CreateDemoProgramme(admin_, "first-lesson", {"incident"});
  }

  v1::SyncRun Staff(const std::string& rows, const std::string& effective) {
    return Send("personal", absl::StrCat(kStaffHeader, rows), effective);
  }
  v1::SyncRun Register(const std::string& rows, const std::string& effective) {
    return Send("fortroendevalda", absl::StrCat(kRegisterHeader, rows), effective);
  }
  v1::SyncRun Send(const std::string& source, const std::string& content, const std::string& effective) {
    v1::SyncPeopleResponse response;
    const grpc::Status status =
        admin_.Sync(HeaderFor(source, source + ".csv", effective), content, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.run().state(), v1::SYNC_RUN_STATE_APPLIED) << response.run().ShortDebugString();
    return response.run();
  }

  std::vector<v1::Person> PeopleOn(const std::string& date) {
    v1::ListPeopleRequest request;
    request.set_parent(kAlvnas);
    request.set_date(date);
    v1::ListPeopleResponse response;
    EXPECT_TRUE(admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, request, &response).ok());
    return {response.people().begin(), response.people().end()};
  }
  v1::Person OnlyPersonOn(const std::string& date) {
    const std::vector<v1::Person> people = PeopleOn(date);
    EXPECT_EQ(people.size(), 1) << date;
    return people.empty() ? v1::Person() : people[0];
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(Identity, OfAnEmployeeWhoIsElectedAndOfAnElectedOfficialWhoGetsAJobIsOne) {
  Staff(Employment("1", kJose, "Ek"), "2026-11-01");
  Register(absl::StrCat(kJose, ",Kim Ek,,X,KF,,Ledamot,2026-11-01,\n", kMargareta,
                        ",Åsa Al,,X,KF,,Ledamot,2026-11-01,\n"),
           "2026-11-01");
  EXPECT_EQ(PeopleOn("2026-11-10").size(), 2);
  Staff(Employment("1", kJose, "Ek") + Employment("2", kMargareta, "Al", "1004", "2026-12-01"), "2026-12-01");
  const std::vector<v1::Person> people = PeopleOn("2026-12-02");
  ASSERT_EQ(people.size(), 2);
  for (const v1::Person& person : people) EXPECT_EQ(person.engagements_size(), 2) << person.family_name();
}

TEST_F(Identity, GoesOnUnderAnotherNameAndThePastKeepsTheNameOfThen) {
  Staff(Employment("1", kJose, "Ek"), "2026-11-01");
  const std::string before = OnlyPersonOn("2026-11-20").name();
  Staff(Employment("1", kJose, "Ek-Al"), "2026-11-22");
  EXPECT_EQ(OnlyPersonOn("2026-11-22").name(), before);
  EXPECT_EQ(OnlyPersonOn("2026-11-22").family_name(), "Ek-Al");
  EXPECT_EQ(OnlyPersonOn("2026-11-21").family_name(), "Ek");
}

TEST_F(Identity, GoneAndBackAfterAYearHasTheOldAssignmentsAgain) {
  Staff(Employment("1", kJose, "Ek") + Employment("2", kMargareta, "Al"), "2026-11-01");
  const std::string name = PeopleOn("2026-11-10")[0].name();
  const auto count = [&] {
    v1::ListAssignmentsRequest request;
    request.set_person(name);
    return AllAssignments(admin_, request).size();
  };
  ASSERT_EQ(count(), 1);
  Staff(Employment("2", kMargareta, "Al"), "2026-11-15");
  EXPECT_EQ(PeopleOn("2026-11-20").size(), 1);
  const v1::SyncRun back = Staff(
      Employment("9", kJose, "Ek", "1004", "2027-11-15") + Employment("2", kMargareta, "Al"), "2027-11-15");
  EXPECT_EQ(back.counts().returns(), 1);
  EXPECT_EQ(back.counts().people_added(), 0);
  EXPECT_EQ(PeopleOn("2027-11-16")[0].name(), name);
  EXPECT_EQ(count(), 1);
}

TEST_F(Identity, WithTwoEmploymentsIsOneThatCountsOnce) {
  Staff(Employment("1", kJose, "Ek") + Employment("2", kJose, "Ek", "1004"), "2026-11-01");
  EXPECT_EQ(OnlyPersonOn("2026-11-10").engagements_size(), 2);
  const v1::SyncRun run = Staff(Employment("2", kJose, "Ek", "1004"), "2026-11-15");
  EXPECT_EQ(run.counts().ends(), 1);
  EXPECT_EQ(run.counts().leaves(), 0);
  EXPECT_EQ(OnlyPersonOn("2026-11-16").engagements_size(), 1);
}

TEST_F(Identity, IsNeverThatOfSomebodyWithTheSameNameAndAddress) {
  Staff(Employment("1", kJose, "Ek") + Employment("2", kMargareta, "Ek"), "2026-11-01");
  EXPECT_EQ(PeopleOn("2026-11-10").size(), 2);
}

TEST_F(Identity, HasTheAddressOfTheSourceThatIsPreferredForIt) {
  Staff(Employment("1", kJose, "Ek"), "2026-11-01");
  Register(absl::StrCat(kJose, ",Kim E Ek,politik@alvnas.example,X,KF,,Ledamot,2026-11-01,\n"), "2026-11-01");
  EXPECT_EQ(OnlyPersonOn("2026-11-10").email(), "a@alvnas.example");
  v1::UpdateSourceRequest request;
  request.mutable_source()->set_name(absl::StrCat(kAlvnas, "/sources/fortroendevalda"));
  request.mutable_source()->add_preferred_for(v1::PERSON_ATTRIBUTE_EMAIL);
  request.mutable_update_mask()->add_paths("preferred_for");
  v1::UpdateSourceResponse response;
  ASSERT_TRUE(admin_.Call(&v1::SourceService::Stub::UpdateSource, *admin_.sources, request, &response).ok());
  EXPECT_EQ(OnlyPersonOn("2026-11-10").email(), "politik@alvnas.example");
  EXPECT_EQ(OnlyPersonOn("2026-11-10").family_name(), "Ek") << "the name stays HR's";
}

TEST_F(Identity, WhoseKeyGoesToSomebodyElseStaysTheirOwn) {
  Staff(Employment("1", kJose, "Ek") + Employment("2", kMargareta, "Al"), "2026-11-01");
  const std::string jose = PeopleOn("2026-11-10")[0].name();
  const v1::SyncRun run = Staff(Employment("1", kMargareta, "Al"), "2026-11-20");
  ASSERT_EQ(run.conflicts_size(), 1);
  EXPECT_EQ(run.conflicts(0).reason(), "KEY_TAKEN_OVER");
  EXPECT_NE(OnlyPersonOn("2026-11-20").name(), jose);
  EXPECT_EQ(OnlyPersonOn("2026-11-20").family_name(), "Al");
}

TEST_F(Identity, OfTwoWhoWereMergedHasOneNameAlsoAfterARunBelowIsTakenBack) {
  Staff(Employment("1", kJose, "Keeper") + Employment("2", kMargareta, "Old"), "2026-11-01");
  const std::vector<v1::Person> people = PeopleOn("2026-11-10");
  const v1::SyncRun renamed =
      Staff(Employment("1", kJose, "Keeper") + Employment("2", kMargareta, "New"), "2026-11-05");
  v1::MergePeopleRequest merge;
  merge.set_name(people[0].name());
  merge.set_merged_person(people[1].name());
  v1::MergePeopleResponse merged;
  ASSERT_TRUE(admin_.Call(&v1::PersonService::Stub::MergePeople, *admin_.people, merge, &merged).ok());
  v1::RevertSyncRunRequest revert;
  revert.set_name(renamed.name());
  v1::RevertSyncRunResponse reverted;
  ASSERT_TRUE(
      admin_.Call(&v1::SyncRunService::Stub::RevertSyncRun, *admin_.sync_runs, revert, &reverted).ok());
  const std::string name = OnlyPersonOn("2026-11-20").family_name();
  Staff(Employment("1", kJose, "Third") + Employment("2", kMargareta, "Third"), "2026-11-22");
  EXPECT_EQ(OnlyPersonOn("2026-11-22").family_name(), "Third") << "was " << name;
  EXPECT_EQ(OnlyPersonOn("2026-11-22").engagements_size(), 2);
}

}  // namespace
}  // namespace nanolearn::testing
