#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/domain/scim/error.h"
#include "service/domain/scim/user_resource.h"
#include "service/domain/unicode.h"

namespace nanolearn::scim {
namespace {

constexpr size_t kMaxNameBytes = 255;
constexpr size_t kMaxExternalIdBytes = 200;
constexpr size_t kMaxEmployeeNumberBytes = 100;
constexpr size_t kMaxResourceBytes = 128 << 10;

constexpr absl::string_view kTexts[] = {
    "userName", "externalId", "displayName", "nickName", "profileUrl",
    "title",    "userType",   "locale",      "timezone", "preferredLanguage"};
constexpr absl::string_view kEnterpriseTexts[] = {"employeeNumber", "costCenter", "organization", "division",
                                                  "department"};
// Said by the server alone, or never to be kept.
constexpr absl::string_view kNotKept[] = {"id", "meta", "groups", "password"};

// Known names in the case of the schemas, and no nulls: they mean that there is nothing.
Json WithCanonicalNames(const Json& object) {
  Json canonical = Json::object();
  for (const auto& [key, value] : object.items()) {
    if (!value.is_null()) canonical[IsUrn(key) ? CanonicalSchema(key) : CanonicalName(key)] = value;
  }
  return canonical;
}

absl::Status NormaliseText(Json& object, absl::string_view name) {
  const auto found = object.find(std::string(name));
  if (found == object.end() || found->is_string()) return absl::OkStatus();
  if (found->is_array() && found->empty()) {
    object.erase(found);
    return absl::OkStatus();
  }
  // Some directories send a text as a list of one object.
  const Json& one = found->is_array() && found->size() == 1 ? found->front() : *found;
  const Json* const inner = Find(one, "value");
  const Json value = inner ? *inner : one;
  if (!value.is_string() && !value.is_number()) return InvalidValue(absl::StrCat("'", name, "' is a text"));
  *found = AsText(value);
  return absl::OkStatus();
}

absl::Status CheckLength(const Json& object, absl::string_view name, size_t max_bytes) {
  const std::string text = TextOf(object, name);
  if (text.size() > max_bytes) {
    return InvalidValue(absl::StrCat("'", name, "' is longer than ", max_bytes, " bytes"));
  }
  if (FindForbidden(text) || absl::StrContains(text, "\n") || absl::StrContains(text, "\r")) {
    return InvalidValue(absl::StrCat("'", name, "' has characters that no name has"));
  }
  return absl::OkStatus();
}

absl::Status NormaliseName(Json& user) {
  const auto name = user.find("name");
  if (name == user.end()) return absl::OkStatus();
  if (!name->is_object()) return InvalidValue("'name' is an object with givenName and familyName");
  *name = WithCanonicalNames(*name);
  for (const absl::string_view part :
       {"formatted", "familyName", "givenName", "middleName", "honorificPrefix", "honorificSuffix"}) {
    RETURN_IF_ERROR(NormaliseText(*name, part));
  }
  return absl::OkStatus();
}

absl::Status NormaliseActive(Json& user) {
  const auto active = user.find("active");
  if (active == user.end()) {
    user["active"] = true;
    return absl::OkStatus();
  }
  const Json& one = active->is_array() && active->size() == 1 ? active->front() : *active;
  const Json* const inner = Find(one, "value");
  const bool* const boolean = AsBoolean(inner ? *inner : one);
  if (!boolean) return InvalidValue("'active' is true or false");
  *active = *boolean;
  return absl::OkStatus();
}

absl::Status NormaliseList(Json& list) {
  if (!list.is_array()) list = Json::array({list.is_object() ? list : Json{{"value", list}}});
  for (Json& element : list) {
    if (element.is_string()) element = Json{{"value", element}};
    if (!element.is_object()) continue;
    element = WithCanonicalNames(element);
    const auto primary = element.find("primary");
    if (primary == element.end()) continue;
    if (const bool* const boolean = AsBoolean(*primary)) *primary = *boolean;
  }
  return absl::OkStatus();
}

absl::Status NormaliseLists(Json& resource) {
  for (auto& [key, value] : resource.items()) {
    if (!IsMultiValued(key)) continue;
    RETURN_IF_ERROR(NormaliseList(value));
  }
  return absl::OkStatus();
}

// Comes as an object, as a list of one, or as the id alone.
absl::Status NormaliseManager(Json& enterprise) {
  const auto manager = enterprise.find("manager");
  if (manager == enterprise.end()) return absl::OkStatus();
  Json one = *manager;
  if (one.is_array()) one = one.empty() ? Json() : Json(one.front());
  if (one.is_string() || one.is_number()) one = Json{{"value", AsText(one)}};
  if (one.is_null() || (one.is_object() && one.empty())) {
    enterprise.erase(manager);
    return absl::OkStatus();
  }
  if (!one.is_object()) return InvalidValue("'manager' is an object with the manager's id as its value");
  one = WithCanonicalNames(one);
  RETURN_IF_ERROR(NormaliseText(one, "value"));
  if (TextOf(one, "value").empty()) {
    enterprise.erase(manager);
  } else {
    *manager = std::move(one);
  }
  return absl::OkStatus();
}

absl::Status NormaliseEnterprise(Json& user) {
  const auto enterprise = user.find(kEnterpriseSchema);
  if (enterprise == user.end()) return absl::OkStatus();
  if (!enterprise->is_object()) return InvalidValue("the enterprise extension is an object");
  *enterprise = WithCanonicalNames(*enterprise);
  for (const absl::string_view name : kEnterpriseTexts) RETURN_IF_ERROR(NormaliseText(*enterprise, name));
  RETURN_IF_ERROR(CheckLength(*enterprise, "employeeNumber", kMaxEmployeeNumberBytes));
  return NormaliseManager(*enterprise);
}

// What is said by whom: the core schema and every extension that is there.
void SetSchemas(absl::string_view core, Json& resource) {
  Json schemas = Json::array({std::string(core)});
  const auto add = [&](const std::string& schema) {
    const Json urn = schema;
    if (std::find(schemas.begin(), schemas.end(), urn) == schemas.end()) schemas.push_back(urn);
  };
  const auto given = resource.find("schemas");
  if (given != resource.end() && given->is_array()) {
    for (const Json& schema : *given) {
      if (schema.is_string()) add(CanonicalSchema(schema.get<std::string>()));
    }
  }
  for (const auto& [key, value] : resource.items()) {
    if (IsUrn(key)) add(key);
  }
  resource["schemas"] = std::move(schemas);
}

absl::Status NormaliseCore(absl::string_view schema, absl::string_view name, Json& resource) {
  resource = WithCanonicalNames(resource);
  for (const absl::string_view key : kNotKept) resource.erase(std::string(key));
  for (const absl::string_view text : kTexts) RETURN_IF_ERROR(NormaliseText(resource, text));
  if (TextOf(resource, name).find_first_not_of(' ') == std::string::npos) {
    return InvalidValue(absl::StrCat("'", name, "' is missing"));
  }
  RETURN_IF_ERROR(CheckLength(resource, name, kMaxNameBytes));
  RETURN_IF_ERROR(CheckLength(resource, "externalId", kMaxExternalIdBytes));
  RETURN_IF_ERROR(NormaliseLists(resource));
  SetSchemas(schema, resource);
  return absl::OkStatus();
}

absl::Status CheckSize(const Json& resource) {
  if (Write(resource).size() <= kMaxResourceBytes) return absl::OkStatus();
  return InvalidValue(absl::StrCat("a resource is at most ", kMaxResourceBytes / 1024, " KiB of JSON"));
}

}  // namespace

std::string TextOf(const Json& resource, absl::string_view name) {
  const Json* const value = Find(resource, name);
  return value && value->is_string() ? value->get<std::string>() : "";
}

absl::Status NormaliseUser(Json& user) {
  RETURN_IF_ERROR(NormaliseCore(kUserSchema, "userName", user));
  RETURN_IF_ERROR(NormaliseActive(user));
  RETURN_IF_ERROR(NormaliseName(user));
  RETURN_IF_ERROR(NormaliseEnterprise(user));
  return CheckSize(user);
}

void KeepActive(const Json& before, Json& user) {
  if (const Json* const said = Find(user, "active"); said && !said->is_null()) return;
  if (const Json* const active = Find(before, "active")) user["active"] = *active;
}

absl::Status NormaliseGroup(Json& group) {
  RETURN_IF_ERROR(NormaliseCore(kGroupSchema, "displayName", group));
  group.erase("members");
  return CheckSize(group);
}

}  // namespace nanolearn::scim
