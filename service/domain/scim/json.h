#pragma once
// SCIM's JSON: names are met without regard to case, and what is nested too deeply is refused.

#include <nlohmann/json.hpp>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nanolearn::scim {

using Json = nlohmann::json;

// An object; invalidSyntax for anything else.
absl::StatusOr<Json> ParseObject(absl::string_view text);

// The member of an object by its name; null when there is none, or `object` is no object.
const Json* Find(const Json& object, absl::string_view name);
Json* Find(Json& object, absl::string_view name);

// UTF-8; what is not becomes U+FFFD.
std::string Write(const Json& json);

// "true" and "false" too, in any case; nothing for anything else.
const bool* AsBoolean(const Json& value);

// A text, or a number as text; empty for anything else.
std::string AsText(const Json& value);

}  // namespace nanolearn::scim
