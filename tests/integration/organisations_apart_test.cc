// Nothing crosses between organisations: every call with the names of another's things.

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <set>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/integration/one_of_each.h"
#include "tests/integration/request_filler.h"
#include "tests/support/generic_call.h"

namespace nanolearn::testing {
namespace {

using google::protobuf::MethodDescriptor;
using grpc::StatusCode;

class OrganisationsApartTest : public OneOfEach {
 protected:
  GenericAnswer Call(const MethodDescriptor& method, const RequestFiller::Filled& filled) {
    return CallGenerically(server_.channel(), our_token_, method, *filled.request);
  }

  // Whether an answer that could have something has nothing, or an error for each thing that was asked for.
  static bool HasNothing(const MethodDescriptor& method, const GenericAnswer& answer) {
    const auto message = NewMessage(method.output_type());
    EXPECT_TRUE(message->ParseFromString(answer.messages.at(0)));
    const auto* const results = method.output_type()->FindFieldByName("results");
    if (!results) return method.output_type()->field_count() > 0 && message->ByteSizeLong() == 0;
    for (int i = 0; i < message->GetReflection()->FieldSize(*message, results); ++i) {
      const auto& result = dynamic_cast<const v1::BatchRecordCompletionsResponse::Result&>(
          message->GetReflection()->GetRepeatedMessage(*message, results, i));
      if (!result.has_error()) return false;
    }
    return true;
  }

  // A source is made by its first list, a subscription by its name: that they have one of that name is no matter of ours.
  static bool NamesAreMade(const MethodDescriptor& method) {
    return method.name() == "SyncPeople" || method.name() == "CreateSubscription";
  }

  static bool TellsOfThem(const GenericAnswer& answer) {
    for (const std::string& message : answer.messages) {
      if (OneOfEach::TellsOfThem(message)) return true;
    }
    return OneOfEach::TellsOfThem(answer.status.error_message()) ||
           OneOfEach::TellsOfThem(answer.status.error_details());
  }
};

TEST_F(OrganisationsApartTest, NoMethodTellsAnythingOfAnotherOrganisation) {
  const std::set<std::string> about_nobody = {"GetStatus", "ListOrganisations"};
  const RequestFiller filler(theirs_);
  int calls = 0, refused_for_form = 0;
  for (const MethodDescriptor* method : AllMethods()) {
    for (const RequestFiller::Filled& filled : filler.RequestsOf(*method)) {
      const GenericAnswer answer = Call(*method, filled);
      EXPECT_FALSE(TellsOfThem(answer)) << method->name();
      ++calls;
      refused_for_form += answer.status.error_code() == StatusCode::INVALID_ARGUMENT;
      if (about_nobody.contains(std::string(method->name()))) continue;
      EXPECT_EQ(answer.status.error_code(), StatusCode::PERMISSION_DENIED)
          << method->name() << ": " << answer.status.error_message() << "\n"
          << filled.request->ShortDebugString();
    }
  }
  ExpectNothingDoneByUs();
  std::cout << "organisation x organisation: " << AllMethods().size() << " methods, " << calls
            << " calls with names of another: " << refused_for_form << " refused for their form, "
            << about_nobody.size() << " about nobody, the others not allowed\n";
}

// The same with our own name in front of their ids. What makes something new comes last: it would be found.
TEST_F(OrganisationsApartTest, TheirIdsAreNotFoundUnderOurName) {
  NamesByNoun names;
  for (const auto& [noun, name] : theirs_) names[noun] = absl::StrReplaceAll(name, {{kAlvnas, kOurs}});
  const RequestFiller filler(names);
  std::vector<const MethodDescriptor*> methods = AllMethods();
  std::stable_partition(methods.begin(), methods.end(),
                        [](const MethodDescriptor* method) { return !absl::StartsWith(method->name(), "Create"); });
  int calls = 0, in_parts = 0;
  for (const MethodDescriptor* method : methods) {
    for (const RequestFiller::Filled& filled : filler.RequestsOf(*method)) {
      const GenericAnswer answer = Call(*method, filled);
      EXPECT_FALSE(TellsOfThem(answer)) << method->name();
      if (!filled.names_something) continue;
      ++calls;
      const bool is_in_parts = answer.status.ok() && HasNothing(*method, answer);
      in_parts += is_in_parts;
      if (is_in_parts || NamesAreMade(*method)) continue;
      EXPECT_EQ(answer.status.error_code(), StatusCode::NOT_FOUND)
          << method->name() << ": " << answer.status.error_message() << "\n"
          << filled.request->ShortDebugString();
    }
  }
  ExpectNothingDoneByUs();
  std::cout << "organisation x organisation: " << calls << " calls with ids of another below our own name, " << in_parts
            << " answered with nothing of it, the others not found\n";
}

}  // namespace
}  // namespace nanolearn::testing
