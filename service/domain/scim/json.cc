#include "service/domain/scim/json.h"

#include "absl/strings/match.h"
#include "service/domain/scim/error.h"

namespace nanolearn::scim {
namespace {

constexpr int kMaxDepth = 32;  // a resource needs 4; much nesting would cost the stack

// Looks at brackets alone, before anything is built.
bool IsTooDeep(absl::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kMaxDepth) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

template <typename J>
J* FindIn(J& object, absl::string_view name) {
  if (!object.is_object()) return nullptr;
  const auto exact = object.find(std::string(name));
  if (exact != object.end()) return &*exact;
  for (auto it = object.begin(); it != object.end(); ++it) {
    if (absl::EqualsIgnoreCase(it.key(), name)) return &*it;
  }
  return nullptr;
}

}  // namespace

absl::StatusOr<Json> ParseObject(absl::string_view text) {
  if (IsTooDeep(text)) return InvalidSyntax("the JSON is nested too deeply");
  Json json = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return InvalidSyntax("the body is not JSON in UTF-8");
  if (!json.is_object()) return InvalidSyntax("the body is JSON, but no object");
  return json;
}

const Json* Find(const Json& object, absl::string_view name) { return FindIn(object, name); }
Json* Find(Json& object, absl::string_view name) { return FindIn(object, name); }

std::string Write(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

const bool* AsBoolean(const Json& value) {
  static constexpr bool kTrue = true, kFalse = false;
  if (value.is_boolean()) return value.get<bool>() ? &kTrue : &kFalse;
  if (!value.is_string()) return nullptr;
  const std::string& text = value.get_ref<const std::string&>();
  if (absl::EqualsIgnoreCase(text, "true")) return &kTrue;
  return absl::EqualsIgnoreCase(text, "false") ? &kFalse : nullptr;
}

std::string AsText(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_number() ? value.dump() : "";
}

}  // namespace nanolearn::scim
