// A manager's pages over real HTTP: the figures of the API, and nothing of anybody else's unit.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_split.h"
#include "service/storage/mysql/session.h"
#include "tests/integration/line_fixture.h"
#include "tests/integration/web_reader.h"

namespace nanolearn::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kHead[] = "maja@alvnas.example";

std::string Unit(const std::string& code) { return absl::StrCat(kAlvnas, "/units/", code); }

// Counts of at least a thousand have a space in them that TextOf makes plain.
std::string Grouped(int count) {
  std::string digits = absl::StrCat(count);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(at, " ");
  return digits;
}

// "Bibliotek 3 av 15 20 % 0", as a row of a table reads.
std::string RowText(const v1::ComplianceRow& row) {
  const int active = row.required() - row.waived() - row.paused();
  const std::string done =
      active == 0 ? "–" : absl::StrCat(Grouped(row.completed()), " av ", Grouped(active));
  return absl::StrCat(row.unit_display_name(), " ", done, " ");
}

class ManagePages : public ::testing::Test {
 protected:
  ManagePages() : admin_(server_.Admin()) { LoadDemo(admin_); }

  // The first assignments of a unit.
  void Complete(const std::string& unit, int count) {
    v1::ListAssignmentsRequest list;
    list.set_unit(Unit(unit));
    const std::vector<v1::Assignment> assignments = AllAssignments(admin_, list);
    ASSERT_GE(static_cast<int>(assignments.size()), count);
    for (int i = 0; i < count; ++i) {
      v1::RecordCompletionRequest request;
      request.set_assignment(assignments[i].name());
      v1::RecordCompletionResponse response;
      ASSERT_TRUE(
          admin_.Call(&v1::CompletionService::Stub::RecordCompletion, *admin_.completions, request, &response)
              .ok());
    }
  }

  TestClient TokenFor(v1::Role role, const std::string& unit) {
    return server_.WithToken(CreateToken(admin_, role, unit));
  }

