#pragma once
// The same request id gives the same answer.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "service/storage/store.h"

namespace nanolearn {

// What a write is known by. `arguments` is everything that was asked, in one text.
class RequestKey {
 public:
  // A random id for a caller that gave none, so that an unknown commit outcome can still be resolved.
  static absl::StatusOr<RequestKey> Make(const std::string& request_id, absl::string_view operation,
                                         absl::string_view arguments);
  // The same for what was asked with something secret in it, hashed with each of the keys that are accepted.
  static absl::StatusOr<RequestKey> Make(const std::string& request_id, absl::string_view operation,
                                         absl::Span<const std::string> arguments);

  // The result remembered for this request; nothing when it has not been done. REQUEST_ID_REUSED when the id
  // was used for another.
  absl::StatusOr<std::optional<std::string>> Find(const ReadTransaction& tx, Id organisation_id) const;
  // Remembers, in the transaction that does it, that it is done.
  void Remember(WriteTransaction& tx, Id organisation_id, const std::string& result) const;

 private:
  std::string request_id_;
  std::string operation_;
  std::vector<std::string> fingerprints_;  // the first for what is remembered now
};

// At most limits::kMaxRequestIdBytes of printable ASCII; empty is allowed.
absl::Status CheckRequestId(absl::string_view request_id);

}  // namespace nanolearn
