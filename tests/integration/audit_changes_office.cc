// Changes by those who run it: tokens, the organisation, mails, reports, subscriptions.

#include <gmock/gmock.h>

#include "tests/integration/audit_changes.h"

namespace nanolearn::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Pair;

}  // namespace

void AuditOfChanges::ChangeTokensAndGrants() {
  v1::CreateTokenRequest token;
  token.set_parent(kAlvnas);
  token.mutable_token()->set_display_name("Kim Holm");
  token.mutable_token()->set_role(v1::ROLE_MANAGER);
  token.mutable_token()->set_unit(absl::StrCat(kAlvnas, "/units/KS"));
  token.set_request_id("token");
  const auto made = Once(&v1::TokenService::Stub::CreateToken, *admin_.tokens, token);
  EXPECT_EQ(last_.resource, made.token().name());
  EXPECT_EQ(last_.request_id, "token");
  EXPECT_THAT(last_.details, ElementsAre(Pair("role", "MANAGER"), Pair("unit", "KS")));

  v1::RotateTokenRequest rotated;
  rotated.set_name(made.token().name());
  rotated.set_request_id("rotation");
  Once(&v1::TokenService::Stub::RotateToken, *admin_.tokens, rotated);
  EXPECT_EQ(last_.resource, made.token().name());

  v1::RevokeTokenRequest revoked;
  revoked.set_name(made.token().name());
  Once(&v1::TokenService::Stub::RevokeToken, *admin_.tokens, revoked);
  EXPECT_EQ(last_.resource, made.token().name());

  v1::CreateAccessGrantRequest grant;
  grant.set_parent(kAlvnas);
  grant.mutable_access_grant()->set_email("kim.holm@alvnas.example");
  grant.mutable_access_grant()->set_role(v1::ROLE_AUDITOR);
  grant.set_request_id("grant");
  const auto given = Once(&v1::AccessGrantService::Stub::CreateAccessGrant, *admin_.access_grants, grant);
  EXPECT_EQ(last_.resource, given.name());
  EXPECT_THAT(last_.details, ElementsAre(Pair("role", "AUDITOR")));

  v1::RevokeAccessGrantRequest taken;
  taken.set_name(given.name());
  Once(&v1::AccessGrantService::Stub::RevokeAccessGrant, *admin_.access_grants, taken);
  EXPECT_EQ(last_.resource, given.name());

  v1::SetIdentityProviderRequest provider;
  provider.set_parent(kAlvnas);
  provider.mutable_identity_provider()->set_issuer("https://idp.example");
  provider.mutable_identity_provider()->set_client_id("nanolearn");
  provider.set_client_secret("hemlig");
  provider.set_request_id("provider");
  Once(&v1::IdentityProviderService::Stub::SetIdentityProvider, *admin_.identity_providers, provider);
  v1::DeleteIdentityProviderRequest gone;
  gone.set_parent(kAlvnas);
  gone.set_request_id("no-provider");
  Once(&v1::IdentityProviderService::Stub::DeleteIdentityProvider, *admin_.identity_providers, gone);
}

