// The outbox and a real SMTP server: what arrives, when, and how often.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "absl/strings/str_cat.h"
#include "service/app/outbox.h"
#include "service/base/secret.h"
#include "service/jobs/mail_sender.h"
#include "service/mail/smtp_mailer.h"
#include "service/storage/mysql/mysql_store.h"
#include "service/storage/mysql/session.h"
#include "tests/support/smtp_server.h"
#include "tests/support/test_clock.h"
#include "tests/support/test_database.h"

namespace nanolearn::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr Id kOrganisation = 7;
constexpr absl::Duration kPause = absl::Milliseconds(10);
// The clock stands still, so that everything is sent within one minute.
constexpr MailPace kPace{kPause, 1'000'000};

class MailOut : public ::testing::Test {
 protected:
  MailOut() : database_(TestDatabase::Fresh()), store_(*mysql::MysqlStore::Open(database_)) {
    EXPECT_TRUE(store_
                    ->Write([&](WriteTransaction& tx) {
                      tx.organisations().Insert({.id = kOrganisation,
                                                 .slug = "alvnas",
                                                 .display_name = "Älvnäs",
                                                 .time_zone = "Europe/Stockholm",
                                                 .create_time = clock_.Now()});
                      return absl::OkStatus();
                    })
                    .ok());
  }

  void PostMail(const std::string& about, const std::string& recipient = "hr@alvnas.example",
                const std::string& subject = "Hej", const std::string& text = "Hej\n") {
    const absl::Status status = store_->Write([&](WriteTransaction& tx) {
      Post(env_, tx, kOrganisation,
           {.about = about, .recipient = recipient, .subject = subject, .text = text});
      return absl::OkStatus();
    });
    ASSERT_TRUE(status.ok()) << status;
  }

  static std::unique_ptr<Mailer> MailerTo(SmtpOptions options) {
    options.from = "nanolearn@alvnas.example";
    auto mailer = SmtpMailer::Make(std::move(options));
    EXPECT_TRUE(mailer.ok()) << mailer.status();
    return *std::move(mailer);
  }
  static std::unique_ptr<Mailer> PlainMailerTo(const SmtpServer& server) {
    return MailerTo({.url = server.url(), .require_tls = false});
  }

  // Once through everything that is due.
  void SendDue(MailSender& sender) {
    for (absl::Duration pause; pause == absl::ZeroDuration();) pause = sender.Run({});
  }

  std::map<std::string, int> States() {
    std::map<std::string, int> states;
    mysql::Session session(database_);
    session.Query("SELECT state, COUNT(*) FROM mails GROUP BY state", {},
                  [&](const mysql::Row& row) { states[row.Text(0)] = static_cast<int>(row.Int(1)); });
    return states;
  }
  std::string LastError() {
    std::string error;
    mysql::Session session(database_);
    session.Query("SELECT last_error FROM mails", {}, [&](const mysql::Row& row) { error = row.Text(0); });
    return error;
  }

  std::string JobError(JobLog& log) {
    log.End();
    std::string error;
    mysql::Session session(database_);
    session.Query("SELECT last_error FROM jobs", {}, [&](const mysql::Row& row) { error = row.Text(0); });
    return error;
  }
  // Lets the time pass that a mail waits in the middle of which the server was killed.
  void PassTheTimeOfThoseThatWait() {
    mysql::Session session(database_);
    session.Query("SELECT COUNT(*) FROM mails WHERE state = 'WAITING' AND try_time <= due_time AND due_time > ? AND "
                  "due_time < ? + INTERVAL 2 MINUTE",
                  {mysql::Bind(clock_.Now()), mysql::Bind(clock_.Now())}, [&](const mysql::Row& row) {
                    if (row.Int(0) > 0) clock_.Set(clock_.Now() + absl::Minutes(1));
                  });
  }

  const mysql::ConnectionOptions database_;
  TestClock clock_;
  std::unique_ptr<Store> store_;
  IdGenerator ids_{clock_};
  KeyRing key_{std::string(32, 'k')};
  Environment env_{*store_, clock_, ids_, key_};
};

using StateMap = std::map<std::string, int>;

