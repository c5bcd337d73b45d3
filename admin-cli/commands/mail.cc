#include "admin-cli/commands/mail.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/mail_templates.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/paging.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/mail_service.grpc.pb.h"
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
};

absl::Status Retry(const RetryOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
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

  Verb retry =
      noun.AddVerb({"retry", "Send mails that failed once more, for example when an address works again",
                    "mail retry 01jd8y3kq4m2n"});
  retry.Arguments(retry.Runs(Retry).ids, "MAIL", "Ids, as mail list shows them");

  Noun templates = noun.AddNoun("templates", "The words of mails: yours, or the product's own");
  AddMailTemplates(templates);
}

}  // namespace nanolearn::cli
