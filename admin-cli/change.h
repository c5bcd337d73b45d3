#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "admin-cli/client.h"
#include "admin-cli/context.h"

namespace nanolearn::cli {

// Sends a change under the request id given, or a new one: SendChange<UnitService>(
// &UnitService::Stub::UpdateUnit, request, options.request_id, context).
template <typename Service, typename Request, typename Response>
absl::StatusOr<Response> SendChange(grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                                                          const Request&, Response*),
                                    Request request, const std::string& request_id, Context& context,
                                    absl::Duration patience = kShort) {
  request.set_request_id(context.UseRequestId(request_id));
  return context.client.Call<Service>(method, request, patience);
}

}  // namespace nanolearn::cli
