// Every method of every service: who may call it.

#include <gtest/gtest.h>

#include <iostream>
#include <set>

#include "service/domain/errors/access.h"
#include "service/domain/role.h"
#include "service/rpc/call_record.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/method_access.h"
#include "tests/support/demo.h"
#include "tests/support/generic_call.h"

namespace nanolearn::testing {
namespace {

using google::protobuf::MethodDescriptor;

constexpr Role kRoles[] = {Role::kAdmin, Role::kHr, Role::kAuthor, Role::kManager, Role::kAuditor, Role::kService};

std::string MessageOf(const absl::Status& status) { return std::string(status.message()); }

class MethodAccessTest : public ::testing::Test {
 protected:
  MethodAccessTest() : admin_(server_.Admin()) { LoadDemo(admin_); }

  grpc::Status CallEmpty(const MethodDescriptor& method, const std::string& token) {
    const auto request = NewMessage(method.input_type());
    return CallGenerically(server_.channel(), token, method, *request).status;
  }

  TestServer server_;
  TestClient admin_;
};

TEST(MethodTableTest, HasEveryMethodOfEveryServiceOnceAndNoOther) {
  std::set<std::string> named, served;
  for (const rpc::MethodAccess& access : rpc::MethodTable()) {
    EXPECT_TRUE(named.insert(std::string(access.method)).second) << access.method;
  }
  for (const MethodDescriptor* method : AllMethods()) {
    EXPECT_TRUE(served.insert(method->name()).second) << "two services have a method " << method->name();
    EXPECT_EQ(rpc::MethodOf(method->input_type()->name()), method->name());
  }
  EXPECT_EQ(named, served);
}

TEST_F(MethodAccessTest, EachRoleIsLetInWhereTheTableSaysAndNowhereElse) {
  int calls = 0, refused = 0;
  for (const Role role : kRoles) {
    const std::string token = CreateToken(admin_, rpc::ToProto(role));
    const std::string refusal = MessageOf(errors::RoleNotAllowed(RoleName(role)));
    for (const MethodDescriptor* method : AllMethods()) {
      const rpc::MethodAccess* access = rpc::AccessOf(method->name());
      ASSERT_NE(access, nullptr) << method->name();
      const grpc::Status status = CallEmpty(*method, token);
      const bool is_refused = status.error_message() == refusal;
      EXPECT_EQ(is_refused, !RoleAllows(role, access->permission))
          << RoleName(role) << " calls " << method->name() << ": " << status.error_message();
      ++calls;
      refused += is_refused;
    }
  }
  std::cout << "method x role: " << AllMethods().size() << " x " << std::size(kRoles) << " = " << calls
            << " calls, " << refused << " refused\n";
  EXPECT_GT(refused, 0);
}

TEST_F(MethodAccessTest, NobodyIsLetInWithoutAToken) {
  for (const MethodDescriptor* method : AllMethods()) {
    EXPECT_EQ(CallEmpty(*method, "").error_code(), grpc::StatusCode::UNAUTHENTICATED) << method->name();
    // Many wrong tokens from one address are slowed.
    const grpc::StatusCode wrong = CallEmpty(*method, "nl_wrong").error_code();
    EXPECT_TRUE(wrong == grpc::StatusCode::UNAUTHENTICATED || wrong == grpc::StatusCode::RESOURCE_EXHAUSTED)
        << method->name() << " " << wrong;
  }
}

}  // namespace
}  // namespace nanolearn::testing
