#pragma once

#include <optional>
#include <vector>

#include "service/base/id.h"
#include "service/domain/mail_template.h"

namespace nanolearn {

// Templates that organisations have changed; whatever has none uses the product's own.
class MailTemplateTable {
 public:
  virtual ~MailTemplateTable() = default;
  virtual std::vector<MailTemplate> List(Id organisation_id) const = 0;
  virtual std::optional<MailTemplate> Find(Id organisation_id, LetterKind kind,
                                           const std::string& language) const = 0;
  virtual void Put(Id organisation_id, const MailTemplate& mail_template) = 0;
  virtual void Delete(Id organisation_id, LetterKind kind, const std::string& language) = 0;
};

}  // namespace nanolearn
