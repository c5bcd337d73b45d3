#include "service/app/organisations.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/email_address.h"
#include "service/domain/errors/access.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxAuditRecipients = 10;

absl::Status CheckDisplayName(const std::string& name) {
  if (name.empty() || name.size() > limits::kMaxDisplayNameBytes) {
    return InvalidField("organisation.display_name",
                        absl::StrCat("is 1 to ", limits::kMaxDisplayNameBytes, " bytes long"));
  }
  return absl::OkStatus();
}

absl::Status CheckTimeZone(const std::string& name) {
  absl::TimeZone zone;
  if (name.empty() || name.size() > 64 || !absl::LoadTimeZone(name, &zone)) {
    return InvalidField("organisation.time_zone",
                        "is a zone of the IANA database, for example Europe/Stockholm");
  }
  return absl::OkStatus();
}

absl::Status CheckMinGroupSize(int size) {
  if (size < 1 || size > limits::kMaxMinGroupSize) {
    return InvalidField("organisation.min_group_size",
                        absl::StrCat("is 1 to ", limits::kMaxMinGroupSize, "; 1 hides nothing"));
  }
  return absl::OkStatus();
}

// The address as it is to be kept.
absl::Status ReadContact(std::string& email) {
  if (email.empty()) return absl::OkStatus();
  const std::optional<std::string> normal = NormalizeEmailAddress(email);
  if (!normal) {
    return InvalidField("organisation.contact_email",
                        "is an e-mail address such as sakerhet@alvnas.example, or empty to name nobody");
  }
  email = *normal;
  return absl::OkStatus();
}

// The addresses as they are to be kept, each once.
absl::Status ReadAuditRecipients(std::vector<std::string>& recipients) {
  std::vector<std::string> read;
  for (const std::string& text : recipients) {
    std::optional<std::string> email = NormalizeEmailAddress(text);
    if (!email) return InvalidField("organisation.audit_recipients", absl::StrCat("'", text, "' is not an e-mail address"));
    if (std::find(read.begin(), read.end(), *email) == read.end()) read.push_back(*std::move(email));
  }
  if (read.size() > kMaxAuditRecipients) {
    return InvalidField("organisation.audit_recipients", absl::StrCat("are at most ", kMaxAuditRecipients, " addresses"));
  }
  recipients = std::move(read);
  return absl::OkStatus();
}

absl::Status CheckMailHours(const MailHours& hours) {
  if (hours.from_minute < 0 || hours.from_minute >= hours.to_minute || hours.to_minute > 24 * 60) {
    return InvalidField(
        "organisation.mail_hours",
        absl::StrCat("are ", FormatClock(hours.from_minute), " to ", FormatClock(hours.to_minute),
                     "; they end after they begin, at 24:00 at the latest"));
  }
  return absl::OkStatus();
}

absl::Status CheckSettings(Organisation& organisation) {
  RETURN_IF_ERROR(CheckDisplayName(organisation.display_name));
  RETURN_IF_ERROR(CheckTimeZone(organisation.time_zone));
  RETURN_IF_ERROR(CheckMinGroupSize(organisation.min_group_size));
  if (organisation.language != "sv" && organisation.language != "en") {
    return InvalidField("organisation.language", "is sv or en");
  }
  RETURN_IF_ERROR(ReadContact(organisation.contact_email));
  RETURN_IF_ERROR(ReadAuditRecipients(organisation.audit_recipients));
  if (organisation.digest_weekday < 0 || organisation.digest_weekday > 7) {
    return InvalidField("organisation.digest_weekday", "is 1 (Monday) to 7 (Sunday), or -1 for no digest");
  }
  return CheckMailHours(organisation.mail_hours);
}

