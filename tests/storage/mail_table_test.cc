#include "service/storage/mysql/mail_table.h"

#include <set>
#include <thread>

#include "service/storage/mysql/database_error.h"
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

  static MailTable::ClaimEnds Until(absl::Time time) { return {time, time}; }
  static constexpr auto kRetried = MailTable::RetryResult::kRetried;
  static constexpr auto kNotFailed = MailTable::RetryResult::kNotFailed;
  static constexpr auto kHasTwin = MailTable::RetryResult::kHasTwin;

  std::vector<Id> Claim(absl::Time now, int limit = 10) {
    std::vector<Id> ids;
    for (const auto& claimed : mails_.Claim(now, Until(now + absl::Minutes(5)), limit))
      ids.push_back(claimed.mail.id);
    return ids;
  }

  mysql::MysqlMailTable mails_{session_};
};

TEST_F(MailTableTest, AMailComesBackAsItWasWritten) {
  Mail mail = Sample(7);
  mail.html = "<p>Hej</p>";
  mails_.Insert(kHere, mail);
  const auto claimed = mails_.Claim(kNow, Until(kNow + absl::Minutes(1)), 10);
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
  EXPECT_EQ(found.kind, MailKind::kNotice);
  EXPECT_EQ(found.person_id, kNoId);
  EXPECT_EQ(found.expire_time, absl::InfiniteFuture());
}

TEST_F(MailTableTest, EveryKindComesBackWithWhoseItIsAndHowLongItIsOfUse) {
  Id id = 0;
  for (const MailKind kind : {MailKind::kNotice, MailKind::kLessons, MailKind::kManager, MailKind::kAccess}) {
    Mail mail = Sample(++id);
    mail.kind = kind;
    mail.person_id = 10 + id;
    mail.expire_time = kNow + absl::Hours(static_cast<int>(id));
    mails_.Insert(kHere, mail);
  }
  const auto claimed = mails_.Claim(kNow + absl::Hours(48), Until(kNow + absl::Hours(49)), 10);
  ASSERT_THAT(claimed, SizeIs(4)) << "also those that are of no use any more";
  for (size_t i = 0; i < claimed.size(); ++i) {
    EXPECT_EQ(static_cast<size_t>(claimed[i].mail.kind), i);
    EXPECT_EQ(claimed[i].mail.person_id, 11 + i);
    EXPECT_EQ(claimed[i].mail.expire_time, kNow + absl::Hours(static_cast<int>(i) + 1));
  }
}

TEST_F(MailTableTest, AMailForLaterWaitsUntilThen) {
  Mail mail = Sample(1);
  mail.send_time = kNow + absl::Hours(2);
  mails_.Insert(kHere, mail);
  EXPECT_THAT(Claim(kNow + absl::Hours(2) - absl::Microseconds(1)), IsEmpty());
  EXPECT_THAT(Claim(kNow + absl::Hours(2)), ElementsAre(1));
}

TEST_F(MailTableTest, TellsWhetherAMailIsNew) {
  EXPECT_TRUE(mails_.Insert(kHere, Sample(1, "run")));
  EXPECT_FALSE(mails_.Insert(kHere, Sample(2, "run")));
  EXPECT_TRUE(mails_.Insert(kElsewhere, Sample(2, "run")));
}

TEST_F(MailTableTest, OfManyMailsNoneIsMadeTwice) {
  mails_.Insert(kHere, Sample(1000, "thing 7"));
  std::vector<Mail> mails;
  for (Id id = 1; id <= 300; ++id) mails.push_back(Sample(id));
  mails_.PutAll(kHere, mails);
  mails_.PutAll(kHere, mails);
  mails_.PutAll(kHere, {});
  const std::vector<Id> claimed = Claim(kNow, 1000);
  EXPECT_THAT(claimed, SizeIs(300));
  EXPECT_THAT(claimed, ::testing::Contains(1000));
  EXPECT_THAT(claimed, ::testing::Not(::testing::Contains(7)));
}

