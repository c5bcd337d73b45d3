// What letters say, in text and HTML.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/letters/letter.h"

namespace nanolearn::letters {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

constexpr LetterKind kKinds[] = {LetterKind::kInvitation, LetterKind::kReminder,   LetterKind::kOverdue,
                                 LetterKind::kDigest,     LetterKind::kEscalation, LetterKind::kNewLink,
                                 LetterKind::kSignIn};

Mail Composed(const MailTemplate& mail_template, const LetterValues& values) {
  const absl::StatusOr<Mail> mail = Compose(mail_template, values);
  EXPECT_TRUE(mail.ok()) << mail.status();
  return mail.value_or(Mail());
}

// An invitation in English with these words.
Mail Written(const std::string& body, const LetterValues& values, const std::string& subject = "Subject") {
  return Composed({.kind = LetterKind::kInvitation, .language = "en", .subject = subject, .body = body},
                  values);
}

LetterValues Example() { return SampleValues(LetterKind::kInvitation, "en"); }

class OwnLetterTest : public ::testing::TestWithParam<std::tuple<LetterKind, const char*>> {};

TEST_P(OwnLetterTest, IsGoodAndSaysWhatAMailWithALinkMustSay) {
  const auto& [kind, language] = GetParam();
  const MailTemplate own = OwnTemplate(kind, language);
  EXPECT_EQ(own.kind, kind);
  EXPECT_EQ(own.language, language);
  ASSERT_TRUE(CheckTemplate(own).ok()) << CheckTemplate(own);
  const LetterValues values = SampleValues(kind, language);
  const Mail mail = Composed(own, values);
  EXPECT_THAT(mail.subject, StartsWith(absl::StrCat(values.organisation, ": "))) << "who sends it";
  for (const std::string& part : {mail.text, mail.html}) {
    EXPECT_THAT(part, HasSubstr(values.url));
    EXPECT_THAT(part, HasSubstr("https://nanolearn.example")) << "to be typed by hand";
    EXPECT_THAT(part, HasSubstr(values.contact_email)) << "whom to ask";
    EXPECT_THAT(part, HasSubstr("Kim"));
    EXPECT_THAT(part, Not(HasSubstr("{{")));
    EXPECT_THAT(part, Not(HasSubstr("}}")));
    EXPECT_THAT(part, HasSubstr(values.code));
  }
  EXPECT_THAT(mail.html, AllOf(HasSubstr(absl::StrCat("<html lang=\"", language, "\">")),
                               HasSubstr(absl::StrCat("<div lang=\"", language, "\"")),
                               HasSubstr("color-scheme"), Not(HasSubstr("<img")), Not(HasSubstr("<script")),
                               Not(HasSubstr("src=")), Not(HasSubstr("url(")), Not(HasSubstr("@import"))));
  EXPECT_LT(mail.html.size(), 10 * 1024u);
}

INSTANTIATE_TEST_SUITE_P(EveryKindAndLanguage, OwnLetterTest,
                         ::testing::Combine(::testing::ValuesIn(kKinds), ::testing::Values("sv", "en")),
                         [](const auto& info) {
                           return absl::StrCat(LetterKindName(std::get<0>(info.param)), "_",
                                               std::get<1>(info.param));
                         });

TEST(LetterTest, ReadsAsOneWouldWriteIt) {
  const Mail mail =
      Composed(OwnTemplate(LetterKind::kInvitation, "sv"), SampleValues(LetterKind::kInvitation, "sv"));
  EXPECT_EQ(mail.subject, "Exempelkommunen: 2 korta lektioner väntar");
  EXPECT_EQ(mail.text, R"(Hej Kim!

2 korta lektioner väntar på dig. Räkna med ungefär 5 minuter, i mobilen eller på datorn. Du behöver inte logga in.

- Falska mejl (2 minuter, ska vara klar senast den 14 december 2026)
- Starka lösenord (3 minuter, ska vara klar senast den 28 december 2026)

Öppna lektionerna:
https://nanolearn.example/l/k7mq-2x9d-hj4n-p3ra

Vill du inte klicka på en länk i ett mejl? Det är klokt. Skriv då adressen https://nanolearn.example i webbläsaren och koden k7mq-2x9d-hj4n-p3ra på sidan.

Länken och koden är dina egna, så skicka dem inte vidare. De gäller i 60 dagar.

Mejlet kommer från Exempelkommunen och går till alla som ska göra lektionerna. Undrar du om det är äkta, eller om något annat? Fråga sakerhet@example.org.

Vänliga hälsningar
Exempelkommunen
)");
}

TEST(LetterTest, SubjectsAgreeWithTheNumberOfLessons) {
  LetterValues values = SampleValues(LetterKind::kReminder, "sv");
  const auto subject = [&](LetterKind kind, const char* language) {
    return Composed(OwnTemplate(kind, language), values).subject;
  };
  EXPECT_EQ(subject(LetterKind::kReminder, "sv"),
            "Exempelkommunen: 2 lektioner ska vara klara, den första senast den 14 december 2026");
  values.lessons[1].due_date = values.lessons[0].due_date;
  EXPECT_EQ(subject(LetterKind::kReminder, "sv"),
            "Exempelkommunen: 2 lektioner ska vara klara senast den 14 december 2026");
  values.lessons[0].is_late = true;
  EXPECT_EQ(subject(LetterKind::kOverdue, "sv"), "Exempelkommunen: en lektion är försenad");
  values.lessons[1].is_late = true;
  EXPECT_EQ(subject(LetterKind::kOverdue, "sv"), "Exempelkommunen: 2 lektioner är försenade");
  EXPECT_EQ(subject(LetterKind::kOverdue, "en"), "Exempelkommunen: 2 lessons are late");
  values.lessons.resize(1);
  values.lessons[0].is_late = false;
  EXPECT_EQ(subject(LetterKind::kInvitation, "sv"), "Exempelkommunen: en kort lektion väntar");
  EXPECT_EQ(subject(LetterKind::kInvitation, "en"), "Exempelkommunen: a short lesson is waiting");
  EXPECT_EQ(subject(LetterKind::kReminder, "sv"),
            "Exempelkommunen: en lektion ska vara klar senast den 14 december 2026");
  EXPECT_EQ(subject(LetterKind::kOverdue, "en"), "Exempelkommunen: a short lesson is waiting")
      << "a manager reminds before anything is late";
  values.late_people = 1;
  EXPECT_EQ(subject(LetterKind::kEscalation, "sv"), "Exempelkommunen: en person har försenade lektioner");
  values.late_people = 3;
  EXPECT_EQ(subject(LetterKind::kEscalation, "en"), "Exempelkommunen: 3 people have late lessons");
}

TEST(LetterTest, ShowsValuesAsText) {
  LetterValues values = Example();
  values.organisation = "A & B <b>\"x\"</b>\r\nBcc: all@example.org";
  values.given_name = "<script>alert('1')</script>";
  values.contact_email = "a@b.example\"><img src=x>";
  values.lessons[0].title = "**<i>** [x](javascript:y) {{code}} <img src=https://evil.example/>\u202e";
  values.url = "https://nanolearn.example/l/a?\"onclick=\"x&y='";
  const Mail mail =
      Written("{{greeting}}\n\n{{lessons}}\n\n{{link}}\n\n[{{organisation}}]({{link}}) {{contact}}", values,
              "{{organisation}}");
  EXPECT_THAT(mail.html, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("<img")), Not(HasSubstr("<i>")),
                               Not(HasSubstr("<b>")), Not(HasSubstr("\"onclick")), Not(HasSubstr("\u202e"))));
  EXPECT_THAT(mail.html, HasSubstr("Hello &lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;!"));
  EXPECT_THAT(mail.html, HasSubstr("**&lt;i&gt;** [x](javascript:y) {{code}} &lt;img src="))
      << "values are neither Markdown nor templates";
  EXPECT_THAT(mail.html,
              HasSubstr("href=\"https://nanolearn.example/l/a?&quot;onclick=&quot;x&amp;y=&#39;\""));
  EXPECT_EQ(mail.subject, "A & B <b>\"x\"</b> Bcc: all@example.org") << "one line";
  EXPECT_THAT(mail.text, HasSubstr("Hello <script>alert('1')</script>!"));
}

