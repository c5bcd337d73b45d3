// When mails to people who work in an organisation leave the outbox, what becomes of those that are
// overtaken, and what a refusal tells of their recipient. A real SMTP server throughout.

#include "service/app/outbox.h"
#include "service/jobs/mail_sender.h"
#include "service/mail/smtp_mailer.h"
#include "tests/integration/mail_round_fixture.h"
#include "tests/support/smtp_server.h"
#include "tests/support/staff_generator.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr MailPace kFast{absl::Milliseconds(10), 1'000'000};

class MailSending : public MailRoundFixture {
 protected:
  MailSending() { smtp_.Start(); }

  static std::unique_ptr<Mailer> MailerTo(const SmtpServer& server) {
    return *SmtpMailer::Make({.url = server.url(), .from = "nanolearn@alvnas.example", .require_tls = false});
  }
  // Once through everything that is due.
  void Send(const MailPace& pace = kFast) {
    const auto mailer = MailerTo(smtp_);
    MailSender sender(env_, mailer.get(), pace);
    for (absl::Duration pause; pause == absl::ZeroDuration();) pause = sender.Run({});
  }
  void PostMail(const std::string& about, const std::string& recipient, MailKind kind = MailKind::kNotice,
                Id person_id = kNoId) {
    const absl::Status status = store_->Write([&](WriteTransaction& tx) {
      Post(env_, tx, tx.organisations().Find("alvnas")->id,
           {.about = about,
            .recipient = recipient,
            .subject = "Hej",
            .text = "Hej\n",
            .kind = kind,
            .person_id = person_id});
      return absl::OkStatus();
    });
    ASSERT_TRUE(status.ok()) << status;
  }
  Id IdOf(int key) {
    const std::string name = PersonOf(key);
    return *ParseId(name.substr(name.rfind('/') + 1));
  }
  // "p1 SENT" ... of mails to people.
  std::set<std::string> States() {
    std::set<std::string> states;
    Query("SELECT recipient, state FROM mails WHERE kind <> 'NOTICE'", [&](const mysql::Row& row) {
      states.insert(absl::StrCat(row.Text(0).substr(0, row.Text(0).find('@')), " ", row.Text(1)));
    });
    return states;
  }
  std::string LastError(const std::string& recipient) {
    std::string error;
    Query(absl::StrCat("SELECT last_error FROM mails WHERE recipient LIKE '", recipient, "@%'"),
          [&](const mysql::Row& row) { error = row.Text(0); });
    return error;
  }
  v1::ListMailsResponse Failed() {
    v1::ListMailsRequest request;
    request.set_parent(kAlvnas);
    v1::ListMailsResponse response;
    EXPECT_TRUE(admin_.Call(&v1::MailService::Stub::ListMails, *admin_.mails, request, &response).ok());
    return response;
  }
  // The one that failed.
  grpc::Status RetryFailed() {
    v1::RetryMailRequest request;
    request.set_name(Failed().mails(0).name());
    v1::RetryMailResponse response;
    return admin_.Call(&v1::MailService::Stub::RetryMail, *admin_.mails, request, &response);
  }
  int Unreachable() { return Count("person_contacts WHERE unreachable_address <> ''"); }

  SmtpServer smtp_;
};

TEST_F(MailSending, GoesAtItsPaceAndWhoWaitsForALinkIsFirst) {
  SetTime(Date(2026, 11, 24), 10);
  for (int i = 0; i < 30; ++i) PostMail(absl::StrCat("run ", i), "hr@alvnas.example");
  PostMail("link", "first@alvnas.example", MailKind::kAccess);
  const MailPace pace{absl::Milliseconds(10), 12};
  Send(pace);
  EXPECT_EQ(Count("mails WHERE state = 'SENT'"), 12);
  EXPECT_THAT(States(), ElementsAre("first SENT"));
  Send(pace);
  EXPECT_EQ(Count("mails WHERE state = 'SENT'"), 12) << "the minute is not over";
  for (int minute = 0; minute < 2; ++minute) {
    server_.clock().Set(server_.clock().Now() + absl::Seconds(61));
    Send(pace);
  }
  EXPECT_EQ(Count("mails WHERE state = 'SENT'"), 31);
}

