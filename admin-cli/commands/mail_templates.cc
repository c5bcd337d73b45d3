#include "admin-cli/commands/mail_templates.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "admin-cli/change.h"
#include "admin-cli/commands/mail_template_file.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/errors.h"
#include "admin-cli/files.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/mail_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::MailService;
using v1::MailTemplate;
using Preview = v1::PreviewMailTemplateResponse;

const ColumnsOf<MailTemplate>& Columns() {
  static const auto* const kColumns = new ColumnsOf<MailTemplate>{
      {{"kind", "Kind", Type::kEnum}, [](const MailTemplate& t) { return EnumText(t.kind()); }},
      {{"language", "Language"}, [](const MailTemplate& t) { return t.language(); }},
      {{"changed", "Changed"}, [](const MailTemplate& t) { return t.is_changed(); }},
      {{"updated", "Updated", Type::kTime},
       [](const MailTemplate& t) { return Instant(t.has_update_time(), t.update_time()); }},
      {{"subject", "Subject"}, [](const MailTemplate& t) { return t.subject(); }},
      {{"body", "Body", Type::kText, Shown::kInData}, [](const MailTemplate& t) { return t.body(); }}};
  return *kColumns;
}

const ColumnsOf<Preview>& PreviewColumns() {
  static const auto* const kColumns =
      new ColumnsOf<Preview>{{{"subject", "Subject"}, [](const Preview& p) { return p.subject(); }},
                             {{"text", "Text"}, [](const Preview& p) { return p.text(); }},
                             {{"html", "HTML"}, [](const Preview& p) { return p.html(); }}};
  return *kColumns;
}

// Which template.
struct TemplateOptions {
  std::string kind, language;
};

absl::StatusOr<MailTemplate> TemplateOf(const TemplateOptions& options) {
  MailTemplate mail_template;
  ASSIGN_OR_RETURN(const auto kind, ParseEnum<v1::MailTemplateKind>(options.kind));
  mail_template.set_kind(kind);
  mail_template.set_language(options.language);
  return mail_template;
}

std::string Called(const MailTemplate& mail_template) {
  const std::string kind = absl::StrReplaceAll(EnumText(mail_template.kind()), {{"_", "-"}});
  return absl::StrCat(absl::AsciiStrToLower(kind), " in ",
                      mail_template.language() == "en" ? "English" : "Swedish");
}

absl::StatusOr<v1::ListMailTemplatesResponse> AllTemplates(Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListMailTemplatesRequest request;
  request.set_parent(names.parent());
  return context.client.Call<MailService>(&MailService::Stub::ListMailTemplates, request);
}

struct NoOptions {};

absl::Status List(const NoOptions&, Context& context) {
  ASSIGN_OR_RETURN(const auto response, AllTemplates(context));
  context.AnswerList(Columns(), response.templates(), "There is no template.");
  return absl::OkStatus();
}

absl::Status Show(const TemplateOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const MailTemplate wanted, TemplateOf(options));
  ASSIGN_OR_RETURN(const auto response, AllTemplates(context));
  for (const MailTemplate& one : response.templates()) {
    if (one.kind() != wanted.kind() || one.language() != wanted.language()) continue;
    // What people read is a file that they can change and give back.
    const Format format = context.config.format;
    if (format == Format::kTable || format == Format::kPlain) {
      context.out << MailTemplateFileText(one);
    } else {
      context.AnswerOne(Columns(), one);
    }
    return absl::OkStatus();
  }
  return UsageError(absl::StrCat("There is no language \"", options.language, "\" of mails: give sv or en."));
}

struct SetOptions : TemplateOptions {
  std::string file, request_id;
};

absl::Status Set(const SetOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  ASSIGN_OR_RETURN(const MailTemplateFile file, ReadMailTemplateFile(options.file));
  v1::UpdateMailTemplateRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(*request.mutable_template_(), TemplateOf(options));
  request.mutable_template_()->set_subject(file.subject);
  request.mutable_template_()->set_body(file.body);
  const auto updated =
      SendChange<MailService>(&MailService::Stub::UpdateMailTemplate, request, options.request_id, context);
  if (!updated.ok()) return WithLines(updated.status(), file);
  context.AnswerOne(Columns(), *updated);
  context.Note(absl::StrCat("Mails of the kind ", Called(*updated), " are written with ", file.file_name,
                            " from now on."));
  return absl::OkStatus();
}

