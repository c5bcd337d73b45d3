#include "service/rpc/person_service.h"

#include "nanolearn/v1/person_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/staff_upload_call.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

v1::Engagement ToProto(const EngagementView& view, const std::string& organisation) {
  const EngagementFacts& facts = view.facts;
  v1::Engagement proto;
  proto.set_unit(UnitName(organisation, view.unit_code));
  proto.set_unit_display_name(view.unit_name);
  proto.set_kind(ToProto(facts.kind));
  proto.set_role(facts.role);
  proto.set_source(view.source);
  proto.set_start_date(FormatDate(facts.period.from));
  proto.set_end_date(LastDay(facts.period));
  proto.set_has_computer(facts.has_computer);
  if (!facts.leave.empty()) {
    proto.set_leave_start_date(FormatDate(facts.leave.from));
    proto.set_leave_end_date(LastDay(facts.leave));
  }
  return proto;
}

v1::Person ToProto(const PersonView& view, const std::string& organisation) {
  const PersonAttributes& attributes = view.person.attributes;
  v1::Person proto;
  proto.set_name(ResourceName(organisation, "people", view.person.id));
  proto.set_given_name(attributes.given_name);
  proto.set_family_name(attributes.family_name);
  proto.set_email(attributes.email);
  proto.set_phone(attributes.phone);
  proto.set_protected_identity(attributes.protected_identity);
  for (const EngagementView& engagement : view.engagements) {
    *proto.add_engagements() = ToProto(engagement, organisation);
  }
  return proto;
}

absl::StatusOr<PersonListQuery> Read(const v1::ListPeopleRequest& request) {
  PersonListQuery query{.text = request.query()};
  ASSIGN_OR_RETURN(query.organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(query.date, ReadOptionalDate(request.date(), "date"));
  ASSIGN_OR_RETURN(query.unit_code, ParseNameIn(query.organisation, request.unit(), "units", "unit"));
  ASSIGN_OR_RETURN(query.kind, ReadOptionalKind(request.kind(), "kind"));
  return query;
}

absl::StatusOr<v1::Person> Get(Operations& operations, const Caller& caller,
                               const v1::GetPersonRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), "people", "name"));
  ASSIGN_OR_RETURN(const std::optional<Date> date, ReadOptionalDate(request.date(), "date"));
  ASSIGN_OR_RETURN(const PersonView view, operations.people.Get(caller, name.organisation, name.id, date));
  return ToProto(view, name.organisation);
}

absl::StatusOr<v1::ListPeopleResponse> List(Operations& operations, const Caller& caller,
                                            const v1::ListPeopleRequest& request) {
  ASSIGN_OR_RETURN(const PersonListQuery query, Read(request));
  ASSIGN_OR_RETURN(const PersonList list, operations.people.List(caller, query, ReadPage(request)));
  v1::ListPeopleResponse response;
  for (const PersonView& view : list.people) *response.add_people() = ToProto(view, query.organisation);
  response.set_next_page_token(list.next_page_token);
  return response;
}

// The generated CallbackService, but for SyncPeople, which reads bytes.
using PersonMethods =
    v1::PersonService::WithCallbackMethod_GetPerson<v1::PersonService::WithCallbackMethod_ListPeople<
        v1::PersonService::WithRawCallbackMethod_SyncPeople<v1::PersonService::Service>>>;

class PersonService final : public PersonMethods {
 public:
  explicit PersonService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* GetPerson(grpc::CallbackServerContext* context,
                                      const v1::GetPersonRequest* request, v1::Person* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* ListPeople(grpc::CallbackServerContext* context,
                                       const v1::ListPeopleRequest* request,
                                       v1::ListPeopleResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerReadReactor<grpc::ByteBuffer>* SyncPeople(grpc::CallbackServerContext* context,
                                                        grpc::ByteBuffer* response) override {
    return new StaffUploadCall(backend_, upload_slots_, context, response);
  }

 private:
  const Backend backend_;
  UploadSlots upload_slots_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakePersonService(const Backend& backend) {
  return std::make_unique<PersonService>(backend);
}

}  // namespace nanolearn::rpc