TEST_F(MailSending, WaitsForTheHoursOfTheOrganisation) {
  Sync({{.key = 1}, {.key = 2, .manager = 1}}, "2026-11-01");
  CreateProgramme("2026-11-25");
  SetTime(Date(2026, 11, 27), 17);
  PostMail("early", "p2@alvnas.example", MailKind::kLessons, IdOf(2));
  SetTime(Date(2026, 11, 27), 19);  // a Friday evening
  PostMail("evening", "p1@alvnas.example", MailKind::kManager, IdOf(1));
  PostMail("run", "hr@alvnas.example");
  PostMail("link", "p3@alvnas.example", MailKind::kAccess);
  Send();
  EXPECT_THAT(States(), ElementsAre("p1 WAITING", "p2 WAITING", "p3 SENT"));
  EXPECT_EQ(Count("mails WHERE state = 'SENT'"), 2);
  SetTime(Date(2026, 11, 29), 12);
  Send();
  EXPECT_THAT(States(), ElementsAre("p1 WAITING", "p2 WAITING", "p3 SENT")) << "a Sunday";
  SetTime(Date(2026, 11, 30), 7);
  Send();
  EXPECT_THAT(States(), ElementsAre("p1 SENT", "p2 SENT", "p3 SENT"));
}

TEST_F(MailSending, IsTriedAgainInTheHoursOnly) {
  Sync({{.key = 1, .email = "later@alvnas.example"}}, "2026-11-01");
  CreateProgramme("2026-11-24");
  SetTime(Date(2026, 11, 24), 17);
  server_.clock().Set(server_.clock().Now() + absl::Minutes(59) + absl::Seconds(30));
  PostMail("late", "later@alvnas.example", MailKind::kLessons, IdOf(1));
  Send();
  smtp_.LetIn();
  SetTime(Date(2026, 11, 24), 19);
  Send();
  EXPECT_EQ(smtp_.TriesOf("later@alvnas.example"), 1);
  SetTime(Date(2026, 11, 25), 7);
  Send();
  EXPECT_EQ(smtp_.TriesOf("later@alvnas.example"), 2);
  EXPECT_THAT(States(), ElementsAre("later SENT"));
}

TEST_F(MailSending, IsDroppedWhenEverythingIsDoneOrItsTimeHasPassed) {
  Sync({{.key = 1}, {.key = 2}}, "2026-11-01");
  CreateProgramme("2026-11-25");
  RunDay(Date(2026, 11, 25));
  Complete(1);
  Send();
  EXPECT_THAT(States(), ElementsAre("p1 DROPPED", "p2 SENT"));
  EXPECT_THAT(LastError("p1"), HasSubstr("nothing was left to do"));
  RunDay(Date(2026, 12, 2));
  SetTime(Date(2026, 12, 7), 8);
  Send();
  EXPECT_EQ(Count("mails WHERE state = 'DROPPED' AND recipient LIKE 'p2@%'"), 1);
  EXPECT_THAT(smtp_.Mails(), SizeIs(1));
}

TEST_F(MailSending, ARecipientWhoIsRefusedForGoodIsNotReachedUntilAMailArrives) {
  Sync({{.key = 1, .email = "refused@alvnas.example"},
        {.key = 2, .email = "unwanted@alvnas.example"},
        {.key = 3}},
       "2026-11-01");
  CreateProgramme("2026-11-25");
  RunDay(Date(2026, 11, 25));
  Send();
  EXPECT_THAT(States(), ElementsAre("p3 SENT", "refused FAILED", "unwanted WAITING"));
  EXPECT_EQ(Unreachable(), 1) << "that we are not wanted says nothing of the mailbox";
  RunDay(Date(2026, 12, 2));
  EXPECT_EQ(Count("mails WHERE about LIKE '% 2026-12-02' AND recipient LIKE 'refused@%'"), 0);
  EXPECT_EQ(Count("mails WHERE about LIKE '% 2026-12-02' AND recipient LIKE 'unwanted@%'"), 1);

  smtp_.MakeKnown();
  PostMail("link", "refused@alvnas.example", MailKind::kAccess, IdOf(1));
  Send();
  EXPECT_EQ(Unreachable(), 0);
  RunDay(Date(2026, 12, 14));
  EXPECT_EQ(Count("mails WHERE about LIKE '% 2026-12-14' AND recipient LIKE 'refused@%'"), 1);
}

TEST_F(MailSending, WhomExchangeOnlineDoesNotHaveIsNotReached) {
  Sync({{.key = 1, .email = "exchange@alvnas.example"}}, "2026-11-01");
  CreateProgramme("2026-11-25");
  RunDay(Date(2026, 11, 25));
  Send();
  EXPECT_THAT(States(), ElementsAre("exchange FAILED"));
  EXPECT_EQ(Unreachable(), 1);
}

TEST_F(MailSending, ALinkThatBreaksTheConnectionComesBehindTheOthers) {
  SetTime(Date(2026, 11, 24), 10);
  PostMail("link", "closing@alvnas.example", MailKind::kAccess);
  PostMail("run", "hr@alvnas.example");
  Send();
  EXPECT_EQ(Count("mails WHERE state = 'SENT'"), 1);
  Send();
  EXPECT_EQ(smtp_.TriesOf("closing@alvnas.example"), 1);
  server_.clock().Set(server_.clock().Now() + absl::Minutes(1));
  PostMail("another run", "hr@alvnas.example");
  Send();
  EXPECT_EQ(smtp_.TriesOf("closing@alvnas.example"), 2);
  EXPECT_EQ(Count("mails WHERE state = 'SENT'"), 2);
}

