#pragma once

#include <grpcpp/support/server_interceptor.h>

#include <memory>

namespace nanolearn::rpc {

// gRPC answers UNIMPLEMENTED, without a word, to a request that protobuf cannot parse: the method's handler
// has nothing to be called with. With this interceptor the client is told UnreadableRequest().
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeUnreadableRequestInterceptor();

}  // namespace nanolearn::rpc
