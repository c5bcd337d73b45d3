#pragma once

#include <grpcpp/impl/service_type.h>

#include <memory>

#include "service/rpc/call.h"

namespace nanolearn::rpc {

// Serves proto/nanolearn/v1/key_service.proto.
std::unique_ptr<grpc::Service> MakeKeyService(const Backend& backend);

}  // namespace nanolearn::rpc
