#include "service/rpc/status_converter.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "service/base/error.h"
#include "service/rpc/safe_text.h"

namespace nanolearn::rpc {
namespace {

constexpr char kDomain[] = "nanolearn";
// The message travels twice: in grpc-message, where a byte can take three, and in the details, which base 64
// makes a third longer. With these bounds both stay within 8 KiB.
constexpr size_t kMaxMessageBytes = 800;
constexpr size_t kMaxDetailsBytes = 4096;
constexpr size_t kMaxTextBytes = 300;
constexpr size_t kMaxKeyBytes = 64;
constexpr size_t kMaxMetadata = 6;
// For the parts' tags, lengths and type names.
constexpr size_t kPartOverhead = 100;

google::rpc::ErrorInfo ErrorInfoOf(const ErrorDetails& details) {
  google::rpc::ErrorInfo info;
  info.set_reason(SafeText(details.reason, kMaxKeyBytes));
  info.set_domain(kDomain);
  for (const auto& [key, value] : details.metadata) {
    if (info.metadata_size() == kMaxMetadata) break;
    (*info.mutable_metadata())[SafeText(key, kMaxKeyBytes)] = SafeText(value, kMaxTextBytes);
  }
  return info;
}

google::rpc::ResourceInfo ResourceInfoOf(const ErrorDetails& details) {
  google::rpc::ResourceInfo info;
  info.set_resource_type(SafeText(details.resource_type, kMaxKeyBytes));
  info.set_resource_name(SafeText(details.resource_name, kMaxTextBytes));
  return info;
}

// As many of the violations as fit into `max_bytes`.
google::rpc::BadRequest BadRequestOf(const ErrorDetails& details, size_t max_bytes) {
  google::rpc::BadRequest bad;
  for (const FieldViolation& violation : details.violations) {
    auto* added = bad.add_field_violations();
    added->set_field(SafeText(violation.field, kMaxTextBytes));
    added->set_description(SafeText(violation.description, kMaxTextBytes));
    if (bad.ByteSizeLong() <= max_bytes) continue;
    bad.mutable_field_violations()->RemoveLast();
    break;
  }
  return bad;
}

// Not every RESOURCE_EXHAUSTED goes away by waiting: an upload that is too large stays so.
bool MayRetry(const absl::Status& status, const ErrorDetails& details) {
  return absl::IsUnavailable(status) || details.reason == "TOO_BUSY" ||
         details.reason == "RATE_LIMITED" || details.reason == "TOO_MANY_STREAMS";
}

google::rpc::RetryInfo RetryInfoOf(const ErrorDetails& details) {
  int64_t seconds = 1;
  const auto given = details.metadata.find("retry_after_seconds");
  if (given != details.metadata.end()) (void)absl::SimpleAtoi(given->second, &seconds);
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(seconds);
  return retry;
}

}  // namespace

google::rpc::Status ToProto(const absl::Status& status) {
  google::rpc::Status proto;
  proto.set_code(static_cast<int>(status.code()));
  if (status.ok()) return proto;
  proto.set_message(SafeText(status.message(), kMaxMessageBytes));
  const ErrorDetails details = DetailsOf(status);
  google::rpc::ErrorInfo info = ErrorInfoOf(details);
  const google::rpc::ResourceInfo resource = ResourceInfoOf(details);
  const size_t used =
      proto.ByteSizeLong() + info.ByteSizeLong() + resource.ByteSizeLong() + 4 * kPartOverhead;
  const google::rpc::BadRequest bad =
      BadRequestOf(details, used < kMaxDetailsBytes ? kMaxDetailsBytes - used : 0);
  const size_t left_out = details.violations.size() - bad.field_violations_size();
  if (left_out > 0) (*info.mutable_metadata())["violations_left_out"] = absl::StrCat(left_out);

  proto.add_details()->PackFrom(info);
  if (bad.field_violations_size() > 0) proto.add_details()->PackFrom(bad);
  if (!details.resource_name.empty()) proto.add_details()->PackFrom(resource);
  if (MayRetry(status, details)) proto.add_details()->PackFrom(RetryInfoOf(details));
  return proto;
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status proto = ToProto(status);
  return {static_cast<grpc::StatusCode>(proto.code()), proto.message(), proto.SerializeAsString()};
}

}  // namespace nanolearn::rpc
