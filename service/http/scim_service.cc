#include "service/http/scim_service.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"
#include "service/domain/scim/discovery.h"
#include "service/domain/scim/error.h"
#include "service/domain/scim/projection.h"
#include "service/http/scim_access.h"
#include "service/http/scim_message.h"

namespace nanolearn::http {
namespace {

using scim::Json;

// `base`: the service's own address.
using ScimHandler =
    std::function<absl::StatusOr<Response>(const Caller&, const Request&, const std::string& base)>;

Response NoContent() { return {.status = 204}; }

// A whole number, limited to what makes sense; nothing was said: `if_missing`.
absl::StatusOr<int> ReadNumber(const std::string& name, const Json& value, int if_missing, int min, int max) {
  if (value.is_null()) return if_missing;
  int64_t number = 0;
  const std::string text = scim::AsText(value);
  if (!absl::SimpleAtoi(text, &number)) {
    return scim::InvalidValue(absl::StrCat("'", name, "' is a whole number"));
  }
  return static_cast<int>(std::clamp<int64_t>(number, min, max));
}

// What a list is asked for with, from the query or from the body of a .search.
struct ListRequest {
  DirectoryListQuery query;
  scim::Projection projection{"", ""};
};

absl::StatusOr<ListRequest> ReadList(const std::function<Json(const std::string&)>& value) {
  ListRequest list;
  constexpr int kNoLimit = 1000000000;
  ASSIGN_OR_RETURN(list.query.start_index, ReadNumber("startIndex", value("startIndex"), 1, 1, kNoLimit));
  ASSIGN_OR_RETURN(list.query.count,
                   ReadNumber("count", value("count"), scim::kMaxPageSize, 0, scim::kMaxPageSize));
  list.query.filter = scim::AsText(value("filter"));
  list.projection =
      scim::Projection(scim::AsText(value("attributes")), scim::AsText(value("excludedAttributes")));
  list.query.with_members = list.projection.Includes("members");
  return list;
}

absl::StatusOr<ListRequest> ReadQuery(const Request& request) {
  return ReadList([&](const std::string& name) {
    const std::string text = request.Query(name);
    return text.empty() ? Json() : Json(text);
  });
}

absl::StatusOr<ListRequest> ReadSearch(const Request& request) {
  ASSIGN_OR_RETURN(const Json body, ReadScimBody(request));
  return ReadList([&](const std::string& name) -> Json {
    const Json* const value = scim::Find(body, name);
    if (!value) return {};
    if (!value->is_array()) return *value;
    return absl::StrJoin(*value, ",",
                         [](std::string* out, const Json& one) { absl::StrAppend(out, scim::AsText(one)); });
  });
}

Response ListAnswer(absl::string_view base, absl::string_view collection, const ListRequest& list,
                    DirectoryPage page) {
  Json resources = Json::array();
  for (Json& resource : page.resources) {
    AddLocation(base, collection, resource);
    resources.push_back(list.projection.Apply(resource));
  }
  return ScimJson(200, scim::ListResponse(std::move(resources), page.total, page.start_index));
}

// The routes that users and groups have in common; `noun` is DirectoryUsers or DirectoryGroups.
class Routes {
 public:
  Routes(Router& router, Operations& operations) : router_(router), operations_(operations) {}

  void AddDiscovery();
  void AddUsers();
  void AddGroups();
  void AddUnsupported();

 private:
  void Add(const char* method, absl::string_view path, ScimHandler handler);
  template <typename Noun>
  void AddLists(absl::string_view collection, Noun& noun);
  template <typename Noun>
  void AddWrites(absl::string_view collection, Noun& noun);
  void AddDocuments(absl::string_view path, Json (*documents)(absl::string_view));

