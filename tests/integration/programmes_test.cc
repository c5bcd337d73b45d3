// Audiences, changes of programmes, previews and explanations through the API.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using grpc::StatusCode;
using ::testing::Contains;
using ::testing::HasSubstr;

using ProgrammeStub = v1::ProgrammeService::Stub;

class Programmes : public ::testing::Test {
 protected:
  Programmes() : admin_(server_.Admin()) { LoadDemo(admin_); }

  // Opens 2026-11-02, 30 days, with the shipped module and no rule.
  static v1::Programme Plain() {
    v1::Programme programme;
    programme.set_display_name("P");
    programme.add_modules(absl::StrCat(kAlvnas, "/modules/incident"));
    programme.set_open_date("2026-11-02");
    programme.set_days_to_complete(30);
    return programme;
  }

  grpc::Status Create(const std::string& id, const v1::Programme& programme, v1::Programme* created) {
    v1::CreateProgrammeRequest request;
    request.set_parent(kAlvnas);
    request.set_programme_id(id);
    *request.mutable_programme() = programme;
    return admin_.Call(&ProgrammeStub::CreateProgramme, *admin_.programmes, request, created);
  }

  grpc::Status Update(const v1::Programme& programme, const std::vector<std::string>& fields,
                      v1::Programme* changed, const std::string& effective = "") {
    v1::UpdateProgrammeRequest request;
    *request.mutable_programme() = programme;
    for (const std::string& field : fields) request.mutable_update_mask()->add_paths(field);
    request.set_effective_date(effective);
    return admin_.Call(&ProgrammeStub::UpdateProgramme, *admin_.programmes, request, changed);
  }

