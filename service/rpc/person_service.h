#pragma once

#include <grpcpp/impl/service_type.h>

#include <memory>

#include "absl/time/time.h"
#include "service/rpc/call.h"

namespace nanolearn::rpc {

// Serves proto/nanolearn/v1/person_service.proto. A staff file must have come within `upload_time`.
std::unique_ptr<grpc::Service> MakePersonService(const Backend& backend, absl::Duration upload_time);

}  // namespace nanolearn::rpc
