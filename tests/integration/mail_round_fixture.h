#pragma once
// A small workplace on a real server, where days pass and mails of the day are made.
//
// The server makes rounds by itself too, as another server beside the one that the tests run. What changes
// the roster is therefore done in the evening, when no mails are made.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "service/base/secret.h"
#include "service/jobs/mail_round_job.h"
#include "service/storage/mysql/mysql_store.h"
#include "service/storage/mysql/session.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {

// Somebody on the list. By key: "1" has the address p1@alvnas.example.
struct Worker {
  int key = 0;
  int manager = 0;         // 0: none
  std::string email = "";  // empty: the usual one; "-": none
  std::string leave_from = "", leave_to = "";
  bool protected_identity = false;
  std::string from = "2020-01-01";
};

class MailRoundFixture : public ::testing::Test {
 protected:
  MailRoundFixture() : store_(*mysql::MysqlStore::Open(server_.database())), admin_(server_.Admin()) {
    SetTime(Date(2026, 11, 23), 20);
    CreateOrganisation(admin_, "alvnas");
    ImportDemoUnits(admin_, "2026-01-01");
    PublishModule(admin_, "incident");
  }

  void SetTime(Date day, int hour) {
    absl::TimeZone zone;
    ASSERT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &zone));
    server_.clock().Set(absl::FromCivil(absl::CivilHour(day) + hour, zone));
  }

  // Everybody who works there from that day on, all in one unit.
  void Sync(const std::vector<Worker>& workers, const std::string& effective) {
    std::string file =
        "Anstnr;Personnr;Förnamn;Efternamn;E-post;Mobil;Befattning;Orgkod;Organisation;Anst.form;Syss.grad;"
        "Anst "
        "from;Anst tom;Frånv from;Frånv tom;Chef anstnr;Dator;Skyddade uppg\n";
    for (const Worker& w : workers) {
      const std::string email = w.email.empty() ? AddressOf(w.key) : w.email == "-" ? "" : w.email;
      absl::StrAppend(&file, w.key, ";", Personnummer(w.key), ";Namn", w.key, ";Efternamn;", email,
                      ";;Handläggare;1004;HR;Tillsvidare;100;", w.from, ";;", w.leave_from, ";", w.leave_to,
                      ";", w.manager == 0 ? "" : absl::StrCat(w.manager), ";J;",
                      w.protected_identity ? "J" : "N", "\n");
    }
    v1::SyncPeopleResponse response;
    const grpc::Status status = admin_.Sync(HeaderFor("personal", "lista.csv", effective), file, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    ASSERT_EQ(response.run().state(), v1::SYNC_RUN_STATE_APPLIED) << response.run().ShortDebugString();
  }

  // A module for everybody with a computer, due 14 days after it opens: invitation, a reminder 7 days before,
  // late 3 days after, managers 7 and 14 days after.
  void CreateProgramme(const std::string& open_date, const std::string& id = "first",
                       const std::string& module = "incident", bool requires_computer = true) {
    v1::CreateProgrammeRequest request;
    request.set_parent(kAlvnas);
    request.set_programme_id(id);
    v1::Programme& programme = *request.mutable_programme();
    programme.set_display_name(id);
    programme.add_modules(absl::StrCat(kAlvnas, "/modules/", module));
    v1::AudienceRule& rule = *programme.add_audience();
    rule.add_kinds(v1::ENGAGEMENT_KIND_EMPLOYMENT);
    rule.set_requires_computer(requires_computer);
    programme.set_open_date(open_date);
    programme.set_days_to_complete(14);
    programme.mutable_calendar()->set_newcomer_days(14);
    programme.mutable_mails()->set_invitation(true);
    programme.mutable_mails()->add_before(7);
    programme.mutable_mails()->add_after(3);
    programme.mutable_mails()->add_escalation(7);
    programme.mutable_mails()->add_escalation(14);
    v1::Programme response;
    const grpc::Status status =
        admin_.Call(&v1::ProgrammeService::Stub::CreateProgramme, *admin_.programmes, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  // The assignment of somebody, of the programme that is named.
  std::string AssignmentOf(int key, const std::string& programme = "first") {
    v1::ListAssignmentsRequest request;
    request.set_person(PersonOf(key));
    for (const v1::Assignment& a : AllAssignments(admin_, request)) {
      if (a.programme() == absl::StrCat(kAlvnas, "/programmes/", programme)) return a.name();
    }
    ADD_FAILURE() << "no assignment for " << key;
    return "";
  }
  std::string PersonOf(int key) {
    std::string name;
    Query(absl::StrCat("SELECT person_id FROM attribute_versions WHERE given_name = 'Namn", key, "' LIMIT 1"),
          [&](const mysql::Row& row) { name = absl::StrCat(kAlvnas, "/people/", FormatId(row.GetId(0))); });
    return name;
  }

  void Complete(int key, const std::string& programme = "first") {
    v1::RecordCompletionRequest request;
    request.set_assignment(AssignmentOf(key, programme));
    v1::RecordCompletionResponse response;
    const grpc::Status status =
        admin_.Call(&v1::CompletionService::Stub::RecordCompletion, *admin_.completions, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
  void Extend(int key, const std::string& due) {
    v1::ExtendAssignmentsRequest request;
    request.set_parent(kAlvnas);
    request.add_assignments(AssignmentOf(key));
    request.set_due_date(due);
    request.set_reason("Ny på jobbet");
    v1::ExtendAssignmentsResponse response;
    const grpc::Status status =
        admin_.Call(&v1::AssignmentService::Stub::ExtendAssignments, *admin_.assignments, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  Organisation Alvnas() {
    Organisation organisation;
    const absl::Status status = store_->Read([&](const ReadTransaction& tx) {
      organisation = *tx.organisations().Find("alvnas");
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    return organisation;
  }
  // What the organisation's round of the day makes, to its end.
  void Round(Environment& env) {
    MailRounds rounds(env);
    const Organisation organisation = Alvnas();
    while (true) {
      const auto step = rounds.Next(organisation);
      ASSERT_TRUE(step.ok()) << step.status();
      if (!step->may_be_more) return;
    }
  }
  // At eight in the morning.
  void RunDay(Date day) {
    SetTime(day, 8);
    Round(env_);
  }
  void RunDays(Date from, Date to) {
    for (Date day = from; day <= to; ++day) RunDay(day);
  }

  // "p2 LESSONS försenad"... for each mail that was made for the day.
  std::set<std::string> MadeOn(Date day) {
    std::set<std::string> made;
    Query(absl::StrCat("SELECT about, recipient, subject FROM mails WHERE about LIKE '% ", FormatDate(day),
                       "'"),
          [&](const mysql::Row& row) {
            const bool is_new = made.insert(absl::StrCat(row.Text(1).substr(0, row.Text(1).find('@')), " ",
                                                         KindOf(row.Text(0), row.Text(2))))
                                    .second;
            EXPECT_TRUE(is_new) << "twice on " << FormatDate(day) << ": " << row.Text(0);
          });
    return made;
  }
  // By day, those days on which there were any.
  std::map<std::string, std::set<std::string>> Made(Date from, Date to) {
    std::map<std::string, std::set<std::string>> made;
    for (Date day = from; day <= to; ++day) {
      if (auto mails = MadeOn(day); !mails.empty()) made[FormatDate(day)] = std::move(mails);
    }
    return made;
  }

  void Execute(const std::string& sql) { mysql::Session(server_.database()).Execute(sql); }
  void Query(const std::string& sql, const std::function<void(const mysql::Row&)>& visit) {
    mysql::Session session(server_.database());
    session.Query(sql, {}, visit);
  }
  int Count(const std::string& what) {
    int count = 0;
    Query("SELECT COUNT(*) FROM " + what,
          [&](const mysql::Row& row) { count = static_cast<int>(row.Int(0)); });
    return count;
  }

  // Of "organisations/alvnas/assignments/ID" and the like.
  static Id IdIn(const std::string& name) { return *ParseId(name.substr(name.rfind('/') + 1)); }
  static std::string AddressOf(int key) { return absl::StrCat("p", key, "@alvnas.example"); }

  TestServer server_;
  std::unique_ptr<Store> store_;
  TestClient admin_;
  IdGenerator ids_{server_.clock()};
  KeyRing key_{std::string(32, 'k')};
  Environment env_{*store_, server_.clock(), ids_, key_, nullptr, "https://larande.alvnas.example"};

 private:
  static std::string KindOf(const std::string& about, const std::string& subject) {
    const std::string what = std::vector<std::string>(absl::StrSplit(about, ' '))[0];
    if (what != "lessons") return what;
    for (const char* word : {"väntar", "ska vara klar", "försenad", "waiting", "due on", "late"}) {
      if (subject.find(word) != std::string::npos) return word;
    }
    return subject;
  }

  // Born on one day, told from each other by the number.
  static std::string Personnummer(int key) {
    const std::string nine = absl::StrFormat("800101%03d", 100 + key);
    int sum = 0;
    for (size_t i = 0; i < nine.size(); ++i) {
      const int product = (nine[i] - '0') * (i % 2 == 0 ? 2 : 1);
      sum += product % 10 + product / 10;
    }
    return absl::StrCat("19800101-", nine.substr(6), (10 - sum % 10) % 10);
  }
};

// 1 leads 2, who leads 3, 4 and 5. The programme opens on Wednesday 25 November and is due on 9 December.
class SmallLineFixture : public MailRoundFixture {
 protected:
  static std::vector<Worker> Workers() {
    return {{.key = 1},
            {.key = 2, .manager = 1},
            {.key = 3, .manager = 2},
            {.key = 4, .manager = 2},
            {.key = 5, .manager = 2}};
  }
  void Begin(std::vector<Worker> workers = Workers()) {
    Sync(workers, "2026-11-01");
    CreateProgramme("2026-11-25");
  }
  // Managers have done it, which leaves the learners to look at.
  void CompleteAllBut(const std::vector<int>& keys, int of = 5) {
    for (int key = 1; key <= of; ++key) {
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) Complete(key);
    }
  }
  void NoDigests() { Execute("UPDATE organisations SET digest_weekday = 0"); }
};

}  // namespace nanolearn::testing