TEST_F(MailSending, IsDroppedWhenItsPersonHasAnotherAddressByNow) {
  Sync({{.key = 1}, {.key = 2}}, "2026-11-01");
  CreateProgramme("2026-11-25");
  RunDay(Date(2026, 11, 25));
  SetTime(Date(2026, 11, 25), 20);
  Sync({{.key = 1, .email = "new@alvnas.example"}, {.key = 2}}, "2026-11-25");
  SetTime(Date(2026, 11, 26), 8);
  Send();
  EXPECT_THAT(States(), ElementsAre("p1 DROPPED", "p2 SENT"));
  EXPECT_THAT(LastError("p1"), HasSubstr("not the person's any more"));
}

TEST_F(MailSending, IsDroppedWhenItNamesSomebodyWhoIsProtectedByNow) {
  Sync({{.key = 1}, {.key = 2, .protected_identity = true}}, "2026-11-01");
  CreateProgramme("2026-11-25");
  RunDay(Date(2026, 11, 25));
  SetTime(Date(2026, 11, 25), 20);
  Sync({{.key = 1, .protected_identity = true}, {.key = 2, .protected_identity = true}}, "2026-11-25");
  SetTime(Date(2026, 11, 26), 8);
  Send();
  EXPECT_THAT(States(), ElementsAre("p1 DROPPED", "p2 SENT")) << "the other was never named";
}

TEST_F(MailSending, AManagerWhomNobodyReportsToAnyMoreGetsNoDigest) {
  Sync({{.key = 1}, {.key = 2, .manager = 1}, {.key = 3, .manager = 2}}, "2026-11-01");
  SetTime(Date(2026, 11, 24), 20);
  for (const int key : {1, 2}) PostMail("digest", AddressOf(key), MailKind::kManager, IdOf(key));
  Sync({{.key = 1}, {.key = 2}, {.key = 3, .manager = 2}}, "2026-11-24");
  SetTime(Date(2026, 11, 25), 8);
  Send();
  EXPECT_THAT(States(), ElementsAre("p1 DROPPED", "p2 SENT"));
}

TEST_F(MailSending, AnEscalationIsDroppedWhenNobodyIsLateAnyMore) {
  Sync({{.key = 1}, {.key = 2, .manager = 1}, {.key = 3}, {.key = 4, .manager = 3}}, "2026-11-01");
  CreateProgramme("2026-11-25");
  RunDays(Date(2026, 11, 25), Date(2026, 12, 16));
  ASSERT_EQ(Count("mails WHERE about LIKE 'escalation %'"), 2);
  Complete(2);
  Send();
  EXPECT_EQ(Count("mails WHERE about LIKE 'escalation %' AND recipient LIKE 'p1@%' AND state = 'DROPPED'"), 1);
  EXPECT_EQ(Count("mails WHERE about LIKE 'escalation %' AND recipient LIKE 'p3@%' AND state = 'SENT'"), 1);
}

TEST_F(MailSending, IsSentOnceMoreToTheAddressThatItsPersonHasNow) {
  Sync({{.key = 1, .email = "refused@alvnas.example"}}, "2026-11-01");
  CreateProgramme("2026-11-25");
  RunDay(Date(2026, 11, 25));
  Send();
  EXPECT_THAT(States(), ElementsAre("refused FAILED"));
  SetTime(Date(2026, 11, 25), 20);
  Sync({{.key = 1}}, "2026-11-25");
  EXPECT_TRUE(RetryFailed().ok());
  SetTime(Date(2026, 11, 26), 8);
  Send();
  EXPECT_THAT(States(), ElementsAre("p1 SENT"));
  EXPECT_EQ(smtp_.TriesOf("refused@alvnas.example"), 1);
}

TEST_F(MailSending, IsNotSentOnceMoreToWhomHasNoAddressOrHasOneAboutTheSameThing) {
  Sync({{.key = 1, .email = "refused@alvnas.example"}}, "2026-11-01");
  CreateProgramme("2026-11-25");
  SetTime(Date(2026, 11, 25), 8);
  PostMail("lessons", "refused@alvnas.example", MailKind::kLessons, IdOf(1));
  Send();
  SetTime(Date(2026, 11, 25), 20);
  PostMail("lessons", "p1@alvnas.example", MailKind::kLessons, IdOf(1));
  Sync({{.key = 1}}, "2026-11-25");
  EXPECT_EQ(ReasonOf(RetryFailed()), "MAIL_HAS_TWIN");
  Sync({{.key = 1, .email = "-"}}, "2026-11-25");
  EXPECT_EQ(ReasonOf(RetryFailed()), "MAIL_NO_ADDRESS");
}

