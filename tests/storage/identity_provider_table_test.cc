#include "service/storage/mysql/identity_provider_table.h"

#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

class IdentityProviderTableTest : public TableTest {
 protected:
  static IdentityProvider Sample(Id organisation_id, const std::string& bearer_issuer = "https://a.example") {
    return {.organisation_id = organisation_id,
            .issuer = "https://login.example/x",
            .client_id = "nanolearn",
            .sealed_secret = {std::string("\0\xff'sealed", 9), 2},
            .audiences = {"api://nanolearn", "cli"},
            .bearer_issuer = bearer_issuer,
            .email_claim = "upn",
            .display_name = "Älvnäs",
            .is_required = true,
            .acr_values = {"urn:mfa", "3"},
            .amr_values = {"mfa"},
            .version = 3,
            .create_time = kNow,
            .update_time = kNow + absl::Hours(1)};
  }

  mysql::MysqlIdentityProviderTable providers_{session_};
};

TEST_F(IdentityProviderTableTest, ComesBackAsItWasWritten) {
  providers_.Insert(Sample(kHere));
  const IdentityProvider found = providers_.Find(kHere).value();
  const IdentityProvider sample = Sample(kHere);
  EXPECT_EQ(found.organisation_id, kHere);
  EXPECT_EQ(found.issuer, sample.issuer);
  EXPECT_EQ(found.client_id, sample.client_id);
  EXPECT_EQ(found.sealed_secret, sample.sealed_secret);
  EXPECT_EQ(found.audiences, sample.audiences);
  EXPECT_EQ(found.bearer_issuer, sample.bearer_issuer);
  EXPECT_EQ(found.email_claim, sample.email_claim);
  EXPECT_EQ(found.display_name, sample.display_name);
  EXPECT_TRUE(found.is_required);
  EXPECT_EQ(found.acr_values, sample.acr_values);
  EXPECT_EQ(found.amr_values, sample.amr_values);
  EXPECT_TRUE(providers_.AnyRequired());
  EXPECT_EQ(found.version, 3u);
  EXPECT_EQ(found.create_time, sample.create_time);
  EXPECT_EQ(found.update_time, sample.update_time);
  EXPECT_FALSE(providers_.Find(kElsewhere));
}

TEST_F(IdentityProviderTableTest, IsChangedAndDeletedInItsOrganisationAlone) {
  providers_.Insert(Sample(kHere));
  providers_.Insert(Sample(kElsewhere));
  IdentityProvider changed = Sample(kHere);
  changed.client_id = "other";
  changed.sealed_secret = {};
  changed.audiences = {"other"};
  changed.is_required = false;
  changed.acr_values.clear();
  providers_.Update(changed);
  EXPECT_EQ(providers_.Find(kHere)->client_id, "other");
  EXPECT_EQ(providers_.Find(kHere)->sealed_secret, Sealed());
  EXPECT_THAT(providers_.Find(kHere)->audiences, ElementsAre("other"));
  EXPECT_FALSE(providers_.Find(kHere)->is_required);
  EXPECT_THAT(providers_.Find(kHere)->acr_values, IsEmpty());
  EXPECT_EQ(providers_.Find(kElsewhere)->client_id, "nanolearn");
  EXPECT_EQ(providers_.First(1).size(), 1u);
  EXPECT_EQ(providers_.First(9).size(), 2u);
  providers_.Delete(kHere);
  EXPECT_FALSE(providers_.Find(kHere));
  EXPECT_TRUE(providers_.Find(kElsewhere));
  providers_.Delete(kElsewhere);
  EXPECT_FALSE(providers_.AnyRequired());
}

TEST_F(IdentityProviderTableTest, IsFoundByTheIssuerOfBearerTokensToTheLetter) {
  providers_.Insert(Sample(kElsewhere));
  providers_.Insert(Sample(kHere));
  const std::vector<IdentityProvider> found = providers_.OfBearerIssuer("https://a.example");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].organisation_id, kHere) << "by their ids";
  for (const char* other : {"https://login.example/x", "https://A.example", "https://a.example/", ""}) {
    EXPECT_THAT(providers_.OfBearerIssuer(other), IsEmpty()) << "'" << other << "'";
  }
}

}  // namespace
}  // namespace nanolearn::testing
