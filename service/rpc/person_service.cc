#include "service/rpc/person_service.h"

#include "nanolearn/v1/person_service.grpc.pb.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/person_converter.h"
#include "service/rpc/staff_upload_call.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

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

absl::StatusOr<v1::GetSyncUploadResponse> GetUpload(Operations& operations, const Caller& caller,
                                                    const v1::GetSyncUploadRequest& request) {
  ASSIGN_OR_RETURN(const std::string organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const SyncUpload upload,
                   operations.sync_uploads.Find(caller, organisation, request.request_id()));
  v1::GetSyncUploadResponse response;
  response.set_received_bytes(upload.received_bytes);
  response.set_total_bytes(upload.total_bytes);
  return response;
}

absl::StatusOr<v1::MergePeopleResponse> Merge(Operations& operations, const Caller& caller,
                                              const v1::MergePeopleRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), "people", "name"));
  ASSIGN_OR_RETURN(const std::string merged,
                   ReadNameIn(name.organisation, request.merged_person(), "people", "merged_person"));
  PersonMerge merge{.organisation = name.organisation,
                    .person_id = name.id,
                    .request_id = request.request_id(),
                    .validate_only = request.validate_only()};
  ASSIGN_OR_RETURN(merge.merged_person_id, ParseIdPart(merged, "merged_person"));
  ASSIGN_OR_RETURN(const PersonMergeResult result, operations.person_merges.Merge(caller, merge));
  v1::MergePeopleResponse response;
  *response.mutable_person() = ToProto(result.person, name.organisation);
  response.set_engagements_moved(result.engagements_moved);
  response.set_assignments_moved(result.assignments_moved);
  response.set_completions_moved(result.completions_moved);
  response.set_assignments_set_aside(result.assignments_set_aside);
  return response;
}

absl::StatusOr<v1::UndoMergePeopleResponse> UndoMerge(Operations& operations, const Caller& caller,
                                                      const v1::UndoMergePeopleRequest& request) {
  ASSIGN_OR_RETURN(const IdName name, ReadIdName(request.name(), "people", "name"));
  ASSIGN_OR_RETURN(const MergeUndoResult result,
                   operations.person_merges.Undo(caller, {.organisation = name.organisation,
                                                          .merged_person_id = name.id,
                                                          .request_id = request.request_id()}));
  v1::UndoMergePeopleResponse response;
  *response.mutable_person() = ToProto(result.person, name.organisation);
  *response.mutable_restored_person() = ToProto(result.restored, name.organisation);
  return response;
}

// The generated CallbackService, but for SyncPeople, which reads bytes.
template <typename Base>
using UnaryMethods =
    v1::PersonService::WithCallbackMethod_GetPerson<v1::PersonService::WithCallbackMethod_ListPeople<
        v1::PersonService::WithCallbackMethod_GetSyncUpload<v1::PersonService::WithCallbackMethod_MergePeople<
            v1::PersonService::WithCallbackMethod_UndoMergePeople<Base>>>>>;
using PersonMethods =
    UnaryMethods<v1::PersonService::WithRawCallbackMethod_SyncPeople<v1::PersonService::Service>>;

class PersonService final : public PersonMethods {
 public:
  PersonService(const Backend& backend, absl::Duration upload_time)
      : backend_(backend), upload_slots_(upload_time) {}

  grpc::ServerUnaryReactor* GetPerson(grpc::CallbackServerContext* context,
                                      const v1::GetPersonRequest* request, v1::Person* response) override {
    return Serve(backend_, context, request, response, Get);
  }
  grpc::ServerUnaryReactor* ListPeople(grpc::CallbackServerContext* context,
                                       const v1::ListPeopleRequest* request,
                                       v1::ListPeopleResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* GetSyncUpload(grpc::CallbackServerContext* context,
                                          const v1::GetSyncUploadRequest* request,
                                          v1::GetSyncUploadResponse* response) override {
    return Serve(backend_, context, request, response, GetUpload);
  }
  grpc::ServerUnaryReactor* MergePeople(grpc::CallbackServerContext* context,
                                        const v1::MergePeopleRequest* request,
                                        v1::MergePeopleResponse* response) override {
    return Serve(backend_, context, request, response, Merge);
  }
  grpc::ServerUnaryReactor* UndoMergePeople(grpc::CallbackServerContext* context,
                                            const v1::UndoMergePeopleRequest* request,
                                            v1::UndoMergePeopleResponse* response) override {
    return Serve(backend_, context, request, response, UndoMerge);
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

std::unique_ptr<grpc::Service> MakePersonService(const Backend& backend, absl::Duration upload_time) {
  return std::make_unique<PersonService>(backend, upload_time);
}

}  // namespace nanolearn::rpc
