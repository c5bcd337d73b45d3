#include "tests/benchmarks/echo.h"

#include "echo.grpc.pb.h"
#include "tests/benchmarks/load.h"

namespace nanolearn::benchmarks {
namespace {

class EmptyService final : public EchoService::CallbackService {
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const EchoRequest* request,
                                 EchoResponse* response) override {
    response->set_text(request->text());
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

struct Call {
  grpc::ClientContext context;
  EchoRequest request;
  EchoResponse response;
};

}  // namespace

int ServeEcho(const std::string& address) {
  EmptyService service;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  builder.RegisterService(&service);
  const auto server = builder.BuildAndStart();
  if (!server) return 1;
  server->Wait();
  return 0;
}

double EchoesPerSecond(const std::string& address, int in_flight, double seconds) {
  const auto channel = grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
  channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(10));
  const auto stub = EchoService::NewStub(channel);
  return CallsPerSecond(in_flight, absl::Seconds(seconds), [&](CallDone done) {
    auto* call = new Call;
    call->request.set_text("organisations/alvnas/assignments/0c5q8r2m1n0pz");
    stub->async()->Echo(&call->context, &call->request, &call->response, [call, done](grpc::Status status) {
      delete call;
      done(status.ok() ? "" : "the echo does not answer");
    });
  });
}

}  // namespace nanolearn::benchmarks
