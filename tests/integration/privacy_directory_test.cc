// Somebody whom a directory provisions is erased: the directory's user goes with them.

#include "tests/integration/scim_fixture.h"

namespace nanolearn::testing {
namespace {

class PrivacyOfDirectories : public Scim {
 protected:
  grpc::Status Erase(const std::string& person) {
    v1::ErasePersonRequest request;
    request.set_parent(kAlvnas);
    request.set_person(person);
    v1::ErasePersonResponse response;
    return admin_.Call(&v1::PrivacyService::Stub::ErasePerson, *admin_.privacy, request, &response);
  }
  std::string PersonOf(const std::string& query) {
    const std::vector<v1::Person> people = People(query);
    return people.size() == 1 ? people[0].name() : "";
  }
};

TEST_F(PrivacyOfDirectories, AnActiveUserIsNotErased) {
  Create("planteryd");
  EXPECT_EQ(ReasonOf(Erase(PersonOf("planteryd"))), "PERSON_PRESENT");
}

TEST_F(PrivacyOfDirectories, AUserWhoWasLetGoIsErasedAndIsSomebodyNewWhenTheyComeBack) {
  const std::string id = Create("planteryd");
  const std::string person = PersonOf("planteryd");
  ASSERT_NE(person, "");
  EXPECT_EQ(SetActive(id, false).status, 200);
  const grpc::Status status = Erase(person);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(Send("GET", absl::StrCat("/Users/", id)).status, 404);
  EXPECT_EQ(Filter("Users", "externalId eq \"obj-planteryd\"").Json().value("totalResults", -1), 0);
  Create("planteryd");
  EXPECT_NE(PersonOf("planteryd"), person);
  EXPECT_NE(PersonOf("planteryd"), "");
}

TEST_F(PrivacyOfDirectories, ADeletedUserIsForgottenToo) {
  const std::string id = Create("planteryd");
  const std::string person = PersonOf("planteryd");
  EXPECT_EQ(Send("DELETE", absl::StrCat("/Users/", id)).status, 204);
  EXPECT_TRUE(Erase(person).ok());
  Create("planteryd");
  EXPECT_NE(PersonOf("planteryd"), person);
}

}  // namespace
}  // namespace nanolearn::testing
