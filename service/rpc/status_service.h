#pragma once

#include <grpcpp/impl/service_type.h>

#include <memory>
#include <string>

#include "service/rpc/call.h"

namespace nanolearn::rpc {

// What the server knows of itself.
struct ServerFacts {
  std::string version;
  std::string database_kind;
  absl::Time start_time;
};

// Serves proto/nanolearn/v1/status_service.proto.
std::unique_ptr<grpc::Service> MakeStatusService(const Backend& backend, const ServerFacts& facts);

}  // namespace nanolearn::rpc
