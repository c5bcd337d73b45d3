#include "service/rpc/call_record.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/rpc/status_converter.h"

namespace nanolearn::rpc {
namespace {

// Callers choose request ids; one that could pass for other parts of the log is not written.
bool IsLoggable(absl::string_view request_id) {
  return !request_id.empty() && request_id.size() <= limits::kMaxRequestIdBytes &&
         std::all_of(request_id.begin(), request_id.end(), absl::ascii_isgraph);
}

// Calls that succeed are many; mistakes of ours must be seen.
spdlog::level::level_enum LevelOf(const absl::Status& status) {
  if (status.ok()) return spdlog::level::debug;
  return absl::IsInternal(status) ? spdlog::level::err : spdlog::level::info;
}

}  // namespace

CallRecord::CallRecord(absl::string_view method, absl::string_view request_id) : method_(method) {
  set_request_id(request_id);
}

absl::string_view MethodOf(absl::string_view request_type) {
  return absl::StripSuffix(request_type, "Request");
}

void CallRecord::set_request_id(absl::string_view request_id) {
  request_id_ = IsLoggable(request_id) ? std::string(request_id) : "-";
}

grpc::Status CallRecord::Close(const absl::Status& status) const {
  const spdlog::level::level_enum level = LevelOf(status);
  if (spdlog::should_log(level)) {
    const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start_;
    spdlog::log(level, "{} {} {} {:.1f} ms request {}", method_, absl::StatusCodeToString(status.code()),
                status.ok() ? "-" : DetailsOf(status).reason, elapsed.count(), request_id_);
  }
  return ToGrpcStatus(status);
}

}  // namespace nanolearn::rpc
