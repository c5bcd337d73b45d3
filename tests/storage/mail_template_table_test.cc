#include "service/storage/mysql/mail_template_table.h"

#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class MailTemplateTableTest : public TableTest {
 protected:
  static MailTemplate Sample(LetterKind kind, const std::string& language = "sv") {
    return {.kind = kind,
            .language = language,
            .subject = "Hej från {{organisation}} 🎓",
            .body = "# Hej\n\n{{lessons}}\n",
            .update_time = kNow,
            .updated_by = "Åsa"};
  }

  std::vector<std::string> List(Id organisation) {
    std::vector<std::string> names;
    for (const MailTemplate& found : templates_.List(organisation)) {
      names.push_back(std::string(LetterKindName(found.kind)) + " " + found.language);
    }
    return names;
  }

  mysql::MysqlMailTemplateTable templates_{session_};
};

TEST_F(MailTemplateTableTest, EveryKindComesBackAsItWasWritten) {
  for (const LetterKind kind :
       {LetterKind::kInvitation, LetterKind::kReminder, LetterKind::kOverdue, LetterKind::kDigest,
        LetterKind::kEscalation, LetterKind::kNewLink, LetterKind::kSignIn}) {
    templates_.Put(kHere, Sample(kind));
    const MailTemplate found = templates_.Find(kHere, kind, "sv").value();
    EXPECT_EQ(found.kind, kind);
    EXPECT_EQ(found.language, "sv");
    EXPECT_EQ(found.subject, "Hej från {{organisation}} 🎓");
    EXPECT_EQ(found.body, "# Hej\n\n{{lessons}}\n");
    EXPECT_EQ(found.update_time, kNow);
    EXPECT_EQ(found.updated_by, "Åsa");
  }
}

TEST_F(MailTemplateTableTest, EachKindAndLanguageHasItsOwnAndTheLaterTakesThePlaceOfTheEarlier) {
  templates_.Put(kHere, Sample(LetterKind::kInvitation));
  templates_.Put(kHere, Sample(LetterKind::kInvitation, "en"));
  templates_.Put(kHere, Sample(LetterKind::kDigest));
  MailTemplate later = Sample(LetterKind::kInvitation);
  later.subject = "Ny";
  later.body = "Ny text";
  later.update_time = kNow + absl::Hours(1);
  later.updated_by = "Bo";
  templates_.Put(kHere, later);
  const MailTemplate found = templates_.Find(kHere, LetterKind::kInvitation, "sv").value();
  EXPECT_EQ(found.subject, "Ny");
  EXPECT_EQ(found.body, "Ny text");
  EXPECT_EQ(found.update_time, later.update_time);
  EXPECT_EQ(found.updated_by, "Bo");
  EXPECT_NE(templates_.Find(kHere, LetterKind::kInvitation, "en")->subject, "Ny");
  EXPECT_FALSE(templates_.Find(kHere, LetterKind::kSignIn, "sv"));
  EXPECT_FALSE(templates_.Find(kElsewhere, LetterKind::kInvitation, "sv"));
  EXPECT_THAT(List(kHere), ElementsAre("INVITATION en", "INVITATION sv", "DIGEST sv"));
  EXPECT_THAT(List(kElsewhere), IsEmpty());
}

TEST_F(MailTemplateTableTest, OneIsDeletedAlone) {
  templates_.Put(kHere, Sample(LetterKind::kReminder));
  templates_.Put(kHere, Sample(LetterKind::kReminder, "en"));
  templates_.Put(kElsewhere, Sample(LetterKind::kReminder));
  templates_.Delete(kHere, LetterKind::kReminder, "sv");
  EXPECT_THAT(List(kHere), ElementsAre("REMINDER en"));
  EXPECT_THAT(List(kElsewhere), ElementsAre("REMINDER sv"));
}

}  // namespace
}  // namespace nanolearn::testing