struct ResetOptions : TemplateOptions {
  std::string request_id;
};

absl::Status Reset(const ResetOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  ASSIGN_OR_RETURN(const MailTemplate wanted, TemplateOf(options));
  v1::ResetMailTemplateRequest request;
  request.set_parent(names.parent());
  request.set_kind(wanted.kind());
  request.set_language(wanted.language());
  ASSIGN_OR_RETURN(const MailTemplate own, SendChange<MailService>(&MailService::Stub::ResetMailTemplate, request,
                                                                   options.request_id, context));
  context.AnswerOne(Columns(), own);
  context.Note(absl::StrCat("Mails of the kind ", Called(own), " have the product's own words again."));
  return absl::OkStatus();
}

struct PreviewOptions : TemplateOptions {
  std::string file, out;
};

absl::Status WritePreview(const Preview& preview, const std::string& path, Context& context) {
  const bool is_html = absl::EndsWithIgnoreCase(path, ".html");
  RETURN_IF_ERROR(WriteFile(
      path, is_html ? preview.html() : absl::StrCat("Subject: ", preview.subject(), "\n\n", preview.text())));
  context.Note(absl::StrCat("Wrote ", path, ": an invented example. Nothing was stored or sent."));
  return absl::OkStatus();
}

absl::Status ShowPreview(const PreviewOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::PreviewMailTemplateRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(*request.mutable_template_(), TemplateOf(options));
  MailTemplateFile file;
  if (!options.file.empty()) {
    ASSIGN_OR_RETURN(file, ReadMailTemplateFile(options.file));
    request.mutable_template_()->set_subject(file.subject);
    request.mutable_template_()->set_body(file.body);
  }
  const auto preview = context.client.Call<MailService>(&MailService::Stub::PreviewMailTemplate, request);
  if (!preview.ok()) return WithLines(preview.status(), file);
  if (!options.out.empty()) return WritePreview(*preview, options.out, context);
  if (context.config.format == Format::kTable || context.config.format == Format::kPlain) {
    context.out << "Subject: " << preview->subject() << "\n\n" << preview->text();
  } else {
    context.AnswerOne(PreviewColumns(), *preview);
  }
  return absl::OkStatus();
}

void TakeTemplate(TemplateOptions& options, Verb& verb) {
  verb.Argument(options.kind, "KIND", Choices<v1::MailTemplateKind>());
  verb.Option(options.language, "--language", "LANGUAGE", "sv or en", Need::kRequired);
}

}  // namespace

void AddMailTemplates(Noun& noun) {
  Verb list = noun.AddVerb({"list", "List every template in both languages", "mail templates list"});
  list.Runs(List);

  Verb show = noun.AddVerb({"show", "Show a template as a file that can be changed and given to set",
                            "mail templates show invitation --language sv > inbjudan.md"});
  TakeTemplate(show.Runs(Show), show);

  Verb set = noun.AddVerb({"set", "Use your own words; they are checked first",
                           "mail templates set invitation --language sv --file inbjudan.md"});
  auto& written = set.Runs(Set);
  TakeTemplate(written, set);
  set.Option(written.file, "--file", "FILE",
             "Subject: ... in the first line, an empty line, then Markdown with marks", Need::kRequired);
  set.RequestId(written.request_id);

  Verb reset = noun.AddVerb(
      {"reset", "Go back to the product's own words", "mail templates reset invitation --language sv"});
  auto& undone = reset.Runs(Reset);
  TakeTemplate(undone, reset);
  reset.RequestId(undone.request_id);

  Verb preview = noun.AddVerb(
      {"preview", "Fill a template in with an invented example; nothing is stored or sent",
       "mail templates preview invitation --language sv --file inbjudan.md --out inbjudan.html"});
  auto& shown = preview.Runs(ShowPreview);
  TakeTemplate(shown, preview);
  preview.Option(shown.file, "--file", "FILE",
                 "A template that is not in use yet; without it the one in use");
  preview.Option(shown.out, "--out", "FILE",
                 "Write it there: the HTML when the name ends in .html, else the text");
}

}  // namespace nanolearn::cli
