#include "admin-cli/commands/mail.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/mail_templates.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/errors.h"
#include "admin-cli/paging.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/mail_service.grpc.pb.h"
#include "service/base/date.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Mail;
using v1::MailService;

const ColumnsOf<Mail>& Columns() {
  static const auto* const kColumns = new ColumnsOf<Mail>{
      {{"mail", "Mail", Type::kWhole}, [](const Mail& m) { return ShortId(m.name()); }},
      {{"kind", "Kind", Type::kEnum}, [](const Mail& m) { return EnumText(m.kind()); }},
      {{"state", "State", Type::kEnum, Shown::kNotInTable},
       [](const Mail& m) { return EnumText(m.state()); }},
      {{"to", "To"}, [](const Mail& m) { return Optional(m.recipient()); }},
      {{"person", "Person", Type::kWhole}, [](const Mail& m) { return Optional(ShortId(m.person())); }},
      {{"subject", "Subject"}, [](const Mail& m) { return m.subject(); }},
      {{"created", "Created", Type::kTime},
       [](const Mail& m) { return Instant(m.has_create_time(), m.create_time()); }},
      {{"due", "Next try", Type::kTime},
       [](const Mail& m) { return Instant(m.has_due_time(), m.due_time()); }},
      {{"ended", "Ended", Type::kTime},
       [](const Mail& m) { return Instant(m.has_end_time(), m.end_time()); }},
      {{"tries", "Tries", Type::kNumber}, [](const Mail& m) { return m.tries(); }},
      {{"error", "Why"}, [](const Mail& m) { return Optional(m.error()); }}};
  return *kColumns;
}

struct ListOptions {
  std::string state = "failed";
  int limit = 0;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListMailsRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(const auto state, ParseEnum<v1::MailState>(options.state));
  request.set_state(state);
  ASSIGN_OR_RETURN(const auto mails, ListAll<MailService>(context, &MailService::Stub::ListMails, request,
                                                          &v1::ListMailsResponse::mails, options.limit));
  context.AnswerList(Columns(), mails, absl::StrCat("There is no mail in the state ", options.state, "."));
  return absl::OkStatus();
}

struct RetryOptions {
  std::vector<std::string> ids;
  bool failed = false;
  std::string since;
};

// The names of those that failed, and did so not before `since`.
absl::StatusOr<std::vector<std::string>> FailedSince(absl::Time since, const Names& names, Context& context) {
  v1::ListMailsRequest request;
  request.set_parent(names.parent());
  request.set_state(v1::MAIL_STATE_FAILED);
  ASSIGN_OR_RETURN(const auto mails, ListAll<MailService>(context, &MailService::Stub::ListMails, request,
                                                          &v1::ListMailsResponse::mails, 0));
  std::vector<std::string> failed;
  for (const Mail& mail : mails) {
    if (absl::FromUnixSeconds(mail.end_time().seconds()) >= since) failed.push_back(mail.name());
  }
  return failed;
}

std::string Mails(int count) { return absl::StrCat(count, count == 1 ? " mail" : " mails"); }

// Those that cannot be sent again, since they are too old for example, keep no other back.
absl::Status RetryFailed(const RetryOptions& options, const Names& names, Context& context) {
  absl::Time since = absl::InfinitePast();
  if (!options.since.empty()) {
    const absl::StatusOr<Date> day = ParseDate(options.since);
    if (!day.ok()) return UsageError(absl::StrCat("--since: ", std::string(day.status().message()), "."));
    since = absl::FromCivil(*day, absl::LocalTimeZone());
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> failed, FailedSince(since, names, context));
  int retried = 0, left = 0;
  for (const std::string& name : failed) {
    v1::RetryMailRequest request;
    request.set_name(name);
    const absl::Status status = context.client.Call<MailService>(&MailService::Stub::RetryMail, request).status();
    if (!status.ok() && !absl::IsFailedPrecondition(status)) return status;
    ++(status.ok() ? retried : left);
  }
  context.Note(absl::StrCat(Mails(retried), retried == 1 ? " is" : " are", " sent once more.",
                            left == 0 ? "" : absl::StrCat(" Too old, or with no address any more: ", left, ".")));
  return absl::OkStatus();
}

absl::Status Retry(const RetryOptions& options, Context& context) {
  if (options.failed != options.ids.empty()) {
    return UsageError("Give the ids of mails, or --failed for all that failed.");
  }
  if (!options.since.empty() && !options.failed) return UsageError("--since goes with --failed.");
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  if (options.failed) return RetryFailed(options, names, context);
  for (const std::string& id : options.ids) {
    v1::RetryMailRequest request;
    ASSIGN_OR_RETURN(*request.mutable_name(), names.Mail(id));
    RETURN_IF_ERROR(context.client.Call<MailService>(&MailService::Stub::RetryMail, request).status());
    context.Note(absl::StrCat("Mail ", ShortId(request.name()), " is sent once more."));
  }
  return absl::OkStatus();
}

}  // namespace

void AddMail(CommandLine& line) {
  Noun noun = line.AddNoun("mail", "Mails: what became of them, and their words");

  Verb list = noun.AddVerb({"list", "List the mails that failed, or those in another state, the last first",
                            "mail list --state waiting --limit 20"});
  auto& listed = list.Runs(List);
  list.Option(listed.state, "--state", "STATE", Choices<v1::MailState>() + "; failed without it");
  list.Limit(listed.limit);

  Verb retry = noun.AddVerb({"retry",
                             "Send mails that failed once more, to the addresses that their people have now",
                             "mail retry --failed --since 2026-11-25"});
  auto& retried = retry.Runs(Retry);
  retry.Arguments(retried.ids, "MAIL", "Ids, as mail list shows them", Need::kOptional);
  retry.Flag(retried.failed, "--failed", "All that failed, for example since the mail server was set up wrongly");
  retry.Option(retried.since, "--since", "DATE", "Of those, only what failed on that day or later");

  Noun templates = noun.AddNoun("templates", "The words of mails: yours, or the product's own");
  AddMailTemplates(templates);
}

}  // namespace nanolearn::cli
