#include "admin-cli/commands/mail_template_file.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "admin-cli/errors.h"
#include "admin-cli/files.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/source_lines.h"
#include "service/domain/unicode.h"

namespace nanolearn::cli {
namespace {

constexpr size_t kMaxTemplateBytes = 64 << 10;
constexpr absl::string_view kSubject = "Subject:";

// "template.body" with "line 3: ..." -> "FILE:5" with "...".
void NameLine(const MailTemplateFile& file, FieldViolation& violation) {
  if (violation.field == "template.subject") {
    violation.field = absl::StrCat(file.file_name, ":1");
  } else if (violation.field == "template.body") {
    violation.field = file.file_name;
    absl::string_view rest = violation.description;
    const size_t colon = rest.find(": ");
    int line = 0;
    if (!absl::ConsumePrefix(&rest, "line ") || colon == absl::string_view::npos ||
        !absl::SimpleAtoi(violation.description.substr(5, colon - 5), &line)) {
      return;
    }
    violation.field = absl::StrCat(file.file_name, ":", line + file.body_line - 1);
    violation.description = violation.description.substr(colon + 2);
  }
}

}  // namespace

absl::StatusOr<MailTemplateFile> ParseMailTemplateFile(const std::string& text,
                                                       const std::string& file_name) {
  const std::string normal = NormalizedText(text);
  const std::vector<absl::string_view> lines = absl::StrSplit(normal, '\n');
  absl::string_view subject = lines.front();
  if (!absl::StartsWithIgnoreCase(subject, kSubject)) {
    return InputError(absl::StrCat(file_name,
                                   ":1: a template begins with a line Subject: and an empty line; "
                                   "see mail templates show."));
  }
  subject.remove_prefix(kSubject.size());
  if (lines.size() < 2 || !absl::StripAsciiWhitespace(lines[1]).empty()) {
    return InputError(absl::StrCat(file_name, ":2: an empty line stands between the subject and the body."));
  }
  size_t first = 2;
  while (first < lines.size() && absl::StripAsciiWhitespace(lines[first]).empty()) ++first;
  return MailTemplateFile{.file_name = file_name,
                          .subject = std::string(absl::StripAsciiWhitespace(subject)),
                          .body = absl::StrJoin(lines.begin() + first, lines.end(), "\n"),
                          .body_line = static_cast<int>(first) + 1};
}

absl::StatusOr<MailTemplateFile> ReadMailTemplateFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxTemplateBytes));
  if (const auto at = FindNotUtf8(text)) {
    return InputError(absl::StrCat(path, " is not UTF-8: byte ", *at + 1, " means nothing there."));
  }
  return ParseMailTemplateFile(text, FileName(path));
}

std::string MailTemplateFileText(const v1::MailTemplate& mail_template) {
  return absl::StrCat(kSubject, " ", mail_template.subject(), "\n\n", mail_template.body(),
                      absl::EndsWith(mail_template.body(), "\n") ? "" : "\n");
}

absl::Status WithLines(const absl::Status& status, const MailTemplateFile& file) {
  ErrorDetails details = DetailsOf(status);
  if (details.reason != "BAD_MAIL_TEMPLATE" || details.violations.empty()) return status;
  for (FieldViolation& violation : details.violations) NameLine(file, violation);
  std::string message = absl::StrCat(details.violations[0].field, ": ", details.violations[0].description);
  if (details.violations.size() > 1) {
    absl::StrAppend(&message, " (and ", details.violations.size() - 1, " more)");
  }
  return MakeError(status.code(), message, details);
}

}  // namespace nanolearn::cli
