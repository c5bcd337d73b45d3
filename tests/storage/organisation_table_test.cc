#include "service/storage/mysql/organisation_table.h"

#include "service/storage/mysql/database_error.h"
#include "service/storage/mysql/mail_table.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;

const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

using OrganisationTableTest = TableTest;

TEST_F(OrganisationTableTest, ComesBackAsItWasWritten) {
  mysql::MysqlOrganisationTable organisations(session_);
  organisations.Insert({.id = 77,
                        .slug = "alvsbyn",
                        .display_name = "Älvsbyns kommun 🎓",
                        .time_zone = "Europe/Stockholm",
                        .min_group_size = 7,
                        .language = "en",
                        .contact_email = "utbildning@älvsbyn.example",
                        .mail_hours = {8 * 60 + 15, 24 * 60, true},
                        .digest_weekday = 0,
                        .audit_recipients = {"revisor@älvsbyn.example", "b@x.example"},
                        .create_time = kNow,
                        .version = 1});
  Organisation found = organisations.Find("alvsbyn").value();
  EXPECT_EQ(found.id, 77u);
  EXPECT_EQ(found.display_name, "Älvsbyns kommun 🎓");
  EXPECT_EQ(found.time_zone, "Europe/Stockholm");
  EXPECT_EQ(found.min_group_size, 7);
  EXPECT_EQ(found.create_time, kNow);
  EXPECT_EQ(found.language, "en");
  EXPECT_EQ(found.contact_email, "utbildning@älvsbyn.example");
  EXPECT_EQ(found.mail_hours, (MailHours{8 * 60 + 15, 24 * 60, true}));
  EXPECT_EQ(found.digest_weekday, 0);
  EXPECT_THAT(found.audit_recipients, ElementsAre("revisor@älvsbyn.example", "b@x.example"));

  found.display_name = "Nytt namn";
  found.time_zone = "Europe/Helsinki";
  found.min_group_size = 10;
  found.language = "sv";
  found.contact_email = "";
  found.mail_hours = {0, 1, false};
  found.digest_weekday = 7;
  found.audit_recipients.clear();
  found.version = 2;
  organisations.Update(found);
  const Organisation updated = organisations.Find("alvsbyn").value();
  EXPECT_EQ(updated.display_name, "Nytt namn");
  EXPECT_EQ(updated.time_zone, "Europe/Helsinki");
  EXPECT_EQ(updated.min_group_size, 10);
  EXPECT_THAT(updated.audit_recipients, ElementsAre());
  EXPECT_EQ(updated.language, "sv");
  EXPECT_EQ(updated.contact_email, "");
  EXPECT_EQ(updated.mail_hours, (MailHours{0, 1, false}));
  EXPECT_EQ(updated.digest_weekday, 7);
  EXPECT_EQ(updated.version, 2u);
}

TEST_F(OrganisationTableTest, WhatHasChosenNothingHasWhatNewOrganisationsHave) {
  // Made by a statement that does not know of the choices, as by an earlier version.
  const Organisation found = mysql::MysqlOrganisationTable(session_).Find(kHere).value();
  const Organisation fresh;
  EXPECT_EQ(found.language, fresh.language);
  EXPECT_EQ(found.contact_email, fresh.contact_email);
  EXPECT_EQ(found.mail_hours, fresh.mail_hours);
  EXPECT_EQ(found.digest_weekday, fresh.digest_weekday);
}

TEST_F(OrganisationTableTest, NobodyIsFoundByAnotherName) {
  mysql::MysqlOrganisationTable organisations(session_);
  for (const std::string slug : {"", "Organisation-1", "älvsbyn", "🎓", "x' OR '1'='1"}) {
    EXPECT_FALSE(organisations.Find(slug)) << slug;
  }
}

TEST_F(OrganisationTableTest, ListsPageBySlug) {
  mysql::MysqlOrganisationTable organisations(session_);
  std::vector<std::string> slugs;
  for (const Organisation& o : organisations.List("", 1)) slugs.push_back(o.slug);
  for (const Organisation& o : organisations.List("organisation-1", 9)) slugs.push_back(o.slug);
  EXPECT_THAT(slugs, ElementsAre("organisation-1", "organisation-2"));
}

// Long lists hold it for minutes.
TEST_F(OrganisationTableTest, AMailIsWrittenWhileARosterIsLockedAndAnotherRosterToo) {
  mysql::Session other(options_);
  other.Run("SET innodb_lock_wait_timeout = 1");
  session_.Run("START TRANSACTION");
  mysql::MysqlOrganisationTable(session_).LockRoster(kHere);

  mysql::MysqlMailTable(other).Insert(kHere, {.id = 7, .about = "x", .recipient = "a@x.example", .create_time = kNow});
  mysql::MysqlOrganisationTable(other).LockRoster(kElsewhere);
  EXPECT_THROW(mysql::MysqlOrganisationTable(other).LockRoster(kHere), mysql::DatabaseError);
  session_.Run("ROLLBACK");
  mysql::MysqlOrganisationTable(other).LockRoster(kHere);
}

}  // namespace
}  // namespace nanolearn::testing