TEST_F(MailSending, ListsDoNotShowWhoseMailItIsWhenTheIdentityIsProtected) {
  Sync({{.key = 1, .protected_identity = true}, {.key = 2}}, "2026-11-01");
  for (const int key : {1, 2}) PostMail("lessons", AddressOf(key), MailKind::kLessons, IdOf(key));
  Execute("UPDATE mails SET state = 'FAILED', due_time = NULL, end_time = create_time, last_error = "
          "CONCAT('550 <', recipient, '> is unknown')");
  const v1::ListMailsResponse list = Failed();
  ASSERT_EQ(list.mails_size(), 2);
  EXPECT_EQ(list.mails(0).recipient(), "p2@alvnas.example");
  EXPECT_THAT(list.mails(1).recipient(), IsEmpty());
  EXPECT_THAT(list.mails(1).person(), IsEmpty());
  for (const std::string& said : std::vector<std::string>{"p1@", "Namn1", FormatId(IdOf(1))})
    EXPECT_THAT(list.mails(1).ShortDebugString(), ::testing::Not(HasSubstr(said)));
}

// A mail for each of 5,000 people, through two servers; the mail server dies in the middle and comes back.
class FiveThousandMails : public MailSending {
 protected:
  FiveThousandMails() {
    v1::ImportUnitsRequest units;
    units.set_parent(kAlvnas);
    units.set_content(GeneratedTree(100));
    units.set_file_name("tree.csv");
    units.set_effective_date("2026-01-01");
    v1::ImportUnitsResponse imported;
    units.set_close_many(true);
    const grpc::Status status =
        admin_.Call(&v1::UnitService::Stub::ImportUnits, *admin_.units, units, &imported);
    EXPECT_TRUE(status.ok()) << status.error_message();
    v1::SyncPeopleResponse synced;
    const grpc::Status sync = admin_.Sync(HeaderFor("personal", "lista.csv", "2026-11-01"),
                                          GeneratedStaffFile({.rows = 5263, .units = 100}), &synced);
    EXPECT_TRUE(sync.ok()) << sync.error_message();
    EXPECT_EQ(synced.run().state(), v1::SYNC_RUN_STATE_APPLIED) << synced.run().ShortDebugString();
  }

  int Sent() { return Count("mails WHERE kind = 'LESSONS' AND state = 'SENT'"); }
};

TEST_F(FiveThousandMails, ArriveOnceEachThoughTheMailServerIsKilledInTheMiddle) {
  CreateProgramme("2026-11-25", "first", "incident", /*requires_computer=*/false);
  RunDay(Date(2026, 11, 25));
  const int mails = Count("mails WHERE kind = 'LESSONS'");
  ASSERT_GE(mails, 5000);
  std::vector<std::thread> servers;
  for (int i = 0; i < 2; ++i) {
    servers.emplace_back([&] {
      const auto store = *mysql::MysqlStore::Open(server_.database());
      const Environment env{*store, server_.clock(), ids_, key_};
      const auto mailer = MailerTo(smtp_);
      MailSender sender(env, mailer.get(), kFast);
      while (Sent() < mails) absl::SleepFor(std::min(sender.Run({}), kFast.pause));
    });
  }
  while (smtp_.Deliveries() < mails / 3) absl::SleepFor(absl::Milliseconds(5));
  smtp_.Kill();
  const int before = smtp_.Deliveries();
  EXPECT_LT(before, mails) << "it was killed in the middle";
  smtp_.Start();
  // Those in the middle of which it was killed come a minute later.
  for (; Sent() < mails; absl::SleepFor(absl::Milliseconds(5))) {
    const std::string now = absl::FormatTime("%Y-%m-%d %H:%M:%E6S", server_.clock().Now(), absl::UTCTimeZone());
    const int wait = Count(absl::StrCat("mails WHERE state = 'WAITING' AND try_time <= due_time AND due_time > '", now,
                                        "' AND due_time < '", now, "' + INTERVAL 2 MINUTE"));
    if (wait > 0) server_.clock().Set(server_.clock().Now() + absl::Minutes(1));
  }
  for (std::thread& server : servers) server.join();
  std::map<std::string, int> arrived;
  for (const auto& mail : smtp_.Mails()) ++arrived[mail["recipients"][0]];
  EXPECT_EQ(arrived.size(), static_cast<size_t>(mails));
  for (const auto& [recipient, count] : arrived) EXPECT_EQ(count, 1) << recipient;
  std::cout << mails << " mails; killed after " << before << "; " << smtp_.Deliveries()
            << " deliveries in all, those counted that the mail server knew by their Message-ID\n";
}

}  // namespace
}  // namespace nanolearn::testing