TEST(LetterTest, MakesAButtonWithItsAddressBelow) {
  const Mail mail = Written("{{ link }}", Example());
  EXPECT_THAT(mail.html, HasSubstr("<table role=\"presentation\""));
  EXPECT_THAT(mail.html, HasSubstr(">Open the lessons</a>"));
  EXPECT_THAT(mail.html,
              HasSubstr("<a href=\"https://nanolearn.example/l/k7mq-2x9d-hj4n-p3ra\">https://nanolearn."
                        "example/l/k7mq-2x9d-hj4n-p3ra</a>"));
  EXPECT_EQ(mail.text, "Open the lessons:\nhttps://nanolearn.example/l/k7mq-2x9d-hj4n-p3ra\n");
}

TEST(LetterTest, WritesMarkdownForBoth) {
  const Mail mail = Written(
      "# Hello\n\nSome **bold** and *soft*\nwords\\\nhere.\n\n1. one\n2. two\n   - inner\n\n[Go]({{link}}) "
      "or "
      "[write](mailto:kim@example.org) about `{{code}}`.\n\n---\n\nBye",
      Example());
  EXPECT_EQ(mail.text,
            "Hello\n\nSome bold and soft words\nhere.\n\n1. one\n2. two\n  - inner\n\n"
            "Go (https://nanolearn.example/l/k7mq-2x9d-hj4n-p3ra) or write (kim@example.org) about "
            "k7mq-2x9d-hj4n-p3ra.\n\n--------\n\nBye\n");
  EXPECT_THAT(mail.html, HasSubstr("<strong>bold</strong> and <em>soft</em>\nwords<br>\nhere.</p>"));
  EXPECT_THAT(mail.html, HasSubstr("<a href=\"mailto:kim@example.org\">write</a> about <code>k7mq-"));
  EXPECT_THAT(mail.html, HasSubstr("two<ul style"));
}

