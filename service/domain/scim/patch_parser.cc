#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/domain/fold_case.h"
#include "service/domain/scim/error.h"
#include "service/domain/scim/patch.h"

namespace nanolearn::scim {
namespace {

using Kind = PatchOperation::Kind;

constexpr size_t kMaxOperations = 2000;
constexpr size_t kShownBytes = 100;

// Said by the server itself: what a directory sends of them is not taken.
bool IsReadOnly(const AttributePath& path) {
  return path.schema.empty() && (path.name == "id" || path.name == "meta" || path.name == "schemas");
}

absl::StatusOr<Kind> ParseKind(const Json& operation) {
  const Json* const op = Find(operation, "op");
  const std::string name = op && op->is_string() ? op->get<std::string>() : "";
  if (absl::EqualsIgnoreCase(name, "add")) return Kind::kAdd;
  if (absl::EqualsIgnoreCase(name, "replace")) return Kind::kReplace;
  if (absl::EqualsIgnoreCase(name, "remove")) return Kind::kRemove;
  return InvalidSyntax(
      absl::StrCat("'", FirstBytes(name, kShownBytes), "' is no operation: add, replace and remove are"));
}

// The end of a value filter that begins at `text[0] == '['`: the ']' that is in no quotes.
size_t EndOfWhere(absl::string_view text) {
  bool quoted = false;
  for (size_t i = 1; i < text.size(); ++i) {
    if (quoted && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (text[i] == ']' && !quoted) {
      return i;
    }
  }
  return absl::string_view::npos;
}

// One operation without a path is one for each of its keys, which are paths themselves.
absl::Status AppendKeys(Kind kind, const Json& value, std::vector<PatchOperation>& operations) {
  if (!value.is_object()) return InvalidValue("an operation without a path needs an object as its value");
  for (const auto& [key, part] : value.items()) {
    const absl::StatusOr<PatchPath> path = ParsePatchPath(key);
    RETURN_IF_ERROR(path.status());
    if (!IsReadOnly(path->attribute)) operations.push_back({kind, *path, part});
  }
  return absl::OkStatus();
}

absl::Status AppendOperation(const Json& operation, std::vector<PatchOperation>& operations) {
  if (!operation.is_object()) return InvalidSyntax("each of the Operations is an object");
  ASSIGN_OR_RETURN(const Kind kind, ParseKind(operation));
  const Json* const path = Find(operation, "path");
  const Json* const given = Find(operation, "value");
  const Json value = given ? *given : Json();
  if (!given && kind != Kind::kRemove) return InvalidValue("an operation other than remove needs a value");
  const bool has_path = path && !path->is_null() && !(path->is_string() && path->get<std::string>().empty());
  if (!has_path) {
    if (kind == Kind::kRemove) return NoTarget("remove needs a path");
    return AppendKeys(kind, value, operations);
  }
  if (!path->is_string()) return InvalidPath("a path is a text");
  ASSIGN_OR_RETURN(PatchPath parsed, ParsePatchPath(path->get<std::string>()));
  if (IsReadOnly(parsed.attribute)) {
    return Immutable(
        absl::StrCat("'", parsed.attribute.name, "' is given by the server and cannot be changed"));
  }
  operations.push_back({kind, std::move(parsed), value});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<PatchPath> ParsePatchPath(absl::string_view text) {
  const auto bad = [&](absl::string_view what) {
    return InvalidPath(absl::StrCat("'", FirstBytes(text, kShownBytes), "' is no path: ", what));
  };
  PatchPath path;
  const size_t open = text.find('[');
  const std::optional<AttributePath> attribute = ParseAttributePath(text.substr(0, open));
  if (!attribute) return bad("it does not begin with the name of an attribute");
  path.attribute = *attribute;
  if (open == absl::string_view::npos) {
    if (path.attribute.name.empty() && path.attribute.schema.empty())
      return bad("it names the whole resource");
    return path;
  }
  const absl::string_view rest = text.substr(open);
  const size_t close = EndOfWhere(rest);
  if (close == absl::string_view::npos) return bad("']' is missing");
  if (!path.attribute.sub.empty() || path.attribute.name.empty()) return bad("'[' does not fit there");
  const absl::StatusOr<Filter> where = ParseFilter(rest.substr(1, close - 1));
  if (!where.ok()) return bad(where.status().message());
  path.where.push_back(*where);
  const absl::string_view tail = rest.substr(close + 1);
  if (tail.empty()) return path;
  const std::optional<AttributePath> sub = tail[0] == '.' ? ParseAttributePath(tail.substr(1)) : std::nullopt;
  if (!sub || !sub->sub.empty() || IsUrn(tail.substr(1))) return bad("what follows ']' is no '.' and a name");
  path.attribute.sub = sub->name;
  return path;
}

absl::StatusOr<std::vector<PatchOperation>> ParsePatch(const Json& body) {
  const Json* const list = Find(body, "Operations");
  if (!list || !list->is_array() || list->empty()) {
    return InvalidSyntax("a PATCH needs a list of Operations");
  }
  if (list->size() > kMaxOperations) {
    return InvalidSyntax(absl::StrCat("a PATCH has at most ", kMaxOperations, " Operations"));
  }
  std::vector<PatchOperation> operations;
  for (const Json& operation : *list) RETURN_IF_ERROR(AppendOperation(operation, operations));
  return operations;
}

}  // namespace nanolearn::scim
