#pragma once
// How SCIM names attributes: `name.familyName`, `urn:...:User:department`.

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "service/domain/scim/json.h"

namespace nanolearn::scim {

inline constexpr char kUserSchema[] = "urn:ietf:params:scim:schemas:core:2.0:User";
inline constexpr char kGroupSchema[] = "urn:ietf:params:scim:schemas:core:2.0:Group";
inline constexpr char kEnterpriseSchema[] = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

struct AttributePath {
  std::string schema;  // of an extension; empty: the core
  std::string name;    // empty: the extension, or the resource, as a whole
  std::string sub;

  friend bool operator==(const AttributePath&, const AttributePath&) = default;
};

// Known names come back as the schemas write them. An attribute of the enterprise extension is also known
// without its URN. Nothing for text that is no path.
std::optional<AttributePath> ParseAttributePath(absl::string_view text);

// The name as the schemas write it, whatever the case; unknown ones as they are.
std::string CanonicalName(absl::string_view name);
// The same for URNs.
std::string CanonicalSchema(absl::string_view schema);
bool IsUrn(absl::string_view text);

// `emails`, `members`, ...
bool IsMultiValued(absl::string_view name);
// Whether values differ by case.
bool IsCaseExact(const AttributePath& path);

// The object that holds the attribute: the resource or one of its extensions; null when there is none.
const Json* HolderOf(const Json& resource, const AttributePath& path);

}  // namespace nanolearn::scim
