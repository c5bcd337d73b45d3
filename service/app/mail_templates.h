#pragma once

#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/domain/mail.h"
#include "service/domain/mail_template.h"

namespace nanolearn {

// The words that an organisation uses for a letter: its own, or the product's.
MailTemplate TemplateFor(const ReadTransaction& tx, Id organisation_id, LetterKind kind,
                         const std::string& language);

// Operations on templates; the errors are those of mail_service.proto. Thread-safe.
class MailTemplates {
 public:
  explicit MailTemplates(const Environment& env) : env_(env) {}

  // Every kind in every language.
  absl::StatusOr<std::vector<MailTemplate>> List(const Caller& caller, const std::string& organisation);
  absl::StatusOr<MailTemplate> Update(const Caller& caller, const std::string& organisation,
                                      const MailTemplate& mail_template, const std::string& request_id = "");
  absl::StatusOr<MailTemplate> Reset(const Caller& caller, const std::string& organisation, LetterKind kind,
                                     const std::string& language, const std::string& request_id = "");
  // With an empty body: the one that is stored.
  absl::StatusOr<Mail> Preview(const Caller& caller, const std::string& organisation,
                               const MailTemplate& mail_template);

 private:
  Environment env_;
};

}  // namespace nanolearn