// For request ids: the same for the same settings, and for the usual ones the same as before there were so
// many.
std::string SettingsText(const Organisation& o) {
  const Organisation usual;
  std::string text = absl::StrCat(o.slug, "\n", o.display_name, "\n", o.time_zone);
  if (o.min_group_size != usual.min_group_size) absl::StrAppend(&text, "\n", o.min_group_size);
  if (o.language != usual.language) absl::StrAppend(&text, "\nlanguage ", o.language);
  if (!o.contact_email.empty()) absl::StrAppend(&text, "\ncontact ", o.contact_email);
  if (o.mail_hours != usual.mail_hours) {
    absl::StrAppend(&text, "\nhours ", o.mail_hours.from_minute, " ", o.mail_hours.to_minute, " ",
                    o.mail_hours.weekends);
  }
  if (o.digest_weekday != usual.digest_weekday) absl::StrAppend(&text, "\ndigest ", o.digest_weekday);
  for (const std::string& recipient : o.audit_recipients) absl::StrAppend(&text, "\naudit ", recipient);
  return text;
}

void Apply(const OrganisationChanges& changes, Organisation& organisation) {
  if (changes.display_name) organisation.display_name = *changes.display_name;
  if (changes.time_zone) organisation.time_zone = *changes.time_zone;
  if (changes.min_group_size) organisation.min_group_size = *changes.min_group_size;
  if (changes.language) organisation.language = *changes.language;
  if (changes.contact_email) organisation.contact_email = *changes.contact_email;
  if (changes.mail_hours) organisation.mail_hours = *changes.mail_hours;
  if (changes.digest_weekday) organisation.digest_weekday = *changes.digest_weekday;
  if (changes.audit_recipients) organisation.audit_recipients = *changes.audit_recipients;
}

// For request ids: everything that was asked.
std::string ChangesText(const std::string& slug, const OrganisationChanges& changes, const std::string& etag) {
  std::string text = absl::StrCat(slug, "\n", etag);
  if (changes.display_name) absl::StrAppend(&text, "\ndisplay_name ", *changes.display_name);
  if (changes.time_zone) absl::StrAppend(&text, "\ntime_zone ", *changes.time_zone);
  if (changes.min_group_size) absl::StrAppend(&text, "\nmin_group_size ", *changes.min_group_size);
  if (changes.language) absl::StrAppend(&text, "\nlanguage ", *changes.language);
  if (changes.contact_email) absl::StrAppend(&text, "\ncontact_email ", *changes.contact_email);
  if (changes.mail_hours) {
    absl::StrAppend(&text, "\nmail_hours ", changes.mail_hours->from_minute, " ", changes.mail_hours->to_minute, " ",
                    changes.mail_hours->weekends);
  }
  if (changes.digest_weekday) absl::StrAppend(&text, "\ndigest_weekday ", *changes.digest_weekday);
  if (changes.audit_recipients) absl::StrAppend(&text, "\naudit_recipients ", absl::StrJoin(*changes.audit_recipients, " "));
  return text;
}

// What decides who is told how much is kept for good.
AuditDetails SettingsOf(const Organisation& organisation) {
  return {{"min_group_size", absl::StrCat(organisation.min_group_size)},
          {"language", organisation.language},
          {"time_zone", organisation.time_zone}};
}

// Of the others that they were changed.
AuditDetails SettingsOf(const OrganisationChanges& changes, const Organisation& after) {
  AuditDetails details = {{"version", absl::StrCat(after.version)}};
  if (changes.display_name) details["display_name"] = "set";
  if (changes.time_zone) details["time_zone"] = after.time_zone;
  if (changes.min_group_size) details["min_group_size"] = absl::StrCat(after.min_group_size);
  if (changes.language) details["language"] = after.language;
  if (changes.contact_email) details["contact_email"] = after.contact_email.empty() ? "cleared" : "set";
  if (changes.mail_hours) {
    details["mail_hours"] = absl::StrCat(FormatClock(after.mail_hours.from_minute), "-",
                                         FormatClock(after.mail_hours.to_minute),
                                         after.mail_hours.weekends ? " every day" : " on workdays");
  }
  if (changes.digest_weekday) details["digest_weekday"] = absl::StrCat(after.digest_weekday);
  if (changes.audit_recipients) details["audit_recipients"] = absl::StrCat(after.audit_recipients.size());
  return details;
}

}  // namespace

