#pragma once

#include <grpcpp/impl/service_type.h>

#include <memory>

#include "service/rpc/call.h"

namespace nanolearn::rpc {

// Serves proto/nanolearn/v1/audit_service.proto.
std::unique_ptr<grpc::Service> MakeAuditService(const Backend& backend);

}  // namespace nanolearn::rpc
