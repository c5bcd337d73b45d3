// For how long people are kept after they have left.

#include "service/jobs/retention_job.h"
#include "tests/integration/privacy_fixture.h"

namespace nanolearn::testing {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

class RetentionTest : public PrivacyFixture {
 protected:
  RetentionTest() {
    LetTureGo();
    server_.clock().SetDay(Date(2028, 11, 25));  // Ture's last day was 19 November 2026
  }

  grpc::Status TrySet(const TestClient& client, int months, v1::Retention* rule, const std::string& request_id = "") {
    v1::SetRetentionRequest request;
    request.set_parent(kAlvnas);
    request.set_months_after_leaving(months);
    request.set_request_id(request_id);
    return client.Call(&v1::PrivacyService::Stub::SetRetention, *client.privacy, request, rule);
  }
  v1::Retention Set(int months, const std::string& request_id = "") {
    v1::Retention rule;
    const grpc::Status status = TrySet(admin_, months, &rule, request_id);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return rule;
  }
  v1::Retention Get() {
    v1::GetRetentionRequest request;
    request.set_parent(kAlvnas);
    v1::Retention rule;
    EXPECT_TRUE(admin_.Call(&v1::PrivacyService::Stub::GetRetention, *admin_.privacy, request, &rule).ok());
    return rule;
  }
  v1::PreviewRetentionResponse Preview(int months = 0) {
    v1::PreviewRetentionRequest request;
    request.set_parent(kAlvnas);
    request.set_months_after_leaving(months);
    v1::PreviewRetentionResponse response;
    const grpc::Status status =
        admin_.Call(&v1::PrivacyService::Stub::PreviewRetention, *admin_.privacy, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  // What the server does by itself; once a day.
  void RunJob() { EXPECT_GT(job_.Run({}), absl::Minutes(5)); }
  void NextDay() { Forward(absl::Hours(24)); }

  RetentionJob job_{server_.operations().env};
};

TEST_F(RetentionTest, WithoutARuleNobodyIsErased) {
  EXPECT_EQ(Get().months_after_leaving(), 0);
  EXPECT_EQ(Get().valid_from(), "");
  EXPECT_EQ(Preview().total(), 0);
  RunJob();
  EXPECT_THAT(PlacesOf("planteryd"), Not(IsEmpty()));
}

TEST_F(RetentionTest, APreviewSaysWhomARuleWouldErase) {
  const v1::PreviewRetentionResponse preview = Preview(24);
  EXPECT_EQ(preview.total(), 1);
  ASSERT_EQ(preview.people_size(), 1);
  EXPECT_EQ(preview.people(0).person(), ture_);
  EXPECT_EQ(preview.people(0).last_day(), "2026-11-19");
  EXPECT_EQ(Preview(24).total(), 1);
  EXPECT_EQ(Entries("PreviewRetention").size(), 1u) << "within a minute, once";
  EXPECT_EQ(Preview(25).total(), 0);
  EXPECT_EQ(Entries("PreviewRetention").size(), 2u) << "and another question by itself";
  EXPECT_THAT(Entries("ErasePerson"), IsEmpty());
}

TEST_F(RetentionTest, TheServerErasesFromTheDayAfterOnAndWritesItDown) {
  EXPECT_EQ(Set(24).valid_from(), "2028-11-26");
  RunJob();
  EXPECT_THAT(Entries("ErasePerson"), IsEmpty()) << "there is a day for looking at whom it erases";
  NextDay();
  RunJob();
  EXPECT_THAT(PlacesOf("planteryd"), IsEmpty());
  const std::vector<AuditEntry> entries = Entries("ErasePerson");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].origin, AuditOrigin{});
  EXPECT_EQ(entries[0].person_id, IdOf(ture_));
  EXPECT_THAT(entries[0].details, Contains(Pair("rule_months", "24")));
  EXPECT_EQ(Verify().difference_count(), 0);
  EXPECT_EQ(ChainProblems(), 0u);
  NextDay();
  RunJob();
  EXPECT_EQ(Entries("ErasePerson").size(), 1u);
  EXPECT_EQ(Preview().total(), 0);
}

TEST_F(RetentionTest, NobodyIsErasedBeforeTheirTime) {
  Set(25);
  NextDay();
  RunJob();
  EXPECT_THAT(Entries("ErasePerson"), IsEmpty());
  EXPECT_THAT(PlacesOf("planteryd"), Not(IsEmpty()));
}

TEST_F(RetentionTest, WhoeverMustNotBeErasedYetWaitsAndIsNotWrittenDown) {
  v1::UpdateSourceRequest request;
  request.mutable_source()->set_name(absl::StrCat(kAlvnas, "/sources/personal"));
  request.mutable_source()->set_owner_email(kTuresEmail);
  request.mutable_update_mask()->add_paths("owner_email");
  v1::UpdateSourceResponse updated;
  ASSERT_TRUE(admin_.Call(&v1::SourceService::Stub::UpdateSource, *admin_.sources, request, &updated).ok());
  Set(24);
  NextDay();
  RunJob();
  EXPECT_THAT(Entries("ErasePerson"), IsEmpty());
  request.mutable_source()->set_owner_email("");
  ASSERT_TRUE(admin_.Call(&v1::SourceService::Stub::UpdateSource, *admin_.sources, request, &updated).ok());
  NextDay();
  RunJob();
  EXPECT_EQ(Entries("ErasePerson").size(), 1u);
}

TEST_F(RetentionTest, TwoServersEraseNobodyTwice) {
  PersonErasures erasures(server_.operations().env);
  Organisation organisation;
  InRead([&](const ReadTransaction& tx) { organisation = *tx.organisations().Find("alvnas"); });
  EXPECT_TRUE(erasures.EraseByRule(organisation, IdOf(ture_), 24).ok());
  EXPECT_TRUE(erasures.EraseByRule(organisation, IdOf(ture_), 24).ok());
  EXPECT_EQ(Entries("ErasePerson").size(), 1u);
}

TEST_F(RetentionTest, WhoMaySetItAndWhoMayLook) {
  v1::Retention rule;
  EXPECT_EQ(ReasonOf(TrySet(WithRole(v1::ROLE_HR), 24, &rule)), "NOT_ALLOWED");
  EXPECT_THAT(FieldsOf(TrySet(admin_, 601, &rule)), Contains("months_after_leaving"));
  EXPECT_THAT(FieldsOf(TrySet(admin_, -1, &rule)), Contains("months_after_leaving"));
  const TestClient auditor = WithRole(v1::ROLE_AUDITOR);
  v1::PreviewRetentionRequest request;
  request.set_parent(kAlvnas);
  v1::PreviewRetentionResponse response;
  EXPECT_TRUE(auditor.Call(&v1::PrivacyService::Stub::PreviewRetention, *auditor.privacy, request, &response).ok());
}

TEST_F(RetentionTest, SettingItIsWrittenDownOnce) {
  Set(24, "rule-1");
  Set(24, "rule-1");
  const std::vector<AuditEntry> entries = Entries("SetRetention");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_THAT(entries[0].details, Contains(Pair("months_after_leaving", "24")));
  EXPECT_EQ(Set(0).months_after_leaving(), 0);
}

}  // namespace
}  // namespace nanolearn::testing
