#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/http/message.h"

namespace nanolearn::http {

// Of the body of a form; given as Route::max_body_bytes.
inline constexpr size_t kMaxFormBytes = 16 << 10;
inline constexpr size_t kMaxFormFields = 100;
inline constexpr size_t kMaxFieldNameBytes = 100;
inline constexpr size_t kMaxFieldBytes = 4 << 10;

// What somebody has posted.
class Form {
 public:
  explicit Form(Pairs fields) : fields_(std::move(fields)) {}

  // "" when there is none; the first of several.
  std::string Get(absl::string_view name) const;
  bool Has(absl::string_view name) const;
  // All of that name, in their order: boxes that are ticked.
  std::vector<std::string> All(absl::string_view name) const;
  // A whole number from `low` to `high`; nothing for anything else.
  std::optional<int> Number(absl::string_view name, int low, int high) const;

 private:
  Pairs fields_;
};

// The fields of application/x-www-form-urlencoded. INVALID_ARGUMENT for a body that is none, is not UTF-8,
// holds control characters, or has more or longer fields than any page of ours sends.
absl::StatusOr<Form> ReadForm(const Request& request);

}  // namespace nanolearn::http
