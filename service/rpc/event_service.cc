#include "service/rpc/event_service.h"

#include "nanolearn/v1/event_service.grpc.pb.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/event_converter.h"

namespace nanolearn::rpc {
namespace {

absl::StatusOr<v1::ListEventsResponse> List(Operations& operations, const Caller& caller,
                                            const v1::ListEventsRequest& request) {
  EventListQuery query{.limit = request.page_size()};
  ASSIGN_OR_RETURN(query.organisation, ParseOrganisationName(request.parent(), "parent"));
  if (request.after() < 0) return InvalidField("after", "must not be negative");
  query.after = static_cast<uint64_t>(request.after());
  ASSIGN_OR_RETURN(query.types, ReadEventTypes(request.types(), "types"));
  ASSIGN_OR_RETURN(const EventList list, operations.events.List(caller, query));
  v1::ListEventsResponse response;
  for (const EventDetails& details : list.events) *response.add_events() = ToProto(details);
  response.set_cursor(static_cast<int64_t>(list.cursor));
  response.set_last_sequence(static_cast<int64_t>(list.last));
  return response;
}

class EventService final : public v1::EventService::CallbackService {
 public:
  explicit EventService(const Backend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* ListEvents(grpc::CallbackServerContext* context,
                                       const v1::ListEventsRequest* request,
                                       v1::ListEventsResponse* response) override {
    return Serve(backend_, context, request, response, List);
  }

 private:
  const Backend backend_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeEventService(const Backend& backend) {
  return std::make_unique<EventService>(backend);
}

}  // namespace nanolearn::rpc
