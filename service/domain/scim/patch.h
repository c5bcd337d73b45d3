#pragma once
// PATCH of RFC 7644, 3.5.2, as directories really send it: operations in any case, values that are lists of
// one where a text is meant, keys with dots where there is no path.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "service/domain/scim/filter.h"

namespace nanolearn::scim {

// `emails[type eq "work"].value`
struct PatchPath {
  AttributePath attribute;
  std::vector<Filter> where;  // none, or one that picks among the values
};

struct PatchOperation {
  enum class Kind { kAdd, kReplace, kRemove };
  Kind kind = Kind::kAdd;
  std::optional<PatchPath> path;
  Json value;  // null: none was given
};

// invalidPath, with what is wrong.
absl::StatusOr<PatchPath> ParsePatchPath(absl::string_view text);

// The operations of a PatchOp; those without a path become one operation for each key. invalidSyntax for what
// is no PatchOp or an unknown operation, invalidPath, noTarget for removing nothing in particular.
absl::StatusOr<std::vector<PatchOperation>> ParsePatch(const Json& body);

// Changes the resource. On an error it is half changed: keep a copy. Normalising is for the caller.
absl::Status ApplyPatch(absl::Span<const PatchOperation> operations, Json& resource);

}  // namespace nanolearn::scim
