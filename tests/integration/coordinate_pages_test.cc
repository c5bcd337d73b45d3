// A coordinator's pages over real HTTP: each sees what their role may, and a decision counts once.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "absl/strings/match.h"
#include "service/storage/mysql/session.h"
#include "tests/integration/web_reader.h"

namespace nanolearn::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class CoordinatePages : public ::testing::Test {
 protected:
  CoordinatePages() : admin_(server_.Admin()) {
    LoadDemo(admin_);
    GrantAccess(admin_, "hr@alvnas.example", v1::ROLE_HR);
    GrantAccess(admin_, "granskare@alvnas.example", v1::ROLE_AUDITOR);
    GrantAccess(admin_, "skribent@alvnas.example", v1::ROLE_AUTHOR);
    GrantAccess(admin_, "chef@alvnas.example", v1::ROLE_MANAGER, "50");
  }

  WebReader Hr() { return {server_, "hr@alvnas.example"}; }
  WebReader Auditor() { return {server_, "granskare@alvnas.example"}; }
  WebReader Author() { return {server_, "skribent@alvnas.example"}; }
  WebReader Manager() { return {server_, "chef@alvnas.example"}; }

  // The page's text of a run that was held because its file is empty.
  std::string HeldRun() {
    v1::SyncPeopleResponse response;
    const grpc::Status status = TrySyncFile(admin_, "personal", "personal_tom.csv", "2026-12-01", &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.run().state(), v1::SYNC_RUN_STATE_HELD);
    return response.run().name().substr(response.run().name().rfind('/') + 1);
  }
  v1::SyncRun Run(const std::string& id) {
    v1::GetSyncRunRequest request;
    request.set_name(absl::StrCat(kAlvnas, "/syncRuns/", id));
    v1::GetSyncRunResponse response;
    EXPECT_TRUE(
        admin_.Call(&v1::SyncRunService::Stub::GetSyncRun, *admin_.sync_runs, request, &response).ok());
    return response.run();
  }
  static std::string RequestIn(const std::string& page) {
    std::smatch found;
    static const std::regex field("name=\"request\" value=\"([^\"]+)\"");
    return std::regex_search(page, found, field) ? found[1].str() : "";
  }

