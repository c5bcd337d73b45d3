#include "service/app/idempotency.h"

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"

namespace nanolearn {

absl::Status CheckRequestId(absl::string_view request_id) {
  if (request_id.size() > limits::kMaxRequestIdBytes) {
    return InvalidField("request_id", absl::StrCat("is at most ", limits::kMaxRequestIdBytes, " characters"));
  }
  for (const char c : request_id) {
    if (c <= ' ' || c > '~')
      return InvalidField("request_id", "has only printable ASCII characters and no space");
  }
  return absl::OkStatus();
}

absl::StatusOr<RequestKey> RequestKey::Make(const std::string& request_id, absl::string_view operation,
                                            absl::string_view arguments) {
  const std::string only(arguments);
  return Make(request_id, operation, absl::MakeConstSpan(&only, 1));
}

absl::StatusOr<RequestKey> RequestKey::Make(const std::string& request_id, absl::string_view operation,
                                            absl::Span<const std::string> arguments) {
  RETURN_IF_ERROR(CheckRequestId(request_id));
  RequestKey key;
  key.request_id_ = request_id.empty() ? NewRequestId() : request_id;
  key.operation_ = std::string(operation);
  for (const std::string& each : arguments) key.fingerprints_.push_back(Sha256(absl::StrCat(operation, "\n", each)));
  return key;
}

absl::StatusOr<std::optional<std::string>> RequestKey::Find(const ReadTransaction& tx,
                                                            Id organisation_id) const {
  const std::optional<RequestRecord> record = tx.requests().Find(organisation_id, request_id_);
  if (!record) return std::optional<std::string>();
  if (!absl::c_linear_search(fingerprints_, record->fingerprint)) return errors::RequestIdReused(request_id_);
  return std::optional<std::string>(record->result);
}

void RequestKey::Remember(WriteTransaction& tx, Id organisation_id, const std::string& result) const {
  tx.requests().Insert(organisation_id, request_id_, {operation_, fingerprints_.front(), result});
}

}  // namespace nanolearn