std::string EtagOf(const Organisation& organisation) {
  return absl::StrCat("\"", organisation.version, "\"");
}

absl::StatusOr<Organisation> Organisations::Create(const Caller& caller, Organisation wanted,
                                                   const std::string& request_id) {
  if (caller.token.organisation_id != kNoId) return errors::OrganisationNotAllowed();
  if (!RoleAllows(caller.token.role, Permission::kManageInstallation)) {
    return errors::RoleNotAllowed(RoleName(caller.token.role));
  }
  if (!IsSlug(wanted.slug)) return InvalidField("organisation_id", "is 1 to 40 of a-z, 0-9 and -");
  RETURN_IF_ERROR(CheckSettings(wanted));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request_id, "CreateOrganisation", SettingsText(wanted)));
  Organisation created;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, kNoId));
    const std::optional<Organisation> existing = tx.organisations().Find(wanted.slug);
    if (done && existing) {
      created = *existing;
      return absl::OkStatus();
    }
    if (existing) return errors::Exists("organisation", OrganisationName(wanted.slug));
    created = wanted;
    created.id = env_.ids.Next();
    created.create_time = env_.clock.Now();
    tx.organisations().Insert(created);
    // Its figures are right from the first: there is nobody yet.
    tx.figures().PutState(created.id, {.is_ready = true, .overdue_until = Today(env_, created)});
    key.Remember(tx, kNoId, wanted.slug);
    Audit(tx, env_, created.id, caller.origin,
          {.action = "CreateOrganisation",
           .resource = OrganisationName(created.slug),
           .request_id = request_id,
           .details = SettingsOf(created)});
    return absl::OkStatus();
  }));
  return created;
}

absl::StatusOr<Organisation> Organisations::Get(const Caller& caller, const std::string& slug) {
  absl::StatusOr<Organisation> organisation = absl::UnknownError("not run");
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    organisation = Authorise(tx, caller, slug, Permission::kReadOrganisation);
    return organisation.status();
  }));
  return organisation;
}

absl::StatusOr<OrganisationList> Organisations::List(const Caller& caller, const PageRequest& request) {
  if (caller.token.source_id != kNoId) return errors::DirectoryOnly();
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, "organisations"));
  OrganisationList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    list = {};
    if (caller.token.organisation_id != kNoId) {
      // Its own and no other: not even a page token may tell that there are more.
      if (auto own = tx.organisations().Find(caller.token.organisation_id))
        list.organisations = {*std::move(own)};
      return absl::OkStatus();
    }
    list.organisations = tx.organisations().List(page.after, page.size + 1);
    if (list.organisations.size() > static_cast<size_t>(page.size)) {
      list.organisations.pop_back();
      list.next_page_token = NextPageToken("organisations", list.organisations.back().slug);
    }
    return absl::OkStatus();
  }));
  return list;
}

absl::StatusOr<Organisation> Organisations::Update(const Caller& caller, const std::string& slug,
                                                   const OrganisationChanges& changes, const std::string& etag,
                                                   const std::string& request_id) {
  ASSIGN_OR_RETURN(Organisation organisation,
                   AuthoriseWhole(env_, caller, slug, Permission::kManageOrganisation));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request_id, "UpdateOrganisation", ChangesText(slug, changes, etag)));
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(organisation.id);
    organisation = *tx.organisations().Find(slug);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, organisation.id));
    if (done) return absl::OkStatus();
    if (!etag.empty() && etag != EtagOf(organisation)) return errors::EtagMismatch(OrganisationName(slug));
    Apply(changes, organisation);
    RETURN_IF_ERROR(CheckSettings(organisation));
    ++organisation.version;
    tx.organisations().Update(organisation);
    key.Remember(tx, organisation.id, "");
    Audit(tx, env_, organisation.id, caller.origin,
          {.action = "UpdateOrganisation",
           .resource = OrganisationName(slug),
           .request_id = request_id,
           .details = SettingsOf(changes, organisation)});
    return absl::OkStatus();
  }));
  return organisation;
}

}  // namespace nanolearn