  Router& router_;
  Operations& operations_;
};

// Nothing is looked at, and nothing looked up, before the token.
void Routes::Add(const char* method, absl::string_view path, ScimHandler handler) {
  const std::string pattern = absl::StrCat(kScimPath, path);
  router_.Add({.method = method,
               .pattern = pattern,
               .handler =
                   [&operations = operations_, action = absl::StrCat(method, " ", pattern),
                    handler = std::move(handler)](const Request& request) {
                     const absl::StatusOr<Caller> caller = AdmitDirectory(operations, action, request);
                     if (!caller.ok()) return ScimError(caller.status());
                     absl::StatusOr<Response> response =
                         handler(*caller, request, ScimBase(request, operations.env.public_url));
                     return response.ok() ? *std::move(response) : ScimError(response.status());
                   },
               .needs_token = true});
}

void Routes::AddDocuments(absl::string_view path, Json (*documents)(absl::string_view)) {
  Add("GET", path, [documents](const Caller&, const Request&, const std::string& base) {
    Json list = documents(base);
    const int total = static_cast<int>(list.size());
    return ScimJson(200, scim::ListResponse(std::move(list), total, 1));
  });
  Add("GET", absl::StrCat(path, "/{id}"),
      [documents](const Caller&, const Request& request, const std::string& base) -> absl::StatusOr<Response> {
        const auto found = scim::FindById(documents(base), request.parameters[0]);
        if (!found) return scim::NoResource("document", request.parameters[0].substr(0, 100));
        return ScimJson(200, *found);
      });
}

void Routes::AddDiscovery() {
  Add("GET", "/ServiceProviderConfig", [](const Caller&, const Request&, const std::string& base) {
    return ScimJson(200, scim::ServiceProviderConfig(base));
  });
  AddDocuments("/ResourceTypes", scim::ResourceTypes);
  AddDocuments("/Schemas", scim::Schemas);
}

template <typename Noun>
void Routes::AddLists(absl::string_view collection, Noun& noun) {
  const std::string name(collection);
  Add("GET", absl::StrCat("/", name),
      [name, &noun](const Caller& caller, const Request& request, const std::string& base) -> absl::StatusOr<Response> {
        ASSIGN_OR_RETURN(const ListRequest list, ReadQuery(request));
        ASSIGN_OR_RETURN(DirectoryPage page, noun.List(caller, list.query));
        return ListAnswer(base, name, list, std::move(page));
      });
  Add("POST", absl::StrCat("/", name, "/.search"),
      [name, &noun](const Caller& caller, const Request& request, const std::string& base) -> absl::StatusOr<Response> {
        ASSIGN_OR_RETURN(const ListRequest list, ReadSearch(request));
        ASSIGN_OR_RETURN(DirectoryPage page, noun.List(caller, list.query));
        return ListAnswer(base, name, list, std::move(page));
      });
}

template <typename Noun>
void Routes::AddWrites(absl::string_view collection, Noun& noun) {
  const std::string name(collection);
  const std::string one = absl::StrCat("/", name, "/{id}");
  Add("POST", absl::StrCat("/", name),
      [name, &noun](const Caller& caller, const Request& request, const std::string& base) -> absl::StatusOr<Response> {
        ASSIGN_OR_RETURN(Json body, ReadScimBody(request));
        ASSIGN_OR_RETURN(DirectoryResource resource, noun.Create(caller, std::move(body)));
        return ScimResource(201, request, base, name, std::move(resource));
      });
  Add("PUT", one,
      [name, &noun](const Caller& caller, const Request& request, const std::string& base) -> absl::StatusOr<Response> {
        ASSIGN_OR_RETURN(Json body, ReadScimBody(request));
        ASSIGN_OR_RETURN(const ExpectedVersion version, ReadIfMatch(request));
        ASSIGN_OR_RETURN(DirectoryResource resource,
                         noun.Replace(caller, request.parameters[0], std::move(body), version));
        return ScimResource(200, request, base, name, std::move(resource));
      });
  Add("DELETE", one,
      [&noun](const Caller& caller, const Request& request, const std::string&) -> absl::StatusOr<Response> {
        ASSIGN_OR_RETURN(const ExpectedVersion version, ReadIfMatch(request));
        RETURN_IF_ERROR(noun.Delete(caller, request.parameters[0], version));
        return NoContent();
      });
}

void Routes::AddUsers() {
  DirectoryUsers& users = operations_.directory_users;
  AddLists("Users", users);
  AddWrites("Users", users);
  Add("GET", "/Users/{id}",
      [&users](const Caller& caller, const Request& request, const std::string& base) -> absl::StatusOr<Response> {
        ASSIGN_OR_RETURN(DirectoryResource resource, users.Get(caller, request.parameters[0]));
        return ScimResource(200, request, base, "Users", std::move(resource));
      });
  Add("PATCH", "/Users/{id}",
      [&users](const Caller& caller, const Request& request, const std::string& base) -> absl::StatusOr<Response> {
        ASSIGN_OR_RETURN(const Json body, ReadScimBody(request));
        ASSIGN_OR_RETURN(const ExpectedVersion version, ReadIfMatch(request));
        ASSIGN_OR_RETURN(DirectoryResource resource,
                         users.Patch(caller, request.parameters[0], body, version));
        return ScimResource(200, request, base, "Users", std::move(resource));
      });
}

void Routes::AddGroups() {
  DirectoryGroups& groups = operations_.directory_groups;
  AddLists("Groups", groups);
  AddWrites("Groups", groups);
  Add("GET", "/Groups/{id}",
      [&groups](const Caller& caller, const Request& request, const std::string& base) -> absl::StatusOr<Response> {
        const scim::Projection projection(request.Query("attributes"), request.Query("excludedAttributes"));
        ASSIGN_OR_RETURN(DirectoryResource resource,
                         groups.Get(caller, request.parameters[0], projection.Includes("members")));
        return ScimResource(200, request, base, "Groups", std::move(resource));
      });
  // Without a body: a group may have thousands of members.
  Add("PATCH", "/Groups/{id}",
      [&groups](const Caller& caller, const Request& request, const std::string&) -> absl::StatusOr<Response> {
        ASSIGN_OR_RETURN(const Json body, ReadScimBody(request));
        ASSIGN_OR_RETURN(const ExpectedVersion version, ReadIfMatch(request));
        RETURN_IF_ERROR(groups.Patch(caller, request.parameters[0], body, version));
        return NoContent();
      });
}

void Routes::AddUnsupported() {
  const auto refuse = [](const Caller&, const Request&, const std::string&) {
    return ScimError(501, "this is not supported here");
  };
  Add("POST", "/Bulk", refuse);
  Add("POST", "/.search", refuse);
  for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) Add(method, "/Me", refuse);
}

Response Refuse(const Request&, int status) {
  switch (status) {
    case 400:
      return ScimError(400, "the headers do not say clearly how long the body is");
    case 401:
      return ScimError(errors::NoToken());
    case 404:
      return ScimError(404, "there is nothing at this address");
    case 405:
      return ScimError(405, "this address does not take this method");
    case 413:
      return ScimError(413, "the body is larger than 1 MiB");
    case 500:
      return ScimError(absl::InternalError("an exception"));
    default:
      return ScimError(status, "the server is busy or stopping; try again in a moment");
  }
}

}  // namespace

void AddScim(Router& router, Operations& operations) {
  Routes routes(router, operations);
  routes.AddDiscovery();
  routes.AddUsers();
  routes.AddGroups();
  routes.AddUnsupported();
  router.AddRefusal(kScimPath, Refuse);
}

}  // namespace nanolearn::http