TEST_F(MailOut, ArrivesAsItWasComposed) {
  SmtpServer server;
  server.Start();
  const auto mailer = PlainMailerTo(server);
  MailSender sender(env_, mailer.get(), kPace);
  const std::string subject =
      "Stoppad körning av personallistan för Älvnäs kommunkoncern, som väntar på godkännande";
  const std::string text = "Körningen väntar på åtgärd.\n.\nEn rad med bara en punkt, och en " +
                           std::string(300, 'x') + " lång.\n";
  PostMail("run", "hr@alvnas.example", subject, text);
  SendDue(sender);

  const auto mails = server.Mails();
  ASSERT_THAT(mails, SizeIs(1));
  const auto& mail = mails[0];
  EXPECT_EQ(mail["sender"], "nanolearn@alvnas.example");
  EXPECT_EQ(mail["recipients"], nlohmann::json({"hr@alvnas.example"}));
  EXPECT_EQ(mail["subject"], subject);
  EXPECT_EQ(mail["text"], text);
  EXPECT_EQ(mail["html"], "");
  EXPECT_EQ(mail["from"], "Nanolearn <nanolearn@alvnas.example>");
  EXPECT_EQ(mail["date"], "2026-11-24T11:00:00+00:00");
  EXPECT_THAT(mail["message_id"].get<std::string>(), HasSubstr("@alvnas.example>"));
  EXPECT_THAT(mail["headers"].get<std::vector<std::string>>(), Contains("Mime-Version"));
  EXPECT_LE(mail["longest_line"], 100);
  EXPECT_EQ(mail["defects"], nlohmann::json::array());
  EXPECT_EQ(States(), StateMap({{"SENT", 1}}));
}

TEST_F(MailOut, WhatIsInASubjectMakesNoHeader) {
  SmtpServer server;
  server.Start();
  const auto mailer = PlainMailerTo(server);
  MailSender sender(env_, mailer.get(), kPace);
  PostMail("a", "hr@alvnas.example", "Hej\r\nBcc: other@alvnas.example\r\n\r\nDold text");
  PostMail("b", "hr@alvnas.example", "=?UTF-8?Q?Hej=0D=0ABcc?= kodad");
  PostMail("c", "hr@alvnas.example>\r\nRCPT TO:<other@alvnas.example", "Hej");
  SendDue(sender);
  const auto mails = server.Mails();
  EXPECT_THAT(mails, SizeIs(2));
  for (const auto& mail : mails) {
    EXPECT_EQ(mail["recipients"], nlohmann::json({"hr@alvnas.example"}));
    EXPECT_THAT(mail["headers"].get<std::vector<std::string>>(), Not(Contains("Bcc")));
    EXPECT_EQ(mail["text"], "Hej\n");
  }
  EXPECT_EQ(States(), StateMap({{"FAILED", 1}, {"SENT", 2}}));
}

TEST_F(MailOut, OneThatIsToComeLaterIsTriedAfterAMinuteAndArrivesOnce) {
  SmtpServer server;
  server.Start();
  const auto mailer = PlainMailerTo(server);
  MailSender sender(env_, mailer.get(), kPace);
  PostMail("run", "later@alvnas.example");
  PostMail("run", "hr@alvnas.example");
  SendDue(sender);
  EXPECT_EQ(States(), StateMap({{"WAITING", 1}, {"SENT", 1}})) << "others need not wait for it";
  server.LetIn();
  SendDue(sender);
  EXPECT_EQ(server.TriesOf("later@alvnas.example"), 1);
  clock_.Set(clock_.Now() + absl::Minutes(1));
  SendDue(sender);
  EXPECT_EQ(server.TriesOf("later@alvnas.example"), 2);
  EXPECT_EQ(States(), StateMap({{"SENT", 2}}));
  EXPECT_THAT(server.Mails(), SizeIs(2));
}

TEST_F(MailOut, OneThatIsToComeLaterForDaysIsGivenUp) {
  SmtpServer server;
  server.Start();
  const auto mailer = PlainMailerTo(server);
  MailSender sender(env_, mailer.get(), kPace);
  PostMail("run", "later@alvnas.example");
  for (int hour = 0; hour <= 5 * 24 + 1; ++hour) {
    SendDue(sender);
    clock_.Set(clock_.Now() + absl::Hours(1));
  }
  EXPECT_EQ(States(), StateMap({{"FAILED", 1}}));
  EXPECT_THAT(LastError(), HasSubstr("451"));
}

TEST_F(MailOut, OneThatIsRefusedForGoodKeepsTheReasonAndIsNotTriedAgain) {
  SmtpServer server;
  server.Start();
  const auto mailer = PlainMailerTo(server);
  MailSender sender(env_, mailer.get(), kPace);
  PostMail("run", "refused@alvnas.example");
  SendDue(sender);
  clock_.Set(clock_.Now() + absl::Hours(48));
  SendDue(sender);
  EXPECT_EQ(server.TriesOf("refused@alvnas.example"), 1);
  EXPECT_EQ(States(), StateMap({{"FAILED", 1}}));
  EXPECT_THAT(LastError(), HasSubstr("550 5.1.1 nobody of that name"));
}

