// What a directory says of users who never were active, and so are nobody here, is not kept for ever.

#include "service/storage/mysql/session.h"
#include "tests/integration/scim_fixture.h"

namespace nanolearn::testing {
namespace {

class DirectoryStrangers : public Scim {
 protected:
  std::string CreateInactive(const std::string& name) { return Create(name, {{"active", false}}); }

  // Of the users of directories, also the deleted ones.
  int Rows() {
    int rows = -1;
    mysql::Session session(server_.database());
    session.Query("SELECT COUNT(*) FROM directory_users", {}, [&](const mysql::Row& row) { rows = static_cast<int>(row.Int(0)); });
    return rows;
  }
  // One employee until the end of the year.
  void SyncPlanteryd() {
    v1::SyncPeopleResponse response;
    const grpc::Status status = admin_.Sync(
        HeaderFor("personal", "personal.csv", "2026-11-01"),
        "Anstnr;Personnr;Förnamn;Efternamn;E-post;Mobil;Befattning;Orgkod;Organisation;Anst.form;Syss.grad;Anst from;Anst "
        "tom;Frånv from;Frånv tom;Chef anstnr;Dator;Skyddade uppg\r\n"
        "1;19661208-9893;Test;planteryd;planteryd@alvnas.example;;Vaktmästare;1006;;;;2017-05-27;2026-12-31;;;;J;N\r\n",
        &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
};

TEST_F(DirectoryStrangers, AreGoneOnceTheDirectoryDeletesThem) {
  const std::string id = CreateInactive("planteryd");
  EXPECT_EQ(Rows(), 1);
  EXPECT_EQ(Send("DELETE", absl::StrCat("/Users/", id)).status, 204);
  EXPECT_EQ(Rows(), 0);
  EXPECT_EQ(Send("DELETE", absl::StrCat("/Users/", id)).status, 404);
  Create("planteryd");
  EXPECT_EQ(People("planteryd").size(), 1u) << "and may come again";
}

TEST_F(DirectoryStrangers, AreErasedWithWhoeverHasTheirAddress) {
  CreateInactive("planteryd");
  CreateInactive("another");
  SyncPlanteryd();
  server_.clock().SetDay(Date(2027, 1, 15));
  v1::ExportPersonRequest exported;
  exported.set_parent(kAlvnas);
  exported.set_person("personal:1");
  v1::ExportPersonResponse record;
  ASSERT_TRUE(admin_.Call(&v1::PrivacyService::Stub::ExportPerson, *admin_.privacy, exported, &record).ok());
  EXPECT_NE(record.json().find("obj-planteryd"), std::string::npos);
  v1::ErasePersonRequest request;
  request.set_parent(kAlvnas);
  request.set_person("personal:1");
  v1::ErasePersonResponse response;
  const grpc::Status status = admin_.Call(&v1::PrivacyService::Stub::ErasePerson, *admin_.privacy, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(Rows(), 1) << "the other one";
}

TEST_F(DirectoryStrangers, AreForgottenByTheRuleForThoseWhoLeft) {
  CreateInactive("planteryd");
  Create("active");
  v1::SetRetentionRequest request;
  request.set_parent(kAlvnas);
  request.set_months_after_leaving(6);
  v1::Retention rule;
  ASSERT_TRUE(admin_.Call(&v1::PrivacyService::Stub::SetRetention, *admin_.privacy, request, &rule).ok());
  std::optional<Organisation> organisation;
  ASSERT_TRUE(server_.operations()
                  .env.store
                  .Read([&](const ReadTransaction& tx) {
                    organisation = tx.organisations().Find("alvnas");
                    return absl::OkStatus();
                  })
                  .ok());
  server_.clock().SetDay(Date(2027, 5, 20));
  ASSERT_TRUE(server_.operations().retention.EraseSome(*organisation, kNoId).ok());
  EXPECT_EQ(Rows(), 2) << "six months have not passed since the directory's last word";
  server_.clock().SetDay(Date(2027, 5, 25));
  ASSERT_TRUE(server_.operations().retention.EraseSome(*organisation, kNoId).ok());
  EXPECT_EQ(Rows(), 1) << "who is active stays";
}

}  // namespace
}  // namespace nanolearn::testing
