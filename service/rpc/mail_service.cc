#include "service/rpc/mail_service.h"

#include "nanolearn/v1/mail_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/mail_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

absl::StatusOr<v1::ListMailsResponse> List(Operations& operations, const Caller& caller,
                                           const v1::ListMailsRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const MailState state, ReadMailState(request.state(), "state"));
  ASSIGN_OR_RETURN(const MailPage page,
                   operations.mails.List(caller, organisation, state, ReadPage(request)));
  v1::ListMailsResponse response;
  for (const MailView& view : page.mails) *response.add_mails() = ToProto(view, organisation);
  response.set_next_page_token(page.next_page_token);
  return response;
}

absl::StatusOr<v1::RetryMailResponse> Retry(Operations& operations, const Caller& caller,
                                            const v1::RetryMailRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), "mails", "name"));
  RETURN_IF_ERROR(operations.mails.Retry(caller, name.organisation, name.id, request.request_id()));
  return v1::RetryMailResponse();
}

absl::StatusOr<v1::ListMailTemplatesResponse> ListTemplates(Operations& operations, const Caller& caller,
                                                            const v1::ListMailTemplatesRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const std::vector<MailTemplate> templates,
                   operations.mail_templates.List(caller, organisation));
  v1::ListMailTemplatesResponse response;
  for (const MailTemplate& one : templates) *response.add_templates() = ToProto(one);
  return response;
}

absl::StatusOr<v1::MailTemplate> UpdateTemplate(Operations& operations, const Caller& caller,
                                                const v1::UpdateMailTemplateRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const MailTemplate wanted, ReadMailTemplate(request.template_()));
  ASSIGN_OR_RETURN(const MailTemplate updated,
                   operations.mail_templates.Update(caller, organisation, wanted, request.request_id()));
  return ToProto(updated);
}

absl::StatusOr<v1::MailTemplate> ResetTemplate(Operations& operations, const Caller& caller,
                                               const v1::ResetMailTemplateRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const LetterKind kind, ReadLetterKind(request.kind(), "kind"));
  ASSIGN_OR_RETURN(const MailTemplate own,
                   operations.mail_templates.Reset(caller, organisation, kind, request.language(), request.request_id()));
  return ToProto(own);
}

absl::StatusOr<v1::PreviewMailTemplateResponse> Preview(Operations& operations, const Caller& caller,
                                                        const v1::PreviewMailTemplateRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const MailTemplate shown, ReadMailTemplate(request.template_()));
  ASSIGN_OR_RETURN(const Mail mail, operations.mail_templates.Preview(caller, organisation, shown));
  v1::PreviewMailTemplateResponse response;
  response.set_subject(mail.subject);
  response.set_text(mail.text);
  response.set_html(mail.html);
  return response;
}

class MailService final : public v1::MailService::CallbackService {
 public:
  explicit MailService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* ListMails(grpc::CallbackServerContext* context,
                                      const v1::ListMailsRequest* request,
                                      v1::ListMailsResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* RetryMail(grpc::CallbackServerContext* context,
                                      const v1::RetryMailRequest* request,
                                      v1::RetryMailResponse* response) override {
    return Serve(backend_, context, request, response, Retry);
  }
  grpc::ServerUnaryReactor* ListMailTemplates(grpc::CallbackServerContext* context,
                                              const v1::ListMailTemplatesRequest* request,
                                              v1::ListMailTemplatesResponse* response) override {
    return Serve(backend_, context, request, response, ListTemplates);
  }
  grpc::ServerUnaryReactor* UpdateMailTemplate(grpc::CallbackServerContext* context,
                                               const v1::UpdateMailTemplateRequest* request,
                                               v1::MailTemplate* response) override {
    return Serve(backend_, context, request, response, UpdateTemplate);
  }
  grpc::ServerUnaryReactor* ResetMailTemplate(grpc::CallbackServerContext* context,
                                              const v1::ResetMailTemplateRequest* request,
                                              v1::MailTemplate* response) override {
    return Serve(backend_, context, request, response, ResetTemplate);
  }
  grpc::ServerUnaryReactor* PreviewMailTemplate(grpc::CallbackServerContext* context,
                                                const v1::PreviewMailTemplateRequest* request,
                                                v1::PreviewMailTemplateResponse* response) override {
    return Serve(backend_, context, request, response, Preview);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeMailService(const Backend& backend) {
  return std::make_unique<MailService>(backend);
}

}  // namespace nanolearn::rpc
