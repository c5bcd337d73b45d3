#include "service/storage/mysql/mail_table.h"

#include <set>
#include <thread>

#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class MailTableTest : public TableTest {
 protected:
  static Mail Sample(Id id, const std::string& about = "") {
    return {.id = id,
            .about = about.empty() ? "thing " + std::to_string(id) : about,
            .recipient = "hr@alvnas.example",
            .subject = "Stoppad körning",
            .text = "Hej\n",
            .create_time = kNow};
  }

  std::vector<Id> Claim(absl::Time now, int limit = 10) {
    std::vector<Id> ids;
    for (const auto& claimed : mails_.Claim(now, now + absl::Minutes(5), limit))
      ids.push_back(claimed.mail.id);
    return ids;
  }

  mysql::MysqlMailTable mails_{session_};
};

TEST_F(MailTableTest, AMailComesBackAsItWasWritten) {
  Mail mail = Sample(7);
  mail.html = "<p>Hej</p>";
  mails_.Insert(kHere, mail);
  const auto claimed = mails_.Claim(kNow, kNow + absl::Minutes(1), 10);
  ASSERT_THAT(claimed, SizeIs(1));
  EXPECT_EQ(claimed[0].organisation_id, kHere);
  EXPECT_EQ(claimed[0].tries, 1);
  const Mail& found = claimed[0].mail;
  EXPECT_EQ(found.id, 7u);
  EXPECT_EQ(found.about, "thing 7");
  EXPECT_EQ(found.recipient, "hr@alvnas.example");
  EXPECT_EQ(found.subject, "Stoppad körning");
  EXPECT_EQ(found.text, "Hej\n");
  EXPECT_EQ(found.html, "<p>Hej</p>");
  EXPECT_EQ(found.create_time, kNow);
}

TEST_F(MailTableTest, NobodyGetsTwoAboutOneThing) {
  mails_.Insert(kHere, Sample(1, "run"));
  mails_.Insert(kHere, Sample(2, "run"));
  mails_.Insert(kElsewhere, Sample(3, "run"));
  Mail other = Sample(4, "run");
  other.recipient = "another@alvnas.example";
  mails_.Insert(kHere, other);
  EXPECT_THAT(Claim(kNow), ElementsAre(1, 3, 4));
}

TEST_F(MailTableTest, AClaimedMailIsLeftAloneUntilTheClaimEnds) {
  mails_.Insert(kHere, Sample(1));
  EXPECT_THAT(Claim(kNow), ElementsAre(1));
  EXPECT_THAT(Claim(kNow + absl::Minutes(4)), IsEmpty());
  EXPECT_THAT(Claim(kNow + absl::Minutes(5)), ElementsAre(1)) << "its server has died";
}

TEST_F(MailTableTest, WhatWasSentIsNeverTakenAgain) {
  mails_.Insert(kHere, Sample(1));
  EXPECT_EQ(mails_.CountWaiting(), 1);
  Claim(kNow);
  mails_.SetSent(kHere, 1, kNow);
  mails_.Postpone(kHere, 1, kNow, "a late word of a server that was slow");
  mails_.SetFailed(kHere, 1, kNow, "as late");
  EXPECT_EQ(mails_.CountWaiting(), 0);
  EXPECT_THAT(Claim(kNow + absl::Hours(24)), IsEmpty());
}

TEST_F(MailTableTest, APostponedOneIsDueLaterAndAFailedOneKeepsItsReason) {
  mails_.Insert(kHere, Sample(1));
  mails_.Insert(kHere, Sample(2));
  Claim(kNow);
  mails_.Postpone(kHere, 1, kNow + absl::Hours(1), "451 try later");
  mails_.SetFailed(kHere, 2, kNow, "550 " + std::string(1000, 'x'));
  EXPECT_THAT(Claim(kNow + absl::Minutes(59)), IsEmpty());
  EXPECT_THAT(Claim(kNow + absl::Hours(1)), ElementsAre(1));
  std::string state, error;
  session_.Query("SELECT state, last_error FROM mails WHERE id = 2", {}, [&](const mysql::Row& row) {
    state = row.Text(0);
    error = row.Text(1);
  });
  EXPECT_EQ(state, "FAILED");
  EXPECT_THAT(error, ::testing::StartsWith("550 xxx"));
  EXPECT_EQ(error.size(), 500u);
}

TEST_F(MailTableTest, ThoseThatHaveWaitedLongestComeFirstAndNoMoreThanAskedFor) {
  for (const Id id : {3, 1, 2}) {
    Mail mail = Sample(id);
    mail.create_time = kNow + absl::Seconds(10 - static_cast<int>(id));
    mails_.Insert(kHere, mail);
  }
  EXPECT_THAT(Claim(kNow + absl::Minutes(1), 2), ElementsAre(3, 2));
}

TEST_F(MailTableTest, EachIsClaimedByOneOfSeveralServers) {
  constexpr int kMails = 200, kServers = 4;
  for (int id = 1; id <= kMails; ++id) mails_.Insert(kHere, Sample(id));
  std::vector<std::vector<Id>> claimed(kServers);
  std::vector<std::thread> servers;
  for (int i = 0; i < kServers; ++i) {
    servers.emplace_back([&, i] {
      mysql::Session session(options_);
      mysql::MysqlMailTable mails(session);
      // None to claim may also mean that others took those that were seen.
      for (bool more = true; more;) {
        const auto some = mails.Claim(kNow, kNow + absl::Minutes(5), 7);
        for (const auto& one : some) claimed[i].push_back(one.mail.id);
        session.Query("SELECT COUNT(*) FROM mails WHERE tries = 0", {},
                      [&](const mysql::Row& row) { more = row.Int(0) > 0; });
      }
    });
  }
  for (std::thread& server : servers) server.join();
  std::multiset<Id> all;
  for (const auto& ids : claimed) all.insert(ids.begin(), ids.end());
  EXPECT_EQ(all.size(), kMails);
  EXPECT_EQ(std::set<Id>(all.begin(), all.end()).size(), kMails) << "one was claimed twice";
}

}  // namespace
}  // namespace nanolearn::testing
