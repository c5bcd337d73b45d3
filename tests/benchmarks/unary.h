#pragma once

#include <functional>

#include "tests/benchmarks/group.h"
#include "tests/benchmarks/load.h"

namespace nanolearn::benchmarks {

// A call of `stub->async()->*method` for CallsPerSecond, with a new request each time. `read` gets the
// response.
template <typename Request, typename Response, typename Start, typename Read>
StartCall Unary(const testing::TestClient& client, std::function<Request()> make, Start start, Read read) {
  struct Call {
    grpc::ClientContext context;
    Request request;
    Response response;
  };
  return [&client, make, start, read](CallDone done) {
    auto* call = new Call{.request = make()};
    client.Prepare(call->context);
    start(&call->context, &call->request, &call->response, [call, done, read](grpc::Status status) {
      if (status.ok()) read(call->response);
      delete call;
      done(RefusalOf(status));
    });
  };
}

template <typename Request, typename Response, typename Start>
StartCall Unary(const testing::TestClient& client, std::function<Request()> make, Start start) {
  return Unary<Request, Response>(client, make, start, [](const Response&) {});
}

}  // namespace nanolearn::benchmarks
