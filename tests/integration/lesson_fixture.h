#pragma once
// A few people with lessons, for tests of links and of what is done over them.

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/domain/lesson_flow.h"
#include "service/storage/mysql/session.h"
#include "tests/support/demo.h"
#include "tests/support/wait.h"
#include "tests/unit/domain/good_module.h"

namespace nanolearn::testing {

inline constexpr char kLessonHeading[] =
    "Anstnr;Personnr;Förnamn;Efternamn;E-post;Mobil;Befattning;Orgkod;Organisation;Anst.form;Syss.grad;Anst "
    "from;Anst tom;Frånv from;Frånv tom;Chef anstnr;Dator;Skyddade uppg\r\n";
// People who do not exist.
inline constexpr char kAnnasNumber[] = "19661208-9893", kBosNumber[] = "19650117-9979",
                      kCillasNumber[] = "19631219-9836";

struct Employee {
  std::string key, personnummer, given_name, manager, absent_from, absent_to, is_protected;
};

// Anna leads Bo and Cilla. Each has the lesson "bild" with a picture and a question, the policy "rutin", and
// the course "kurs" that is done elsewhere; open from 2026-11-02 to 2026-12-02.
class LessonFixture : public ::testing::Test {
 protected:
  LessonFixture()
      : server_([](ServerOptions& options) { options.public_url = "https://lar.alvnas.example/"; }),
        admin_(server_.Admin()),
        session_(server_.database()) {
    CreateSmallOrganisation();
    ImportDemoUnits(admin_, "2026-11-01");
    Publish(Lesson());
    Publish(Module("rutin", "POLICY", "# Rutin\n\n## Ring\nRing it-supporten.\n\n## Vänta\nRör inget.\n"));
    Publish(Module("kurs", "EXTERNAL", "# Brandkurs\n\n## Gå kursen\nDen tar en förmiddag.\n"));
    CreateProgramme();
    Send({Anna(), Bo(), Cilla()});
  }

  static Employee Anna() { return {"1", kAnnasNumber, "Anna"}; }
  static Employee Bo() { return {"2", kBosNumber, "Bo", "1"}; }
  static Employee Cilla() {
    return {.key = "3", .personnummer = kCillasNumber, .given_name = "Cilla", .manager = "1"};
  }

  // Card, card with the picture, question with the second answer right, card.
  static ModuleFiles Lesson(const std::string& title = "Nätfiske") {
    ModuleFiles files = GoodModule();
    files["module.toml"] = Replaced(files["module.toml"], "phishing", "bild");
    files["knapp.png"] = SmallPng();
    for (const char* name : {"sv.md", "en.md"}) {
      files[name] = Replaced(
          Replaced(files[name], "# Nätfiske", absl::StrCat("# ", name[0] == 's' ? title : "Phishing")),
          "servicedesk.", "servicedesk.\n\n![En knapp](knapp.png)");
    }
    return files;
  }

  static ModuleFiles Module(const std::string& id, const std::string& kind, const std::string& text) {
    return {
        {"module.toml",
         absl::StrCat("id = \"", id, "\"\nkind = \"", kind,
                      "\"\nminutes = 2\nlanguages = [\"sv\"]\ntopics = [\"email\"]\n\n[[sources]]\ntitle = "
                      "\"Rutin\"\npublisher = \"Kommunen\"\nchecked = 2026-11-02\n")},
        {"sv.md", text}};
  }