TEST_F(MailOut, OneAtWhichTheServerClosesKeepsNoOtherBack) {
  SmtpServer server;
  server.Start();
  const auto mailer = PlainMailerTo(server);
  MailSender sender(env_, mailer.get(), kPace);
  for (const char* recipient : {"closing@alvnas.example", "hr@alvnas.example", "dropped@alvnas.example",
                                "karin@alvnas.example"}) {
    PostMail("run", recipient);
  }
  SendDue(sender);
  EXPECT_EQ(States(), StateMap({{"SENT", 2}, {"WAITING", 2}}));
  SendDue(sender);
  EXPECT_EQ(server.TriesOf("closing@alvnas.example"), 1) << "not at once";
  clock_.Set(clock_.Now() + absl::Minutes(1));
  SendDue(sender);
  EXPECT_EQ(server.TriesOf("closing@alvnas.example"), 2);
}

TEST_F(MailOut, AServerThatGoesAwayInTheMiddleOfTwoInARowIsGivenTime) {
  SmtpServer server;
  server.Start();
  const auto mailer = PlainMailerTo(server);
  MailSender sender(env_, mailer.get(), kPace);
  for (const char* name : {"closing", "dropped", "hr"}) PostMail("run", absl::StrCat(name, "@alvnas.example"));
  EXPECT_GT(sender.Run({}), absl::ZeroDuration());
  EXPECT_EQ(server.TriesOf("hr@alvnas.example"), 0);
  SendDue(sender);
  EXPECT_EQ(States(), StateMap({{"SENT", 1}, {"WAITING", 2}})) << "the two come later";
}

TEST_F(MailOut, WhatAServerThatDoesNotKnowUsRefusesWaitsUntilThatIsMended) {
  SmtpServer server;
  server.Start();
  const auto mailer = PlainMailerTo(server);
  MailSender sender(env_, mailer.get(), kPace);
  JobLog log(env_, "mail", "here");
  for (int i = 0; i < 3; ++i) PostMail("run", absl::StrCat("relay", i, "@alvnas.example"));
  sender.Run({}, log);
  EXPECT_EQ(States(), StateMap({{"WAITING", 3}}));
  const std::string error = JobError(log);
  EXPECT_THAT(error, HasSubstr("554 5.7.1 ... Relay access denied"));
  EXPECT_THAT(error, Not(HasSubstr("relay2")));
  server.LetIn();
  clock_.Set(clock_.Now() + absl::Minutes(1));
  sender.Run({}, log);
  EXPECT_EQ(States(), StateMap({{"SENT", 3}}));
  EXPECT_THAT(JobError(log), IsEmpty());
}

TEST_F(MailOut, AServerThatTakesNothingIsAskedLessOftenAndAtThePace) {
  SmtpServer server;
  server.Start();
  const auto mailer = PlainMailerTo(server);
  MailSender sender(env_, mailer.get(), {kPause, 25});
  for (int i = 0; i < 40; ++i) PostMail("run", absl::StrCat("later", i, "@alvnas.example"));
  EXPECT_EQ(sender.Run({}), kPause) << "though more are due";
  EXPECT_GT(sender.Run({}), kPause);
  for (int i = 0; i < 5; ++i) sender.Run({});
  EXPECT_EQ(server.Tries(), 25) << "in one minute";
}

TEST_F(MailOut, WaitsForAServerThatIsDown) {
  SmtpServer server;
  const auto mailer = PlainMailerTo(server);
  MailSender sender(env_, mailer.get(), kPace);
  for (int i = 0; i < 25; ++i) PostMail(absl::StrCat("run ", i));
  EXPECT_GT(sender.Run({}), absl::ZeroDuration());
  EXPECT_GT(sender.Run({}), kPause) << "it is asked less and less often";
  EXPECT_EQ(States(), StateMap({{"WAITING", 25}}));
  server.Start();
  SendDue(sender);
  EXPECT_EQ(States(), StateMap({{"SENT", 25}}));
  EXPECT_THAT(server.Mails(), SizeIs(25));
}

