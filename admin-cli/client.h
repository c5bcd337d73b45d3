#pragma once
// The way to the server: one channel, the token, a deadline for every call, errors as absl::Status.

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "admin-cli/config.h"
#include "admin-cli/errors.h"

namespace nanolearn::cli {

inline constexpr absl::Duration kShort = absl::Seconds(60);
// For what touches everybody, such as a staff file.
inline constexpr absl::Duration kLong = absl::Minutes(15);

// Connects at the first call. Not thread-safe.
class Client {
 public:
  // `config` outlives the client.
  explicit Client(const Config& config) : config_(config) {}

  // One unary call: Call<UnitService>(&UnitService::Stub::GetUnit, request).
  template <typename Service, typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Service::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                      Response*),
                                const Request& request, absl::Duration patience = kShort) {
    if (absl::Status status = Connect(); !status.ok()) return status;
    grpc::ClientContext context;
    Prepare(context, patience);
    Response response;
    const auto stub = Service::NewStub(channel_);
    if (grpc::Status status = (stub.get()->*method)(&context, request, &response); !status.ok()) {
      return FromGrpc(status, config_.address);
    }
    return response;
  }

  // For calls that stream; their end goes through FromGrpc too.
  absl::Status Connect();
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  void Prepare(grpc::ClientContext& context, absl::Duration patience) const;
  absl::Status End(const grpc::Status& status) const { return FromGrpc(status, config_.address); }

 private:
  absl::Status ReadToken();

  const Config& config_;
  std::string token_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace nanolearn::cli
