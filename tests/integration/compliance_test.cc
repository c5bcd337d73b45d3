// The figures of Älvnäs in all their forms, and who may see which of them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/storage/mysql/session.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Query = v1::QueryComplianceRequest;
using Weak = v1::QueryWeakQuestionsRequest;
using ComplianceStub = v1::ComplianceService::Stub;

std::string Unit(const std::string& code) { return absl::StrCat(kAlvnas, "/units/", code); }
std::string CodeOf(const std::string& name) { return name.substr(name.rfind('/') + 1); }

class ComplianceTest : public ::testing::Test {
 protected:
  ComplianceTest() : admin_(server_.Admin()) {
    LoadDemo(admin_);
    PublishModule(admin_, "phishing");
    CreateDemoProgramme(admin_, "second", {"phishing"});
  }

  TestClient As(v1::Role role, const std::string& unit = "") {
    return server_.WithToken(CreateToken(admin_, role, unit));
  }

  static std::vector<v1::ComplianceRow> Rows(TestClient& client, Query::GroupBy by, const std::string& unit,
                                             const std::string& as_of, const std::string& programme = "",
                                             const std::string& module = "") {
    Query request;
    request.set_group_by(by);
    request.set_page_size(7);  // several pages
    if (!unit.empty()) request.set_unit(Unit(unit));
    request.set_as_of(as_of);
    if (!programme.empty()) request.set_programme(absl::StrCat(kAlvnas, "/programmes/", programme));
    if (!module.empty()) request.set_module(absl::StrCat(kAlvnas, "/modules/", module));
    return AllCompliance(client, request);
  }

