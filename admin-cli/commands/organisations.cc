#include "admin-cli/commands/organisations.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "admin-cli/arguments.h"
#include "admin-cli/change.h"
#include "admin-cli/context.h"
#include "admin-cli/errors.h"
#include "admin-cli/paging.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/organisation_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Organisation;
using v1::OrganisationService;

constexpr const char* kWeekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                     "friday", "saturday", "sunday"};

std::string DigestText(int weekday) { return weekday >= 1 && weekday <= 7 ? kWeekdays[weekday - 1] : "none"; }

absl::StatusOr<int> ParseDigest(const std::string& text) {
  const std::string word = absl::AsciiStrToLower(text);
  if (word == "none") return -1;
  for (int i = 0; i < 7; ++i) {
    if (word == kWeekdays[i]) return i + 1;
  }
  return UsageError(absl::StrCat("\"", text, "\" is no weekday: give --digest monday to sunday, or none."));
}

// "07:00-18:00 on weekdays".
Value MailHoursText(const Organisation& organisation) {
  const v1::MailHours& hours = organisation.mail_hours();
  return absl::StrCat(hours.from(), "-", hours.to(), hours.weekends() ? " every day" : " on weekdays");
}

absl::StatusOr<v1::MailHours> ParseMailHours(const std::string& text, bool weekends) {
  const std::vector<std::string> times = absl::StrSplit(text, '-');
  if (times.size() != 2) {
    return UsageError(absl::StrCat("\"", text, "\" are no hours: give --mail-hours 07:00-18:00."));
  }
  v1::MailHours hours;
  hours.set_from(times[0]);
  hours.set_to(times[1]);
  hours.set_weekends(weekends);
  return hours;
}

const ColumnsOf<Organisation>& Columns() {
  static const auto* const kColumns = new ColumnsOf<Organisation>{
      {{"organisation", "Organisation"}, [](const Organisation& o) { return ShortId(o.name()); }},
      {{"name", "Name"}, [](const Organisation& o) { return o.display_name(); }},
      {{"time_zone", "Time zone"}, [](const Organisation& o) { return o.time_zone(); }},
      {{"min_group_size", "Smallest group", Type::kNumber},
       [](const Organisation& o) { return o.min_group_size(); }},
      {{"created", "Created", Type::kTime},
       [](const Organisation& o) { return Instant(o.has_create_time(), o.create_time()); }}};
  return *kColumns;
}

// With what concerns mails and pages.
ColumnsOf<Organisation> FullColumns() {
  static const auto* const kColumns = new ColumnsOf<Organisation>{
      {{"language", "Language"}, [](const Organisation& o) { return o.language(); }},
      {{"contact", "Contact"}, [](const Organisation& o) { return Optional(o.contact_email()); }},
      {{"mail_hours", "Mail hours"}, MailHoursText},
      {{"digest", "Digest"}, [](const Organisation& o) { return DigestText(o.digest_weekday()); }},
      {{"audit_recipients", "Audit mails to"}, [](const Organisation& o) { return ListOf(o.audit_recipients()); }}};
  return Columns() + *kColumns;
}

// The one named, else the one configured.
absl::StatusOr<std::string> NameOf(const std::string& id, const Context& context) {
  if (!id.empty()) return OrganisationName(id);
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  return names.parent();
}

struct CreateOptions {
  std::string id, name, request_id;
  std::string time_zone = "Europe/Stockholm";
};

absl::Status Create(const CreateOptions& options, Context& context) {
  v1::CreateOrganisationRequest request;
  request.set_organisation_id(options.id);
  request.mutable_organisation()->set_display_name(options.name);
  request.mutable_organisation()->set_time_zone(options.time_zone);
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(
      const Organisation organisation,
      context.client.Call<OrganisationService>(&OrganisationService::Stub::CreateOrganisation, request));
  context.AnswerOne(Columns(), organisation);
  context.Note(absl::StrCat("Created organisation ", options.id,
                            ". Name it in what follows with --organisation ", options.id,
                            ", or once and for all in cli.toml."));
  return absl::OkStatus();
}

struct ListOptions {
  int limit = 0;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const auto organisations,
                   ListAll<OrganisationService>(
                       context, &OrganisationService::Stub::ListOrganisations, v1::ListOrganisationsRequest(),
                       &v1::ListOrganisationsResponse::organisations, options.limit));
  context.AnswerList(Columns(), organisations, "There is no organisation.");
  return absl::OkStatus();
}

struct ShowOptions {
  std::string id;
};

absl::Status Show(const ShowOptions& options, Context& context) {
  v1::GetOrganisationRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), NameOf(options.id, context));
  ASSIGN_OR_RETURN(
      const Organisation organisation,
      context.client.Call<OrganisationService>(&OrganisationService::Stub::GetOrganisation, request));
  context.AnswerOne(FullColumns(), organisation);
  return absl::OkStatus();
}

struct UpdateOptions {
  std::string id, name, time_zone, language, mail_hours, digest, request_id;
  std::vector<std::string> audit_recipients;  // one that is empty: nobody
  std::optional<int> min_group_size;
  std::optional<std::string> contact;
  bool mail_weekends = false;
};

