#include "service/rpc/organisation_service.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "nanolearn/v1/organisation_service.grpc.pb.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

constexpr int kNoDigest = -1;  // in the API, where 0 says nothing

v1::Organisation ToProto(const Organisation& organisation) {
  v1::Organisation proto;
  proto.set_name(OrganisationName(organisation.slug));
  proto.set_display_name(organisation.display_name);
  proto.set_time_zone(organisation.time_zone);
  proto.set_min_group_size(organisation.min_group_size);
  proto.set_language(organisation.language);
  proto.set_contact_email(organisation.contact_email);
  v1::MailHours& hours = *proto.mutable_mail_hours();
  hours.set_from(FormatClock(organisation.mail_hours.from_minute));
  hours.set_to(FormatClock(organisation.mail_hours.to_minute));
  hours.set_weekends(organisation.mail_hours.weekends);
  proto.set_digest_weekday(organisation.digest_weekday == 0 ? kNoDigest : organisation.digest_weekday);
  for (const std::string& recipient : organisation.audit_recipients) proto.add_audit_recipients(recipient);
  *proto.mutable_create_time() = ToProto(organisation.create_time);
  proto.set_etag(EtagOf(organisation));
  return proto;
}

absl::StatusOr<MailHours> ReadMailHours(const v1::MailHours& proto) {
  const auto minute = [](const std::string& text, absl::string_view field, int most) -> absl::StatusOr<int> {
    const std::optional<int> read = ParseClock(text);
    if (read && *read <= most) return *read;
    return InvalidField(field, absl::StrCat("is a time such as 07:00, up to ", FormatClock(most)));
  };
  MailHours hours{.weekends = proto.weekends()};
  ASSIGN_OR_RETURN(hours.from_minute, minute(proto.from(), "organisation.mail_hours.from", 24 * 60 - 1));
  ASSIGN_OR_RETURN(hours.to_minute, minute(proto.to(), "organisation.mail_hours.to", 24 * 60));
  return hours;
}

// 0 is the usual day, and -1 none.
absl::StatusOr<int> ReadWeekday(int weekday) {
  if (weekday == kNoDigest) return 0;
  if (weekday == 0) return Organisation().digest_weekday;
  if (weekday < 0 || weekday > 7) {
    return InvalidField("organisation.digest_weekday", "is 1 (Monday) to 7 (Sunday), or -1 for no digest");
  }
  return weekday;
}

absl::StatusOr<v1::Organisation> Create(Operations& operations, const Caller& caller,
                                        const v1::CreateOrganisationRequest& request) {
  const v1::Organisation& proto = request.organisation();
  Organisation wanted{.slug = request.organisation_id(),
                      .display_name = proto.display_name(),
                      .time_zone = proto.time_zone()};
  if (proto.min_group_size() != 0) wanted.min_group_size = proto.min_group_size();
  if (!proto.language().empty()) wanted.language = proto.language();
  wanted.contact_email = proto.contact_email();
  if (proto.has_mail_hours()) {
    ASSIGN_OR_RETURN(wanted.mail_hours, ReadMailHours(proto.mail_hours()));
  }
  ASSIGN_OR_RETURN(wanted.digest_weekday, ReadWeekday(proto.digest_weekday()));
  wanted.audit_recipients = {proto.audit_recipients().begin(), proto.audit_recipients().end()};
  ASSIGN_OR_RETURN(const Organisation created,
                   operations.organisations.Create(caller, std::move(wanted), request.request_id()));
  return ToProto(created);
}

absl::StatusOr<v1::Organisation> Get(Operations& operations, const Caller& caller,
                                     const v1::GetOrganisationRequest& request) {
  ASSIGN_OR_RETURN(const std::string slug, ParseOrganisationName(request.name(), "name"));
  ASSIGN_OR_RETURN(const Organisation organisation, operations.organisations.Get(caller, slug));
  return ToProto(organisation);
}

absl::StatusOr<v1::ListOrganisationsResponse> List(Operations& operations, const Caller& caller,
                                                   const v1::ListOrganisationsRequest& request) {
  ASSIGN_OR_RETURN(const OrganisationList list, operations.organisations.List(caller, ReadPage(request)));
  v1::ListOrganisationsResponse response;
  for (const Organisation& organisation : list.organisations) {
    *response.add_organisations() = ToProto(organisation);
  }
  response.set_next_page_token(list.next_page_token);
  return response;
}