void AuditOfChanges::ChangeTheOrganisation() {
  v1::GetOrganisationRequest get;
  get.set_name(kAlvnas);
  v1::UpdateOrganisationRequest update;
  ASSERT_TRUE(admin_
                  .Call(&v1::OrganisationService::Stub::GetOrganisation, *admin_.organisations, get,
                        update.mutable_organisation())
                  .ok());
  update.mutable_organisation()->set_display_name("Kim Holms kommun");
  update.mutable_organisation()->set_contact_email("kim.holm@alvnas.example");
  update.mutable_organisation()->set_min_group_size(2);
  for (const char* field : {"display_name", "contact_email", "min_group_size"}) {
    update.mutable_update_mask()->add_paths(field);
  }
  Once(&v1::OrganisationService::Stub::UpdateOrganisation, *admin_.organisations, update);
  EXPECT_EQ(last_.resource, kAlvnas);
  EXPECT_THAT(last_.details, ElementsAre(Pair("contact_email", "set"), Pair("display_name", "set"),
                                         Pair("min_group_size", "2"), Pair("version", "2")));

  v1::ImportUnitsRequest units;
  units.set_parent(kAlvnas);
  units.set_content(ReadTestData("organisation.csv"));
  units.set_file_name("organisation.csv");
  units.set_effective_date("2026-11-10");
  units.set_request_id("units");
  Once(&v1::UnitService::Stub::ImportUnits, *admin_.units, units);
  EXPECT_EQ(last_.resource, kAlvnas);
  EXPECT_THAT(last_.details, Contains(Pair("added", "0")));

  v1::UpdateSourceRequest source;
  source.mutable_source()->set_name(absl::StrCat(kAlvnas, "/sources/personal"));
  source.mutable_source()->set_owner_email("kim.holm@alvnas.example");
  source.mutable_source()->mutable_guards()->set_few_leavers(0);
  source.mutable_update_mask()->add_paths("owner_email");
  source.mutable_update_mask()->add_paths("guards.few_leavers");
  source.set_request_id("source");
  Once(&v1::SourceService::Stub::UpdateSource, *admin_.sources, source);
  EXPECT_EQ(last_.resource, source.source().name());
  EXPECT_THAT(last_.details, ElementsAre(Pair("guards.few_leavers", "0"), Pair("owner_email", "set"),
                                         Pair("version", "2")));
}

void AuditOfChanges::ChangeMails() {
  v1::UpdateMailTemplateRequest update;
  update.set_parent(kAlvnas);
  update.mutable_template_()->set_kind(v1::MAIL_TEMPLATE_KIND_INVITATION);
  update.mutable_template_()->set_language("sv");
  update.mutable_template_()->set_subject("Kim Holm hälsar");
  update.mutable_template_()->set_body("{{greeting}}\n\nEgna ord.\n\n{{link}}\n");
  Once(&v1::MailService::Stub::UpdateMailTemplate, *admin_.mails, update);
  EXPECT_THAT(last_.details, ElementsAre(Pair("kind", "INVITATION"), Pair("language", "sv")));

  v1::ResetMailTemplateRequest reset;
  reset.set_parent(kAlvnas);
  reset.set_kind(v1::MAIL_TEMPLATE_KIND_INVITATION);
  reset.set_language("sv");
  Once(&v1::MailService::Stub::ResetMailTemplate, *admin_.mails, reset);

  const Id person = IdOf(PersonOf("Bo"));
  const Mail mail{.id = server_.operations().env.ids.Next(),
                  .about = "lessons",
                  .recipient = "bo@alvnas.example",
                  .subject = "Lektioner",
                  .text = "Hej Bo",
                  .create_time = server_.clock().Now(),
                  .kind = MailKind::kLessons,
                  .person_id = person};
  const absl::Status failed = server_.operations().env.store.Write([&](WriteTransaction& tx) {
    const Id organisation = tx.organisations().Find("alvnas")->id;
    tx.mails().Insert(organisation, mail);
    tx.mails().SetFailed(organisation, mail.id, server_.clock().Now(), "550 no such user");
    return absl::OkStatus();
  });
  ASSERT_TRUE(failed.ok()) << failed;
  v1::RetryMailRequest retry;
  retry.set_name(absl::StrCat(kAlvnas, "/mails/", FormatId(mail.id)));
  Once(&v1::MailService::Stub::RetryMail, *admin_.mails, retry);
  EXPECT_EQ(last_.resource, retry.name());
  EXPECT_EQ(last_.person_id, person);
}