// The settings that were given, each with its place in the mask.
absl::Status ReadMailSettings(const UpdateOptions& options, v1::UpdateOrganisationRequest& request) {
  Organisation& organisation = *request.mutable_organisation();
  auto& mask = *request.mutable_update_mask();
  if (!options.language.empty()) {
    organisation.set_language(options.language);
    mask.add_paths("language");
  }
  if (options.contact) {
    organisation.set_contact_email(*options.contact);
    mask.add_paths("contact_email");
  }
  if (!options.mail_hours.empty()) {
    ASSIGN_OR_RETURN(*organisation.mutable_mail_hours(),
                     ParseMailHours(options.mail_hours, options.mail_weekends));
    mask.add_paths("mail_hours");
  } else if (options.mail_weekends) {
    return UsageError("Give the hours with --mail-weekends: --mail-hours 07:00-18:00 --mail-weekends.");
  }
  if (!options.digest.empty()) {
    ASSIGN_OR_RETURN(const int weekday, ParseDigest(options.digest));
    organisation.set_digest_weekday(weekday);
    mask.add_paths("digest_weekday");
  }
  if (!options.audit_recipients.empty()) mask.add_paths("audit_recipients");
  for (const std::string& recipient : options.audit_recipients) {
    if (!recipient.empty()) organisation.add_audit_recipients(recipient);
  }
  return absl::OkStatus();
}

absl::Status Update(const UpdateOptions& options, Context& context) {
  v1::UpdateOrganisationRequest request;
  Organisation& organisation = *request.mutable_organisation();
  organisation.set_display_name(options.name);
  organisation.set_time_zone(options.time_zone);
  if (!options.name.empty()) request.mutable_update_mask()->add_paths("display_name");
  if (!options.time_zone.empty()) request.mutable_update_mask()->add_paths("time_zone");
  if (options.min_group_size) {
    organisation.set_min_group_size(*options.min_group_size);
    request.mutable_update_mask()->add_paths("min_group_size");
  }
  RETURN_IF_ERROR(ReadMailSettings(options, request));
  if (request.update_mask().paths().empty()) {
    return UsageError(
        "Nothing to change: give --name, --time-zone, --min-group-size, --language, --contact, "
        "--mail-hours, --digest or --audit-recipient.");
  }
  ASSIGN_OR_RETURN(*organisation.mutable_name(), NameOf(options.id, context));
  ASSIGN_OR_RETURN(const Organisation updated,
                   SendChange<OrganisationService>(&OrganisationService::Stub::UpdateOrganisation, request,
                                                   options.request_id, context));
  context.AnswerOne(FullColumns(), updated);
  context.Note(absl::StrCat("Updated organisation ", ShortId(updated.name()), "."));
  return absl::OkStatus();
}

}  // namespace

void AddOrganisations(CommandLine& line) {
  Noun noun = line.AddNoun("organisations", "Tenants, for example one municipal group each");

  Verb create = noun.AddVerb({"create", "Create an organisation (needs a token of the installation)",
                              "organisations create alvnas --name Älvnäs"});
  auto& created = create.Runs(Create);
  create.Argument(created.id, "ID", "1-40 of a-z, 0-9 and -; never changes");
  create.Option(created.name, "--name", "NAME", "What people call it", Need::kRequired);
  create.Option(created.time_zone, "--time-zone", "ZONE",
                "Decides when a day ends (default Europe/Stockholm)");
  create.RequestId(created.request_id);

  Verb list = noun.AddVerb({"list", "List the organisations that the token can see", "organisations list"});
  list.Limit(list.Runs(List).limit);

  Verb show = noun.AddVerb({"show", "Show an organisation", "organisations show alvnas"});
  show.Argument(show.Runs(Show).id, "ID", "Which; the configured one without it", Need::kOptional);

  Verb update = noun.AddVerb({"update", "Change an organisation's settings",
                              "organisations update alvnas --name \"Älvnäs kommun\""});
  auto& updated = update.Runs(Update);
  update.Argument(updated.id, "ID", "Which; the configured one without it", Need::kOptional);
  update.Option(updated.name, "--name", "NAME", "What people call it");
  update.Option(updated.time_zone, "--time-zone", "ZONE", "An IANA zone such as Europe/Stockholm");
  update.Setting(updated.min_group_size, "--min-group-size",
                 "Figures of smaller groups are hidden from those who may not know about individuals: 1-100");
  update.Option(updated.language, "--language", "LANGUAGE",
                "Of pages and mails to people who have chosen none: sv or en");
  update.Setting(updated.contact, "--contact", "EMAIL", "Whom people can ask; '' names nobody");
  update.Option(
      updated.mail_hours, "--mail-hours", "FROM-TO",
      "When mails go to people who work here, such as 07:00-18:00, in the organisation's time zone");
  update.Flag(updated.mail_weekends, "--mail-weekends", "In these hours also on Saturdays and Sundays");
  update.Option(updated.digest, "--digest", "WEEKDAY",
                "When managers get their digest: monday to sunday, or none");
  update.Options(updated.audit_recipients, "--audit-recipient", "EMAIL",
                 "Who is mailed once a week how far the audit goes; '' is nobody");
  update.RequestId(updated.request_id);
}

}  // namespace nanolearn::cli
