// Which templates are refused, and what is said of them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/letters/letter.h"

namespace nanolearn::letters {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<std::string> ProblemsOf(const MailTemplate& mail_template) {
  std::vector<std::string> problems;
  const ErrorDetails details = DetailsOf(CheckTemplate(mail_template));
  for (const FieldViolation& v : details.violations) {
    EXPECT_EQ(details.reason, "BAD_MAIL_TEMPLATE");
    problems.push_back(absl::StrCat(v.field, ": ", v.description));
  }
  return problems;
}

std::vector<std::string> InBody(const std::string& body, LetterKind kind = LetterKind::kInvitation) {
  return ProblemsOf({.kind = kind, .language = "sv", .subject = "Ämne", .body = body + "\n\n{{link}}\n"});
}

std::vector<std::string> InSubject(const std::string& subject) {
  return ProblemsOf(
      {.kind = LetterKind::kInvitation, .language = "sv", .subject = subject, .body = "{{link}}"});
}

TEST(CheckTemplateTest, TakesWhatIsGood) {
  EXPECT_THAT(InBody("# Rubrik\n\n**Fet** *kursiv* `kod` {{code}} {enkel} klammer\n\n- a\n  - b\n\n1. c\n\n"
                     "[mejla](mailto:kim@example.org)\n\n---"),
              IsEmpty());
  EXPECT_THAT(InSubject("{{organisation}}: {{lessons_waiting}} {x}"), IsEmpty());
  EXPECT_TRUE(CheckTemplate({.language = "en", .subject = "x", .body = "[Open]({{link}})"}).ok())
      << "a link with words of one's own";
}

TEST(CheckTemplateTest, NamesEachProblemWithItsLine) {
  EXPECT_THAT(
      InBody("{{lesons}}\n\nText {{groups}}\n<b>fet</b>\n\n![bild](x.png)"),
      ElementsAre(HasSubstr("template.body: line 1: there is no mark {{lesons}} in this kind of mail (did "
                            "you mean \"lessons\"?)"),
                  StartsWith("template.body: line 3: there is no mark {{groups}}"),
                  StartsWith("template.body: line 4: HTML cannot be used"),
                  StartsWith("template.body: line 4: HTML cannot be used"),
                  StartsWith("template.body: line 6: a picture cannot be used")));
}

TEST(CheckTemplateTest, SaysWhichMarksThereAre) {
  EXPECT_THAT(InBody("{{password_of_everybody}}", LetterKind::kSignIn),
              ElementsAre(HasSubstr("; it has greeting, organisation, contact, link, address")));
}

TEST(CheckTemplateTest, KnowsNoOtherBraces) {
  for (const char* hostile : {"{{>/etc/passwd}}", "{{#lessons}}x{{/lessons}}", "{{{code}}}", "{{code:none}}",
                              "{{}}", "{{ }}", "a }} b", "{{code", "{{CODE}}",
                              "{{%AUTOESCAPE context=\"HTML\"}}", "{{=<% %>=}}", "{{!x}}", "{{code\n}}"}) {
    EXPECT_THAT(InBody(hostile), Contains(HasSubstr("line 1: two braces make no mark here"))) << hostile;
  }
}

TEST(CheckTemplateTest, LetsNothingElseBeClicked) {
  for (const char* hostile :
       {"[x](javascript:alert(1))", "[x](https://evil.example)", "<https://evil.example>", "[x](/k)",
        "[x](#a)", "[x](mailto:kim@example.org?bcc=all@example.org)", "[x](mailto:)", "[x](data:text/html,x)",
        "[x]({{address}})", "[x](https://evil.example/{{code}})", "[x]()", "<javascript:x>"}) {
    EXPECT_THAT(InBody(hostile), Contains(HasSubstr("line 1: the link leads to"))) << hostile;
  }
  EXPECT_THAT(InBody("[x]\n\n[x]: https://evil.example"),
              Contains(HasSubstr("line 3: an address on a line")));
  EXPECT_THAT(InBody("[]({{link}})"), ElementsAre(HasSubstr("the link has no text")));
}

TEST(CheckTemplateTest, RefusesWhatMailsCannotShow) {
  for (const char* what : {"> citat", "    kod", "```\nkod\n```", "- a\n  - b\n    - c", "- [x] klar",
                           "<div>x</div>", "a <br> b", "<!-- x -->", "![x]({{link}})"}) {
    EXPECT_THAT(InBody(what), Contains(HasSubstr("cannot be used"))) << what;
  }
}

TEST(CheckTemplateTest, BlocksStandAlone) {
  for (const char* what : {"Klicka: {{link}}", "- {{lessons}}", "**{{link}}**", "# {{link}}", "`{{lessons}}`",
                           "{{lessons}}\n{{lessons}}"}) {
    EXPECT_THAT(InBody(what), Contains(HasSubstr("stands in a paragraph of its own"))) << what;
  }
}

TEST(CheckTemplateTest, NeedsTheLink) {
  EXPECT_THAT(ProblemsOf({.language = "sv", .subject = "x", .body = "Hej"}),
              ElementsAre(HasSubstr("the mark {{link}} is missing")));
}

TEST(CheckTemplateTest, SubjectsAreOneShortLineWithoutNames) {
  EXPECT_THAT(InSubject("a\nBcc: b"), ElementsAre("template.subject: is one line"));
  EXPECT_THAT(InSubject("  "), ElementsAre("template.subject: is empty"));
  EXPECT_THAT(InSubject(std::string(151, 'x')), ElementsAre(HasSubstr("at most 150 characters")));
  EXPECT_THAT(InSubject("{{link}}"), ElementsAre(HasSubstr("is more than a line")));
  EXPECT_THAT(InSubject("{{greeting}}"), ElementsAre(HasSubstr("seen by others")));
  EXPECT_THAT(InSubject("{{organistion}}"), ElementsAre(HasSubstr("did you mean \"organisation\"?")));
}

TEST(CheckTemplateTest, RefusesWhatIsNoText) {
  EXPECT_THAT(InBody("a\x01"), ElementsAre(HasSubstr("invisible control character")));
  EXPECT_THAT(InBody("a\xff"), ElementsAre(HasSubstr("not UTF-8")));
  EXPECT_THAT(InBody("a &#x202e; b"), ElementsAre(HasSubstr("line 1: an invisible control character")));
  EXPECT_THAT(InBody(std::string(10001, 'x')), ElementsAre(HasSubstr("at most 10000 characters")));
  EXPECT_THAT(ProblemsOf({.language = "sv", .subject = "x", .body = ""}),
              ElementsAre("template.body: is empty"));
}

TEST(CheckTemplateTest, IsInALanguageThatLettersHave) {
  EXPECT_THAT(
      DetailsOf(CheckTemplate({.language = "de", .subject = "x", .body = "{{link}}"})).violations[0].field,
      "template.language");
}

TEST(CheckTemplateTest, EndsWhateverIsWritten) {
  EXPECT_THAT(InBody(std::string(5000, '*') + "x" + std::string(4000, '*')), IsEmpty());
  EXPECT_THAT(InBody([] {
                std::string text;
                for (int i = 0; i < 3000; ++i) text += "{{x";
                return text;
              }()),
              SizeIs(20))
      << "not more than one reads";
}

}  // namespace
}  // namespace nanolearn::letters
