#include "service/app/mail_templates.h"

#include <array>
#include <utility>

#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/source_lines.h"
#include "service/letters/letter.h"

namespace nanolearn {
namespace {

constexpr std::array<LetterKind, 7> kKinds = {
    LetterKind::kInvitation, LetterKind::kReminder, LetterKind::kOverdue, LetterKind::kDigest,
    LetterKind::kEscalation, LetterKind::kNewLink,  LetterKind::kSignIn};
constexpr std::array<const char*, 2> kLanguages = {"sv", "en"};

absl::Status CheckLanguage(const std::string& language) {
  for (const char* known : kLanguages) {
    if (language == known) return absl::OkStatus();
  }
  return InvalidField("language", "is sv or en");
}

// An example in the organisation's name.
letters::LetterValues ExampleOf(const Organisation& organisation, const MailTemplate& mail_template) {
  letters::LetterValues values = letters::SampleValues(mail_template.kind, mail_template.language);
  values.organisation = organisation.display_name;
  if (!organisation.contact_email.empty()) values.contact_email = organisation.contact_email;
  return values;
}

}  // namespace

MailTemplate TemplateFor(const ReadTransaction& tx, Id organisation_id, LetterKind kind,
                         const std::string& language) {
  std::optional<MailTemplate> changed = tx.mail_templates().Find(organisation_id, kind, language);
  // One that was good in an earlier version must not stop anybody's mail.
  if (changed && letters::CheckTemplate(*changed).ok()) return *std::move(changed);
  return letters::OwnTemplate(kind, language);
}

absl::StatusOr<std::vector<MailTemplate>> MailTemplates::List(const Caller& caller,
                                                              const std::string& organisation) {
  std::vector<MailTemplate> templates;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    templates.clear();
    ASSIGN_OR_RETURN(const Organisation org, AuthoriseIn(tx, caller, organisation, Permission::kReadMails));
    for (const LetterKind kind : kKinds) {
      for (const char* language : kLanguages) templates.push_back(TemplateFor(tx, org.id, kind, language));
    }
    return absl::OkStatus();
  }));
  return templates;
}

absl::StatusOr<MailTemplate> MailTemplates::Update(const Caller& caller, const std::string& organisation,
                                                   const MailTemplate& mail_template) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, organisation, Permission::kManageMailTemplates));
  MailTemplate stored = mail_template;
  stored.body = NormalizedText(mail_template.body);
  stored.update_time = env_.clock.Now();
  stored.updated_by = caller.token.display_name;
  RETURN_IF_ERROR(letters::CheckTemplate(stored));
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    tx.mail_templates().Put(org.id, stored);
    return absl::OkStatus();
  }));
  return stored;
}

absl::StatusOr<MailTemplate> MailTemplates::Reset(const Caller& caller, const std::string& organisation,
                                                  LetterKind kind, const std::string& language) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, organisation, Permission::kManageMailTemplates));
  RETURN_IF_ERROR(CheckLanguage(language));
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    tx.mail_templates().Delete(org.id, kind, language);
    return absl::OkStatus();
  }));
  return letters::OwnTemplate(kind, language);
}

absl::StatusOr<Mail> MailTemplates::Preview(const Caller& caller, const std::string& organisation,
                                            const MailTemplate& mail_template) {
  MailTemplate shown = mail_template;
  shown.body = NormalizedText(mail_template.body);
  Organisation org;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(org, AuthoriseIn(tx, caller, organisation, Permission::kReadMails));
    if (mail_template.body.empty()) {
      RETURN_IF_ERROR(CheckLanguage(mail_template.language));
      shown = TemplateFor(tx, org.id, mail_template.kind, mail_template.language);
    }
    return absl::OkStatus();
  }));
  return letters::Compose(shown, ExampleOf(org, shown));
}

}  // namespace nanolearn
