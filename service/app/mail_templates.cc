#include "service/app/mail_templates.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
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

AuditEvent EventOf(absl::string_view action, const Organisation& organisation, LetterKind kind,
                   const std::string& language, const std::string& request_id) {
  return {.action = std::string(action),
          .resource = OrganisationName(organisation.slug),
          .request_id = request_id,
          .details = {{"kind", std::string(LetterKindName(kind))}, {"language", language}}};
}

// Whether the organisation has these words already.
bool SaysTheSame(const std::optional<MailTemplate>& before, const MailTemplate& now) {
  return before && before->subject == now.subject && before->body == now.body;
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
                                                   const MailTemplate& mail_template, const std::string& request_id) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, organisation, Permission::kManageMailTemplates));
  MailTemplate stored = mail_template;
  stored.body = NormalizedText(mail_template.body);
  stored.update_time = env_.clock.Now();
  stored.updated_by = caller.token.display_name;
  RETURN_IF_ERROR(letters::CheckTemplate(stored));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request_id, "UpdateMailTemplate",
                                    absl::StrCat(org.id, "\n", LetterKindName(stored.kind), "\n", stored.language, "\n",
                                                 stored.subject, "\n", stored.body)));
  MailTemplate updated;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    updated = done ? TemplateFor(tx, org.id, stored.kind, stored.language) : stored;
    if (done) return absl::OkStatus();
    const auto before = tx.mail_templates().Find(org.id, stored.kind, stored.language);
    tx.mail_templates().Put(org.id, stored);
    key.Remember(tx, org.id, "");
    if (!SaysTheSame(before, stored)) {
      Audit(tx, env_, org.id, caller.origin,
            EventOf("UpdateMailTemplate", org, stored.kind, stored.language, request_id));
    }
    return absl::OkStatus();
  }));
  return updated;
}

absl::StatusOr<MailTemplate> MailTemplates::Reset(const Caller& caller, const std::string& organisation, LetterKind kind,
                                                  const std::string& language, const std::string& request_id) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, organisation, Permission::kManageMailTemplates));
  RETURN_IF_ERROR(CheckLanguage(language));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request_id, "ResetMailTemplate",
                                    absl::StrCat(org.id, "\n", LetterKindName(kind), "\n", language)));
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done || !tx.mail_templates().Find(org.id, kind, language)) return absl::OkStatus();
    tx.mail_templates().Delete(org.id, kind, language);
    key.Remember(tx, org.id, "");
    Audit(tx, env_, org.id, caller.origin, EventOf("ResetMailTemplate", org, kind, language, request_id));
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
