#pragma once
// A template as a file: "Subject: ..." in the first line, an empty line, then the body.

#include <string>

#include "absl/status/statusor.h"
#include "nanolearn/v1/mail.pb.h"

namespace nanolearn::cli {

struct MailTemplateFile {
  std::string file_name;
  std::string subject, body;
  int body_line = 3;  // of the file, where the body begins
};

absl::StatusOr<MailTemplateFile> ParseMailTemplateFile(const std::string& text, const std::string& file_name);
absl::StatusOr<MailTemplateFile> ReadMailTemplateFile(const std::string& path);
std::string MailTemplateFileText(const v1::MailTemplate& mail_template);

// What the server says of the template, said of the lines of its file. Other errors as they are.
absl::Status WithLines(const absl::Status& status, const MailTemplateFile& file);

}  // namespace nanolearn::cli
