#include "service/domain/scim/patch.h"

#include <algorithm>

#include "service/base/status_macros.h"
#include "service/domain/scim/error.h"

namespace nanolearn::scim {
namespace {

using Kind = PatchOperation::Kind;

// The member to write: the one that is there, whatever its case, or a new one.
Json& Member(Json& object, const std::string& name) {
  Json* const found = Find(object, name);
  return found ? *found : object[name];
}

void Erase(Json& object, const std::string& name) {
  while (const Json* const found = Find(object, name)) {
    for (auto it = object.begin(); it != object.end(); ++it) {
      if (&*it != found) continue;
      object.erase(it);
      break;
    }
  }
}

// A list of one object with a `value`, as some directories send a single text: the text.
Json Unwrapped(const Json& value) {
  const Json& one = value.is_array() && value.size() == 1 ? value.front() : value;
  const Json* const inner = value.is_array() ? Find(one, "value") : nullptr;
  return inner && !inner->is_structured() ? *inner : value;
}

Json AsList(const Json& value) {
  if (value.is_array()) return value;
  return Json::array({value.is_object() ? value : Json{{"value", value}}});
}

// Two values of a multi-valued attribute that say the same.
bool IsSameValue(const Json& a, const Json& b) {
  if (a == b) return true;
  const Json *const value_a = Find(a, "value"), *const value_b = Find(b, "value");
  if (!value_a || !value_b || *value_a != *value_b) return false;
  const Json *const type_a = Find(a, "type"), *const type_b = Find(b, "type");
  return !type_a || !type_b || *type_a == *type_b;
}

bool IsPrimary(const Json& value) {
  const Json* const primary = Find(value, "primary");
  const bool* const is = primary ? AsBoolean(*primary) : nullptr;
  return is && *is;
}

// There is one primary value: the newest.
void KeepPrimary(Json& list, const Json* newest) {
  if (!IsPrimary(*newest)) return;
  for (Json& other : list) {
    if (&other != newest && IsPrimary(other)) Member(other, "primary") = false;
  }
}

void AddValue(Json& list, const Json& value) {
  const auto same =
      std::find_if(list.begin(), list.end(), [&](const Json& v) { return IsSameValue(v, value); });
  Json* added = nullptr;
  if (same == list.end()) {
    list.push_back(value);
    added = &list.back();
  } else {
    added = &*same;
    if (added->is_object() && value.is_object()) {
      for (const auto& [key, part] : value.items()) Member(*added, key) = part;
    }
  }
  KeepPrimary(list, added);
}

bool IsList(const AttributePath& path, const Json* current) {
  return (path.schema.empty() && IsMultiValued(path.name)) || (current && current->is_array());
}

// A text by the schemas, and not something of an extension that nobody here knows.
bool IsSimple(const AttributePath& path, const Json* current) {
  if (current && current->is_primitive() && !current->is_null()) return true;
  const bool known = path.schema.empty() || path.schema == kEnterpriseSchema;
  return known && path.name != "name" && path.name != "manager";
}

void SetAttribute(Kind kind, Json& holder, const AttributePath& path, const Json& value) {
  Json* const current = Find(holder, path.name);
  if (IsList(path, current)) {
    Json& list = Member(holder, path.name);
    if (kind != Kind::kAdd || !list.is_array()) list = Json::array();
    for (const Json& one : AsList(value)) AddValue(list, one);
  } else if (current && current->is_object() && value.is_object() && path.name != "manager") {
    for (const auto& [key, part] : value.items()) Member(*current, CanonicalName(key)) = part;
  } else {
    Member(holder, path.name) = IsSimple(path, current) ? Unwrapped(value) : value;
  }
}

absl::Status SetSub(Json& holder, const AttributePath& path, const Json& value) {
  Json& attribute = Member(holder, path.name);
  if (attribute.is_null()) attribute = IsList(path, nullptr) ? Json::array() : Json::object();
  if (attribute.is_string()) attribute = Json{{"value", attribute}};
  if (attribute.is_array()) {
    if (attribute.empty()) attribute.push_back(Json::object());
    for (Json& element : attribute) {
      if (element.is_object()) Member(element, path.sub) = Unwrapped(value);
    }
    return absl::OkStatus();
  }
  if (!attribute.is_object()) return InvalidPath("'" + path.name + "' has no parts");
  Member(attribute, path.sub) = Unwrapped(value);
  return absl::OkStatus();
}

// A value of which the filter and the operation together tell all.
absl::Status AppendDescribed(Json& list, const Filter& where, const std::string& sub, const Json& value) {
  Json element = Described(where);
  if (element.empty()) return NoTarget("no value fits the filter of the path");
  if (!sub.empty()) {
    element[sub] = Unwrapped(value);
  } else if (value.is_object()) {
    element.update(value);
  } else {
    element["value"] = value;
  }
  list.push_back(std::move(element));
  KeepPrimary(list, &list.back());
  return absl::OkStatus();
}

absl::Status SetWhere(Kind kind, Json& holder, const PatchPath& path, const Json& given) {
  const Filter& where = path.where.front();
  const std::string& sub = path.attribute.sub;
  const Json& value = given.is_array() && given.size() == 1 && sub.empty() ? given.front() : given;
  Json& list = Member(holder, path.attribute.name);
  if (!list.is_array()) list = list.is_null() ? Json::array() : AsList(Json(list));
  bool met = false;
  for (Json& element : list) {
    if (!element.is_object() || !Matches(where, element)) continue;
    met = true;
    if (!sub.empty()) {
      Member(element, sub) = Unwrapped(value);
    } else if (value.is_object()) {
      Json whole = kind == Kind::kReplace ? Described(where) : element;
      for (const auto& [key, part] : value.items()) Member(whole, key) = part;
      element = std::move(whole);
    } else {
      Member(element, "value") = value;
    }
    KeepPrimary(list, &element);
  }
  return met ? absl::OkStatus() : AppendDescribed(list, where, sub, value);
}

absl::Status Set(const PatchOperation& operation, Json& resource) {
  const AttributePath& path = operation.path->attribute;
  Json& holder = path.schema.empty() ? resource : Member(resource, path.schema);
  if (holder.is_null()) holder = Json::object();
  if (!holder.is_object()) return InvalidValue("an extension is an object");
  if (path.name.empty()) {
    if (!operation.value.is_object()) return InvalidValue("an extension is an object");
    for (const auto& [key, part] : operation.value.items()) {
      SetAttribute(operation.kind, holder, {path.schema, CanonicalName(key), ""}, part);
    }
    return absl::OkStatus();
  }
  if (!operation.path->where.empty())
    return SetWhere(operation.kind, holder, *operation.path, operation.value);
  if (!path.sub.empty()) return SetSub(holder, path, operation.value);
  SetAttribute(operation.kind, holder, path, operation.value);
  return absl::OkStatus();
}

// Takes away, or takes `sub` away from, those of `attribute` that `picks`. Whether anything is left.
template <typename Picks>
bool Prune(Json& attribute, const std::string& sub, Picks picks) {
  if (!attribute.is_array()) {
    if (!picks(attribute)) return true;
    if (!sub.empty()) Erase(attribute, sub);
    return !sub.empty() && !attribute.empty();
  }
  Json left = Json::array();
  for (Json& element : attribute) {
    const bool picked = picks(element);
    if (picked && !sub.empty()) Erase(element, sub);
    if (!picked || (!sub.empty() && !element.empty())) left.push_back(std::move(element));
  }
  attribute = std::move(left);
  return !attribute.empty();
}

void Remove(const PatchOperation& operation, Json& resource) {
  const AttributePath& path = operation.path->attribute;
  Json* const holder = path.schema.empty() ? &resource : Find(resource, path.schema);
  if (!holder) return;
  if (path.name.empty()) return Erase(resource, path.schema);
  Json* const attribute = Find(*holder, path.name);
  if (!attribute) return;
  const Json& value = operation.value;
  const auto picks = [&](const Json& element) {
    if (!operation.path->where.empty()) return Matches(operation.path->where.front(), element);
    if (value.is_null() || !attribute->is_array() || !path.sub.empty()) return true;
    const Json list = AsList(value);
    return std::any_of(list.begin(), list.end(), [&](const Json& v) { return IsSameValue(v, element); });
  };
  if (!Prune(*attribute, path.sub, picks)) Erase(*holder, path.name);
}

}  // namespace

absl::Status ApplyPatch(absl::Span<const PatchOperation> operations, Json& resource) {
  for (const PatchOperation& operation : operations) {
    if (operation.kind == Kind::kRemove || operation.value.is_null()) {
      Remove(operation, resource);
    } else {
      RETURN_IF_ERROR(Set(operation, resource));
    }
  }
  return absl::OkStatus();
}

}  // namespace nanolearn::scim
