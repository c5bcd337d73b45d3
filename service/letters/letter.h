#pragma once
// Mails to people who work in an organisation, from templates that it can change. Pure: values in, a mail
// out.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/base/date.h"
#include "service/domain/mail.h"
#include "service/domain/mail_template.h"

namespace nanolearn::letters {

struct LessonItem {
  std::string title;
  int minutes = 0;
  Date due_date;
  bool is_late = false;
};

// What a manager is told of one unit or of all who report to them.
struct GroupItem {
  std::string name;
  int required = 0;
  int completed = 0;
  int overdue = 0;
};

// What fills in a template's marks; which of them a kind of letter has is in docs/mail.md.
struct LetterValues {
  std::string organisation;   // its display name
  std::string contact_email;  // empty: nobody is named
  std::string given_name;     // of the recipient; empty: not known, or a protected identity
  std::string url;            // where the letter's button leads
  std::string code;           // the same to type; empty: none
  std::vector<LessonItem> lessons;
  std::vector<GroupItem> groups;
  int late_people = 0;  // of an escalation
  int days = 0;         // for how long the link is good
};

// The product's own words.
MailTemplate OwnTemplate(LetterKind kind, absl::string_view language);

// INVALID_ARGUMENT / BAD_MAIL_TEMPLATE with a violation for each problem: marks that the kind does not have,
// a mark it needs and that is missing, raw HTML, pictures, links elsewhere, a subject of several lines, too
// long.
absl::Status CheckTemplate(const MailTemplate& mail_template);

// A mail with text and HTML; without recipient, about, kind and times. The template must be one that
// CheckTemplate takes.
absl::StatusOr<Mail> Compose(const MailTemplate& mail_template, const LetterValues& values);

// An invented example for a preview.
LetterValues SampleValues(LetterKind kind, absl::string_view language);

}  // namespace nanolearn::letters
