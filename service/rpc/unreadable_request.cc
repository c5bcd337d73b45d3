#include "service/rpc/unreadable_request.h"

#include "absl/strings/string_view.h"
#include "service/rpc/call_errors.h"
#include "service/rpc/call_record.h"

namespace nanolearn::rpc {
namespace {

using grpc::experimental::InterceptionHookPoints;

// GetUnit, of /nanolearn.v1.UnitService/GetUnit.
absl::string_view MethodOf(absl::string_view path) { return path.substr(path.rfind('/') + 1); }

class UnreadableRequestInterceptor final : public grpc::experimental::Interceptor {
 public:
  explicit UnreadableRequestInterceptor(const char* path) : path_(path) {}

  void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_MESSAGE)) {
      unreadable_ = methods->GetRecvMessage() == nullptr;
    }
    if (unreadable_ && methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) {
      methods->ModifySendStatus(CallRecord(MethodOf(path_)).Close(UnreadableRequest()));
    }
    methods->Proceed();
  }

 private:
  const char* const path_;
  bool unreadable_ = false;
};

class Factory final : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  grpc::experimental::Interceptor* CreateServerInterceptor(grpc::experimental::ServerRpcInfo* info) override {
    // In a stream, no message is its end.
    if (info->type() != grpc::experimental::ServerRpcInfo::Type::UNARY) return nullptr;
    return new UnreadableRequestInterceptor(info->method());
  }
};

}  // namespace

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeUnreadableRequestInterceptor() {
  return std::make_unique<Factory>();
}

}  // namespace nanolearn::rpc