TEST_F(MailOut, EachArrivesOnceThroughTwoSendersAndAServerThatIsKilledInTheMiddle) {
  constexpr size_t kMails = 300;
  SmtpServer server;
  server.Start();
  for (size_t i = 0; i < kMails; ++i) PostMail("invitation", absl::StrCat("person", i, "@alvnas.example"));
  std::vector<std::thread> senders;
  for (int i = 0; i < 2; ++i) {
    senders.emplace_back([&] {
      const auto mailer = PlainMailerTo(server);
      MailSender sender(env_, mailer.get(), kPace);
      while (States() != StateMap({{"SENT", kMails}})) absl::SleepFor(std::min(sender.Run({}), kPause));
    });
  }
  while (server.Mails().size() < kMails / 3) std::this_thread::yield();
  server.Kill();
  const size_t before = server.Mails().size();
  EXPECT_LT(before, kMails) << "it was killed in the middle";
  server.Start();
  while (States() != StateMap({{"SENT", kMails}})) {
    PassTheTimeOfThoseThatWait();
    std::this_thread::yield();
  }
  for (std::thread& sender : senders) sender.join();
  std::map<std::string, int> arrived;
  for (const auto& mail : server.Mails()) ++arrived[mail["recipients"][0]];
  EXPECT_EQ(arrived.size(), kMails);
  for (const auto& [recipient, count] : arrived) EXPECT_EQ(count, 1) << recipient;
}

TEST_F(MailOut, IsEncryptedAndSignedInWhereThatIsAskedFor) {
  SmtpServer server(SmtpServer::Security::kTlsAndPassword);
  server.Start();
  const SmtpOptions options{.url = server.url(),
                            .user = SmtpServer::kUser,
                            .password = SmtpServer::kPassword,
                            .ca_file = server.ca_file()};
  PostMail("run");

  SmtpOptions untrusted = options, wrong = options;
  untrusted.ca_file = "";
  wrong.password = "wrong";
  for (const SmtpOptions& bad : {untrusted, wrong}) {
    const auto mailer = MailerTo(bad);
    MailSender sender(env_, mailer.get(), kPace);
    sender.Run({});
    EXPECT_EQ(States(), StateMap({{"WAITING", 1}})) << "the operator can mend that";
    EXPECT_THAT(LastError(), Not(IsEmpty()));
    EXPECT_THAT(LastError(), Not(HasSubstr("wrong")));
  }

  const auto mailer = MailerTo(options);
  MailSender sender(env_, mailer.get(), kPace);
  SendDue(sender);
  ASSERT_THAT(server.Mails(), SizeIs(1)) << LastError();
  EXPECT_EQ(server.Mails()[0]["tls"], true);
}

TEST_F(MailOut, IsNotSentWithoutTlsWhereThatIsRequired) {
  SmtpServer server;
  server.Start();
  const auto mailer = MailerTo({.url = server.url(), .require_tls = true});
  MailSender sender(env_, mailer.get(), kPace);
  PostMail("run");
  sender.Run({});
  EXPECT_EQ(States(), StateMap({{"WAITING", 1}}));
  EXPECT_EQ(server.TriesOf("hr@alvnas.example"), 0);
}

TEST_F(MailOut, WaitsWhereNoServerIsGiven) {
  MailSender sender(env_, nullptr, kPace);
  PostMail("run");
  EXPECT_EQ(sender.Run({}), kPause);
  EXPECT_EQ(States(), StateMap({{"WAITING", 1}}));
}

TEST(SmtpOptionsTest, ThoseThatCannotBeAreRefusedWithASentence) {
  const SmtpOptions good{.url = "smtp://mail.alvnas.example", .from = "nanolearn@alvnas.example"};
  EXPECT_TRUE(SmtpMailer::Make(good).ok());
  for (const std::string url : {"mail.alvnas.example", "http://mail.alvnas.example", "smtp://",
                                "smtp://user:secret@mail.alvnas.example", "smtp://mail\r\nQUIT"}) {
    SmtpOptions bad = good;
    bad.url = url;
    EXPECT_THAT(std::string(SmtpMailer::Make(bad).status().message()), HasSubstr("--smtp is written")) << url;
  }
  SmtpOptions no_sender = good;
  no_sender.from = "";
  EXPECT_THAT(std::string(SmtpMailer::Make(no_sender).status().message()), HasSubstr("--mail-from"));
  SmtpOptions in_the_clear = good;
  in_the_clear.user = "nanolearn";
  in_the_clear.password = "secret";
  in_the_clear.require_tls = false;
  EXPECT_THAT(std::string(SmtpMailer::Make(in_the_clear).status().message()), HasSubstr("without TLS"));
  in_the_clear.url = "smtp://127.0.0.1:25";
  EXPECT_TRUE(SmtpMailer::Make(in_the_clear).ok());
}

}  // namespace
}  // namespace nanolearn::testing
