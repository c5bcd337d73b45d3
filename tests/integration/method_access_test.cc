// Every method of every service: who may call it, and that nothing crosses between organisations.

#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/domain/errors/access.h"
#include "service/domain/role.h"
#include "service/rpc/call_record.h"
#include "service/rpc/method_access.h"
#include "tests/support/demo.h"
#include "tests/support/generic_call.h"

namespace nanolearn::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr Role kRoles[] = {Role::kAdmin, Role::kHr, Role::kAuthor, Role::kManager, Role::kAuditor, Role::kService};

std::string MessageOf(const absl::Status& status) { return std::string(status.message()); }

class MethodAccessTest : public ::testing::Test {
 protected:
  MethodAccessTest() : admin_(server_.Admin()) { LoadDemo(admin_); }

  std::string NewTokenWith(Role role, const std::string& organisation = kAlvnas) {
    v1::CreateTokenRequest request;
    request.set_parent(organisation);
    request.mutable_token()->set_display_name("test");
    v1::Role parsed;
    EXPECT_TRUE(v1::Role_Parse(absl::StrCat("ROLE_", RoleName(role)), &parsed));
    request.mutable_token()->set_role(parsed);
    v1::CreateTokenResponse response;
    const grpc::Status status =
        admin_.Call(&v1::TokenService::Stub::CreateToken, *admin_.tokens, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.secret();
  }

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
    const std::string token = NewTokenWith(role);
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

// Names of things that are really there, by what a method or field is about.
using NamesByNoun = std::map<std::string, std::string>;

std::string NounOf(const std::string& method, const NamesByNoun& names) {
  std::string longest;
  for (const auto& [noun, name] : names) {
    if (absl::StrContains(method, noun) && noun.size() > longest.size()) longest = noun;
  }
  return longest;
}

// Gives every field that names something the name of something of theirs.
void Fill(const MethodDescriptor& method, const NamesByNoun& names, const std::string& parent, Message& message,
          int depth = 0) {
  const auto* reflection = message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message.GetDescriptor()->field(i);
    const std::string& name = field->name();
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field->is_map() && depth < 2 &&
        !absl::StartsWith(field->message_type()->full_name(), "google.")) {
      Message& part = field->is_repeated() ? *reflection->AddMessage(&message, field)
                                           : *reflection->MutableMessage(&message, field);
      Fill(method, names, parent, part, depth + 1);
      continue;
    }
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_STRING || field->type() != FieldDescriptor::TYPE_STRING) continue;
    std::string value;
    if (name == "parent" || name == "organisation") value = parent;
    if (name == "name" || name == "names") {
      const std::string noun = NounOf(method.name(), names);
      value = noun.empty() ? parent : names.at(noun);
    }
    for (const auto& [noun, thing] : names) {
      if (absl::EqualsIgnoreCase(name, noun) || absl::EqualsIgnoreCase(name, absl::StrCat(noun, "s"))) value = thing;
    }
    if (value.empty()) continue;
    if (field->is_repeated()) {
      reflection->AddString(&message, field, value);
    } else {
      reflection->SetString(&message, field, value);
    }
  }
}

class OrganisationsApartTest : public MethodAccessTest {
 protected:
  OrganisationsApartTest() {
    CreateOrganisation(admin_, "grannby");
    PublishModule(admin_, "passwords", "organisations/grannby");
    ours_ = NewTokenWith(Role::kAdmin, "organisations/grannby");
    theirs_ = TheirNames();
  }

  // Of Älvnäs, as its own administrator sees them.
  NamesByNoun TheirNames() {
    NamesByNoun names = {{"Organisation", kAlvnas}, {"Unit", absl::StrCat(kAlvnas, "/units/VON")}};
    v1::ListAssignmentsRequest some;
    some.set_parent(kAlvnas);
    const v1::Assignment assignment = AllAssignments(admin_, some).front();
    names["Assignment"] = assignment.name();
    names["Exception"] = assignment.name();
    names["Person"] = assignment.person();
    names["Module"] = assignment.module();
    names["Programme"] = assignment.programme();
    names["Completion"] = AddCompletion(assignment.name());
    names["SyncRun"] = First<v1::ListSyncRunsRequest, v1::ListSyncRunsResponse>(
        &v1::SyncRunService::Stub::ListSyncRuns, *admin_.sync_runs,
        [](const auto& r) { return r.runs(0).name(); });
    names["Source"] = First<v1::ListSourcesRequest, v1::ListSourcesResponse>(
        &v1::SourceService::Stub::ListSources, *admin_.sources,
        [](const auto& r) { return r.sources(0).name(); });
    names["Token"] = AddToken();
    return names;
  }

