#pragma once

#include <grpcpp/impl/service_type.h>

#include <memory>

#include "service/rpc/call.h"

namespace nanolearn::rpc {

// Serves proto/nanolearn/v1/access_grant_service.proto.
std::unique_ptr<grpc::Service> MakeAccessGrantService(const Backend& backend);

}  // namespace nanolearn::rpc