  void Publish(const ModuleFiles& files) {
    v1::PublishModuleRequest request;
    request.set_parent(kAlvnas);
    for (const auto& [path, content] : files) {
      v1::ModuleFile* file = request.add_files();
      file->set_path(path);
      file->set_content(content);
    }
    v1::PublishModuleResponse response;
    const grpc::Status status =
        admin_.Call(&v1::ModuleService::Stub::PublishModule, *admin_.modules, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  static std::string ListOf(const std::vector<Employee>& employees) {
    std::string text = kLessonHeading;
    for (const Employee& e : employees) {
      absl::StrAppend(&text, e.key, ";", e.personnummer, ";", e.given_name, ";Ek;",
                      absl::AsciiStrToLower(e.given_name),
                      "@alvnas.example;;Handläggare;1004;HR;Tillsvidare;100;2020-01-01;;", e.absent_from, ";",
                      e.absent_to, ";", e.manager, ";J;", e.is_protected, "\r\n");
    }
    return text;
  }

  void Send(const std::vector<Employee>& employees, const std::string& effective = "2026-11-02",
            const std::string& source = "personal") {
    v1::SyncPeopleResponse response;
    const grpc::Status status =
        admin_.Sync(HeaderFor(source, source + ".csv", effective), ListOf(employees), &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    ASSERT_EQ(response.run().state(), v1::SYNC_RUN_STATE_APPLIED) << response.run().ShortDebugString();
  }

  std::string PersonOf(const std::string& given_name) {
    v1::ListPeopleRequest request;
    request.set_parent(kAlvnas);
    request.set_query(given_name + " Ek");
    v1::ListPeopleResponse response;
    EXPECT_TRUE(admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, request, &response).ok());
    EXPECT_EQ(response.people_size(), 1) << given_name;
    return response.people_size() > 0 ? response.people(0).name() : "";
  }

  // The name of somebody's assignment.
  std::string AssignmentOf(const std::string& given_name, const std::string& module = "bild") {
    v1::ListAssignmentsRequest request;
    request.set_person(PersonOf(given_name));
    request.set_module(absl::StrCat(kAlvnas, "/modules/", module));
    const std::vector<v1::Assignment> found = AllAssignments(admin_, request);
    EXPECT_EQ(found.size(), 1u) << given_name << " " << module;
    return found.empty() ? "" : found[0].name();
  }

  static Id IdOf(const std::string& name) {
    return ParseId(name.substr(name.rfind('/') + 1)).value_or(kNoId);
  }

  grpc::Status TryLink(const TestClient& client, const std::string& assignment, int days, v1::Link* link) {
    v1::CreateLinkRequest request;
    request.set_assignment(assignment);
    request.set_days(days);
    return client.Call(&v1::LinkService::Stub::CreateLink, *client.links, request, link);
  }

  v1::Link LinkTo(const std::string& assignment, int days = 0) {
    v1::Link link;
    const grpc::Status status = TryLink(admin_, assignment, days, &link);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return link;
  }
  std::string CodeOf(const std::string& given_name, const std::string& module = "bild") {
    return LinkTo(AssignmentOf(given_name, module)).code();
  }

  Lessons& lessons() { return server_.operations().lessons; }
  LearnerLinks& links() { return server_.operations().learner_links; }

  // Comes to the end; with a wrong answer to each question first, if so wanted.
  LessonView Walk(const std::string& code, bool wrong_first = false) {
    absl::StatusOr<LessonView> view = lessons().Start(code);
    for (int i = 0; i < 100 && view.ok() && view->progress; ++i) {
      const ModuleText& text = TextFor(*view->content, "sv");
      const ModuleText::Step* step = StepShown(text, *view->progress);
      if (!step) break;
      if (MayAdvance(text, *view->progress)) {
        view = lessons().Advance(code, view->progress->position);
        continue;
      }
      const int tries = view->progress->questions[step->index].tries;
      const auto& answers = text.questions[step->index].answers;
      const bool wanted = tries > 0 || !wrong_first;
      int answer = 0;
      while (answers[answer].right != wanted) ++answer;
      view = lessons().Answer(code, step->index, answer, tries);
    }
    EXPECT_TRUE(view.ok()) << view.status();
    return *view;
  }

  std::vector<v1::Completion> Completions() {
    v1::ListCompletionsRequest request;
    request.set_parent(kAlvnas);
    v1::ListCompletionsResponse response;
    EXPECT_TRUE(
        admin_.Call(&v1::CompletionService::Stub::ListCompletions, *admin_.completions, request, &response)
            .ok());
    return {response.completions().begin(), response.completions().end()};
  }

  // Everything that is stored in these tables, as text.
  std::string Stored(const std::vector<std::string>& tables) {
    std::string stored;
    for (const std::string& table : tables) {
      session_.Query(absl::StrCat("CHECKSUM TABLE ", table), {}, [&](const mysql::Row& row) {
        absl::StrAppend(&stored, row.Text(0), " ", row.Text(1), "\n");
      });
    }
    return stored;
  }
  // What pages may change.
  std::string StoredOfLearners() {
    return Stored({"learner_links", "screen_codes", "link_requests", "lesson_progress", "person_contacts",
                   "assignments", "completions", "sign_in_links", "web_sessions"});
  }
  int Count(const std::string& what) {
    int count = 0;
    session_.Query(absl::StrCat("SELECT COUNT(*) FROM ", what), {},
                   [&](const mysql::Row& row) { count = static_cast<int>(row.Int(0)); });
    return count;
  }

  TestServer server_;
  TestClient admin_;
  mysql::Session session_;

 private:
  // It writes to nobody: whatever mail there is was asked for.
  void CreateProgramme() {
    v1::CreateProgrammeRequest request;
    request.set_parent(kAlvnas);
    request.set_programme_id("first");
    v1::Programme& programme = *request.mutable_programme();
    programme.set_display_name("First");
    for (const char* module : {"bild", "rutin", "kurs"}) {
      programme.add_modules(absl::StrCat(kAlvnas, "/modules/", module));
    }
    programme.add_audience()->add_kinds(v1::ENGAGEMENT_KIND_EMPLOYMENT);
    programme.set_open_date("2026-11-02");
    programme.set_days_to_complete(30);
    programme.mutable_mails();
    v1::Programme response;
    const grpc::Status status =
        admin_.Call(&v1::ProgrammeService::Stub::CreateProgramme, *admin_.programmes, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  // Small groups are not hidden in it.
  void CreateSmallOrganisation() {
    v1::CreateOrganisationRequest request;
    request.set_organisation_id("alvnas");
    request.mutable_organisation()->set_display_name("Älvnäs");
    request.mutable_organisation()->set_time_zone("Europe/Stockholm");
    request.mutable_organisation()->set_min_group_size(1);
    v1::Organisation response;
    const grpc::Status status = admin_.Call(&v1::OrganisationService::Stub::CreateOrganisation,
                                            *admin_.organisations, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
};

inline std::string ReasonOf(const absl::Status& status) { return DetailsOf(status).reason; }

}  // namespace nanolearn::testing
