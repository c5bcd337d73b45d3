#pragma once

#include <grpcpp/support/status.h>

#include <chrono>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn::rpc {

// The method of a request, whose name is the method's and "Request".
absl::string_view MethodOf(absl::string_view request_type);
template <typename Request>
absl::string_view MethodOf() {
  return MethodOf(Request::descriptor()->name());
}

// What is noted of a call: which method, since when, under which request id. Never what it was about.
class CallRecord {
 public:
  explicit CallRecord(absl::string_view method, absl::string_view request_id = "");

  // A call's record by its request.
  template <typename Request>
  static CallRecord Of(const Request& request) {
    if constexpr (requires { request.request_id(); }) {
      return CallRecord(MethodOf<Request>(), request.request_id());
    } else {
      return CallRecord(MethodOf<Request>());
    }
  }

  void set_request_id(absl::string_view request_id);

  // The call is over: writes its log line, and gives what the client is answered.
  grpc::Status Close(const absl::Status& status) const;

 private:
  std::string method_;
  std::string request_id_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace nanolearn::rpc
