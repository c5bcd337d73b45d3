#pragma once

#include <grpcpp/impl/service_type.h>

#include <memory>

#include "service/rpc/call.h"

namespace nanolearn::rpc {

// Serves proto/nanolearn/v1/identity_provider_service.proto.
std::unique_ptr<grpc::Service> MakeIdentityProviderService(const Backend& backend);

}  // namespace nanolearn::rpc