  template <typename Request, typename Response, typename Method, typename Stub, typename Name>
  std::string First(Method method, Stub& stub, Name name) {
    Request request;
    request.set_parent(kAlvnas);
    Response response;
    const grpc::Status status = admin_.Call(method, stub, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return name(response);
  }

  std::string AddToken() {
    NewTokenWith(Role::kAuditor);
    return First<v1::ListTokensRequest, v1::ListTokensResponse>(
        &v1::TokenService::Stub::ListTokens, *admin_.tokens, [](const auto& r) { return r.tokens(0).name(); });
  }

  std::string AddCompletion(const std::string& assignment) {
    v1::RecordCompletionRequest request;
    request.set_assignment(assignment);
    v1::RecordCompletionResponse response;
    const grpc::Status status = admin_.Call(&v1::CompletionService::Stub::RecordCompletion, *admin_.completions,
                                            request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.completion().name();
  }

  // Whether anything of Älvnäs is in it.
  static bool TellsOfThem(const GenericAnswer& answer) {
    for (const std::string& message : answer.messages) {
      if (absl::StrContains(message, "alvnas") || absl::StrContains(message, "lvn\xc3\xa4s")) return true;
    }
    return false;
  }

  std::string ours_;
  NamesByNoun theirs_;
};

TEST_F(OrganisationsApartTest, NoMethodTellsAnythingOfAnotherOrganisation) {
  int denied = 0, other = 0;
  for (const MethodDescriptor* method : AllMethods()) {
    const auto request = NewMessage(method->input_type());
    Fill(*method, theirs_, kAlvnas, *request);
    const GenericAnswer answer = CallGenerically(server_.channel(), ours_, *method, *request);
    EXPECT_FALSE(TellsOfThem(answer)) << method->name();
    const std::set<std::string> about_nobody = {"GetStatus", "ListOrganisations"};
    if (about_nobody.contains(method->name())) continue;
    EXPECT_FALSE(answer.status.ok()) << method->name() << " " << request->ShortDebugString();
    EXPECT_NE(answer.status.error_code(), grpc::StatusCode::NOT_FOUND) << method->name();
    if (answer.status.error_code() == grpc::StatusCode::PERMISSION_DENIED) {
      ++denied;
    } else {
      // It was refused for its form, before anything was looked up.
      EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT)
          << method->name() << ": " << answer.status.error_message();
      std::cout << "refused for its form: " << method->name() << ": " << answer.status.error_message() << "\n";
      ++other;
    }
  }
  std::cout << "organisation x organisation: " << AllMethods().size() << " methods with names of another: "
            << denied << " not allowed, " << other << " refused for their form\n";
}

// The same with our own name in front of their ids.
TEST_F(OrganisationsApartTest, TheirIdsAreNotFoundUnderOurName) {
  NamesByNoun names;
  for (const auto& [noun, name] : theirs_) {
    names[noun] = absl::StrCat("organisations/grannby", name.substr(std::string(kAlvnas).size()));
  }
  int calls = 0;
  for (const MethodDescriptor* method : AllMethods()) {
    const auto request = NewMessage(method->input_type());
    Fill(*method, names, "organisations/grannby", *request);
    const GenericAnswer answer = CallGenerically(server_.channel(), ours_, *method, *request);
    EXPECT_FALSE(TellsOfThem(answer)) << method->name();
    // Of one thing that has a name; there is a module of the same name here too.
    const bool is_get = absl::StartsWith(method->name(), "Get") &&
                        method->input_type()->FindFieldByName("name") != nullptr &&
                        method->name() != "GetOrganisation" && method->name() != "GetModule";
    if (is_get) {
      EXPECT_FALSE(answer.status.ok()) << method->name();
    }
    ++calls;
  }
  std::cout << "organisation x organisation: " << calls << " methods with ids of another below our own name\n";
}

}  // namespace
}  // namespace nanolearn::testing
