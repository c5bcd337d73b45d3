#pragma once

#include "service/storage/mail_template_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlMailTemplateTable final : public MailTemplateTable {
 public:
  // `session` must outlive the table.
  explicit MysqlMailTemplateTable(Session& session) : session_(session) {}

  std::vector<MailTemplate> List(Id organisation_id) const override;
  std::optional<MailTemplate> Find(Id organisation_id, LetterKind kind,
                                   const std::string& language) const override;
  void Put(Id organisation_id, const MailTemplate& mail_template) override;
  void Delete(Id organisation_id, LetterKind kind, const std::string& language) override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
