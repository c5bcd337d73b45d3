#pragma once

#include <map>
#include <string>
#include <utility>

#include "service/app/access.h"
#include "service/app/mail_recipients.h"
#include "service/domain/mail.h"
#include "service/domain/mail_template.h"
#include "service/letters/letter.h"

namespace nanolearn {

// Puts letters into the organisation's words, many in one transaction: each template is read once.
class MailWriter {
 public:
  // Both must outlive it.
  MailWriter(const ReadTransaction& tx, const Organisation& organisation)
      : tx_(tx), organisation_(organisation) {}

  // To somebody, on a day; `values` without what is known of the organisation and the recipient. Not to be
  // sent any more when three days have passed: by then it would tell of what is no longer so.
  absl::StatusOr<Mail> Write(LetterKind letter, Id person_id, const MailRecipient& recipient,
                             letters::LetterValues values, Date day);

 private:
  const MailTemplate& TemplateOf(LetterKind letter, const std::string& language);

  const ReadTransaction& tx_;
  const Organisation& organisation_;
  std::map<std::pair<LetterKind, std::string>, MailTemplate> templates_;
};

}  // namespace nanolearn