// The fields of an update: those named, or without a mask the first two and what else is given.
std::vector<std::string> FieldsOf(const v1::UpdateOrganisationRequest& request) {
  const auto& paths = request.update_mask().paths();
  if (!paths.empty()) return {paths.begin(), paths.end()};
  const v1::Organisation& wanted = request.organisation();
  std::vector<std::string> fields = {"display_name", "time_zone"};
  if (wanted.min_group_size() != 0) fields.push_back("min_group_size");
  if (!wanted.language().empty()) fields.push_back("language");
  if (!wanted.contact_email().empty()) fields.push_back("contact_email");
  if (wanted.has_mail_hours()) fields.push_back("mail_hours");
  if (wanted.digest_weekday() != 0) fields.push_back("digest_weekday");
  if (wanted.audit_recipients_size() > 0) fields.push_back("audit_recipients");
  return fields;
}

absl::Status ReadChange(absl::string_view field, const v1::Organisation& wanted,
                        OrganisationChanges& changes) {
  if (field == "display_name") {
    changes.display_name = wanted.display_name();
  } else if (field == "time_zone") {
    changes.time_zone = wanted.time_zone();
  } else if (field == "min_group_size") {
    changes.min_group_size = wanted.min_group_size();
  } else if (field == "language") {
    changes.language = wanted.language();
  } else if (field == "contact_email") {
    changes.contact_email = wanted.contact_email();
  } else if (field == "mail_hours") {
    ASSIGN_OR_RETURN(changes.mail_hours, ReadMailHours(wanted.mail_hours()));
  } else if (field == "digest_weekday") {
    ASSIGN_OR_RETURN(changes.digest_weekday, ReadWeekday(wanted.digest_weekday()));
  } else if (field == "audit_recipients") {
    changes.audit_recipients = {wanted.audit_recipients().begin(), wanted.audit_recipients().end()};
  } else {
    return InvalidField(
        "update_mask",
        "may name display_name, time_zone, min_group_size, language, contact_email, mail_hours, "
        "digest_weekday and audit_recipients, nothing else");
  }
  return absl::OkStatus();
}

absl::StatusOr<OrganisationChanges> ReadChanges(const v1::UpdateOrganisationRequest& request) {
  OrganisationChanges changes;
  for (const std::string& field : FieldsOf(request)) {
    RETURN_IF_ERROR(ReadChange(field, request.organisation(), changes));
  }
  return changes;
}

absl::StatusOr<v1::Organisation> Update(Operations& operations, const Caller& caller,
                                        const v1::UpdateOrganisationRequest& request) {
  ASSIGN_OR_RETURN(const std::string slug,
                   ParseOrganisationName(request.organisation().name(), "organisation.name"));
  ASSIGN_OR_RETURN(const OrganisationChanges changes, ReadChanges(request));
  ASSIGN_OR_RETURN(const Organisation updated,
                   operations.organisations.Update(caller, slug, changes, request.organisation().etag(), request.request_id()));
  return ToProto(updated);
}

class OrganisationService final : public v1::OrganisationService::CallbackService {
 public:
  explicit OrganisationService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* CreateOrganisation(grpc::CallbackServerContext* context,
                                               const v1::CreateOrganisationRequest* request,
                                               v1::Organisation* response) override {
    return Serve(backend_, context, request, response, Create);
  }
  grpc::ServerUnaryReactor* GetOrganisation(grpc::CallbackServerContext* context,
                                            const v1::GetOrganisationRequest* request,
                                            v1::Organisation* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* ListOrganisations(grpc::CallbackServerContext* context,
                                              const v1::ListOrganisationsRequest* request,
                                              v1::ListOrganisationsResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* UpdateOrganisation(grpc::CallbackServerContext* context,
                                               const v1::UpdateOrganisationRequest* request,
                                               v1::Organisation* response) override {
    return Serve(backend_, context, request, response, Update);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeOrganisationService(const Backend& backend) {
  return std::make_unique<OrganisationService>(backend);
}

}  // namespace nanolearn::rpc
