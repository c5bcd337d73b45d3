#pragma once
// The one wrapper of every unary call: it runs the handler on a worker with an authenticated caller, and
// turns what comes back into the answer and a log line.

#include <google/protobuf/message.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <stop_token>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "service/app/operations.h"
#include "service/base/deadline.h"
#include "service/base/worker_pool.h"
#include "service/rpc/call_errors.h"
#include "service/rpc/call_record.h"

namespace nanolearn::rpc {

// What services answer calls with. It outlives the services.
struct Backend {
  Operations& operations;
  WorkerPool& workers;
  std::stop_token stopping;  // asked to stop when the server begins to: new calls are refused, and streams that would not end do
};

// As whom somebody calls `method`, when a role of theirs may: with a token as one, by grants perhaps as several, the one that may do
// most first; never empty. They are in the organisation that `request` names, if there is a choice; null: the request has not come yet.
// Refuses a call that nobody waits for any more, and all while this server lacks keys. May block.
absl::StatusOr<std::vector<Caller>> Admit(Operations& operations, const grpc::CallbackServerContext& context,
                                          absl::string_view method, const google::protobuf::Message* request);

// Of these those in the organisation that the name of a resource begins with; all of them when none is.
std::vector<Caller> CallersIn(std::vector<Caller> callers, absl::string_view name);

// Whether what was refused lies outside the caller's unit.
bool IsOutsideUnit(const absl::Status& status);

// Calls `handler` as each of them until one reaches the unit that it is about; `caller` is who it was.
template <typename Handler>
auto AsOneOf(const std::vector<Caller>& callers, const Caller*& caller, Handler handler) {
  caller = &callers.front();
  auto result = handler(*caller);
  while (IsOutsideUnit(result.status()) && caller != &callers.back()) result = handler(*++caller);
  return result;
}

// Writes down what the audit keeps of a call that was answered or refused; the status that the client is then to get.
absl::Status KeepTrace(Operations& operations, const Caller& caller, absl::string_view method,
                       const google::protobuf::Message& request, const absl::Status& status,
                       const google::protobuf::Message* response);

// Ends a call. To be called once, from any thread.
template <typename Response>
using Answer = absl::AnyInvocable<void(absl::StatusOr<Response>)>;

// For a handler that need not hold a worker until it knows the answer:
//   void handler(const std::vector<Caller>&, const Request&, Answer<Response>).
// Whether it throws or not, the call is answered; it must not throw after it has given the answer away.
template <typename Request, typename Response, typename Handler>
grpc::ServerUnaryReactor* ServeLater(const Backend& backend, grpc::CallbackServerContext* context,
                                     const Request* request, Response* response, Handler handler) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  // gRPC keeps context, request and response until Finish; after it, nothing of the call may be touched.
  auto answer = [reactor, response, record = CallRecord::Of(*request)](absl::StatusOr<Response> result) {
    if (result.ok()) *response = *std::move(result);
    reactor->Finish(record.Close(result.status()));
  };
  if (backend.stopping.stop_requested()) {
    answer(ServerStopping());
    return reactor;
  }
  const bool accepted = backend.workers.Submit(
      [&operations = backend.operations, context, request, answer, handler]() mutable {
        const ScopedDeadline deadline(absl::FromChrono(context->deadline()));
        try {
          const absl::StatusOr<std::vector<Caller>> callers =
              Admit(operations, *context, MethodOf<Request>(), request);
          if (!callers.ok()) return answer(callers.status());
          handler(*callers, *request, Answer<Response>(answer));
        } catch (...) {
          answer(UnexpectedException());
        }
      });
  if (!accepted) answer(TooBusy());
  return reactor;
}

// For all other handlers: absl::StatusOr<Response> handler(Operations&, const Caller&, const Request&).
template <typename Request, typename Response, typename Handler>
grpc::ServerUnaryReactor* Serve(const Backend& backend, grpc::CallbackServerContext* context,
                                const Request* request, Response* response, Handler handler) {
  return ServeLater(backend, context, request, response,
                    [&operations = backend.operations, handler](const std::vector<Caller>& callers,
                                                                const Request& request, Answer<Response> answer) {
                      const Caller* caller = nullptr;
                      absl::StatusOr<Response> result = AsOneOf(
                          callers, caller, [&](const Caller& one) { return handler(operations, one, request); });
                      const absl::Status status =
                          KeepTrace(operations, *caller, MethodOf<Request>(), request, result.status(),
                                    result.ok() ? &*result : nullptr);
                      if (status.ok()) {
                        answer(std::move(result));
                      } else {
                        answer(status);
                      }
                    });
}

}  // namespace nanolearn::rpc