TEST(LetterTest, LeavesOutParagraphsWhoseMarkHasNoValue) {
  LetterValues values = Example();
  values.code = "";
  values.lessons.clear();
  const Mail mail = Written(
      "First\n\n- type {{code}}\n\n{{lessons}}\n\n- stays\n- {{code}}, {{due_date}}\n\n{{link}}", values);
  EXPECT_EQ(mail.text,
            "First\n\n- stays\n\nOpen the lesson:\nhttps://nanolearn.example/l/k7mq-2x9d-hj4n-p3ra\n");
  EXPECT_EQ(mail.html.find("<ul"), mail.html.rfind("<ul")) << "one list is left";
}

TEST(LetterTest, SaysSomethingWhenLittleIsKnown) {
  LetterValues values = Example();
  values.given_name = values.contact_email = "";
  values.days = 0;
  values.lessons = {{"Title", 0, Date(2026, 12, 14), true}};
  const Mail mail =
      Written("{{greeting}} {{time_needed}}, {{days}}. Ask {{contact}}.\n\n{{lessons}}\n\n{{link}}", values);
  EXPECT_THAT(mail.text, StartsWith("Hello! A few minutes, a limited time. Ask your manager.\n\n"
                                    "- Title (was due on 14 December 2026)\n"));
}

TEST(LetterTest, BeginsSentencesWithACapital) {
  EXPECT_THAT(
      Written("{{lessons_waiting}}. {{lessons_waiting}}, {{lessons_waiting}}\n\n{{link}}",
              [] {
                LetterValues values = Example();
                values.lessons.resize(1);
                return values;
              }())
          .text,
      StartsWith("A short lesson is waiting. A short lesson is waiting, a short lesson is waiting\n"));
}

TEST(LetterTest, TellsManagersOfTheirUnits) {
  LetterValues values = SampleValues(LetterKind::kDigest, "en");
  values.groups.push_back({"R&D", 0, 0, 0});
  values.groups.push_back({"Almost", 1000, 999, 1});
  const Mail mail = Composed(OwnTemplate(LetterKind::kDigest, "en"), values);
  EXPECT_THAT(mail.text, HasSubstr("- Birch School: 142 of 160 (88%) done, 7 late\n"
                                   "- Sun Nursery: 48 of 48 (100%) done, 0 late\n"
                                   "- R&D: 0 of 0 done, 0 late\n- Almost: 999 of 1000 (99%) done, 1 late\n"));
  EXPECT_THAT(mail.html, HasSubstr("<th scope=\"row\""));
  EXPECT_THAT(mail.html, HasSubstr("R&amp;D"));
  EXPECT_THAT(mail.html, HasSubstr(">See how it goes</a>"));
}

TEST(LetterTest, StaysSmallHoweverMuchThereIsToTell) {
  LetterValues values = SampleValues(LetterKind::kDigest, "sv");
  for (int i = 0; i < 500; ++i) values.groups.push_back({absl::StrCat("Enhet ", i), 10, 5, 1});
  for (int i = 0; i < 500; ++i)
    values.lessons.push_back({absl::StrCat("Lektion ", i), 2, Date(2026, 12, 1), false});
  const Mail digest = Composed(OwnTemplate(LetterKind::kDigest, "sv"), values);
  EXPECT_THAT(digest.text, HasSubstr("- och 477 till"));
  EXPECT_LT(digest.html.size(), 20 * 1024u);
  const Mail invitation = Composed(OwnTemplate(LetterKind::kInvitation, "sv"), values);
  EXPECT_THAT(invitation.subject, HasSubstr("500 korta lektioner"));
  EXPECT_THAT(invitation.html, HasSubstr("och 475 till"));
}

TEST(LetterTest, LeadsToTheWebOnly) {
  LetterValues values = Example();
  values.url = "javascript:alert(1)";
  EXPECT_FALSE(Compose(OwnTemplate(LetterKind::kInvitation, "sv"), values).ok());
}

TEST(LetterTest, NamesThePlaceToTypeACodeAlsoBelowAPath) {
  LetterValues values = Example();
  values.url = "https://intra.example/learn/l/k7mq-2x9d-hj4n-p3ra";
  EXPECT_THAT(Written("{{address}}\n\n{{link}}", values).text, StartsWith("https://intra.example/learn\n"));
}

}  // namespace
}  // namespace nanolearn::letters
