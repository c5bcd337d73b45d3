// The outbox and the words of mails through the API.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using grpc::StatusCode;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using MailStub = v1::MailService::Stub;

constexpr char kBody[] = "{{greeting}}\n\nEgna ord för {{organisation}}.\n\n{{link}}\n";

class MailsTest : public ::testing::Test {
 protected:
  MailsTest() : admin_(server_.Admin()) { CreateOrganisation(admin_, "alvnas"); }

  TestClient WithRole(v1::Role role, const std::string& unit = "") {
    v1::CreateTokenRequest request;
    request.set_parent(kAlvnas);
    request.mutable_token()->set_display_name("Karin");
    request.mutable_token()->set_role(role);
    if (!unit.empty()) request.mutable_token()->set_unit(absl::StrCat(kAlvnas, "/units/", unit));
    v1::CreateTokenResponse response;
    EXPECT_TRUE(admin_.Call(&v1::TokenService::Stub::CreateToken, *admin_.tokens, request, &response).ok());
    return server_.WithToken(response.secret());
  }

  Id OrganisationId() {
    Id id = kNoId;
    EXPECT_TRUE(server_.operations()
                    .env.store
                    .Read([&](const ReadTransaction& tx) {
                      id = tx.organisations().Find("alvnas")->id;
                      return absl::OkStatus();
                    })
                    .ok());
    return id;
  }

  Mail NewMail(const std::string& about) {
    return {.id = server_.operations().env.ids.Next(),
            .about = about,
            .recipient = "Kim.Holm@alvnas.example",
            .subject = about,
            .text = "Text",
            .create_time = server_.clock().Now()};
  }

  // A mail that failed; returns its name.
  std::string Fail(const Mail& mail, const std::string& why = "550 no such user") {
    const Id organisation = OrganisationId();
    EXPECT_TRUE(server_.operations()
                    .env.store
                    .Write([&](WriteTransaction& tx) {
                      tx.mails().Insert(organisation, mail);
                      tx.mails().SetFailed(organisation, mail.id, server_.clock().Now(), why);
                      return absl::OkStatus();
                    })
                    .ok());
    return absl::StrCat(kAlvnas, "/mails/", FormatId(mail.id));
  }

  grpc::Status List(const TestClient& client, v1::ListMailsResponse* response,
                    v1::MailState state = v1::MAIL_STATE_UNSPECIFIED, int page_size = 0,
                    const std::string& token = "") {
    v1::ListMailsRequest request;
    request.set_parent(kAlvnas);
    request.set_state(state);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return client.Call(&MailStub::ListMails, *client.mails, request, response);
  }

  grpc::Status Retry(const TestClient& client, const std::string& name) {
    v1::RetryMailRequest request;
    request.set_name(name);
    v1::RetryMailResponse response;
    return client.Call(&MailStub::RetryMail, *client.mails, request, &response);
  }

  static v1::MailTemplate Own(const std::string& body = kBody) {
    v1::MailTemplate wanted;
    wanted.set_kind(v1::MAIL_TEMPLATE_KIND_INVITATION);
    wanted.set_language("sv");
    wanted.set_subject("{{organisation}} hälsar");
    wanted.set_body(body);
    return wanted;
  }

  grpc::Status Set(const TestClient& client, const v1::MailTemplate& wanted, v1::MailTemplate* updated) {
    v1::UpdateMailTemplateRequest request;
    request.set_parent(kAlvnas);
    *request.mutable_template_() = wanted;
    return client.Call(&MailStub::UpdateMailTemplate, *client.mails, request, updated);
  }

  grpc::Status Preview(const TestClient& client, const v1::MailTemplate& wanted,
                       v1::PreviewMailTemplateResponse* response) {
    v1::PreviewMailTemplateRequest request;
    request.set_parent(kAlvnas);
    *request.mutable_template_() = wanted;
    return client.Call(&MailStub::PreviewMailTemplate, *client.mails, request, response);
  }