void AuditOfChanges::ChangeReports() {
  v1::CreateReportRequest report;
  report.set_parent(kAlvnas);
  report.mutable_report()->set_kind(v1::REPORT_KIND_BOARD);
  report.mutable_report()->set_unit(absl::StrCat(kAlvnas, "/units/1004"));
  report.mutable_report()->set_period("2026-Q4");
  report.set_request_id("report");
  const auto made = Once(&v1::ReportService::Stub::CreateReport, *admin_.reports, report);
  EXPECT_EQ(last_.resource, made.name());
  EXPECT_THAT(last_.details, ElementsAre(Pair("kind", "BOARD"), Pair("language", "sv"),
                                         Pair("period", "2026-Q4"), Pair("unit", "1004")));

  v1::SetReportScheduleRequest schedule;
  schedule.mutable_schedule()->set_name(absl::StrCat(kAlvnas, "/reportSchedules/board"));
  schedule.mutable_schedule()->set_kind(v1::REPORT_KIND_BOARD);
  schedule.mutable_schedule()->set_unit(absl::StrCat(kAlvnas, "/units/1004"));
  schedule.mutable_schedule()->set_every(v1::REPORT_INTERVAL_QUARTER);
  schedule.mutable_schedule()->set_days_after(5);
  schedule.mutable_schedule()->add_recipients("kim.holm@alvnas.example");
  schedule.set_request_id("schedule");
  Once(&v1::ReportService::Stub::SetReportSchedule, *admin_.reports, schedule);
  EXPECT_EQ(last_.resource, schedule.schedule().name());
  EXPECT_THAT(last_.details, Contains(Pair("recipients", "1")));

  v1::DeleteReportScheduleRequest remove;
  remove.set_name(schedule.schedule().name());
  Once(&v1::ReportService::Stub::DeleteReportSchedule, *admin_.reports, remove);
  EXPECT_EQ(last_.resource, remove.name());
}

void AuditOfChanges::ChangeSubscriptions() {
  using Stub = v1::SubscriptionService::Stub;
  const std::string name = absl::StrCat(kAlvnas, "/subscriptions/larm");
  v1::CreateSubscriptionRequest create;
  create.set_parent(kAlvnas);
  create.mutable_subscription()->set_name(name);
  create.mutable_subscription()->set_kind(v1::SUBSCRIPTION_KIND_WEBHOOK);
  create.mutable_subscription()->set_url("https://127.0.0.1:1/hemlig-del");
  create.mutable_subscription()->add_event_types(v1::EVENT_TYPE_SYNC_HELD);
  create.set_request_id("subscription");
  Once(&Stub::CreateSubscription, *admin_.subscriptions, create);
  EXPECT_EQ(last_.resource, name);
  EXPECT_THAT(last_.details, Contains(Pair("host", "127.0.0.1")));

  v1::UpdateSubscriptionRequest update;
  update.mutable_subscription()->set_name(name);
  update.mutable_subscription()->set_state(v1::SUBSCRIPTION_STATE_PAUSED);
  update.mutable_update_mask()->add_paths("state");
  update.set_request_id("pause");
  Once(&Stub::UpdateSubscription, *admin_.subscriptions, update);
  EXPECT_THAT(last_.details, Contains(Pair("state", "PAUSED")));

  v1::ReplaySubscriptionRequest replay;
  replay.set_name(name);
  replay.set_sequence(1);
  replay.set_request_id("replay");
  Once(&Stub::ReplaySubscription, *admin_.subscriptions, replay);
  EXPECT_THAT(last_.details, Contains(Pair("from_sequence", "1")));

  const size_t before = Chain().size();
  v1::TestSubscriptionRequest test;
  test.set_name(name);
  v1::TestSubscriptionResponse tested;
  EXPECT_TRUE(admin_.Call(&Stub::TestSubscription, *admin_.subscriptions, test, &tested).ok());
  EXPECT_EQ(OneAdded(before, "TestSubscription").resource, name);

  v1::DeleteSubscriptionRequest remove;
  remove.set_name(name);
  remove.set_request_id("delete");
  Once(&Stub::DeleteSubscription, *admin_.subscriptions, remove);
  EXPECT_EQ(last_.resource, name);
}

}  // namespace nanolearn::testing