  static std::vector<v1::ComplianceRow> Children(TestClient& client, const std::string& unit) {
    v1::QueryComplianceRequest request;
    request.set_unit(Unit(unit));
    request.set_group_by(v1::QueryComplianceRequest::GROUP_BY_UNIT);
    request.set_children_only(true);
    return AllCompliance(client, request);
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(ManagePages, ShowTheFiguresThatTheApiGivesForTheSameUnit) {
  Complete("5001", 4);
  Complete("5002", 1);
  server_.clock().SetDay(Date(2026, 12, 20));
  GrantAccess(admin_, kHead, v1::ROLE_MANAGER, "50");
  TestClient token = TokenFor(v1::ROLE_MANAGER, "50");
  const std::vector<v1::ComplianceRow> rows = Children(token, "50");
  ASSERT_EQ(rows.size(), 4);
  const WebReader head(server_, kHead);
  const HttpAnswer overview = head.Get("/manage");
  ASSERT_EQ(overview.status, 200);
  const std::string text = TextOf(overview.body);
  const int active = rows[0].required() - rows[0].waived() - rows[0].paused();
  EXPECT_THAT(text, HasSubstr(absl::StrCat("5 av ", active, " har gjort allt.")));
  EXPECT_EQ(rows[0].completed(), 5);
  EXPECT_THAT(text, HasSubstr(absl::StrCat(rows[0].overdue(), " är försenade")));
  EXPECT_THAT(text, HasSubstr("lästes in den "));
  for (size_t i = 1; i < rows.size(); ++i) EXPECT_THAT(text, HasSubstr(RowText(rows[i]))) << text;

  const HttpAnswer below = head.Get("/manage/units/5001");
  ASSERT_EQ(below.status, 200);
  EXPECT_THAT(
      TextOf(below.body),
      AllOf(HasSubstr(absl::StrCat("4 av ", rows[1].required() - rows[1].waived() - rows[1].paused())),
            HasSubstr("Lektioner"), HasSubstr("← Kultur- och fritidsförvaltningen")));
}

TEST_F(ManagePages, ShowTheTrendOfTwelveMonthsAsALineAndAsATable) {
  Complete("5001", 4);
  GrantAccess(admin_, kHead, v1::ROLE_MANAGER, "50");
  const std::string page = WebReader(server_, kHead).Get("/manage").body;
  EXPECT_THAT(page, AllOf(HasSubstr("<svg class=\"chart\""), HasSubstr("aria-hidden=\"true\""),
                          HasSubstr("<figcaption>Andel som har gjort allt")));
  const std::string text = TextOf(page);
  EXPECT_THAT(text,
              AllOf(HasSubstr("Visa som tabell"), HasSubstr("31 dec 2025 –"), HasSubstr("31 okt 2026 –")));
}

TEST_F(ManagePages, AreReachedByACoordinatorOfTheWholeOrganisation) {
  GrantAccess(admin_, "skribent@alvnas.example", v1::ROLE_AUTHOR);
  const WebReader author(server_, "skribent@alvnas.example");
  EXPECT_THAT(author.Get("/coordinate").body, HasSubstr("<a href=\"/manage\">Mina enheter</a>"));
  EXPECT_THAT(author.Get("/manage").body,
              HasSubstr("<a href=\"/manage\" aria-current=\"page\">Mina enheter</a>"));
}

TEST_F(ManagePages, ComeBackInTheOtherLanguageWhereTheyWere) {
  GrantAccess(admin_, kHead, v1::ROLE_MANAGER, "50");
  const WebReader head(server_, kHead);
  EXPECT_THAT(head.Get("/manage/units/5001/late?page=a%26b").body,
              HasSubstr("name=\"next\" value=\"/manage/units/5001/late?page=a%26b\""));
  const HttpAnswer changed =
      head.Post("/language", {{"language", "en"}, {"next", "/manage/units/A%20B?page=a"}});
  EXPECT_EQ(changed.headers.at("location"), "/manage/units/A%20B?page=a");
}

TEST_F(ManagePages, AskBeforeVeryManyGetAMail) {
  server_.clock().SetDay(Date(2026, 12, 20));
  GrantAccess(admin_, kHead, v1::ROLE_MANAGER, "KFN");
  const WebReader head(server_, kHead);
  const auto mails = [&] {
    int count = 0;
    mysql::Session session(server_.database());
    session.Query("SELECT COUNT(*) FROM mails WHERE about LIKE 'lessons %'", {},
                  [&](const mysql::Row& row) { count = static_cast<int>(row.Int(0)); });
    return count;
  };
  const HttpAnswer asked = head.Post("/manage/units/KFN/remind", {{"whom", "all"}});
  EXPECT_THAT(TextOf(asked.body), AllOf(HasSubstr("Påminna "), HasSubstr("Skicka mejlen")));
  EXPECT_EQ(mails(), 0);
  const HttpAnswer sent = head.Post("/manage/units/KFN/remind", {{"whom", "all"}, {"sure", "yes"}});
  EXPECT_THAT(TextOf(sent.body), HasSubstr("personer får en påminnelse"));
  EXPECT_GT(mails(), 50);
}

TEST_F(ManagePages, OfAnotherUnitAreLikePagesThatDoNotExist) {
  GrantAccess(admin_, kHead, v1::ROLE_MANAGER, "50");
  const WebReader head(server_, kHead);
  for (const std::string end : {"", "/late", "/figures.csv", "/late.csv"}) {
    const HttpAnswer other = head.Get(absl::StrCat("/manage/units/10", end));
    const HttpAnswer none = head.Get(absl::StrCat("/manage/units/NN", end));
    const HttpAnswer above = head.Get(absl::StrCat("/manage/units/KFN", end));
    EXPECT_EQ(other.status, 404);
    EXPECT_EQ(none.status, 404);
    EXPECT_EQ(above.status, 404);
    // The page names its own address, to come back to in the other language.
    EXPECT_EQ(absl::StrReplaceAll(other.body, {{"/units/10", "/units/NN"}}), none.body);
  }
  EXPECT_EQ(head.Post("/manage/units/10/remind", {{"whom", "all"}}).status, 404);
  EXPECT_EQ(head.Get("/manage/units/5001").status, 200);
}

TEST_F(ManagePages, AreForThoseWhoAreSignedInOnly) {
  const HttpClient nobody(server_.http_address(), "");
  for (const std::string path : {"/manage", "/manage/units/10", "/manage/units/10/late", "/coordinate"}) {
    const HttpAnswer answer = nobody.Send("GET", path);
    EXPECT_EQ(answer.status, 303) << path;
    EXPECT_EQ(answer.headers.at("location"), "/sign-in");
  }
  const HttpAnswer friendly = WebReader(server_, "nobody@alvnas.example").Get("/manage");
  EXPECT_EQ(friendly.status, 200);
  EXPECT_THAT(TextOf(friendly.body), HasSubstr("Här finns inget för dig än"));
  EXPECT_EQ(friendly.headers.at("cache-control"), "no-store");
}

TEST_F(ManagePages, GiveTheFiguresAsAFileInTheReadersLanguage) {
  Complete("5001", 4);
  GrantAccess(admin_, kHead, v1::ROLE_MANAGER, "50");
  const HttpAnswer swedish = WebReader(server_, kHead).Get("/manage/units/50/figures.csv");
  ASSERT_EQ(swedish.status, 200);
  EXPECT_EQ(swedish.headers.at("content-type"), "text/csv; charset=utf-8");
  EXPECT_THAT(swedish.headers.at("content-disposition"), HasSubstr("siffror-50.csv"));
  EXPECT_THAT(swedish.body, StartsWith("\xEF\xBB\xBFkod;enhet;personer;"));
  const std::vector<v1::ComplianceRow> rows = Children(admin_, "50");
  const std::vector<std::string> lines = absl::StrSplit(swedish.body, "\r\n");
  ASSERT_EQ(lines.size(), rows.size() + 2);
  for (size_t i = 0; i < rows.size(); ++i) {
    EXPECT_THAT(lines[i + 1], HasSubstr(absl::StrCat(rows[i].unit_display_name(), ";", rows[i].people(), ";",
                                                     rows[i].required(), ";", rows[i].completed(), ";",
                                                     rows[i].overdue(), ";")));
  }
  const HttpAnswer english = WebReader(server_, kHead, "en").Get("/manage/units/50/figures.csv");
  EXPECT_THAT(english.body, StartsWith("code,unit,people,"));
}

TEST_F(ManagePages, DoNotShowGroupsThatAreTooSmallToThoseWhoMayNotKnow) {
  GrantAccess(admin_, "skribent@alvnas.example", v1::ROLE_AUTHOR);
  TestClient token = TokenFor(v1::ROLE_AUTHOR, "");
  v1::QueryComplianceRequest request;
  std::vector<v1::ComplianceRow> hidden;
  for (const v1::ComplianceRow& row : AllCompliance(token, request)) {
    if (row.hidden()) hidden.push_back(row);
  }
  ASSERT_FALSE(hidden.empty());
  const WebReader author(server_, "skribent@alvnas.example");
  const std::string code = hidden[0].unit().substr(hidden[0].unit().rfind('/') + 1);
  const HttpAnswer page = author.Get(absl::StrCat("/manage/units/", UrlEncode(code)));
  ASSERT_EQ(page.status, 200);
  EXPECT_THAT(TextOf(page.body),
              AllOf(HasSubstr("Siffrorna visas inte."), HasSubstr("Grupper med färre än 5"),
                    Not(HasSubstr("har gjort allt."))));
  EXPECT_EQ(author.Get(absl::StrCat("/manage/units/", UrlEncode(code), "/late")).status, 404);
}

class ManageLate : public Lines {
 protected:
  ManageLate() {
    Sync("2026-11-01", {{"1", "Chef", "10", ""},
                        {"2", "<b>Alm</b>", "1004", "1"},
                        {"3", "Berg", "1004", "1"},
                        {"4", "Ek", "1004", "1", /*is_protected=*/true},
                        {"9", "Annan", "2001", ""}});
    PublishModule(admin_, "incident");
    v1::UpdateProgrammeRequest request;
    *request.mutable_programme() = CreateDemoProgramme(admin_, "first-lesson", {"incident"});
    request.mutable_programme()->mutable_mails()->Clear();  // so that nobody writes but the manager
    request.mutable_update_mask()->add_paths("mails");
    v1::Programme updated;
    const grpc::Status status =
        admin_.Call(&v1::ProgrammeService::Stub::UpdateProgramme, *admin_.programmes, request, &updated);
    EXPECT_TRUE(status.ok()) << status.error_message();
    server_.clock().SetDay(Date(2027, 1, 15));
    GrantAccess(admin_, kHead, v1::ROLE_MANAGER, "10");
  }

  int Mails() {
    int count = 0;
    mysql::Session session(server_.database());
    session.Query("SELECT COUNT(*) FROM mails WHERE about LIKE 'lessons % 2027-01-15'", {},
                  [&](const mysql::Row& row) { count = static_cast<int>(row.Int(0)); });
    return count;
  }
  std::string AssignmentOf(const std::string& family_name) {
    for (const v1::Assignment& assignment : AllAssignments(admin_, {})) {
      if (absl::StrContains(assignment.person_display_name(), family_name))
        return assignment.name().substr(assignment.name().rfind('/') + 1);
    }
    ADD_FAILURE() << family_name;
    return "";
  }
};

TEST_F(ManageLate, IsShownByNameAsText) {
  const HttpAnswer page = WebReader(server_, kHead).Get("/manage/units/10/late");
  ASSERT_EQ(page.status, 200);
  EXPECT_THAT(page.body,
              AllOf(HasSubstr("Kim &lt;b&gt;Alm&lt;/b&gt;"), HasSubstr("Kim Berg"), HasSubstr("Kim Chef"),
                    Not(HasSubstr("<b>")), Not(HasSubstr("Annan")), Not(HasSubstr("Ek"))));
  const HttpAnswer file = WebReader(server_, kHead).Get("/manage/units/10/late.csv");
  EXPECT_THAT(file.body, AllOf(HasSubstr("Kim Berg;"), Not(HasSubstr("Annan"))));
}

TEST_F(ManageLate, IsRemindedOnceADay) {
  const WebReader head(server_, kHead);
  const HttpAnswer first = head.Post("/manage/units/10/remind", {{"whom", "all"}});
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_THAT(TextOf(first.body), HasSubstr("personer får en påminnelse"));
  const int mails = Mails();
  EXPECT_GE(mails, 3);
  const HttpAnswer again = head.Post("/manage/units/10/remind", {{"whom", "all"}});
  EXPECT_THAT(TextOf(again.body),
              AllOf(HasSubstr("Inga mejl skickas"), HasSubstr("har redan fått ett mejl")));
  EXPECT_EQ(Mails(), mails);
}

TEST_F(ManageLate, IsRemindedIfTicked) {
  const WebReader head(server_, kHead);
  const HttpAnswer one =
      head.Post("/manage/units/10/remind", {{"whom", "chosen"}, {"assignment", AssignmentOf("Berg")}});
  EXPECT_THAT(TextOf(one.body), HasSubstr("1 person får en påminnelse"));
  EXPECT_EQ(Mails(), 1);
  const HttpAnswer none = head.Post("/manage/units/10/remind", {{"whom", "chosen"}});
  EXPECT_THAT(TextOf(none.body), HasSubstr("Du markerade ingen"));
  // Somebody of another unit, put into the form.
  head.Post("/manage/units/10/remind", {{"whom", "chosen"}, {"assignment", AssignmentOf("Annan")}});
  EXPECT_EQ(Mails(), 1);
}

TEST_F(ManageLate, IsRemindedOnlyByAFormOfOurs) {
  const WebReader head(server_, kHead);
  EXPECT_EQ(head.PostBare("/manage/units/10/remind", {{"whom", "all"}}).status, 403);
  EXPECT_EQ(Mails(), 0);
  head.Get("/manage/units/10/remind");
  EXPECT_EQ(Mails(), 0);
}

TEST_F(ManageLate, ByTheRosterIsThoseWhoReportOnly) {
  const WebReader chief(server_, Address("1"));
  const HttpAnswer overview = chief.Get("/manage");
  ASSERT_EQ(overview.status, 200);
  EXPECT_THAT(TextOf(overview.body),
              AllOf(HasSubstr("Mina medarbetare"), HasSubstr("Kim Berg"), HasSubstr("visas inte"),
                    HasSubstr("1 person med skyddade personuppgifter"), Not(HasSubstr("Annan"))));
  const HttpAnswer late = chief.Get("/manage/units/1004/late");
  ASSERT_EQ(late.status, 200);
  EXPECT_THAT(TextOf(late.body), AllOf(HasSubstr("Kim Berg"), Not(HasSubstr("Kim Chef"))));
}

}  // namespace
}  // namespace nanolearn::testing