  Id FailMail(const std::string& recipient) {
    const Id id = server_.operations().env.ids.Next();
    const absl::Status status = server_.operations().env.store.Write([&](WriteTransaction& tx) {
      const Id organisation = tx.organisations().Find("alvnas")->id;
      tx.mails().Insert(organisation, {.id = id,
                                       .about = absl::StrCat("test ", recipient),
                                       .recipient = recipient,
                                       .subject = "Din lektion",
                                       .text = "Hej",
                                       .create_time = server_.clock().Now()});
      tx.mails().SetFailed(organisation, id, server_.clock().Now(), "550 no such user");
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    return id;
  }
  std::string MailState(Id id) {
    std::string state;
    mysql::Session session(server_.database());
    session.Query(absl::StrCat("SELECT state FROM mails WHERE id = ", id), {},
                  [&](const mysql::Row& row) { state = row.Text(0); });
    return state;
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(CoordinatePages, ShowEachRoleItsSections) {
  const std::string hr = TextOf(Hr().Get("/coordinate").body);
  EXPECT_THAT(hr, AllOf(HasSubstr("Ingen lista är stoppad"), HasSubstr("Inga mejl har misslyckats"),
                        HasSubstr("first-lesson"), Not(HasSubstr("Serverns automatiska jobb"))));
  const std::string auditor = TextOf(Auditor().Get("/coordinate").body);
  EXPECT_THAT(auditor, AllOf(HasSubstr("Serverns automatiska jobb"), HasSubstr("Stoppade personallistor")));
  const std::string author = TextOf(Author().Get("/coordinate").body);
  EXPECT_THAT(author, AllOf(HasSubstr("first-lesson"), Not(HasSubstr("Stoppade personallistor")),
                            Not(HasSubstr("Serverns automatiska jobb"))));
  EXPECT_EQ(Manager().Get("/coordinate").status, 404);
}

TEST_F(CoordinatePages, ShowTheFiguresThatTheApiGivesForAProgramme) {
  v1::QueryComplianceRequest request;
  request.set_group_by(v1::QueryComplianceRequest::GROUP_BY_PROGRAMME);
  const v1::ComplianceRow row = AllCompliance(admin_, request).front();
  ASSERT_EQ(row.programme_display_name(), "first-lesson");
  const std::string page = TextOf(Hr().Get("/coordinate/programmes/first-lesson").body);
  const int active = row.required() - row.waived() - row.paused();
  EXPECT_THAT(page, HasSubstr(absl::StrCat("0 av ", active / 1000 ? absl::StrCat(active / 1000, " ") : "",
                                           active % 1000, " har gjort allt.")));
  EXPECT_THAT(page, AllOf(HasSubstr("öppnas den 2 nov 2026, klar senast den 2 dec 2026"),
                          HasSubstr("i målgruppen.")));
  EXPECT_EQ(Hr().Get("/coordinate/programmes/none").status, 404);
  EXPECT_EQ(Manager().Get("/coordinate/programmes/first-lesson").status, 404);
}

TEST_F(CoordinatePages, ShowHtmlInNamesAsText) {
  PublishModule(admin_, "phishing");
  v1::Programme programme = CreateDemoProgramme(admin_, "second", {"phishing"});
  programme.set_display_name("<script>alert(1)</script>");
  v1::UpdateProgrammeRequest request;
  *request.mutable_programme() = programme;
  v1::Programme updated;
  const grpc::Status status =
      admin_.Call(&v1::ProgrammeService::Stub::UpdateProgramme, *admin_.programmes, request, &updated);
  ASSERT_TRUE(status.ok()) << status.error_message();
  for (const std::string path : {"/coordinate", "/coordinate/programmes/second"}) {
    const HttpAnswer page = Hr().Get(path);
    EXPECT_THAT(page.body, AllOf(HasSubstr("&lt;script&gt;alert(1)"), Not(HasSubstr("<script>alert"))))
        << path;
  }
}

TEST_F(CoordinatePages, ApproveAHeldRunOnce) {
  const std::string id = HeldRun(), path = absl::StrCat("/coordinate/runs/", id);
  const WebReader hr = Hr();
  EXPECT_THAT(hr.Get("/coordinate").body, HasSubstr(path));
  const HttpAnswer page = hr.Get(path);
  ASSERT_EQ(page.status, 200);
  EXPECT_THAT(TextOf(page.body), AllOf(HasSubstr("Filen innehåller inga rader."), HasSubstr("slutar"),
                                       HasSubstr("Godkänn och inför"), HasSubstr("personal_tom.csv"),
                                       HasSubstr(" ändringar till."), Not(HasSubstr("Minst "))));
  const std::string request = RequestIn(page.body);
  ASSERT_FALSE(request.empty());
  for (int click = 0; click < 2; ++click) {
    const HttpAnswer answer =
        hr.Post(absl::StrCat(path, "/approve"), {{"request", request}, {"sure", "yes"}});
    EXPECT_EQ(answer.status, 303) << answer.body;
    EXPECT_EQ(answer.headers.at("location"), path);
  }
  EXPECT_EQ(Run(id).state(), v1::SYNC_RUN_STATE_APPLIED);
  EXPECT_EQ(Run(id).decided_by(), "hr@alvnas.example");
  // Somebody who still has the page open comes too late and is told so.
  EXPECT_EQ(hr.Post(absl::StrCat(path, "/reject"), {{"request", "late"}}).status, 303);
  EXPECT_EQ(Run(id).state(), v1::SYNC_RUN_STATE_APPLIED);
  EXPECT_THAT(TextOf(hr.Get(path).body), AllOf(HasSubstr("Införd"), HasSubstr("av hr@alvnas.example"),
                                               Not(HasSubstr("Godkänn och inför"))));
}

TEST_F(CoordinatePages, SayAtTheFormThatAHeldRunIsNotApprovedWithoutATick) {
  const std::string id = HeldRun(), path = absl::StrCat("/coordinate/runs/", id);
  const WebReader hr = Hr();
  const std::string request = RequestIn(hr.Get(path).body);
  EXPECT_THAT(hr.Get(path).body, Not(HasSubstr("role=\"alert\"")));
  const std::string back =
      hr.Post(absl::StrCat(path, "/approve"), {{"request", request}}).headers.at("location");
  EXPECT_EQ(back, absl::StrCat(path, "?tick=yes"));
  EXPECT_THAT(
      hr.Get(back).body,
      AllOf(HasSubstr("<p class=\"text-bad\" id=\"error\" role=\"alert\"><strong>Kryssa först i att du "
                      "har kontrollerat listan."),
            HasSubstr("aria-describedby=\"error\""), HasSubstr("<title>Fel: ")));
  EXPECT_EQ(Run(id).state(), v1::SYNC_RUN_STATE_HELD) << "nobody said that it was checked";
  const WebReader english(server_, "hr@alvnas.example", "en");
  EXPECT_THAT(TextOf(english.Get(back).body),
              HasSubstr("First tick that you have checked the list. It is not approved"));
  EXPECT_THAT(Auditor().Get(back).body, Not(HasSubstr("Fel: "))) << "who sees no form is told of none";
}

TEST_F(CoordinatePages, SayWhichUnitsAHeldListEmptiesAndGiveAllOfItAsAFile) {
  const std::string path = absl::StrCat("/coordinate/runs/", HeldRun());
  const std::string page = TextOf(Hr().Get(path).body);
  EXPECT_THAT(page, AllOf(HasSubstr("Vilka enheter som förlorar personer"),
                          HasSubstr("till och med: – → 30 november 2026"), Not(HasSubstr("2026-1"))));
  const HttpAnswer file = Hr().Get(absl::StrCat(path, "/changes.csv"));
  ASSERT_EQ(file.status, 200);
  const auto lines = std::count(file.body.begin(), file.body.end(), '\n');
  const v1::SyncCounts counts = Run(path.substr(path.rfind('/') + 1)).counts();
  EXPECT_EQ(lines, 1 + counts.leaves() + counts.ends()) << "headings, and a line for each change";
  EXPECT_THAT(file.body, HasSubstr("\xEF\xBB\xBFnamn;ändring;enhet;"));
  EXPECT_EQ(Author().Get(absl::StrCat(path, "/changes.csv")).status, 404);
}

TEST_F(CoordinatePages, RejectAHeldRunOnlyForThoseWhoMay) {
  const std::string id = HeldRun(), path = absl::StrCat("/coordinate/runs/", id);
  EXPECT_THAT(TextOf(Auditor().Get(path).body), Not(HasSubstr("Avvisa")));
  for (const WebReader& reader : {Auditor(), Author(), Manager()})
    EXPECT_EQ(reader.Post(absl::StrCat(path, "/reject"), {{"request", "r"}}).status, 404);
  EXPECT_EQ(Author().Get(path).status, 404);
  EXPECT_EQ(Hr().PostBare(absl::StrCat(path, "/reject"), {{"request", "r"}}).status, 403);
  EXPECT_EQ(Run(id).state(), v1::SYNC_RUN_STATE_HELD);
  EXPECT_EQ(Hr().Post(absl::StrCat(path, "/reject"), {{"request", "r"}}).status, 303);
  EXPECT_EQ(Run(id).state(), v1::SYNC_RUN_STATE_REJECTED);
  EXPECT_EQ(Hr().Get("/coordinate/runs/nothing").status, 404);
}

TEST_F(CoordinatePages, ShowMailsThatFailedAndSendThemOnceMore) {
  const Id id = FailMail("fel@alvnas.example");
  EXPECT_THAT(TextOf(Hr().Get("/coordinate").body), HasSubstr("1 mejl har inte kommit fram."));
  const WebReader hr = Hr();
  EXPECT_THAT(TextOf(hr.Get("/coordinate/mails").body),
              AllOf(HasSubstr("fel@alvnas.example"), HasSubstr("550 no such user")));
  EXPECT_THAT(Author().Get("/coordinate/mails").body, Not(HasSubstr("fel@alvnas.example")));
  EXPECT_EQ(Manager().Get("/coordinate/mails").status, 404);
  EXPECT_EQ(Author().Post("/coordinate/mails/retry", {{"mail", FormatId(id)}}).status, 404);
  EXPECT_EQ(MailState(id), "FAILED");
  EXPECT_THAT(TextOf(hr.Post("/coordinate/mails/retry", {{"mail", FormatId(id)}}).body),
              HasSubstr("1 mejl skickas om."));
  EXPECT_NE(MailState(id), "FAILED");
  EXPECT_THAT(TextOf(hr.Post("/coordinate/mails/retry", {}).body), HasSubstr("Inget mejl skickas om."));
}

TEST_F(CoordinatePages, SendAllMailsThatFailedOnceMore) {
  const Id first = FailMail("en@alvnas.example"), second = FailMail("annan@alvnas.example");
  EXPECT_EQ(Author().Post("/coordinate/mails/retry", {{"all", "1"}}).status, 404);
  EXPECT_THAT(TextOf(Hr().Post("/coordinate/mails/retry", {{"all", "1"}}).body),
              HasSubstr("2 mejl skickas om."));
  EXPECT_NE(MailState(first), "FAILED");
  EXPECT_NE(MailState(second), "FAILED");
}

TEST_F(CoordinatePages, ShowWhatManyGetWrong) {
  mysql::Session session(server_.database());
  session.Run(
      "INSERT INTO answer_counts SELECT u.organisation_id, u.id, m.id, 1, 1, '2026-11-01', 40, 10 FROM units "
      "u JOIN "
      "modules m ON m.organisation_id = u.organisation_id AND m.slug = 'incident' WHERE u.code = 'G'");
  const std::string page = TextOf(Hr().Get("/coordinate/questions").body);
  EXPECT_THAT(page,
              AllOf(HasSubstr("40 25 %"), HasSubstr("Svar från december 2025 till den 30 november 2026")));
  EXPECT_THAT(TextOf(Hr().Get("/coordinate/programmes/first-lesson").body), HasSubstr("40 25 %"));
  EXPECT_EQ(Manager().Get("/coordinate/questions").status, 404);
}

}  // namespace
}  // namespace nanolearn::testing
