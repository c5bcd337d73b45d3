#include "service/domain/scim/projection.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace nanolearn::scim {
namespace {

std::vector<AttributePath> ReadPaths(absl::string_view list) {
  std::vector<AttributePath> paths;
  for (const absl::string_view text : absl::StrSplit(list, ',', absl::SkipWhitespace())) {
    const auto path = ParseAttributePath(absl::StripAsciiWhitespace(text));
    if (path && (!path->name.empty() || !path->schema.empty())) paths.push_back(*path);
  }
  return paths;
}

bool IsAlwaysThere(const AttributePath& path) {
  return path.schema.empty() && (path.name == "id" || path.name == "schemas");
}

// `value`, which may be a list, with nothing but its part `sub`.
Json OnlySub(const Json& value, const std::string& sub) {
  if (value.is_array()) {
    Json list = Json::array();
    for (const Json& element : value) list.push_back(OnlySub(element, sub));
    return list;
  }
  const Json* const part = Find(value, sub);
  return part ? Json{{sub, *part}} : Json::object();
}

void RemoveSub(Json& value, const std::string& sub) {
  if (value.is_array()) {
    for (Json& element : value) RemoveSub(element, sub);
  } else if (value.is_object()) {
    value.erase(sub);
  }
}

void Copy(const Json& resource, const AttributePath& path, Json& to) {
  const Json* const holder = HolderOf(resource, path);
  const Json* const value = holder && !path.name.empty() ? Find(*holder, path.name) : holder;
  if (!value) return;
  Json& target = path.schema.empty() ? to : to[path.schema];
  if (path.name.empty()) {
    target = *value;
  } else if (path.sub.empty()) {
    target[path.name] = *value;
  } else {
    Json part = OnlySub(*value, path.sub);
    Json& old = target[path.name];
    if (old.is_object() && part.is_object()) {
      old.update(part);
    } else if (old.is_array() && part.is_array() && old.size() == part.size()) {
      for (size_t i = 0; i < old.size(); ++i) old[i].update(part[i]);
    } else {
      old = std::move(part);
    }
  }
}

void Remove(const AttributePath& path, Json& from) {
  Json* const holder = path.schema.empty() ? &from : Find(from, path.schema);
  if (!holder || !holder->is_object()) return;
  if (path.name.empty()) {
    from.erase(path.schema);
  } else if (path.sub.empty()) {
    holder->erase(path.name);
  } else if (Json* const value = Find(*holder, path.name)) {
    RemoveSub(*value, path.sub);
  }
}

}  // namespace

Projection::Projection(absl::string_view attributes, absl::string_view excluded_attributes)
    : attributes_(ReadPaths(attributes)), excluded_(ReadPaths(excluded_attributes)) {}

Json Projection::Apply(const Json& resource) const {
  if (attributes_.empty()) {
    Json all = resource;
    for (const AttributePath& path : excluded_) {
      if (!IsAlwaysThere(path)) Remove(path, all);
    }
    return all;
  }
  Json some = Json::object();
  for (const absl::string_view name : {"schemas", "id"}) Copy(resource, {"", std::string(name), ""}, some);
  for (const AttributePath& path : attributes_) Copy(resource, path, some);
  return some;
}

bool Projection::Includes(absl::string_view name) const {
  const auto is_it = [&](const AttributePath& path) { return path.schema.empty() && path.name == name; };
  if (!attributes_.empty()) return std::any_of(attributes_.begin(), attributes_.end(), is_it);
  return std::none_of(excluded_.begin(), excluded_.end(),
                      [&](const AttributePath& path) { return is_it(path) && path.sub.empty(); });
}

}  // namespace nanolearn::scim