TEST_F(MailTableTest, OneThatHasNotBeenTriedSaysWhatALaterOneAboutTheSameThingSays) {
  Mail first = Sample(1, "untried"), tried = Sample(2, "tried");
  first.subject = tried.subject = "evening";
  mails_.Insert(kHere, tried);
  ASSERT_THAT(Claim(kNow), ElementsAre(2));
  first.person_id = 9;
  mails_.Insert(kHere, first);
  EXPECT_THAT(mails_.UntriedTo(kHere, {"tried", "untried", "else"}), ElementsAre(9));
  EXPECT_THAT(mails_.UntriedTo(kElsewhere, {"untried"}), IsEmpty());
  Mail later = Sample(3, "untried"), too_late = Sample(4, "tried");
  later.subject = too_late.subject = "morning";
  later.text = "All there is.";
  later.html = "<p>All there is.</p>";
  later.person_id = too_late.person_id = 9;
  mails_.PutAll(kHere, {later, too_late});
  mails_.Insert(kHere, Sample(5, "untried"));
  EXPECT_EQ(mails_.Find(kHere, 2)->mail.subject, "evening");
  EXPECT_FALSE(mails_.Find(kHere, 3) || mails_.Find(kHere, 4) || mails_.Find(kHere, 5));
  const auto claimed = mails_.Claim(kNow, {kNow + absl::Hours(1), kNow + absl::Hours(1)}, 10);
  ASSERT_THAT(claimed, SizeIs(1));
  EXPECT_EQ(claimed[0].mail.id, 1u);
  EXPECT_EQ(claimed[0].mail.subject, "morning");
  EXPECT_EQ(claimed[0].mail.text, later.text);
  EXPECT_EQ(claimed[0].mail.html, later.html);
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
  mails_.SetDropped(kHere, 1, kNow, "as late");
  EXPECT_EQ(mails_.Retry(kHere, 1, kNow, "hr@alvnas.example"), kNotFailed);
  EXPECT_THAT(mails_.List(kHere, MailState::kSent, kNoId, 10), SizeIs(1));
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

TEST_F(MailTableTest, WhatNamesSomebodyOrGivesAccessIsNotKeptOnceItHasBeenSent) {
  Id id = 0;
  for (const MailKind kind : {MailKind::kNotice, MailKind::kLessons, MailKind::kManager, MailKind::kAccess}) {
    for (int i = 0; i < 3; ++i) {
      Mail mail = Sample(++id);
      mail.kind = kind;
      mail.html = "<p>Hej</p>";
      mails_.Insert(kHere, mail);
    }
    mails_.SetSent(kHere, id - 2, kNow);
    mails_.SetDropped(kHere, id - 1, kNow, "it is done");
    mails_.SetFailed(kHere, id, kNow, "550");
  }
  std::vector<Id> kept;
  session_.Query("SELECT id FROM mails WHERE text_body <> '' AND html_body IS NOT NULL ORDER BY id", {},
                 [&](const mysql::Row& row) { kept.push_back(row.GetId(0)); });
  EXPECT_THAT(kept, ElementsAre(1, 2, 3, 6, 9, 12)) << "notices, and those that may still be sent";
  int64_t parts = -1;
  session_.Query("SELECT COUNT(*) FROM mails WHERE (text_body = '') <> (html_body IS NULL)", {},
                 [&](const mysql::Row& row) { parts = row.Int(0); });
  EXPECT_EQ(parts, 0);
}

TEST_F(MailTableTest, AFailedOneCanBeTriedAgainFromTheBeginning) {
  mails_.Insert(kHere, Sample(1));
  mails_.Insert(kElsewhere, Sample(1));
  Claim(kNow);
  EXPECT_EQ(mails_.Retry(kHere, 1, kNow, "hr@alvnas.example"), kNotFailed) << "it waits";
  mails_.SetFailed(kHere, 1, kNow, "550");
  mails_.SetFailed(kElsewhere, 1, kNow, "550");
  EXPECT_EQ(mails_.Retry(kHere, 1, kNow + absl::Hours(1), "new@alvnas.example"), kRetried);
  EXPECT_EQ(mails_.Retry(kHere, 2, kNow, "hr@alvnas.example"), kNotFailed);
  EXPECT_THAT(Claim(kNow + absl::Minutes(59)), IsEmpty());
  const auto claimed = mails_.Claim(kNow + absl::Hours(1), Until(kNow + absl::Hours(2)), 10);
  ASSERT_THAT(claimed, SizeIs(1));
  EXPECT_EQ(claimed[0].organisation_id, kHere);
  EXPECT_EQ(claimed[0].tries, 1);
  EXPECT_EQ(claimed[0].mail.text, "Hej\n");
  EXPECT_EQ(claimed[0].mail.recipient, "new@alvnas.example");
}

TEST_F(MailTableTest, AFailedOneIsNotTriedAgainWhereThereIsOneAboutTheSameThing) {
  mails_.Insert(kHere, Sample(1, "run"));
  Mail other = Sample(2, "run");
  other.recipient = "new@alvnas.example";
  mails_.Insert(kHere, other);
  mails_.SetFailed(kHere, 1, kNow, "550");
  EXPECT_EQ(mails_.Retry(kHere, 1, kNow, "new@alvnas.example"), kHasTwin);
  EXPECT_EQ(mails_.Retry(kHere, 1, kNow, "hr@alvnas.example"), kRetried);
}

TEST_F(MailTableTest, AMailThatSomebodyWaitsForIsClaimedForAShorterTime) {
  Mail access = Sample(1);
  access.kind = MailKind::kAccess;
  mails_.Insert(kHere, access);
  mails_.Insert(kHere, Sample(2));
  EXPECT_THAT(mails_.Claim(kNow, {.usual = kNow + absl::Minutes(30), .access = kNow + absl::Minutes(2)}, 10),
              SizeIs(2));
  EXPECT_THAT(Claim(kNow + absl::Minutes(2)), ElementsAre(1)) << "its server has died";
}

TEST_F(MailTableTest, AClaimThatEndsWithoutATryIsNotCounted) {
  mails_.Insert(kHere, Sample(1));
  Claim(kNow);
  mails_.Postpone(kHere, 1, kNow, "outside of the hours");
  EXPECT_EQ(mails_.Find(kHere, 1)->tries, 0);
  Claim(kNow);
  mails_.TryAgain(kHere, 1, kNow, kNow, "451");
  EXPECT_EQ(mails_.Find(kHere, 1)->tries, 1);
}

TEST_F(MailTableTest, WhatMailsSayIsForgottenWhenTheirTimeHasPassed) {
  for (Id id = 1; id <= 4; ++id) {
    Mail mail = Sample(id);
    mail.html = "<p>Hej</p>";
    if (id != 4) mail.expire_time = kNow + absl::Hours(static_cast<int>(id));
    mails_.Insert(kHere, mail);
  }
  mails_.SetFailed(kHere, 1, kNow, "550");
  EXPECT_EQ(mails_.BlankExpired(kNow + absl::Hours(2)), 2);
  EXPECT_EQ(mails_.BlankExpired(kNow + absl::Hours(2)), 0);
  std::vector<Id> kept;
  session_.Query("SELECT id FROM mails WHERE text_body <> '' OR html_body IS NOT NULL ORDER BY id", {},
                 [&](const mysql::Row& row) { kept.push_back(row.GetId(0)); });
  EXPECT_THAT(kept, ElementsAre(3, 4));
}

TEST_F(MailTableTest, MailsThatEndedLongAgoAreDeleted) {
  for (Id id = 1; id <= 5; ++id) mails_.Insert(id == 3 ? kElsewhere : kHere, Sample(id));
  mails_.SetSent(kHere, 1, kNow);
  mails_.SetFailed(kHere, 2, kNow, "550");
  mails_.SetDropped(kElsewhere, 3, kNow, "it is done");
  mails_.SetSent(kHere, 4, kNow + absl::Hours(1));
  EXPECT_EQ(mails_.ClearEnded(kNow + absl::Hours(1)), 3);
  EXPECT_EQ(mails_.ClearEnded(kNow + absl::Hours(1)), 0);
  std::vector<Id> kept;
  session_.Query("SELECT id FROM mails ORDER BY id", {},
                 [&](const mysql::Row& row) { kept.push_back(row.GetId(0)); });
  EXPECT_THAT(kept, ElementsAre(4, 5));
}

TEST_F(MailTableTest, CountsTriesSinceATimeInAllOrganisationsWhateverCameOfThem) {
  for (const Id id : {1, 2, 3, 4, 5, 6}) mails_.Insert(id == 4 ? kElsewhere : kHere, Sample(id));
  mails_.SetSent(kHere, 1, kNow - absl::Seconds(1));
  mails_.SetSent(kHere, 2, kNow);
  mails_.SetFailed(kHere, 3, kNow, "550");
  mails_.SetSent(kElsewhere, 4, kNow + absl::Seconds(1));
  mails_.TryAgain(kHere, 5, kNow, kNow + absl::Minutes(1), "451");
  mails_.Postpone(kHere, 6, kNow, "not tried");
  EXPECT_EQ(mails_.CountTriesSince(kNow), 4);
  EXPECT_EQ(mails_.CountTriesSince(kNow + absl::Seconds(2)), 0);
}

TEST_F(MailTableTest, ListsPageByStateWithWhatBecameOfThem) {
  for (Id id = 1; id <= 5; ++id) {
    Mail mail = Sample(id);
    mail.kind = MailKind::kLessons;
    mail.person_id = 20;
    mails_.Insert(kHere, mail);
  }
  mails_.Insert(kElsewhere, Sample(9));
  Claim(kNow);
  for (const Id id : {1, 2, 3}) mails_.SetFailed(kHere, id, kNow + absl::Hours(1), "550 no such user");
  mails_.SetDropped(kHere, 4, kNow + absl::Hours(2), "it is done");
  const auto failed = mails_.List(kHere, MailState::kFailed, kNoId, 2);
  ASSERT_THAT(failed, SizeIs(2));
  EXPECT_EQ(failed[0].mail.id, 3u);
  EXPECT_EQ(failed[0].mail.about, "thing 3");
  EXPECT_EQ(failed[0].mail.recipient, "hr@alvnas.example");
  EXPECT_EQ(failed[0].mail.subject, "Stoppad körning");
  EXPECT_EQ(failed[0].mail.create_time, kNow);
  EXPECT_EQ(failed[0].mail.kind, MailKind::kLessons);
  EXPECT_EQ(failed[0].mail.person_id, 20u);
  EXPECT_EQ(failed[0].mail.text, "");
  EXPECT_EQ(failed[0].state, MailState::kFailed);
  EXPECT_EQ(failed[0].tries, 1);
  EXPECT_EQ(failed[0].end_time, kNow + absl::Hours(1));
  EXPECT_EQ(failed[0].last_error, "550 no such user");
  const auto more = mails_.List(kHere, MailState::kFailed, failed[1].mail.id, 2);
  ASSERT_THAT(more, SizeIs(1));
  EXPECT_EQ(more[0].mail.id, 1u);
  EXPECT_EQ(mails_.List(kHere, MailState::kDropped, kNoId, 9).at(0).last_error, "it is done");
  ASSERT_TRUE(mails_.Find(kHere, 3));
  EXPECT_EQ(mails_.Find(kHere, 3)->last_error, "550 no such user");
  EXPECT_FALSE(mails_.Find(kHere, 99));
  EXPECT_FALSE(mails_.Find(kHere + 1, 3)) << "another organisation's";
  const auto waiting = mails_.List(kHere, MailState::kWaiting, kNoId, 9);
  ASSERT_THAT(waiting, SizeIs(1));
  EXPECT_EQ(waiting[0].due_time, kNow + absl::Minutes(5)) << "its claim ends then";
  EXPECT_EQ(waiting[0].end_time, absl::InfiniteFuture());
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
        try {
          session.Run("BEGIN");
          const auto some = mails.Claim(kNow, {kNow + absl::Minutes(5), kNow + absl::Minutes(5)}, 7);
          session.Run("COMMIT");
          for (const auto& one : some) claimed[i].push_back(one.mail.id);
        } catch (const mysql::DatabaseError&) {  // another was quicker
          session.Run("ROLLBACK");
        }
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
