#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

namespace nanolearn::testing {

inline constexpr char kServing[] = "\x08\x01", kNotServing[] = "\x08\x02";

// What grpc.health.v1 answers for the whole server, serialised.
std::string HealthOf(const std::shared_ptr<grpc::Channel>& channel);

}  // namespace nanolearn::testing
