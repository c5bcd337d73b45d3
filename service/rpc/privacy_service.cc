#include "service/rpc/privacy_service.h"

#include <string>

#include "nanolearn/v1/privacy_service.grpc.pb.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

absl::Status CheckPerson(const std::string& person) {
  if (!person.empty()) return absl::OkStatus();
  return InvalidField("person", "must be given");
}

absl::StatusOr<v1::ExportPersonResponse> Export(Operations& operations, const Caller& caller,
                                                const v1::ExportPersonRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  RETURN_IF_ERROR(CheckPerson(request.person()));
  ASSIGN_OR_RETURN(PersonExport exported, operations.person_exports.Export(caller, organisation, request.person(),
                                                                           request.include_protected()));
  v1::ExportPersonResponse response;
  response.set_person(ResourceName(organisation, "people", exported.person_id));
  response.set_json(std::move(exported.json));
  response.set_language(exported.language);
  return response;
}

absl::StatusOr<v1::ErasePersonResponse> Erase(Operations& operations, const Caller& caller,
                                              const v1::ErasePersonRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  RETURN_IF_ERROR(CheckPerson(request.person()));
  ASSIGN_OR_RETURN(const ErasureResult result,
                   operations.person_erasures.Erase(caller, {.organisation = organisation,
                                                             .person = request.person(),
                                                             .request_id = request.request_id(),
                                                             .validate_only = request.validate_only()}));
  // Somebody who was signed in is not any more.
  if (!request.validate_only()) operations.sign_ins.Forget();
  v1::ErasePersonResponse response;
  response.set_person(ResourceName(organisation, "people", result.person_id));
  for (const ErasureCount& count : result.removed) {
    v1::Removed* removed = response.add_removed();
    removed->set_kind(count.kind);
    removed->set_count(count.rows);
  }
  for (const std::string& source : result.still_named_by) response.add_still_named_by(source);
  return response;
}

v1::Retention ToProto(const RetentionRule& rule, const std::string& parent) {
  v1::Retention proto;
  proto.set_parent(parent);
  proto.set_months_after_leaving(rule.months_after_leaving);
  if (rule.valid_from != kFirstDate) proto.set_valid_from(FormatDate(rule.valid_from));
  return proto;
}

absl::StatusOr<v1::Retention> Get(Operations& operations, const Caller& caller,
                                           const v1::GetRetentionRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const RetentionRule rule, operations.retention.Get(caller, organisation));
  return ToProto(rule, request.parent());
}

absl::StatusOr<v1::Retention> Set(Operations& operations, const Caller& caller,
                                           const v1::SetRetentionRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const RetentionRule rule, operations.retention.Set(caller, organisation, request.months_after_leaving(),
                                                                      request.request_id()));
  return ToProto(rule, request.parent());
}

absl::StatusOr<v1::PreviewRetentionResponse> Preview(Operations& operations, const Caller& caller,
                                                     const v1::PreviewRetentionRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const RetentionPreview preview,
                   operations.retention.Preview(caller, organisation, request.months_after_leaving(), ReadPage(request)));
  v1::PreviewRetentionResponse response;
  for (const FormerPerson& person : preview.people) {
    v1::FormerPerson* proto = response.add_people();
    proto->set_person(ResourceName(organisation, "people", person.person_id));
    proto->set_last_day(FormatDate(person.left_on - 1));
  }
  response.set_next_page_token(preview.next_page_token);
  response.set_total(preview.total);
  response.set_months_after_leaving(preview.months);
  return response;
}

DisclosedNames ToNames(v1::ExtractNames names) {
  switch (names) {
    case v1::EXTRACT_NAMES_INITIALS:
      return DisclosedNames::kInitials;
    case v1::EXTRACT_NAMES_FULL:
      return DisclosedNames::kFull;
    default:
      return DisclosedNames::kNumber;
  }
}

absl::StatusOr<v1::ExtractCompletionsResponse> Extract(Operations& operations, const Caller& caller,
                                                       const v1::ExtractCompletionsRequest& request) {
  DisclosureQuery query{.names = ToNames(request.names())};
  ASSIGN_OR_RETURN(query.organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(query.unit_code, ParseNameIn(query.organisation, request.unit(), "units", "unit"));
  ASSIGN_OR_RETURN(query.programme, ParseNameIn(query.organisation, request.programme(), "programmes", "programme"));
  ASSIGN_OR_RETURN(query.from, ReadDate(request.from(), "from"));
  ASSIGN_OR_RETURN(query.to, ReadOptionalDate(request.to(), "to"));
  ASSIGN_OR_RETURN(DisclosureFile file, operations.disclosures.Extract(caller, query));
  v1::ExtractCompletionsResponse response;
  response.set_csv(std::move(file.csv));
  response.set_rows(file.rows);
  for (const DisclosureFile::Masked& masked : file.masked) {
    v1::Masked* proto = response.add_masked();
    proto->set_reason(masked.reason);
    proto->set_people(masked.people);
  }
  return response;
}

class PrivacyService final : public v1::PrivacyService::CallbackService {
 public:
  explicit PrivacyService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* ExportPerson(grpc::CallbackServerContext* context, const v1::ExportPersonRequest* request,
                                         v1::ExportPersonResponse* response) override {
    return Serve(backend_, context, request, response, Export);
  }
  grpc::ServerUnaryReactor* ErasePerson(grpc::CallbackServerContext* context, const v1::ErasePersonRequest* request,
                                        v1::ErasePersonResponse* response) override {
    return Serve(backend_, context, request, response, Erase);
  }
  grpc::ServerUnaryReactor* GetRetention(grpc::CallbackServerContext* context, const v1::GetRetentionRequest* request,
                                         v1::Retention* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* SetRetention(grpc::CallbackServerContext* context, const v1::SetRetentionRequest* request,
                                         v1::Retention* response) override {
    return Serve(backend_, context, request, response, Set);
  }
  grpc::ServerUnaryReactor* PreviewRetention(grpc::CallbackServerContext* context,
                                             const v1::PreviewRetentionRequest* request,
                                             v1::PreviewRetentionResponse* response) override {
    return Serve(backend_, context, request, response, Preview);
  }
  grpc::ServerUnaryReactor* ExtractCompletions(grpc::CallbackServerContext* context,
                                               const v1::ExtractCompletionsRequest* request,
                                               v1::ExtractCompletionsResponse* response) override {
    return Serve(backend_, context, request, response, Extract);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakePrivacyService(const Backend& backend) {
  return std::make_unique<PrivacyService>(backend);
}

}  // namespace nanolearn::rpc