  std::vector<v1::MailTemplate> Templates(const TestClient& client) {
    v1::ListMailTemplatesRequest request;
    request.set_parent(kAlvnas);
    v1::ListMailTemplatesResponse response;
    const grpc::Status status = client.Call(&MailStub::ListMailTemplates, *client.mails, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return {response.templates().begin(), response.templates().end()};
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(MailsTest, EveryKindHasWordsInBothLanguages) {
  const std::vector<v1::MailTemplate> templates = Templates(WithRole(v1::ROLE_AUDITOR));
  EXPECT_THAT(templates, SizeIs(14));
  for (const v1::MailTemplate& one : templates) {
    EXPECT_FALSE(one.is_changed());
    EXPECT_FALSE(one.has_update_time());
    EXPECT_THAT(one.body(), HasSubstr("{{link}}"));
  }
}

TEST_F(MailsTest, WordsAreChangedAndReset) {
  const TestClient author = WithRole(v1::ROLE_AUTHOR);
  v1::MailTemplate updated;
  ASSERT_TRUE(Set(author, Own("\xEF\xBB\xBF{{link}}\r\n"), &updated).ok()) << "as Windows writes it";
  EXPECT_EQ(updated.body(), "{{link}}\n");
  EXPECT_TRUE(updated.is_changed());
  ASSERT_TRUE(Set(author, Own(), &updated).ok());
  EXPECT_EQ(updated.update_time().seconds(), absl::ToUnixSeconds(server_.clock().Now()));
  server_.Restart();
  admin_ = server_.Admin();
  EXPECT_EQ(Templates(admin_)[0].body(), kBody);
  EXPECT_FALSE(Templates(admin_)[1].is_changed()) << "the English one is as it was";

  v1::PreviewMailTemplateResponse preview;
  v1::MailTemplate stored = Own("");
  ASSERT_TRUE(Preview(admin_, stored, &preview).ok());
  EXPECT_THAT(preview.text(), HasSubstr("Egna ord för "));

  v1::ResetMailTemplateRequest reset;
  reset.set_parent(kAlvnas);
  reset.set_kind(v1::MAIL_TEMPLATE_KIND_INVITATION);
  reset.set_language("sv");
  v1::MailTemplate own;
  ASSERT_TRUE(admin_.Call(&MailStub::ResetMailTemplate, *admin_.mails, reset, &own).ok());
  EXPECT_FALSE(own.is_changed());
  EXPECT_EQ(Templates(admin_)[0].body(), own.body());
}

TEST_F(MailsTest, APreviewStoresNothingAndIsInTheOrganisationsName) {
  v1::PreviewMailTemplateResponse preview;
  v1::UpdateOrganisationRequest request;
  request.mutable_organisation()->set_name(kAlvnas);
  request.mutable_organisation()->set_display_name("Älvnäs <kommun>");
  request.mutable_update_mask()->add_paths("display_name");
  v1::Organisation organisation;
  ASSERT_TRUE(admin_
                  .Call(&v1::OrganisationService::Stub::UpdateOrganisation, *admin_.organisations, request,
                        &organisation)
                  .ok());
  ASSERT_TRUE(Preview(WithRole(v1::ROLE_HR), Own(), &preview).ok());
  EXPECT_EQ(preview.subject(), "Älvnäs <kommun> hälsar");
  EXPECT_THAT(preview.text(), HasSubstr("Egna ord för Älvnäs <kommun>."));
  EXPECT_THAT(preview.html(), AllOf(HasSubstr("Älvnäs &lt;kommun&gt;"), Not(HasSubstr("<kommun>"))));
  EXPECT_FALSE(Templates(admin_)[0].is_changed());
}

TEST_F(MailsTest, BadTemplatesAreRefusedWithTheirLines) {
  v1::MailTemplate updated;
  v1::PreviewMailTemplateResponse preview;
  const v1::MailTemplate bad = Own("{{lesons}}\n\n<b>x</b>\n\n[x](https://evil.example)");
  for (const grpc::Status& status : {Set(admin_, bad, &updated), Preview(admin_, bad, &preview)}) {
    EXPECT_EQ(status.error_code(), StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(ReasonOf(status), "BAD_MAIL_TEMPLATE");
    EXPECT_THAT(FieldsOf(status), SizeIs(5)) << "the link is missing too";
    EXPECT_THAT(status.error_message(), HasSubstr("line 1: there is no mark {{lesons}}"));
  }
  v1::MailTemplate other = Own();
  other.set_language("de");
  EXPECT_THAT(FieldsOf(Set(admin_, other, &updated)), ElementsAre("template.language"));
  other.set_body("");
  EXPECT_THAT(FieldsOf(Preview(admin_, other, &preview)), ElementsAre("language"));
  other = Own();
  other.clear_kind();
  EXPECT_THAT(FieldsOf(Set(admin_, other, &updated)), ElementsAre("template.kind"));
}

TEST_F(MailsTest, OnlySomeMayChangeWords) {
  v1::MailTemplate updated;
  for (const v1::Role role : {v1::ROLE_HR, v1::ROLE_AUDITOR, v1::ROLE_MANAGER, v1::ROLE_SERVICE}) {
    EXPECT_EQ(ReasonOf(Set(WithRole(role), Own(), &updated)), "NOT_ALLOWED") << v1::Role_Name(role);
  }
  v1::ListMailsResponse mails;
  for (const v1::Role role : {v1::ROLE_MANAGER, v1::ROLE_SERVICE}) {
    EXPECT_EQ(ReasonOf(List(WithRole(role), &mails)), "NOT_ALLOWED") << v1::Role_Name(role);
  }
}

TEST_F(MailsTest, FailedMailsAreListedPageByPageTheLastFirst) {
  for (const char* about : {"a", "b", "c"}) Fail(NewMail(about));
  v1::ListMailsResponse page;
  ASSERT_TRUE(List(admin_, &page, v1::MAIL_STATE_UNSPECIFIED, 2).ok());
  ASSERT_THAT(page.mails(), SizeIs(2));
  EXPECT_EQ(page.mails(0).subject(), "c");
  EXPECT_EQ(page.mails(0).recipient(), "Kim.Holm@alvnas.example");
  EXPECT_EQ(page.mails(0).state(), v1::MAIL_STATE_FAILED);
  EXPECT_EQ(page.mails(0).kind(), v1::MAIL_KIND_NOTICE);
  EXPECT_EQ(page.mails(0).error(), "550 no such user");
  EXPECT_FALSE(page.mails(0).has_due_time());
  EXPECT_TRUE(page.mails(0).has_end_time());
  const std::string next = page.next_page_token();
  ASSERT_TRUE(List(admin_, &page, v1::MAIL_STATE_FAILED, 2, next).ok());
  ASSERT_THAT(page.mails(), SizeIs(1));
  EXPECT_EQ(page.mails(0).subject(), "a");
  EXPECT_EQ(page.next_page_token(), "");
  EXPECT_EQ(ReasonOf(List(admin_, &page, v1::MAIL_STATE_SENT, 2, next)), "BAD_PAGE_TOKEN");
  ASSERT_TRUE(List(admin_, &page, v1::MAIL_STATE_SENT).ok());
  EXPECT_THAT(page.mails(), IsEmpty());
}

TEST_F(MailsTest, WhoMayNotReadPeopleIsNotToldWhoGotThem) {
  Fail(NewMail("a"), "550 5.1.1 <kim.holm@alvnas.example>: no such user");
  Fail(NewMail("b"), "550 User KIM.HOLM unknown");
  Fail(NewMail("c"), "552 too large");
  v1::ListMailsResponse page;
  ASSERT_TRUE(List(WithRole(v1::ROLE_AUTHOR), &page).ok());
  ASSERT_THAT(page.mails(), SizeIs(3));
  EXPECT_EQ(page.mails(0).error(), "552 too large");
  for (const v1::Mail& mail : page.mails()) {
    EXPECT_THAT(mail.recipient(), IsEmpty());
    EXPECT_THAT(mail.person(), IsEmpty());
    EXPECT_THAT(absl::AsciiStrToLower(mail.ShortDebugString()), Not(HasSubstr("kim.holm")));
  }
  ASSERT_TRUE(List(WithRole(v1::ROLE_AUDITOR), &page).ok());
  EXPECT_EQ(page.mails(0).recipient(), "Kim.Holm@alvnas.example");
}

TEST_F(MailsTest, AFailedOneIsSentOnceMore) {
  const TestClient hr = WithRole(v1::ROLE_HR);
  const std::string failed = Fail(NewMail("a"));
  EXPECT_EQ(ReasonOf(Retry(WithRole(v1::ROLE_AUTHOR), failed)), "NOT_ALLOWED");
  ASSERT_TRUE(Retry(hr, failed).ok());
  v1::ListMailsResponse page;
  ASSERT_TRUE(List(hr, &page, v1::MAIL_STATE_WAITING).ok());
  ASSERT_THAT(page.mails(), SizeIs(1));
  EXPECT_EQ(page.mails(0).name(), failed);
  EXPECT_TRUE(page.mails(0).has_due_time());
  EXPECT_TRUE(Retry(hr, failed).ok()) << "it is what was asked for, by a call of which nobody knew what became";
  const Id organisation = OrganisationId();
  const absl::Status sent = server_.operations().env.store.Write([&](WriteTransaction& tx) {
    tx.mails().SetSent(organisation, *ParseId(failed.substr(failed.rfind('/') + 1)), server_.clock().Now());
    return absl::OkStatus();
  });
  ASSERT_TRUE(sent.ok()) << sent;
  const grpc::Status again = Retry(hr, failed);
  EXPECT_EQ(again.error_code(), StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(ReasonOf(again), "MAIL_NOT_FAILED");
  EXPECT_EQ(ReasonOf(Retry(hr, absl::StrCat(kAlvnas, "/mails/3000000000000"))), "MAIL_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Retry(hr, "organisations/other/mails/3000000000000")), "NOT_ALLOWED");

  Mail old = NewMail("b");
  old.expire_time = server_.clock().Now() + absl::Hours(1);
  const std::string expired = Fail(old);
  server_.clock().Set(server_.clock().Now() + absl::Hours(2));
  EXPECT_EQ(ReasonOf(Retry(hr, expired)), "MAIL_EXPIRED");
}

class OrganisationSettings : public MailsTest {
 protected:
  grpc::Status Update(const v1::Organisation& wanted, const std::vector<std::string>& fields,
                      v1::Organisation* updated) {
    v1::UpdateOrganisationRequest request;
    *request.mutable_organisation() = wanted;
    request.mutable_organisation()->set_name(kAlvnas);
    for (const std::string& field : fields) request.mutable_update_mask()->add_paths(field);
    return admin_.Call(&v1::OrganisationService::Stub::UpdateOrganisation, *admin_.organisations, request,
                       updated);
  }
  v1::Organisation Get() {
    v1::GetOrganisationRequest request;
    request.set_name(kAlvnas);
    v1::Organisation organisation;
    EXPECT_TRUE(admin_
                    .Call(&v1::OrganisationService::Stub::GetOrganisation, *admin_.organisations, request,
                          &organisation)
                    .ok());
    return organisation;
  }
};

TEST_F(OrganisationSettings, OfMailAreTheUsualOnesAtFirst) {
  const v1::Organisation organisation = Get();
  EXPECT_EQ(organisation.language(), "sv");
  EXPECT_EQ(organisation.contact_email(), "");
  EXPECT_EQ(organisation.mail_hours().from(), "07:00");
  EXPECT_EQ(organisation.mail_hours().to(), "18:00");
  EXPECT_FALSE(organisation.mail_hours().weekends());
  EXPECT_EQ(organisation.digest_weekday(), 1);
}

TEST_F(OrganisationSettings, AreChangedOneByOne) {
  v1::Organisation wanted, updated;
  wanted.set_language("en");
  wanted.set_contact_email("Sakerhet@Alvnas.Example");
  wanted.mutable_mail_hours()->set_from("08:30");
  wanted.mutable_mail_hours()->set_to("24:00");
  wanted.mutable_mail_hours()->set_weekends(true);
  wanted.set_digest_weekday(-1);
  ASSERT_TRUE(Update(wanted, {"language", "contact_email", "mail_hours", "digest_weekday"}, &updated).ok());
  server_.Restart();
  admin_ = server_.Admin();
  EXPECT_EQ(Get().language(), "en");
  EXPECT_EQ(Get().contact_email(), "Sakerhet@alvnas.example");
  EXPECT_EQ(Get().mail_hours().from(), "08:30");
  EXPECT_EQ(Get().mail_hours().to(), "24:00");
  EXPECT_TRUE(Get().mail_hours().weekends());
  EXPECT_EQ(Get().digest_weekday(), -1);
  ASSERT_TRUE(Update({}, {"contact_email"}, &updated).ok());
  EXPECT_EQ(updated.contact_email(), "") << "nobody is named any more";
  EXPECT_EQ(updated.language(), "en");

  v1::Organisation names;
  names.set_display_name("Älvnäs");
  names.set_time_zone("Europe/Helsinki");
  ASSERT_TRUE(Update(names, {}, &updated).ok());
  EXPECT_EQ(updated.mail_hours().from(), "08:30") << "without a mask what is not given stays";
  EXPECT_EQ(updated.digest_weekday(), -1);
}

TEST_F(OrganisationSettings, AreRefusedWhenTheyMeanNothing) {
  const auto refused = [&](const std::string& field, auto change) {
    v1::Organisation wanted, updated;
    change(wanted);
    return FieldsOf(Update(wanted, {field}, &updated));
  };
  EXPECT_THAT(refused("language", [](auto& o) { o.set_language("de"); }),
              ElementsAre("organisation.language"));
  EXPECT_THAT(refused("contact_email", [](auto& o) { o.set_contact_email("nobody"); }),
              ElementsAre("organisation.contact_email"));
  EXPECT_THAT(refused("digest_weekday", [](auto& o) { o.set_digest_weekday(8); }),
              ElementsAre("organisation.digest_weekday"));
  const auto hours = [&](const std::string& from, const std::string& to) {
    return refused("mail_hours", [&](auto& o) {
      o.mutable_mail_hours()->set_from(from);
      o.mutable_mail_hours()->set_to(to);
    });
  };
  EXPECT_THAT(hours("7", "18:00"), ElementsAre("organisation.mail_hours.from"));
  EXPECT_THAT(hours("24:00", "24:00"), ElementsAre("organisation.mail_hours.from"));
  EXPECT_THAT(hours("07:00", "25:00"), ElementsAre("organisation.mail_hours.to"));
  EXPECT_THAT(hours("18:00", "07:00"), ElementsAre("organisation.mail_hours"));
  EXPECT_THAT(refused("slug", [](auto&) {}), ElementsAre("update_mask"));
}

class ProgrammeMails : public ::testing::Test {
 protected:
  ProgrammeMails() : admin_(server_.Admin()) {
    CreateOrganisation(admin_, "alvnas");
    ImportDemoUnits(admin_);
    PublishModule(admin_, "incident");
  }

  grpc::Status Create(const v1::MailRule* mails, v1::Programme* created) {
    v1::CreateProgrammeRequest request;
    request.set_parent(kAlvnas);
    request.set_programme_id("p");
    v1::Programme& programme = *request.mutable_programme();
    programme.set_display_name("P");
    programme.add_modules(absl::StrCat(kAlvnas, "/modules/incident"));
    programme.set_open_date("2027-01-11");
    programme.set_days_to_complete(30);
    programme.add_audience()->set_unit(absl::StrCat(kAlvnas, "/units/KF"));
    if (mails) *programme.mutable_mails() = *mails;
    return admin_.Call(&v1::ProgrammeService::Stub::CreateProgramme, *admin_.programmes, request, created);
  }

  grpc::Status Update(const v1::Programme& programme, const std::vector<std::string>& fields,
                      v1::Programme* updated) {
    v1::UpdateProgrammeRequest request;
    *request.mutable_programme() = programme;
    for (const std::string& field : fields) request.mutable_update_mask()->add_paths(field);
    return admin_.Call(&v1::ProgrammeService::Stub::UpdateProgramme, *admin_.programmes, request, updated);
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(ProgrammeMails, AreTheUsualOnesWhenNothingIsSaid) {
  v1::Programme created;
  ASSERT_TRUE(Create(nullptr, &created).ok());
  EXPECT_TRUE(created.mails().invitation());
  EXPECT_THAT(created.mails().before(), ElementsAre(7));
  EXPECT_THAT(created.mails().after(), ElementsAre(3));
  EXPECT_THAT(created.mails().escalation(), IsEmpty());
}

TEST_F(ProgrammeMails, StayAsTheyWereInAnUpdateThatDoesNotNameThem) {
  v1::MailRule rule;
  rule.add_before(1);
  rule.add_escalation(14);
  rule.add_escalation(28);
  v1::Programme programme, updated;
  ASSERT_TRUE(Create(&rule, &programme).ok());
  EXPECT_FALSE(programme.mails().invitation());
  v1::Programme change = programme;
  change.clear_mails();
  change.set_display_name("Other");
  ASSERT_TRUE(Update(change, {}, &updated).ok());
  EXPECT_EQ(updated.display_name(), "Other");
  EXPECT_EQ(updated.mails().SerializeAsString(), programme.mails().SerializeAsString());
  change = updated;
  change.mutable_mails()->Clear();
  ASSERT_TRUE(Update(change, {"display_name"}, &updated).ok());
  EXPECT_THAT(updated.mails().escalation(), ElementsAre(14, 28)) << "the mask leaves them alone";
  change.set_etag(updated.etag());
  ASSERT_TRUE(Update(change, {"mails"}, &updated).ok());
  EXPECT_THAT(updated.mails().before(), IsEmpty()) << "none";
  EXPECT_THAT(updated.mails().escalation(), IsEmpty());
}

TEST_F(ProgrammeMails, AreRefusedBeyondTheirLimits) {
  v1::Programme created;
  v1::MailRule rule;
  rule.add_before(7);
  rule.add_before(1);
  EXPECT_THAT(FieldsOf(Create(&rule, &created)), ElementsAre("programme.mails.before"));
  rule.Clear();
  rule.add_after(0);
  EXPECT_THAT(FieldsOf(Create(&rule, &created)), ElementsAre("programme.mails.after"));
  rule.Clear();
  for (int day = 1; day <= 11; ++day) rule.add_escalation(day);
  EXPECT_THAT(FieldsOf(Create(&rule, &created)), ElementsAre("programme.mails.escalation"));
}

}  // namespace
}  // namespace nanolearn::testing