  // Every late assignment, page after page; how many were left out goes to `left_out`.
  std::vector<v1::LateAssignment> Late(TestClient& client, const std::string& unit, const std::string& as_of,
                                       int page_size, int* left_out) {
    v1::ListLatePeopleRequest request;
    request.set_parent(kAlvnas);
    if (!unit.empty()) request.set_unit(Unit(unit));
    request.set_as_of(as_of);
    request.set_page_size(page_size);
    std::vector<v1::LateAssignment> all;
    *left_out = 0;
    do {
      v1::ListLatePeopleResponse response;
      const grpc::Status status =
          client.Call(&ComplianceStub::ListLatePeople, *client.compliance, request, &response);
      EXPECT_TRUE(status.ok()) << status.error_message();
      all.insert(all.end(), response.late().begin(), response.late().end());
      *left_out += response.protected_left_out();
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }

  grpc::Status TryLate(const TestClient& client, const std::string& unit) {
    v1::ListLatePeopleRequest request;
    request.set_parent(kAlvnas);
    if (!unit.empty()) request.set_unit(Unit(unit));
    v1::ListLatePeopleResponse response;
    return client.Call(&ComplianceStub::ListLatePeople, *client.compliance, request, &response);
  }

  void Complete(const std::string& unit, int count) {
    v1::ListAssignmentsRequest list;
    list.set_unit(Unit(unit));
    const std::vector<v1::Assignment> assignments = AllAssignments(admin_, list);
    ASSERT_GE(assignments.size(), count);
    for (int i = 0; i < count; ++i) {
      v1::RecordCompletionRequest request;
      request.set_assignment(assignments[i].name());
      v1::RecordCompletionResponse response;
      ASSERT_TRUE(
          admin_.Call(&v1::CompletionService::Stub::RecordCompletion, *admin_.completions, request, &response)
              .ok());
    }
  }

  void Execute(const std::string& sql) {
    mysql::Session session(server_.database());
    session.Run(sql);
  }

  // Answers to a question of the module incident.
  void Answered(const std::string& unit, int question, const std::string& month, int answered, int right) {
    Execute(absl::StrCat("INSERT INTO answer_counts SELECT u.organisation_id, u.id, m.id, 1, ", question,
                         ", '", month, "', ", answered, ", ", right,
                         " FROM units u JOIN modules m ON m.organisation_id = u.organisation_id AND m.slug = "
                         "'incident' WHERE u.code = '",
                         unit, "'"));
  }

  std::vector<v1::WeakQuestion> WeakIn(const std::string& unit, Weak::GroupBy by,
                                       const std::string& from = "") {
    Weak request;
    request.set_parent(kAlvnas);
    request.set_unit(Unit(unit));
    request.set_group_by(by);
    request.set_from(from);
    v1::QueryWeakQuestionsResponse response;
    const grpc::Status status =
        admin_.Call(&ComplianceStub::QueryWeakQuestions, *admin_.compliance, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.to(), "2026-11-30");
    if (from.empty()) {
      EXPECT_EQ(response.from(), "2025-12-01");
    }
    return {response.questions().begin(), response.questions().end()};
  }

  void SetMinGroupSize(int size) {
    v1::UpdateOrganisationRequest request;
    request.mutable_organisation()->set_name(kAlvnas);
    request.mutable_organisation()->set_min_group_size(size);
    request.mutable_update_mask()->add_paths("min_group_size");
    v1::Organisation response;
    ASSERT_TRUE(admin_
                    .Call(&v1::OrganisationService::Stub::UpdateOrganisation, *admin_.organisations, request,
                          &response)
                    .ok());
    EXPECT_EQ(response.min_group_size(), size);
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(ComplianceTest, DrillsDownToAUnitAndThoseRightBelowIt) {
  std::map<std::string, v1::ComplianceRow> all;
  for (const v1::ComplianceRow& row : Rows(admin_, Query::GROUP_BY_UNIT, "KS", "2026-11-23")) {
    all[row.unit()] = row;
  }
  Query request;
  request.set_unit(Unit("KS"));
  request.set_as_of("2026-11-23");
  request.set_children_only(true);
  std::vector<std::string> codes;
  for (const v1::ComplianceRow& row : AllCompliance(admin_, request)) {
    codes.push_back(CodeOf(row.unit()));
    EXPECT_EQ(row.SerializeAsString(), all.at(row.unit()).SerializeAsString());
  }
  EXPECT_THAT(codes, ElementsAre("KS", "10"));
}

TEST_F(ComplianceTest, GivesTheSameFromTheSumsKeptAheadAndFromTheFacts) {
  Complete("VON", 30);
  Complete("KF", 5);
  struct Question {
    Query::GroupBy by;
    std::string unit, as_of, programme, module;
  };
  std::vector<Question> questions;
  for (const std::string as_of : {"2026-11-01", "2026-11-23", "2026-11-24", "2026-12-03", "2027-06-30"}) {
    for (const std::string unit : {"", "VON", "KS"}) {
      questions.push_back({Query::GROUP_BY_UNIT, unit, as_of, "", ""});
      questions.push_back({Query::GROUP_BY_UNIT, unit, as_of, "first-lesson", ""});
      questions.push_back({Query::GROUP_BY_UNIT, unit, as_of, "", "phishing"});
      questions.push_back({Query::GROUP_BY_KIND, unit, as_of, "", ""});
      questions.push_back({Query::GROUP_BY_KIND, unit, as_of, "", "incident"});
      questions.push_back({Query::GROUP_BY_MODULE, unit, as_of, "", ""});
      questions.push_back({Query::GROUP_BY_PROGRAMME, unit, as_of, "", ""});
    }
  }
  const auto answers = [&] {
    std::vector<std::string> texts;
    for (const Question& q : questions) {
      std::string text;
      for (const v1::ComplianceRow& row : Rows(admin_, q.by, q.unit, q.as_of, q.programme, q.module)) {
        absl::StrAppend(&text, row.ShortDebugString(), "\n");
      }
      texts.push_back(text);
    }
    return texts;
  };
  const std::vector<std::string> ahead = answers();
  Execute("UPDATE figure_states SET is_ready = FALSE");
  const std::vector<std::string> facts = answers();
  for (size_t i = 0; i < questions.size(); ++i) {
    EXPECT_EQ(ahead[i], facts[i]) << questions[i].by << " " << questions[i].unit << " " << questions[i].as_of;
  }
}

TEST_F(ComplianceTest, CountsAProgrammeAndAModuleTogetherFromTheFacts) {
  const auto both = Rows(admin_, Query::GROUP_BY_UNIT, "VON", "2026-11-23", "first-lesson", "incident");
  const auto one = Rows(admin_, Query::GROUP_BY_UNIT, "VON", "2026-11-23", "first-lesson");
  ASSERT_EQ(both.size(), one.size());
  for (size_t i = 0; i < both.size(); ++i) EXPECT_EQ(both[i].required(), one[i].required());
  for (const auto& row : Rows(admin_, Query::GROUP_BY_UNIT, "VON", "2026-11-23", "second", "incident")) {
    EXPECT_EQ(row.required(), 0) << "the programme has another module";
  }
}

TEST_F(ComplianceTest, CountsByRoleGroupAndTopic) {
  std::map<v1::RoleGroup, int> groups;
  for (const auto& row : Rows(admin_, Query::GROUP_BY_ROLE_GROUP, "KF", "2026-11-23")) {
    groups[row.role_group()] = row.people();
    EXPECT_EQ(row.people(), row.required());
  }
  EXPECT_EQ(groups[v1::ROLE_GROUP_CHAIR], 1);
  EXPECT_EQ(groups[v1::ROLE_GROUP_VICE_CHAIR], 2);
  EXPECT_GT(groups[v1::ROLE_GROUP_MEMBER], 20);
  int chairs = 0;
  for (const auto& row : Rows(admin_, Query::GROUP_BY_ROLE, "KF", "2026-11-23")) {
    if (row.role() == "Ordförande") chairs = row.people();
    if (row.role() == "Ordförande") {
      EXPECT_EQ(row.role_group(), v1::ROLE_GROUP_CHAIR);
    }
  }
  EXPECT_EQ(chairs, 1);
  std::map<std::string, int> topics;
  for (const auto& row : Rows(admin_, Query::GROUP_BY_TOPIC, "KF", "2026-11-23")) {
    topics[row.topic()] = row.assignments().assigned();
  }
  EXPECT_EQ(topics["reporting"], 67) << "of the module incident alone";
}

TEST_F(ComplianceTest, CountsByManagerAndNamesThemUnlessProtected) {
  const auto rows = Rows(admin_, Query::GROUP_BY_MANAGER, "10", "2026-11-23");
  int people = 0, named = 0;
  for (const auto& row : rows) {
    people += row.people();
    named += !row.manager_display_name().empty();
    if (row.manager().empty()) {
      EXPECT_TRUE(row.manager_display_name().empty());
    }
  }
  EXPECT_TRUE(rows.back().manager().empty()) << "those without a manager are last";
  EXPECT_GT(named, 1);
  EXPECT_GE(people, Rows(admin_, Query::GROUP_BY_UNIT, "10", "2026-11-23").front().people());
}

TEST_F(ComplianceTest, AProtectedManagerIsNotTellableByTheirId) {
  Execute("UPDATE attribute_versions SET protected_identity = TRUE");
  const auto rows = Rows(admin_, Query::GROUP_BY_MANAGER, "10", "2026-11-23");
  ASSERT_EQ(rows.size(), 1) << "all are in the row without a manager";
  EXPECT_TRUE(rows.front().manager().empty());
  EXPECT_EQ(rows.front().people(), Rows(admin_, Query::GROUP_BY_UNIT, "10", "2026-11-23").front().people());
}

TEST_F(ComplianceTest, TrendsAreTheFiguresOfTheirDays) {
  Complete("VON", 10);
  v1::GetComplianceTrendRequest request;
  request.set_parent(kAlvnas);
  request.set_unit(Unit("VON"));
  request.set_to("2027-01-15");
  request.set_count(4);
  v1::ComplianceTrend trend;
  const grpc::Status status = admin_.Call(&ComplianceStub::GetComplianceTrend, *admin_.compliance, request, &trend);
  ASSERT_TRUE(status.ok()) << status.error_message();
  std::vector<std::string> days;
  for (const v1::ComplianceTrendPoint& point : trend.points()) {
    days.push_back(point.day());
    const v1::ComplianceRow row = Rows(admin_, Query::GROUP_BY_UNIT, "VON", point.day()).front();
    EXPECT_EQ(point.figures().people(), row.people()) << point.day();
    EXPECT_EQ(point.figures().required(), row.required());
    EXPECT_EQ(point.figures().completed(), row.completed());
    EXPECT_EQ(point.figures().overdue(), row.overdue());
  }
  EXPECT_THAT(days, ElementsAre("2026-10-31", "2026-11-30", "2026-12-31", "2027-01-15"));
  EXPECT_TRUE(trend.data_age().has_last_completion_time());
  request.set_module(absl::StrCat(kAlvnas, "/modules/incident"));
  request.set_period(v1::GetComplianceTrendRequest::PERIOD_WEEK);
  request.set_from("2026-11-30");
  ASSERT_TRUE(admin_.Call(&ComplianceStub::GetComplianceTrend, *admin_.compliance, request, &trend).ok());
  EXPECT_EQ(trend.points_size(), 7);
  request.set_from("1990-01-01");
  EXPECT_THAT(FieldsOf(admin_.Call(&ComplianceStub::GetComplianceTrend, *admin_.compliance, request, &trend)),
              ElementsAre("from"));
}

TEST_F(ComplianceTest, AChangeIsTakenApartAndAddsUp) {
  Complete("VON", 10);
  SyncFile(admin_, "personal", "personal_2026-12.csv", "2026-12-01");
  for (const std::string unit : {"", "VON", "KS", "1004"}) {
    SCOPED_TRACE(unit);
    v1::CompareComplianceRequest request;
    request.set_parent(kAlvnas);
    if (!unit.empty()) request.set_unit(Unit(unit));
    request.set_from("2026-11-23");
    request.set_to("2026-12-15");
    v1::ComplianceComparison comparison;
    const grpc::Status status =
        admin_.Call(&ComplianceStub::CompareCompliance, *admin_.compliance, request, &comparison);
    ASSERT_TRUE(status.ok()) << status.error_message();
    const auto before = Rows(admin_, Query::GROUP_BY_UNIT, unit, "2026-11-23").front(),
               after = Rows(admin_, Query::GROUP_BY_UNIT, unit, "2026-12-15").front();
    EXPECT_EQ(comparison.before().people(), before.people());
    EXPECT_EQ(comparison.before().employees(), before.employees());
    EXPECT_EQ(comparison.after().overdue(), after.overdue());
    int people = before.people(), required = before.required(), completed = before.completed(),
        overdue = before.overdue(), waived = before.waived(), paused = before.paused();
    std::set<v1::ComplianceChangeReason> reasons;
    for (const v1::ComplianceChange& change : comparison.changes()) {
      EXPECT_TRUE(reasons.insert(change.reason()).second);
      EXPECT_GT(change.people(), 0);
      people += change.people_change(), required += change.required_change();
      completed += change.completed_change(), overdue += change.overdue_change();
      waived += change.waived_change(), paused += change.paused_change();
    }
    EXPECT_EQ(people, after.people());
    EXPECT_EQ(required, after.required());
    EXPECT_EQ(completed, after.completed());
    EXPECT_EQ(overdue, after.overdue());
    EXPECT_EQ(waived, after.waived());
    EXPECT_EQ(paused, after.paused());
    if (!unit.empty()) continue;
    EXPECT_TRUE(reasons.contains(v1::COMPLIANCE_CHANGE_REASON_JOINED));
    EXPECT_TRUE(reasons.contains(v1::COMPLIANCE_CHANGE_REASON_LEFT));
    EXPECT_TRUE(reasons.contains(v1::COMPLIANCE_CHANGE_REASON_BECAME_OVERDUE));
    EXPECT_FALSE(reasons.contains(v1::COMPLIANCE_CHANGE_REASON_MOVED_IN)) << "everybody is in the whole";
  }
}

TEST_F(ComplianceTest, ListsWhoIsLateAndOnlyCountsProtectedIdentities) {
  int left_out = 0;
  const auto all = Late(admin_, "", "2026-12-03", 1000, &left_out);
  const auto row = Rows(admin_, Query::GROUP_BY_UNIT, "", "2026-12-03").front();
  EXPECT_GT(left_out, 0);
  EXPECT_EQ(static_cast<int>(all.size()) + left_out, row.assignments().overdue());
  for (const v1::LateAssignment& late : all) {
    EXPECT_FALSE(late.person_display_name().empty());
    EXPECT_EQ(late.due_date(), "2026-12-02");
    EXPECT_EQ(late.days_late(), 1);
    EXPECT_EQ(late.state(), v1::ASSIGNMENT_STATE_OVERDUE);
  }
  int again = 0;
  const auto paged = Late(admin_, "", "2026-12-03", 97, &again);
  EXPECT_EQ(again, left_out);
  ASSERT_EQ(paged.size(), all.size());
  for (size_t i = 0; i < all.size(); ++i) ASSERT_EQ(paged[i].assignment(), all[i].assignment());
  EXPECT_THAT(Late(admin_, "", "2026-12-02", 100, &left_out), IsEmpty()) << "the due day is in time";

  int below = 0, overdue = 0, listed = 0;
  for (const std::string unit : {"KS", "VON", "KFN"}) {
    listed += static_cast<int>(Late(admin_, unit, "2026-12-03", 1000, &left_out).size());
    below += left_out;
    overdue += Rows(admin_, Query::GROUP_BY_UNIT, unit, "2026-12-03").front().assignments().overdue();
  }
  EXPECT_TRUE(below == 0 || below >= 5) << "few protected people in a unit would be pointed out";
  EXPECT_LE(listed, overdue);
}

TEST_F(ComplianceTest, ListsWhoIsLateOnlyForThoseWhoMayReadAssignments) {
  const TestClient manager = As(v1::ROLE_MANAGER, "VON");
  EXPECT_TRUE(TryLate(manager, "VON").ok());
  EXPECT_EQ(ReasonOf(TryLate(manager, "KS")), "OUTSIDE_UNIT");
  EXPECT_EQ(ReasonOf(TryLate(manager, "NOWHERE")), "OUTSIDE_UNIT");
  EXPECT_EQ(ReasonOf(TryLate(As(v1::ROLE_AUTHOR), "VON")), "NOT_ALLOWED");
  const TestClient author = As(v1::ROLE_AUTHOR);
  v1::CompareComplianceRequest request;
  request.set_parent(kAlvnas);
  request.set_from("2026-11-01");
  v1::ComplianceComparison response;
  EXPECT_EQ(ReasonOf(author.Call(&ComplianceStub::CompareCompliance, *author.compliance, request, &response)),
            "NOT_ALLOWED");
}

TEST_F(ComplianceTest, HidesSmallGroupsFromAuthorsAndWhatTellsOfThem) {
  SetMinGroupSize(40);
  TestClient author = As(v1::ROLE_AUTHOR);
  const auto exact = Rows(admin_, Query::GROUP_BY_UNIT, "", "2026-11-23");
  const auto seen = Rows(author, Query::GROUP_BY_UNIT, "", "2026-11-23");
  ASSERT_EQ(seen.size(), exact.size());
  int hidden = 0, shown = 0;
  for (size_t i = 0; i < seen.size(); ++i) {
    EXPECT_FALSE(exact[i].hidden());
    const bool small = exact[i].people() > 0 &&
                       (exact[i].people() < 40 || (exact[i].required() > 0 && exact[i].required() < 40));
    if (small) {
      EXPECT_TRUE(seen[i].hidden()) << seen[i].unit();
    }
    if (seen[i].hidden()) {
      EXPECT_EQ(seen[i].people() + seen[i].required() + seen[i].completed(), 0);
    }
    if (!seen[i].hidden()) {
      EXPECT_EQ(seen[i].people(), exact[i].people());
    }
    EXPECT_FALSE(seen[i].has_assignments());
    EXPECT_FALSE(seen[i].has_employees());
    ++(seen[i].hidden() ? hidden : shown);
  }
  EXPECT_GT(hidden, 5);
  EXPECT_GT(shown, 5);
  // Asked for by itself, a part is hidden as it is in the whole.
  for (const v1::ComplianceRow& row : seen) {
    const auto alone = Rows(author, Query::GROUP_BY_UNIT, CodeOf(row.unit()), "2026-11-23").front();
    EXPECT_EQ(alone.hidden(), row.hidden()) << row.unit();
  }
  // What is left of a shown unit without the shown ones right below it is nobody or many.
  for (size_t i = 0; i < seen.size(); ++i) {
    if (seen[i].hidden()) continue;
    int rest = seen[i].people();
    for (size_t j = i + 1; j < seen.size() && seen[j].depth() > seen[i].depth(); ++j) {
      if (seen[j].depth() == seen[i].depth() + 1 && !seen[j].hidden()) rest -= seen[j].people();
    }
    EXPECT_TRUE(rest <= 0 || rest >= 40) << seen[i].unit() << " leaves " << rest;
  }
}

TEST_F(ComplianceTest, HidesKindsFromAuthorsAndRefusesThemRolesAndManagers) {
  SetMinGroupSize(40);
  TestClient author = As(v1::ROLE_AUTHOR);
  std::map<v1::EngagementKind, bool> hidden;
  for (const auto& row : Rows(author, Query::GROUP_BY_KIND, "", "2026-11-23"))
    hidden[row.kind()] = row.hidden();
  EXPECT_TRUE(hidden[v1::ENGAGEMENT_KIND_BOARD_SEAT]) << "there are 33";
  EXPECT_FALSE(hidden[v1::ENGAGEMENT_KIND_EMPLOYMENT]);
  Query request;
  request.set_parent(kAlvnas);
  for (const auto by : {Query::GROUP_BY_ROLE, Query::GROUP_BY_ROLE_GROUP, Query::GROUP_BY_MANAGER}) {
    request.set_group_by(by);
    v1::QueryComplianceResponse response;
    EXPECT_EQ(ReasonOf(author.Call(&ComplianceStub::QueryCompliance, *author.compliance, request, &response)),
              "NOT_ALLOWED");
  }
}

TEST_F(ComplianceTest, ATrendHidesAUnitThatIsSmallOnOneDayOnAll) {
  TestClient author = As(v1::ROLE_AUTHOR);
  v1::GetComplianceTrendRequest request;
  request.set_parent(kAlvnas);
  request.set_unit(Unit("1004"));
  request.set_to("2026-12-31");
  request.set_count(3);
  const auto hidden = [&] {
    v1::ComplianceTrend trend;
    EXPECT_TRUE(author.Call(&ComplianceStub::GetComplianceTrend, *author.compliance, request, &trend).ok());
    int count = 0;
    for (const auto& point : trend.points()) count += point.figures().hidden();
    return count;
  };
  SetMinGroupSize(100);
  EXPECT_EQ(hidden(), 3);
  SetMinGroupSize(1);
  EXPECT_EQ(hidden(), 0);
}

TEST_F(ComplianceTest, HidesAModuleOfAProgrammeAndItsTopicsWhereTheUnitsTell) {
  CreateDemoProgramme(admin_, "both", {"incident", "phishing"});
  // Of one department only three have the second module: it is hidden, and so is another one beside it.
  Execute(
      "DELETE a FROM assignments a JOIN programmes p ON p.id = a.programme_id AND p.slug = 'both' JOIN "
      "modules "
      "m ON m.id = a.module_id AND m.slug = 'phishing' WHERE a.person_id IN (SELECT * FROM (SELECT DISTINCT "
      "e.person_id FROM engagements e JOIN units u ON u.id = e.unit_id WHERE u.code = '1004' ORDER BY "
      "e.person_id LIMIT 100000 OFFSET 3) x)");
  TestClient author = As(v1::ROLE_AUTHOR);
  int hidden = 0, shown = 0, only_by_the_tree = 0;
  for (const std::string unit : {"10", "1001", "1002", "1003", "1004", "1005", "1006"}) {
    const auto alone =
        Rows(author, Query::GROUP_BY_UNIT, unit, "2026-11-23", "both", "phishing").front().hidden();
    for (const auto& row : Rows(author, Query::GROUP_BY_MODULE, unit, "2026-11-23", "both")) {
      if (CodeOf(row.module()) != "phishing") continue;
      EXPECT_TRUE(row.hidden() || !alone) << unit;
      ++(row.hidden() ? hidden : shown);
    }
    for (const auto& row : Rows(author, Query::GROUP_BY_TOPIC, unit, "2026-11-23", "both")) {
      if (row.topic() != "sms") continue;
      EXPECT_TRUE(row.hidden() || !alone) << unit;
    }
    only_by_the_tree += alone && unit != "1004";
  }
  EXPECT_GT(hidden, 1);
  EXPECT_GT(shown, 0);
  EXPECT_GT(only_by_the_tree, 0);
}

TEST_F(ComplianceTest, TellsWhatPeopleDoNotKnowButNotOfAFew) {
  Answered("VON", 1, "2026-11-01", 40, 10);
  Answered("VON", 2, "2026-11-01", 4, 4);
  auto questions = WeakIn("VON", Weak::GROUP_BY_QUESTION);
  ASSERT_EQ(questions.size(), 2);
  EXPECT_EQ(questions[0].question(), 1);
  EXPECT_EQ(questions[0].answered(), 40);
  EXPECT_DOUBLE_EQ(questions[0].right_rate(), 0.25);
  EXPECT_TRUE(questions[1].hidden()) << "4 answers are few";
  EXPECT_EQ(questions[1].answered(), 0);
  EXPECT_FALSE(questions[1].has_right_rate());
  EXPECT_FALSE(questions[1].text().empty());
  const auto topics = WeakIn("VON", Weak::GROUP_BY_TOPIC);
  ASSERT_EQ(topics.size(), 3);
  for (const v1::WeakQuestion& topic : topics) {
    EXPECT_EQ(topic.answered(), 40) << "the 4 of the other question could be worked out";
    EXPECT_EQ(topic.right_at_first(), 10);
  }
  SetMinGroupSize(2);
  questions = WeakIn("VON", Weak::GROUP_BY_QUESTION);
  ASSERT_EQ(questions.size(), 2);
  EXPECT_EQ(questions[0].question(), 1) << "the weakest first";
  EXPECT_EQ(questions[1].answered(), 4);
  EXPECT_THAT(WeakIn("KS", Weak::GROUP_BY_QUESTION), IsEmpty());
}

TEST_F(ComplianceTest, AFewPeopleWithManyAnswersAreStillFew) {
  for (const int question : {1, 2}) Answered("VON", question, "2026-11-01", 3, 0);
  Answered("VON", 1, "2026-10-01", 3, 0);
  for (const auto by : {Weak::GROUP_BY_QUESTION, Weak::GROUP_BY_TOPIC}) {
    const auto rows = WeakIn("VON", by);
    EXPECT_FALSE(rows.empty());
    for (const v1::WeakQuestion& row : rows) {
      EXPECT_TRUE(row.hidden()) << row.ShortDebugString();
      EXPECT_EQ(row.answered(), 0);
    }
  }
}

TEST_F(ComplianceTest, AnswersOfAFewCannotBeWorkedOutFromUnitsAndMonths) {
  Answered("20", 1, "2026-11-01", 60, 30);
  Answered("2001", 1, "2026-11-01", 38, 20);
  Answered("2002", 1, "2026-11-01", 20, 10);
  Answered("2003", 1, "2026-11-01", 2, 0);
  Answered("20", 1, "2026-10-01", 2, 0);
  const auto answered = [&](const std::string& unit, const std::string& from = "") {
    const auto rows = WeakIn(unit, Weak::GROUP_BY_QUESTION, from);
    EXPECT_EQ(rows.size(), 1);
    return rows.empty() || rows[0].hidden() ? 0 : rows[0].answered();
  };
  EXPECT_EQ(answered("2003"), 0) << "2 are few";
  EXPECT_EQ(answered("2002"), 0) << "60 - 38 - 20 would tell of the 2";
  EXPECT_EQ(answered("2001"), 38);
  EXPECT_EQ(answered("20", "2026-11-01"), 60);
  EXPECT_EQ(answered("20", "2026-10-01"), 60) << "62 - 60 would tell of the 2 in October";
}

TEST_F(ComplianceTest, TheSmallestGroupIsASettingOfTheOrganisation) {
  v1::UpdateOrganisationRequest request;
  request.mutable_organisation()->set_name(kAlvnas);
  request.mutable_update_mask()->add_paths("min_group_size");
  v1::Organisation response;
  for (const int wrong : {0, -1, 101}) {
    request.mutable_organisation()->set_min_group_size(wrong);
    EXPECT_THAT(FieldsOf(admin_.Call(&v1::OrganisationService::Stub::UpdateOrganisation,
                                     *admin_.organisations, request, &response)),
                ElementsAre("organisation.min_group_size"));
  }
  SetMinGroupSize(100);
}

}  // namespace
}  // namespace nanolearn::testing
