#include "admin-cli/commands/status.h"

#include "admin-cli/arguments.h"
#include "admin-cli/context.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/status_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::GetStatusResponse;
using v1::StatusService;

const ColumnsOf<GetStatusResponse>& Columns() {
  static const auto* const kColumns = new ColumnsOf<GetStatusResponse>{
      {{"version", "Version"}, [](const GetStatusResponse& s) { return s.version(); }},
      {{"schema_version", "Schema"}, [](const GetStatusResponse& s) { return s.schema_version(); }},
      {{"database_version", "Database"}, [](const GetStatusResponse& s) { return s.database_version(); }},
      {{"database_kind", "Kind"}, [](const GetStatusResponse& s) { return s.database_kind(); }},
      {{"started", "Started", Type::kTime},
       [](const GetStatusResponse& s) { return Instant(s.has_start_time(), s.start_time()); }},
      {{"server_time", "Server time", Type::kTime},
       [](const GetStatusResponse& s) { return Instant(s.has_server_time(), s.server_time()); }}};
  return *kColumns;
}

absl::Status Show(Context& context) {
  ASSIGN_OR_RETURN(
      const GetStatusResponse status,
      context.client.Call<StatusService>(&StatusService::Stub::GetStatus, v1::GetStatusRequest()));
  const std::string address = context.config.address;
  const ColumnsOf<GetStatusResponse> address_column = {
      {{"address", "Address"}, [address](const GetStatusResponse&) { return address; }}};
  context.AnswerOne(address_column + Columns(), status);
  return absl::OkStatus();
}

}  // namespace

void AddStatus(CommandLine& line) {
  line.AddVerb({"status", "Whether the server answers, and its versions", "status"}).Does(Show);
}

}  // namespace nanolearn::cli
