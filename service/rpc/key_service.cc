#include "service/rpc/key_service.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "nanolearn/v1/key_service.grpc.pb.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

using rpc::ToProto;  // the converters of single values, beside the ones below

constexpr absl::string_view kCollection = "keys/";

v1::KeyState ToProto(KeyState state) {
  switch (state) {
    case KeyState::kAdded:
      return v1::KEY_STATE_ADDED;
    case KeyState::kInUse:
      return v1::KEY_STATE_IN_USE;
    case KeyState::kAccepted:
      return v1::KEY_STATE_ACCEPTED;
    case KeyState::kRetired:
      return v1::KEY_STATE_RETIRED;
  }
  return v1::KEY_STATE_UNSPECIFIED;
}

v1::Key ToProto(const KeyView& view) {
  const KeyRecord& record = view.record;
  v1::Key proto;
  proto.set_name(absl::StrCat(kCollection, record.number));
  proto.set_number(record.number);
  proto.set_state(ToProto(view.state));
  if (record.use_time != absl::InfinitePast()) *proto.mutable_use_time() = ToProto(record.use_time);
  if (record.retire_time != absl::InfiniteFuture()) *proto.mutable_retire_time() = ToProto(record.retire_time);
  proto.set_organisations(view.needs.organisations);
  proto.set_secrets(view.needs.secrets);
  proto.set_file_parts(view.needs.file_parts);
  return proto;
}

absl::StatusOr<int> ReadKeyName(absl::string_view name) {
  int number = 0;
  if (!absl::ConsumePrefix(&name, kCollection) || !absl::SimpleAtoi(name, &number)) {
    return InvalidField("name", "is keys/{number}, for example keys/2");
  }
  return number;
}

absl::StatusOr<v1::ListKeysResponse> List(Operations& operations, const Caller& caller, const v1::ListKeysRequest&) {
  ASSIGN_OR_RETURN(const std::vector<KeyView> views, operations.keys.List(caller));
  v1::ListKeysResponse response;
  for (const KeyView& view : views) *response.add_keys() = ToProto(view);
  return response;
}

absl::StatusOr<v1::Key> Use(Operations& operations, const Caller& caller, const v1::UseKeyRequest& request) {
  ASSIGN_OR_RETURN(const int number, ReadKeyName(request.name()));
  ASSIGN_OR_RETURN(const KeyView view, operations.keys.Use(caller, number, request.request_id()));
  return ToProto(view);
}

absl::StatusOr<v1::Key> Retire(Operations& operations, const Caller& caller, const v1::RetireKeyRequest& request) {
  ASSIGN_OR_RETURN(const int number, ReadKeyName(request.name()));
  ASSIGN_OR_RETURN(const KeyView view, operations.keys.Retire(caller, number, request.request_id()));
  return ToProto(view);
}

class KeyService final : public v1::KeyService::CallbackService {
 public:
  explicit KeyService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* ListKeys(grpc::CallbackServerContext* context, const v1::ListKeysRequest* request,
                                     v1::ListKeysResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }
  grpc::ServerUnaryReactor* UseKey(grpc::CallbackServerContext* context, const v1::UseKeyRequest* request,
                                   v1::Key* response) override {
    return Serve(backend_, context, request, response, Use);
  }
  grpc::ServerUnaryReactor* RetireKey(grpc::CallbackServerContext* context, const v1::RetireKeyRequest* request,
                                      v1::Key* response) override {
    return Serve(backend_, context, request, response, Retire);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeKeyService(const Backend& backend) {
  return std::make_unique<KeyService>(backend);
}

}  // namespace nanolearn::rpc
