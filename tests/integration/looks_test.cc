// Whatever tells of individuals leaves an entry in the audit: every call and every page that the tables call a look.

#include <gtest/gtest.h>

#include <iostream>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "service/http/route_access.h"
#include "service/rpc/method_access.h"
#include "tests/integration/one_of_each.h"
#include "tests/integration/request_filler.h"
#include "tests/integration/web_reader.h"
#include "tests/support/generic_call.h"

namespace nanolearn::testing {
namespace {

using google::protobuf::MethodDescriptor;
using http::RouteAccess;

class LooksTest : public OneOfEach {
 protected:
  // How many there are in the chain of Älvnäs.
  int LooksOf(const std::string& action) {
    int count = 0;
    const absl::Status status = server_.operations().env.store.Read([&](const ReadTransaction& tx) {
      count = 0;
      for (const ChainedEntry& one : tx.audit().ListAfter(tx.organisations().Find("alvnas")->id, {.action = action}, 0, 1000)) {
        count += one.entry.outcome == AuditOutcome::kDone;
      }
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    return count;
  }

  std::string PathOf(const RouteAccess& access) {
    return absl::StrReplaceAll(access.pattern, {{"{code}", "VON"}, {"{id}", LastPart(theirs_["SyncRun"])}});
  }
};

TEST_F(LooksTest, EveryMethodThatTellsOfPeopleLeavesOne) {
  const std::string token = CreateToken(admin_, v1::ROLE_ADMIN);
  const RequestFiller filler(theirs_);
  int calls = 0;
  for (const MethodDescriptor* method : AllMethods()) {
    const std::string name(method->name());
    if (rpc::AccessOf(name)->trace != rpc::Trace::kLook) continue;
    for (const RequestFiller::Filled& filled : filler.RequestsOf(*method)) {
      const int before = LooksOf(name);
      const GenericAnswer answer = CallGenerically(server_.channel(), token, *method, *filled.request);
      EXPECT_TRUE(answer.status.ok()) << name << ": " << answer.status.error_message() << "\n"
                                      << filled.request->ShortDebugString();
      EXPECT_EQ(LooksOf(name), before + 1) << name << "\n" << filled.request->ShortDebugString();
      ++calls;
    }
  }
  std::cout << "looks: " << calls << " calls, each with an entry\n";
  EXPECT_GT(calls, 20);
}

// Each has a test of its own in audit_looks_test.cc.
TEST(LooksTableTest, HasTheseDryRuns) {
  std::set<std::string> dry_runs;
  for (const rpc::MethodAccess& access : rpc::MethodTable()) {
    if (access.dry_run_is_look) dry_runs.insert(std::string(access.method));
  }
  EXPECT_EQ(dry_runs, (std::set<std::string>{"ErasePerson", "MergePeople", "SyncPeople"}));
}

TEST_F(LooksTest, EveryPageThatTellsOfPeopleLeavesOne) {
  GrantAccess(admin_, "kim@alvnas.example", v1::ROLE_ADMIN);
  GrantAccess(admin_, "boss@alvnas.example", v1::ROLE_MANAGER, "VON");
  const WebReader coordinator(server_, "kim@alvnas.example"), manager(server_, "boss@alvnas.example");
  int pages = 0;
  for (const RouteAccess& access : http::RouteTable()) {
    if (!access.is_look) continue;
    const WebReader& reader = access.right == http::Right::kPermission ? coordinator : manager;
    const std::string action = absl::StrCat(access.method, " ", access.pattern);
    const int before = LooksOf(action);
    const HttpAnswer answer = access.method == "GET" ? reader.Get(PathOf(access)) : reader.Post(PathOf(access), {});
    EXPECT_EQ(answer.status, 200) << action;
    EXPECT_EQ(LooksOf(action), before + 1) << action;
    ++pages;
  }
  std::cout << "looks: " << pages << " pages, each with an entry\n";
  EXPECT_GT(pages, 5);
}

}  // namespace
}  // namespace nanolearn::testing
