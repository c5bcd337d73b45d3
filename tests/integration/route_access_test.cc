// Every route of the server: who may open it.

#include <gtest/gtest.h>

#include <iostream>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "service/http/route_access.h"
#include "service/http/routes.h"
#include "tests/integration/web_reader.h"

namespace nanolearn::testing {
namespace {

using http::Door;
using http::Right;
using http::RouteAccess;

class RouteAccessTest : public ::testing::Test {
 protected:
  RouteAccessTest() : admin_(server_.Admin()) { LoadDemo(admin_); }

  std::string AddressWith(Role role) {
    const std::string email = absl::StrCat(absl::AsciiStrToLower(RoleName(role)), ".role@alvnas.example");
    v1::CreateAccessGrantRequest request;
    request.set_parent(kAlvnas);
    request.mutable_access_grant()->set_email(email);
    v1::Role parsed;
    EXPECT_TRUE(v1::Role_Parse(absl::StrCat("ROLE_", RoleName(role)), &parsed));
    request.mutable_access_grant()->set_role(parsed);
    v1::AccessGrant response;
    const grpc::Status status =
        admin_.Call(&v1::AccessGrantService::Stub::CreateAccessGrant, *admin_.access_grants, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return email;
  }

  // With the names of things that are there.
  std::string PathOf(const RouteAccess& access) {
    v1::ListSyncRunsRequest runs;
    runs.set_parent(kAlvnas);
    v1::ListSyncRunsResponse listed;
    EXPECT_TRUE(admin_.Call(&v1::SyncRunService::Stub::ListSyncRuns, *admin_.sync_runs, runs, &listed).ok());
    v1::ListProgrammesRequest programmes;
    programmes.set_parent(kAlvnas);
    v1::ListProgrammesResponse known;
    EXPECT_TRUE(
        admin_.Call(&v1::ProgrammeService::Stub::ListProgrammes, *admin_.programmes, programmes, &known).ok());
    const auto last = [](const std::string& name) { return name.substr(name.rfind('/') + 1); };
    return absl::StrReplaceAll(access.pattern, {{"{code}", "VON"},
                                                {"{slug}", last(known.programmes(0).name())},
                                                {"{id}", last(listed.runs(0).name())}});
  }

  HttpAnswer Open(const WebReader& reader, const RouteAccess& access) {
    const std::string path = PathOf(access);
    return access.method == "GET" ? reader.Get(path) : reader.Post(path, {});
  }

  // Refusals of this kind in the chain.
  int Denied(const std::string& action) {
    int count = 0;
    const absl::Status status = server_.operations().env.store.Read([&](const ReadTransaction& tx) {
      const Id id = tx.organisations().Find("alvnas")->id;
      count = static_cast<int>(
          tx.audit().ListAfter(id, {.action = action, .denied_only = true}, 0, 1000).size());
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    return count;
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(RouteAccessTest, TheTableHasEveryRouteOnceAndNoOther) {
  std::set<std::string> named, served;
  for (const RouteAccess& access : http::RouteTable()) {
    EXPECT_TRUE(named.insert(absl::StrCat(access.method, " ", access.pattern)).second) << access.pattern;
  }
  const http::Router router = http::AllRoutes(server_.operations());
  for (const http::Route* route : router.routes()) served.insert(absl::StrCat(route->method, " ", route->pattern));
  EXPECT_EQ(named, served);
}

TEST_F(RouteAccessTest, EachRoleOpensWhatTheTableSaysAndNothingElse) {
  int calls = 0, refused = 0;
  for (const Role role : {Role::kAdmin, Role::kHr, Role::kAuthor, Role::kManager, Role::kAuditor}) {
    const WebReader reader(server_, AddressWith(role));
    for (const RouteAccess& access : http::RouteTable()) {
      if (access.door != Door::kSignedIn || access.right == Right::kNone) continue;
      const int before = Denied(absl::StrCat(access.method, " ", access.pattern));
      const HttpAnswer answer = Open(reader, access);
      const bool is_refused = Denied(absl::StrCat(access.method, " ", access.pattern)) > before;
      // A manager's grant is for units, not for what concerns the whole organisation.
      const bool may = RoleAllows(role, access.permission) &&
                       (role != Role::kManager || access.right == Right::kUnits);
      EXPECT_EQ(is_refused, !may) << RoleName(role) << " opens " << access.method << " " << access.pattern;
      EXPECT_EQ(answer.status == 404, !may)
          << RoleName(role) << " " << access.method << " " << access.pattern << ": " << answer.status;
      ++calls;
      refused += is_refused;
    }
  }
  std::cout << "route x role: " << calls << " requests of 5 roles, " << refused << " refused\n";
}

TEST_F(RouteAccessTest, WhoeverHasSignedInWithoutRightsOpensNothing) {
  const WebReader reader(server_, "nobody@alvnas.example");
  for (const RouteAccess& access : http::RouteTable()) {
    if (access.door != Door::kSignedIn || access.right == Right::kNone) continue;
    EXPECT_EQ(Open(reader, access).status, 404) << access.pattern;
  }
}

TEST_F(RouteAccessTest, NobodyOpensAnythingWithoutWhatTheDoorAsksFor) {
  const HttpClient nobody(server_.http_address(), "");
  int asked = 0;
  for (const RouteAccess& access : http::RouteTable()) {
    const std::string path = PathOf(access);
    const HttpAnswer answer = nobody.Send(std::string(access.method), path, "", {});
    switch (access.door) {
      case Door::kAnybody:
        continue;
      case Door::kLink:
        // Whoever leaves a shared screen goes to its front page in any case.
        EXPECT_TRUE(answer.status == 404 || answer.status == 429 || answer.status == 400 ||
                    (access.pattern == "/l/{code}/leave" && answer.status == 303))
            << access.pattern << ": " << answer.status;
        break;
      case Door::kSignedIn:
        EXPECT_EQ(answer.status, 303) << access.pattern;
        break;
      case Door::kDirectory:
        EXPECT_EQ(answer.status, 401) << access.pattern;
        break;
    }
    ++asked;
  }
  std::cout << "routes without what their door asks for: " << asked << " refused\n";
}

}  // namespace
}  // namespace nanolearn::testing
