#pragma once
// Ture, of whom there is something in every table that may know of somebody.

#include "tests/integration/privacy_fixture.h"

namespace nanolearn::testing {

class Privacy : public PrivacyFixture {
 protected:
  Privacy() { LeaveTraces(); }

  // Something in every table that may know of somebody.
  void LeaveTraces() {
    Walk(CodeOf("Bo"));
    const std::string done = AssignmentIn("first", "rutin");
    Walk(LinkTo(done).code());
    RecordCourse(AssignmentIn("first", "kurs"));
    const std::string begun = LinkTo(AssignmentIn("first", "bild")).code();
    EXPECT_TRUE(lessons().Start(begun).ok());
    Waive(AssignmentIn("first", "bild"), "Ture Planteryd är sjuk");
    TakeBack();
    GrantAccess(admin_, kTuresEmail, v1::ROLE_AUDITOR);
    Post();
  }

  std::string AssignmentIn(const std::string& programme, const std::string& module) {
    v1::ListAssignmentsRequest request;
    request.set_person(ture_);
    request.set_programme(absl::StrCat(kAlvnas, "/programmes/", programme));
    request.set_module(absl::StrCat(kAlvnas, "/modules/", module));
    const std::vector<v1::Assignment> found = AllAssignments(admin_, request);
    EXPECT_EQ(found.size(), 1u) << programme << " " << module;
    return found.empty() ? "" : found[0].name();
  }

  void RecordCourse(const std::string& assignment) {
    v1::RecordCompletionRequest request;
    request.set_assignment(assignment);
    request.set_evidence("Intyg för Ture Planteryd, PLANT7731");
    v1::RecordCompletionResponse response;
    const grpc::Status status =
        admin_.Call(&v1::CompletionService::Stub::RecordCompletion, *admin_.completions, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    course_ = response.completion().name();
  }

  void Waive(const std::string& assignment, const std::string& reason) {
    v1::WaiveAssignmentsRequest request;
    request.set_parent(kAlvnas);
    request.add_assignments(assignment);
    request.set_until_date("2026-11-15");
    request.set_reason(reason);
    v1::WaiveAssignmentsResponse response;
    const grpc::Status status =
        admin_.Call(&v1::AssignmentService::Stub::WaiveAssignments, *admin_.assignments, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  void TakeBack() {
    v1::VoidCompletionRequest request;
    request.set_name(course_);
    request.set_reason("Ture Planteryd var inte där");
    v1::Completion response;
    const grpc::Status status =
        admin_.Call(&v1::CompletionService::Stub::VoidCompletion, *admin_.completions, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  // Mails, sessions and what is known of reaching somebody.
  void Post() {
    const absl::Time now = server_.clock().Now();
    const Id ture = IdOf(ture_);
    InWrite([&](WriteTransaction& tx, Id org) {
      tx.contacts().SetLanguage(org, ture, "en");
      tx.contacts().SetUnreachable(org, ture, kTuresEmail, "550 ture.planteryd is unknown", now);
      tx.mails().Insert(org, {.id = 1,
                              .about = "sign-in 1",
                              .recipient = kTuresEmail,
                              .subject = "Hej Ture Planteryd",
                              .text = "Din kod",
                              .create_time = now,
                              .send_time = now + absl::Hours(1000),
                              .kind = MailKind::kAccess});
      tx.mails().Insert(org, {.id = 2,
                              .about = "link 1",
                              .recipient = kTuresEmail,
                              .subject = "Lektioner",
                              .text = "Hej Ture Planteryd",
                              .create_time = now,
                              .send_time = now + absl::Hours(1000),
                              .kind = MailKind::kLessons,
                              .person_id = ture});
      tx.sign_ins().InsertLink(std::string(32, 'l'), {org, kTuresEmail, "sv", now + absl::Hours(1000)});
      tx.sign_ins().InsertSession({1, org, kTuresEmail, "sv", now, now + absl::Hours(1000)}, std::string(32, 's'));
    });
    session_.Execute("UPDATE mail_templates SET updated_by = ?", {std::string(kTuresEmail)});
    session_.Execute("UPDATE assignment_exceptions SET created_by = ?", {std::string(kTuresEmail)});
  }

  std::string course_;  // the name of the completion
};

}  // namespace nanolearn::testing
