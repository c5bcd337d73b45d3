#pragma once
// Filters of RFC 7644, 3.4.2.2.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/domain/scim/attribute_path.h"

namespace nanolearn::scim {

struct Filter {
  enum class Kind { kCompare, kPresent, kAnd, kOr, kNot };
  enum class Op { kEq, kNe, kCo, kSw, kEw, kGt, kGe, kLt, kLe };

  Kind kind = Kind::kPresent;
  Op op = Op::kEq;
  AttributePath path;
  Json value;
  std::vector<Filter> where;  // none, or one that picks among the values: emails[type eq "work"]
  std::vector<Filter> parts;  // of kAnd, kOr and kNot
};

// invalidFilter, with a sentence that says what was expected where.
absl::StatusOr<Filter> ParseFilter(absl::string_view text);

// Whether a resource, with its id and meta, fits. Also for the values of a multi-valued attribute.
bool Matches(const Filter& filter, const Json& resource);

// The text that `attribute`, such as `userName` or `emails[type eq "work"].value`, must be equal to in
// everything that fits; nothing when the filter asks for something else.
std::optional<std::string> RequiredText(const Filter& filter, absl::string_view attribute);

// What a filter that only says what something is equal to describes: {"type": "work"} for `type eq "work"`.
Json Described(const Filter& filter);

// Whether the filter is about this attribute anywhere.
bool Mentions(const Filter& filter, absl::string_view name);

}  // namespace nanolearn::scim
