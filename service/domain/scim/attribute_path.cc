#include "service/domain/scim/attribute_path.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace nanolearn::scim {
namespace {

constexpr absl::string_view kSchemas[] = {kUserSchema, kGroupSchema, kEnterpriseSchema};
constexpr absl::string_view kMultiValued[] = {"emails",           "phoneNumbers", "ims",          "photos",
                                              "addresses",        "groups",       "entitlements", "roles",
                                              "x509Certificates", "members"};
constexpr absl::string_view kEnterprise[] = {"employeeNumber", "costCenter", "organization",
                                             "division",       "department", "manager"};
constexpr absl::string_view kOthers[] = {"id",
                                         "externalId",
                                         "meta",
                                         "schemas",
                                         "userName",
                                         "name",
                                         "formatted",
                                         "familyName",
                                         "givenName",
                                         "middleName",
                                         "honorificPrefix",
                                         "honorificSuffix",
                                         "nickName",
                                         "profileUrl",
                                         "title",
                                         "userType",
                                         "preferredLanguage",
                                         "locale",
                                         "timezone",
                                         "active",
                                         "password",
                                         "displayName",
                                         "value",
                                         "display",
                                         "type",
                                         "primary",
                                         "$ref",
                                         "streetAddress",
                                         "locality",
                                         "region",
                                         "postalCode",
                                         "country",
                                         "resourceType",
                                         "created",
                                         "lastModified",
                                         "location",
                                         "version"};

template <size_t N>
absl::string_view FindName(const absl::string_view (&names)[N], absl::string_view name) {
  for (const absl::string_view known : names) {
    if (absl::EqualsIgnoreCase(known, name)) return known;
  }
  return "";
}

bool IsName(absl::string_view text) {
  if (text == "$ref") return true;
  return !text.empty() && absl::ascii_isalpha(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(c) || c == '-' || c == '_';
  });
}

bool IsVersion(absl::string_view text) {
  return !text.empty() && absl::StrContains(text, ".") &&
         std::all_of(text.begin(), text.end(), [](char c) { return absl::ascii_isdigit(c) || c == '.'; });
}

// How much of a URN is the schema: all up to the word after its version, as in `...:2.0:User`, else all
// before the last colon.
size_t SchemaLength(absl::string_view urn) {
  size_t at = 0;
  const std::vector<absl::string_view> parts = absl::StrSplit(urn, ':');
  for (size_t i = 0; i + 1 < parts.size(); ++i) {
    at += parts[i].size() + 1;
    if (IsVersion(parts[i])) return at + parts[i + 1].size();
  }
  return urn.rfind(':');
}

}  // namespace

bool IsUrn(absl::string_view text) { return absl::StartsWithIgnoreCase(text, "urn:"); }

std::string CanonicalSchema(absl::string_view schema) {
  const absl::string_view known = FindName(kSchemas, schema);
  return std::string(known.empty() ? schema : known);
}

std::string CanonicalName(absl::string_view name) {
  for (const absl::string_view known :
       {FindName(kMultiValued, name), FindName(kEnterprise, name), FindName(kOthers, name)}) {
    if (!known.empty()) return std::string(known);
  }
  return std::string(name);
}

bool IsMultiValued(absl::string_view name) { return !FindName(kMultiValued, name).empty(); }

bool IsCaseExact(const AttributePath& path) {
  return path.schema.empty() && (path.name == "id" || path.name == "externalId");
}

std::optional<AttributePath> ParseAttributePath(absl::string_view text) {
  AttributePath path;
  if (IsUrn(text)) {
    const size_t length = SchemaLength(text);
    path.schema = CanonicalSchema(text.substr(0, length));
    if (path.schema == kUserSchema || path.schema == kGroupSchema) path.schema.clear();
    if (length >= text.size()) return path;
    text = text.substr(length + 1);
  }
  const size_t dot = text.find('.');
  if (!IsName(text.substr(0, dot))) return std::nullopt;
  path.name = CanonicalName(text.substr(0, dot));
  if (dot != absl::string_view::npos) {
    if (!IsName(text.substr(dot + 1))) return std::nullopt;
    path.sub = CanonicalName(text.substr(dot + 1));
  }
  if (path.schema.empty() && !FindName(kEnterprise, path.name).empty()) path.schema = kEnterpriseSchema;
  return path;
}

const Json* HolderOf(const Json& resource, const AttributePath& path) {
  return path.schema.empty() ? &resource : Find(resource, path.schema);
}

}  // namespace nanolearn::scim
