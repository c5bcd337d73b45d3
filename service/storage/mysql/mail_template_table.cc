#include "service/storage/mysql/mail_template_table.h"

#include "absl/strings/str_cat.h"

namespace nanolearn::mysql {
namespace {

constexpr char kSelect[] =
    "SELECT kind, language, subject, body, update_time, updated_by FROM mail_templates WHERE organisation_id "
    "= "
    "? ";

MailTemplate ReadTemplate(const Row& row) {
  return {.kind = ParseLetterKind(row.Text(0)).value(),  // the column holds nothing but these names
          .language = row.Text(1),
          .subject = row.Text(2),
          .body = row.Text(3),
          .update_time = row.Time(4),
          .updated_by = row.Text(5)};
}

}  // namespace

std::vector<MailTemplate> MysqlMailTemplateTable::List(Id organisation_id) const {
  std::vector<MailTemplate> templates;
  session_.Query(absl::StrCat(kSelect, "ORDER BY kind, language"), {organisation_id},
                 [&](const Row& row) { templates.push_back(ReadTemplate(row)); });
  return templates;
}

std::optional<MailTemplate> MysqlMailTemplateTable::Find(Id organisation_id, LetterKind kind,
                                                         const std::string& language) const {
  std::optional<MailTemplate> found;
  session_.Query(absl::StrCat(kSelect, "AND kind = ? AND language = ?"),
                 {organisation_id, std::string(LetterKindName(kind)), language},
                 [&](const Row& row) { found = ReadTemplate(row); });
  return found;
}

void MysqlMailTemplateTable::Put(Id organisation_id, const MailTemplate& mail_template) {
  session_.Execute(
      "INSERT INTO mail_templates (organisation_id, kind, language, subject, body, update_time, updated_by) "
      "VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE subject = VALUES(subject), body = VALUES(body), "
      "update_time = VALUES(update_time), updated_by = VALUES(updated_by)",
      {organisation_id, std::string(LetterKindName(mail_template.kind)), mail_template.language,
       mail_template.subject, mail_template.body, Bind(mail_template.update_time), mail_template.updated_by});
}

void MysqlMailTemplateTable::Delete(Id organisation_id, LetterKind kind, const std::string& language) {
  session_.Execute("DELETE FROM mail_templates WHERE organisation_id = ? AND kind = ? AND language = ?",
                   {organisation_id, std::string(LetterKindName(kind)), language});
}

}  // namespace nanolearn::mysql