  v1::PreviewProgrammeResponse Preview(const v1::Programme& programme, int page_size = 0,
                                       const std::string& token = "") {
    v1::PreviewProgrammeRequest request;
    request.set_parent(kAlvnas);
    *request.mutable_programme() = programme;
    request.set_page_size(page_size);
    request.set_page_token(token);
    v1::PreviewProgrammeResponse response;
    const grpc::Status status =
        admin_.Call(&ProgrammeStub::PreviewProgramme, *admin_.programmes, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  v1::ExplainAudienceResponse Explain(const v1::Programme& programme, const std::string& person) {
    v1::ExplainAudienceRequest request;
    request.set_parent(kAlvnas);
    *request.mutable_programme() = programme;
    request.set_person(person);
    v1::ExplainAudienceResponse response;
    const grpc::Status status =
        admin_.Call(&ProgrammeStub::ExplainAudience, *admin_.programmes, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  std::vector<v1::PreviewProgrammeResponse::Member> AllMembers(const v1::Programme& programme) {
    std::vector<v1::PreviewProgrammeResponse::Member> members;
    v1::PreviewProgrammeResponse page;
    do {
      page = Preview(programme, 200, page.next_page_token());
      members.insert(members.end(), page.members().begin(), page.members().end());
    } while (!page.next_page_token().empty());
    return members;
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(Programmes, APreviewCountsWhomTheProgrammeThenHasAndListsTheSamePeople) {
  v1::Programme chairs = Plain();
  chairs.add_audience()->add_role_groups(v1::ROLE_GROUP_CHAIR);
  const v1::PreviewProgrammeResponse preview = Preview(chairs);
  EXPECT_GT(preview.people(), 5);
  ASSERT_EQ(preview.modules_size(), 1);
  EXPECT_EQ(preview.modules(0).open_date(), "2026-11-02");
  EXPECT_EQ(preview.modules(0).due_date(), "2026-12-02");
  int by_unit = 0;
  for (const auto& unit : preview.units()) by_unit += unit.people();
  EXPECT_GE(by_unit, preview.people()) << "in several units is counted in each";
  std::set<std::string> people;
  for (const auto& member : AllMembers(chairs)) {
    people.insert(member.person());
    for (const std::string& role : member.roles()) EXPECT_THAT(role, HasSubstr("rdförande"));
  }
  EXPECT_EQ(static_cast<int>(people.size()), preview.people());
  v1::Programme created;
  ASSERT_TRUE(Create("chairs", chairs, &created).ok());
  EXPECT_EQ(created.people(), preview.people_ever());
}

TEST_F(Programmes, APreviewOfAProgrammeThatOpensBeforeAnybodyIsThereTellsTheDatesPeopleWillHave) {
  v1::Programme early = Plain();
  early.add_audience()->set_unit(absl::StrCat(kAlvnas, "/units/KF"));
  early.add_audience()->add_roles("No such role");
  early.set_open_date("2026-03-02");
  const v1::PreviewProgrammeResponse preview = Preview(early);
  ASSERT_EQ(preview.modules_size(), 1);
  EXPECT_GT(preview.modules(0).people(), 0);
  ASSERT_EQ(preview.warnings_size(), 2);
  EXPECT_THAT(preview.warnings(0), HasSubstr("opens on 2026-03-02, but"));
  EXPECT_THAT(preview.warnings(1), HasSubstr("Rule 2 of the audience fits nobody"));
  v1::Programme created;
  ASSERT_TRUE(Create("early", early, &created).ok());
  v1::ListAssignmentsRequest request;
  request.set_programme(absl::StrCat(kAlvnas, "/programmes/early"));
  int people = 0;
  for (const v1::Assignment& a : AllAssignments(admin_, request)) {
    people +=
        a.open_date() == preview.modules(0).open_date() && a.due_date() == preview.modules(0).due_date();
  }
  EXPECT_EQ(people, preview.modules(0).people());
  early.set_open_date("2026-11-24");
  const v1::PreviewProgrammeResponse later = Preview(early);
  ASSERT_EQ(later.warnings_size(), 1);
  EXPECT_THAT(later.warnings(0), HasSubstr("Rule 2 of the audience fits nobody"));
}

TEST_F(Programmes, ExceptTakesOutAndTheExplanationSaysSo) {
  v1::Programme programme = Plain();
  programme.add_audience()->set_unit(absl::StrCat(kAlvnas, "/units/KF"));
  const std::vector<v1::PreviewProgrammeResponse::Member> before = AllMembers(programme);
  ASSERT_GT(before.size(), 10u);
  v1::AudienceRule& except = *programme.add_audience();
  except.set_excepts(true);
  except.add_people(before[3].person());
  EXPECT_EQ(AllMembers(programme).size(), before.size() - 1);
  const v1::ExplainAudienceResponse out = Explain(programme, before[3].person());
  EXPECT_FALSE(out.in_audience());
  EXPECT_THAT(out.reasons(0), HasSubstr("rule 2 takes them out"));
  const v1::ExplainAudienceResponse in = Explain(programme, before[4].person());
  EXPECT_TRUE(in.in_audience());
  EXPECT_THAT(in.reasons(1), HasSubstr("Rule 1 (in KF or below) lets in the mandate"));
  ASSERT_EQ(in.periods_size(), 1);
  EXPECT_EQ(in.periods(0).start_date(), "2026-11-02");
}

TEST_F(Programmes, PeopleWhoCannotBeFoundAreAllNamed) {
  v1::Programme programme = Plain();
  v1::AudienceRule& rule = *programme.add_audience();
  for (const char* called : {"personal:nobody", "nobody@nowhere.example", "0000000000000", "kim"}) {
    rule.add_people(called);
  }
  v1::Programme created;
  const grpc::Status status = Create("list", programme, &created);
  EXPECT_EQ(status.error_code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(ReasonOf(status), "PERSON_NOT_RESOLVED");
  EXPECT_THAT(FieldsOf(status),
              ::testing::ElementsAre("programme.audience[0].people[0]", "programme.audience[0].people[1]",
                                     "programme.audience[0].people[2]", "programme.audience[0].people[3]"));
}

TEST_F(Programmes, AnotherAudienceHoldsFromADayAndThePastStays) {
  v1::Programme programme = Plain();
  programme.add_audience()->set_unit(absl::StrCat(kAlvnas, "/units/KF"));
  v1::Programme created;
  ASSERT_TRUE(Create("assembly", programme, &created).ok());
  const auto withdrawn = [&](const std::string& day) {
    v1::ListAssignmentsRequest request;
    request.set_programme(created.name());
    request.set_as_of(day);
    request.add_states(v1::ASSIGNMENT_STATE_WITHDRAWN);
    return AllAssignments(admin_, request).size();
  };
  ASSERT_EQ(withdrawn("2026-12-09"), 0u);
  v1::Programme changed = created;
  changed.clear_audience();
  changed.add_audience()->add_role_groups(v1::ROLE_GROUP_CHAIR);
  v1::Programme response;
  const grpc::Status status = Update(changed, {"audience"}, &response, "2026-12-10");
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_EQ(response.audience_size(), 2);
  EXPECT_EQ(response.audience(0).end_date(), "2026-12-09");
  EXPECT_EQ(response.audience(1).start_date(), "2026-12-10");
  EXPECT_EQ(withdrawn("2026-12-09"), 0u) << "what was counted stays";
  EXPECT_GT(withdrawn("2026-12-10"), 10u);
  EXPECT_EQ(ReasonOf(Update(changed, {"audience"}, &response)), "ETAG_MISMATCH");
}

TEST_F(Programmes, TheCalendarOfWhatHasOpenedCannotBeChanged) {
  v1::Programme programme = Plain();
  programme.add_audience()->set_unit(absl::StrCat(kAlvnas, "/units/KF"));
  v1::Programme created;
  ASSERT_TRUE(Create("assembly", programme, &created).ok());
  v1::Programme changed = created;
  changed.set_days_to_complete(60);
  v1::Programme response;
  grpc::Status status = Update(changed, {"days_to_complete"}, &response);
  EXPECT_EQ(status.error_code(), StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(ReasonOf(status), "PROGRAMME_STARTED");
  EXPECT_THAT(status.error_message(), HasSubstr("opened on 2026-11-02"));
  changed.mutable_calendar()->set_end_date("2027-06-30");
  changed.set_display_name("Fullmäktige");
  status = Update(changed, {"display_name", "calendar.end_date"}, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.display_name(), "Fullmäktige");
  EXPECT_EQ(response.calendar().end_date(), "2027-06-30");
  EXPECT_EQ(response.days_to_complete(), 30);
}

TEST_F(Programmes, AModuleAddedAtTheEndIsAssignedToEverybody) {
  PublishModule(admin_, "phishing");
  v1::Programme programme = Plain();
  programme.add_audience()->set_unit(absl::StrCat(kAlvnas, "/units/KF"));
  v1::Programme created;
  ASSERT_TRUE(Create("assembly", programme, &created).ok());
  v1::Programme changed = created;
  const std::string phishing = absl::StrCat(kAlvnas, "/modules/phishing");
  changed.add_modules(phishing);
  (*changed.mutable_module_open_dates())[phishing] = "2026-12-07";
  v1::Programme response;
  const grpc::Status status = Update(changed, {"modules", "module_open_dates"}, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  v1::ListAssignmentsRequest request;
  request.set_programme(created.name());
  request.set_module(phishing);
  const auto assignments = AllAssignments(admin_, request);
  EXPECT_EQ(static_cast<int>(assignments.size()), response.people());
  for (const v1::Assignment& assignment : assignments) EXPECT_GE(assignment.open_date(), "2026-12-07");
}

TEST_F(Programmes, AProgrammeComesBackAsItWasAskedFor) {
  v1::Programme programme = Plain();
  v1::AudienceRule& rule = *programme.add_audience();
  rule.set_unit(absl::StrCat(kAlvnas, "/units/G"));
  rule.add_roles("*chef*");
  v1::Calendar& calendar = *programme.mutable_calendar();
  calendar.set_weeks_between(2);
  calendar.set_newcomer_days(60);
  calendar.set_catch_up(v1::CATCH_UP_PACED);
  calendar.mutable_quiet_days()->set_holidays(true);
  auto& period = *calendar.mutable_quiet_days()->add_periods();
  period.set_start_date("2027-07-01");
  period.set_end_date("2027-08-15");
  calendar.set_recurrence(v1::RECURRENCE_FIXED);
  calendar.set_fixed_month(1);
  calendar.set_fixed_day(15);
  calendar.set_window_days(30);
  v1::Programme created;
  const grpc::Status status = Create("managers", programme, &created);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(created.calendar().SerializeAsString(), calendar.SerializeAsString());
  v1::GetProgrammeRequest get;
  get.set_name(created.name());
  v1::Programme found;
  ASSERT_TRUE(admin_.Call(&ProgrammeStub::GetProgramme, *admin_.programmes, get, &found).ok());
  EXPECT_EQ(found.SerializeAsString(), created.SerializeAsString());
}

// Somebody whose place an author would like to know, in personal_2026-11.csv in unit 1004, with a computer.
constexpr char kSomebody[] = "personal:100004";

class ProgrammeNumbers : public Programmes {
 protected:
  TestClient As(v1::Role role, const std::string& unit = "") {
    return server_.WithToken(CreateToken(admin_, role, unit));
  }

  static std::string Unit(const std::string& code) { return absl::StrCat(kAlvnas, "/units/", code); }

  static v1::Programme OneChair() {
    v1::Programme programme = Plain();
    v1::AudienceRule& rule = *programme.add_audience();
    rule.set_unit(Unit("VON"));
    rule.add_role_groups(v1::ROLE_GROUP_CHAIR);
    return programme;
  }

  static v1::Programme Naming(const std::vector<std::string>& people) {
    v1::Programme programme = Plain();
    v1::AudienceRule& rule = *programme.add_audience();
    for (const std::string& person : people) rule.add_people(person);
    return programme;
  }

  static grpc::Status PreviewAs(TestClient& client, const v1::Programme& programme,
                                v1::PreviewProgrammeResponse* response) {
    v1::PreviewProgrammeRequest request;
    request.set_parent(kAlvnas);
    *request.mutable_programme() = programme;
    return client.Call(&ProgrammeStub::PreviewProgramme, *client.programmes, request, response);
  }

  static v1::Programme DryRun(TestClient& client, const v1::Programme& programme) {
    v1::CreateProgrammeRequest request;
    request.set_parent(kAlvnas);
    request.set_programme_id("dry");
    *request.mutable_programme() = programme;
    request.set_validate_only(true);
    v1::Programme outlook;
    const grpc::Status status = client.Call(&ProgrammeStub::CreateProgramme, *client.programmes, request, &outlook);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return outlook;
  }

  static v1::Programme Get(TestClient& client, const std::string& name) {
    v1::GetProgrammeRequest get;
    get.set_name(name);
    v1::Programme found;
    const grpc::Status status = client.Call(&ProgrammeStub::GetProgramme, *client.programmes, get, &found);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return found;
  }

  // Those of the roster whose identity is protected.
  std::vector<std::string> ProtectedPeople() {
    v1::ListPeopleRequest request;
    request.set_parent(kAlvnas);
    request.set_page_size(1000);
    std::vector<std::string> names;
    v1::ListPeopleResponse page;
    do {
      request.set_page_token(page.next_page_token());
      page.Clear();
      EXPECT_TRUE(admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, request, &page).ok());
      for (const v1::Person& person : page.people()) {
        if (person.protected_identity()) names.push_back(person.name());
      }
    } while (!page.next_page_token().empty());
    EXPECT_GT(names.size(), 5u);
    return names;
  }
};

TEST_F(ProgrammeNumbers, AnAuthorMayNotPreviewAListOfPeopleButMayCreateOneAndSeesNoNumber) {
  TestClient author = As(v1::ROLE_AUTHOR);
  v1::Programme programme = Naming({kSomebody});
  programme.mutable_audience(0)->set_unit(Unit("10"));
  v1::PreviewProgrammeResponse preview;
  const grpc::Status refused = PreviewAs(author, programme, &preview);
  EXPECT_EQ(ReasonOf(refused), "NOT_ALLOWED");
  EXPECT_THAT(refused.error_message(), HasSubstr("names people"));
  EXPECT_FALSE(DryRun(author, programme).has_people());
  v1::AudienceRule& many = *programme.add_audience();
  many.set_unit(Unit("G"));  // many others do not hide what the list adds
  EXPECT_FALSE(DryRun(author, programme).has_people());

  v1::CreateProgrammeRequest request;
  request.set_parent(kAlvnas);
  request.set_programme_id("list");
  *request.mutable_programme() = programme;
  v1::Programme created;
  ASSERT_TRUE(author.Call(&ProgrammeStub::CreateProgramme, *author.programmes, request, &created).ok());
  EXPECT_FALSE(created.has_people());
  EXPECT_FALSE(Get(author, created.name()).has_people());
  EXPECT_GT(Get(admin_, created.name()).people(), 1000);
  v1::Programme existing;
  existing.set_name(created.name());
  ASSERT_TRUE(PreviewAs(author, existing, &preview).ok());
  EXPECT_TRUE(preview.hidden());
  EXPECT_FALSE(preview.has_people());
  EXPECT_EQ(preview.units_size(), 0);
}

TEST_F(ProgrammeNumbers, AnAuthorSeesNoSmallNumberAndNoneThatOneCouldBeToldFrom) {
  TestClient author = As(v1::ROLE_AUTHOR);
  const v1::Programme few = OneChair();
  v1::PreviewProgrammeResponse preview = Preview(few);
  ASSERT_LT(preview.people(), 5) << "the test needs few people";
  ASSERT_GT(preview.people(), 0);
  ASSERT_TRUE(PreviewAs(author, few, &preview).ok());
  EXPECT_TRUE(preview.hidden());
  EXPECT_FALSE(preview.has_people() || preview.has_people_on_leave() || preview.has_people_ever());
  EXPECT_EQ(preview.kinds_size() + preview.units_size(), 0);
  EXPECT_EQ(preview.modules_size(), 1) << "days tell of nobody";
  EXPECT_FALSE(DryRun(author, few).has_people());

  v1::Programme many = Plain();
  many.add_audience()->set_unit(Unit("G"));
  const v1::PreviewProgrammeResponse all = Preview(many);
  ASSERT_TRUE(PreviewAs(author, many, &preview).ok());
  EXPECT_EQ(preview.people(), all.people());
  for (const auto& unit : preview.units()) EXPECT_GE(unit.people(), 5);
  for (const auto& kind : preview.kinds()) EXPECT_GE(kind.people(), 5);

  *many.add_audience() = few.audience(0);
  many.mutable_audience(1)->set_excepts(true);
  ASSERT_TRUE(PreviewAs(author, many, &preview).ok());
  EXPECT_FALSE(preview.has_people()) << "the difference from the preview without the rule is the few";
  EXPECT_FALSE(DryRun(author, many).has_people());
}

TEST_F(ProgrammeNumbers, AProgrammeOfFewPeopleHasNoNumberForWhoMayNotKnowThem) {
  const v1::Programme few = OneChair();
  v1::Programme created;
  ASSERT_TRUE(Create("few", few, &created).ok());
  ASSERT_GT(created.people(), 0);
  TestClient author = As(v1::ROLE_AUTHOR);
  TestClient manager = As(v1::ROLE_MANAGER, "10");
  TestClient hr = As(v1::ROLE_HR);
  EXPECT_FALSE(Get(author, created.name()).has_people());
  EXPECT_FALSE(Get(manager, created.name()).has_people());
  EXPECT_EQ(Get(hr, created.name()).people(), created.people());
  for (TestClient* client : {&author, &manager}) {
    v1::ListProgrammesRequest request;
    request.set_parent(kAlvnas);
    v1::ListProgrammesResponse list;
    ASSERT_TRUE(client->Call(&ProgrammeStub::ListProgrammes, *client->programmes, request, &list).ok());
    for (const v1::Programme& programme : list.programmes()) {
      EXPECT_EQ(programme.has_people(), programme.name() != created.name());
    }
  }
}

TEST_F(ProgrammeNumbers, ProtectedPeopleAreCountedAtTheTopOnlyAndNotListed) {
  const std::vector<std::string> hidden = ProtectedPeople();
  v1::Programme everybody = Plain();
  everybody.add_audience()->set_unit(Unit("G"));
  const std::vector<v1::PreviewProgrammeResponse::Member> members = AllMembers(everybody);
  std::set<std::string> listed;
  for (const auto& member : members) listed.insert(member.person());
  for (const std::string& person : hidden) EXPECT_FALSE(listed.contains(person)) << person;
  const v1::PreviewProgrammeResponse preview = Preview(everybody);
  EXPECT_GT(preview.people(), static_cast<int>(members.size())) << "they are counted";
  int at_top = 0;
  for (const auto& unit : preview.units()) {
    if (unit.unit() == Unit("G")) at_top = unit.people();
  }
  EXPECT_GE(at_top, preview.people() - static_cast<int>(members.size()));
}

TEST_F(ProgrammeNumbers, ARuleMadeUpForAProtectedPersonTellsNobodyAnything) {
  const std::vector<std::string> hidden = ProtectedPeople();
  const std::string& person = hidden.front();
  for (const std::string unit : {"G", "10", "20", "30", "40", "50", "60", "80"}) {
    v1::Programme programme = Naming({person});
    programme.mutable_audience(0)->set_unit(Unit(unit));
    EXPECT_EQ(Preview(programme).people_ever(), 0) << unit;
    EXPECT_EQ(DryRun(admin_, programme).people(), 0) << unit;
  }
  v1::ExplainAudienceRequest request;
  request.set_parent(kAlvnas);
  *request.mutable_programme() = Plain();
  request.mutable_programme()->add_audience()->set_unit(Unit("G"));
  request.set_person(person);
  v1::ExplainAudienceResponse response;
  grpc::Status status = admin_.Call(&ProgrammeStub::ExplainAudience, *admin_.programmes, request, &response);
  EXPECT_EQ(ReasonOf(status), "PERSON_NOT_FOUND");
  const std::string said = status.error_message();
  request.set_person("0000000000000");
  status = admin_.Call(&ProgrammeStub::ExplainAudience, *admin_.programmes, request, &response);
  EXPECT_EQ(ReasonOf(status), "PERSON_NOT_FOUND");
  EXPECT_EQ(status.error_message().substr(status.error_message().find("' cannot")),
            said.substr(said.find("' cannot")))
      << "who is protected and who is not there get the same answer";

  v1::Programme created;
  ASSERT_TRUE(Create("everybody", request.programme(), &created).ok());
  request.mutable_programme()->Clear();
  request.mutable_programme()->set_name(created.name());
  request.set_person(person);
  EXPECT_TRUE(admin_.Call(&ProgrammeStub::ExplainAudience, *admin_.programmes, request, &response).ok());
}

}  // namespace
}  // namespace nanolearn::testing
