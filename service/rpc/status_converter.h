#pragma once
// The one place that makes gRPC errors. Details are google.rpc messages: ErrorInfo with the reason always,
// BadRequest when fields are wrong, ResourceInfo when a resource is concerned, RetryInfo when the same call
// may succeed in a moment.
//
// Clients refuse trailing metadata over 8 KiB, and with it the whole answer. Long texts are therefore cut,
// and of many violations only the first are told; ErrorInfo's metadata then says how many are missing, as
// `violations_left_out`.

#include <grpcpp/support/status.h>

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"

namespace nanolearn::rpc {

grpc::Status ToGrpcStatus(const absl::Status& status);

// For results within an answer.
google::rpc::Status ToProto(const absl::Status& status);

}  // namespace nanolearn::rpc
