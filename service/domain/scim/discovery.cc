#include "service/domain/scim/discovery.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/domain/scim/attribute_path.h"

namespace nanolearn::scim {
namespace {

std::string At(absl::string_view base, absl::string_view path) { return absl::StrCat(base, path); }

Json ResourceType(absl::string_view base, absl::string_view name, absl::string_view endpoint,
                  absl::string_view schema, absl::string_view description) {
  return {
      {"schemas", {"urn:ietf:params:scim:schemas:core:2.0:ResourceType"}},
      {"id", std::string(name)},
      {"name", std::string(name)},
      {"endpoint", std::string(endpoint)},
      {"description", std::string(description)},
      {"schema", std::string(schema)},
      {"meta",
       {{"resourceType", "ResourceType"}, {"location", At(base, absl::StrCat("/ResourceTypes/", name))}}}};
}

// How an attribute is described; what is not said is as usual.
struct Trait {
  bool multi = false, required = false, case_exact = false, read_only = false;
  bool unique = false;
};

Json Attribute(absl::string_view name, absl::string_view type, absl::string_view description,
               Trait trait = {}, Json parts = Json::array()) {
  Json attribute = {{"name", std::string(name)},  {"type", std::string(type)},
                    {"multiValued", trait.multi}, {"description", std::string(description)},
                    {"required", trait.required}, {"mutability", trait.read_only ? "readOnly" : "readWrite"},
                    {"returned", "default"}};
  if (type == "string") attribute["caseExact"] = trait.case_exact;
  if (type != "complex" && type != "boolean") attribute["uniqueness"] = trait.unique ? "server" : "none";
  if (type == "reference") attribute["referenceTypes"] = {"User"};
  if (!parts.empty()) attribute["subAttributes"] = std::move(parts);
  return attribute;
}

// The parts of `emails`, `phoneNumbers` and their like.
Json ValueParts() {
  return {Attribute("value", "string", "The value."), Attribute("type", "string", "For example work."),
          Attribute("display", "string", "For showing it."),
          Attribute("primary", "boolean", "The preferred one.")};
}

Json NameParts() {
  return {Attribute("formatted", "string", "The whole name."),
          Attribute("familyName", "string", "The family name."),
          Attribute("givenName", "string", "The given name.")};
}

Json Schema(absl::string_view base, absl::string_view id, absl::string_view name,
            absl::string_view description, Json attributes) {
  return {{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:Schema"}},
          {"id", std::string(id)},
          {"name", std::string(name)},
          {"description", std::string(description)},
          {"attributes", std::move(attributes)},
          {"meta", {{"resourceType", "Schema"}, {"location", At(base, absl::StrCat("/Schemas/", id))}}}};
}

Json UserAttributes() {
  const Trait list{.multi = true};
  return {
      Attribute("userName", "string", "What the user signs in with.", {.required = true, .unique = true}),
      Attribute("externalId", "string", "The directory's own id.", {.case_exact = true}),
      Attribute("active", "boolean", "Whether the person works here."),
      Attribute("displayName", "string", "The name for showing."),
      Attribute("name", "complex", "The parts of the name.", {}, NameParts()),
      Attribute("title", "string", "The person's role, for example Undersköterska."),
      Attribute("userType", "string", "Kept and returned."),
      Attribute("preferredLanguage", "string", "Kept and returned."),
      Attribute("locale", "string", "Kept and returned."),
      Attribute("timezone", "string", "Kept and returned."),
      Attribute("emails", "complex", "Addresses; the one of type work is used.", list, ValueParts()),
      Attribute("phoneNumbers", "complex", "Numbers; of type work, else mobile.", list, ValueParts()),
      Attribute("addresses", "complex", "Kept and returned.", list,
                {Attribute("type", "string", "For example work."),
                 Attribute("formatted", "string", "The whole address."),
                 Attribute("streetAddress", "string", "The street."),
                 Attribute("locality", "string", "The town."), Attribute("region", "string", "The region."),
                 Attribute("postalCode", "string", "The postal code."),
                 Attribute("country", "string", "The country.")}),
      Attribute("roles", "complex", "Kept and returned.", list, ValueParts())};
}

Json EnterpriseAttributes() {
  return {Attribute("employeeNumber", "string", "The number that HR's list has for the person too."),
          Attribute("department", "string", "The code or the name of the unit."),
          Attribute("costCenter", "string", "Kept and returned."),
          Attribute("organization", "string", "Kept and returned."),
          Attribute("division", "string", "Kept and returned."),
          Attribute("manager", "complex", "The person's manager.", {},
                    {Attribute("value", "string", "The id of the manager's user."),
                     Attribute("$ref", "reference", "Where that user is."),
                     Attribute("displayName", "string", "The manager's name.", {.read_only = true})})};
}

Json GroupAttributes() {
  return {Attribute("displayName", "string", "The group's name.", {.required = true, .unique = true}),
          Attribute("externalId", "string", "The directory's own id.", {.case_exact = true}),
          Attribute("members", "complex", "Who is in it.", {.multi = true},
                    {Attribute("value", "string", "The id of a user."),
                     Attribute("$ref", "reference", "Where that user is."),
                     Attribute("type", "string", "Always User.")})};
}

}  // namespace

Json ServiceProviderConfig(absl::string_view base) {
  return {{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"}},
          {"patch", {{"supported", true}}},
          {"bulk", {{"supported", false}, {"maxOperations", 0}, {"maxPayloadSize", 0}}},
          {"filter", {{"supported", true}, {"maxResults", kMaxPageSize}}},
          {"changePassword", {{"supported", false}}},
          {"sort", {{"supported", false}}},
          {"etag", {{"supported", true}}},
          {"authenticationSchemes",
           {{{"type", "oauthbearertoken"},
             {"name", "Bearer token"},
             {"description", "The secret of a token made with `nanolearn tokens create --source NAME`."},
             {"primary", true}}}},
          {"meta",
           {{"resourceType", "ServiceProviderConfig"}, {"location", At(base, "/ServiceProviderConfig")}}}};
}

Json ResourceTypes(absl::string_view base) {
  Json user = ResourceType(base, "User", "/Users", kUserSchema, "People as the directory knows them");
  user["schemaExtensions"] = {{{"schema", kEnterpriseSchema}, {"required", false}}};
  return {std::move(user), ResourceType(base, "Group", "/Groups", kGroupSchema, "Groups of users")};
}

Json Schemas(absl::string_view base) {
  return {Schema(base, kUserSchema, "User", "A person", UserAttributes()),
          Schema(base, kEnterpriseSchema, "EnterpriseUser", "What an employer says of a person",
                 EnterpriseAttributes()),
          Schema(base, kGroupSchema, "Group", "A group of users", GroupAttributes())};
}

std::optional<Json> FindById(const Json& list, absl::string_view id) {
  for (const Json& resource : list) {
    if (absl::EqualsIgnoreCase(resource["id"].get<std::string>(), id)) return resource;
  }
  return std::nullopt;
}

Json ListResponse(Json resources, int total, int start_index) {
  const size_t count = resources.size();
  return {{"schemas", {"urn:ietf:params:scim:api:messages:2.0:ListResponse"}},
          {"totalResults", total},
          {"startIndex", start_index},
          {"itemsPerPage", count},
          {"Resources", std::move(resources)}};
}

}  // namespace nanolearn::scim
