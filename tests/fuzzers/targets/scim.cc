// What directories send as the body of a user, a group or a change.

#include <string>
#include <utility>

#include "service/domain/scim/group_members.h"
#include "service/domain/scim/projection.h"
#include "service/domain/scim/user_resource.h"
#include "tests/fuzzers/target.h"

namespace nanolearn::scim {
namespace {

Json StoredUser() {
  Json user = Json::parse(
      R"({"userName":"anna","active":true,"emails":[{"type":"work","value":"a@b.example"}],"name":{"givenName":"Anna"}})");
  REQUIRE(NormaliseUser(user).ok());
  return user;
}

// What is kept of a user is what would be kept of that.
void RequireSettled(Json user) {
  if (!NormaliseUser(user).ok()) return;
  Json again = user;
  REQUIRE(NormaliseUser(again).ok() && again == user);
  const UserFacts facts = FactsOf(user);
  REQUIRE(facts.user_name == FactsOf(again).user_name && !facts.user_name.empty());
  (void)Projection("userName,name.givenName", "").Apply(user);
  (void)Projection("", "emails.value,urn:x:y").Apply(user);
}

void ReadAsGroup(const Json& body) {
  (void)MembersOf(body);
  Json group = body;
  if (!NormaliseGroup(group).ok()) return;
  Json again = group;
  REQUIRE(NormaliseGroup(again).ok() && again == group && !again.contains("members"));
}

void ReadAsPatch(const Json& body) {
  absl::StatusOr<std::vector<PatchOperation>> operations = ParsePatch(body);
  if (!operations.ok()) return;
  static const auto* const kUser = new Json(StoredUser());
  Json user = *kUser;
  if (ApplyPatch(*operations, user).ok()) RequireSettled(std::move(user));
  if (!TakeMemberChanges(*operations).ok()) return;
  for (const PatchOperation& operation : *operations) REQUIRE(operation.path->attribute.name != "members" || !operation.path->attribute.schema.empty());
}

FUZZ_TARGET(scim) {
  const absl::StatusOr<Json> body = ParseObject(bytes);
  if (!body.ok()) return;
  const absl::StatusOr<Json> written = ParseObject(Write(*body));
  REQUIRE(written.ok() && *written == *body);
  RequireSettled(*body);
  ReadAsGroup(*body);
  ReadAsPatch(*body);
}

}  // namespace
}  // namespace nanolearn::scim
