// Everything at once on one server's operations, without gRPC between: what thread sanitizer can judge (tests/run --sanitize thread).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "service/app/figure_folder.h"
#include "service/app/mail_rounds.h"
#include "service/app/operations.h"
#include "service/app/overdue_events.h"
#include "service/app/upkeep.h"
#include "service/domain/audit_export.h"
#include "service/storage/mysql/mysql_store.h"
#include "tests/support/source_dir.h"
#include "tests/support/test_clock.h"
#include "tests/support/test_database.h"

namespace nanolearn::testing {
namespace {

using ::testing::IsEmpty;

constexpr char kOrganisation[] = "alvnas";
constexpr int kRounds = 25;  // of each thread

std::string Content(const std::string& path) {
  std::ifstream file(SourcePath(path), std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

ModuleFiles Folder(const std::string& path) {
  ModuleFiles files;
  for (const auto& entry : std::filesystem::directory_iterator(SourcePath(path)))
    files[entry.path().filename().string()] = Content(absl::StrCat(path, "/", entry.path().filename().string()));
  return files;
}

class Threads : public ::testing::Test {
 protected:
  Threads() : store_(*mysql::MysqlStore::Open(TestDatabase::Fresh())) {
    admin_.token = {.id = ids_.Next(), .display_name = "test", .role = Role::kAdmin};
    admin_.origin = {{AuditActorType::kToken, admin_.token.id}, AuditChannel::kRpc, "127.0.0.1"};
  }

  void SetUp() override {
    ASSERT_TRUE(operations_.organisations.Create(admin_, {.slug = kOrganisation, .display_name = "Älvnäs", .time_zone = "Europe/Stockholm"}, "o").ok());
    ASSERT_TRUE(operations_.units
                    .Import(admin_, {.organisation = kOrganisation,
                                     .content = Content("tests/data/organisation.csv"),
                                     .file_name = "organisation.csv",
                                     .effective = Date(2026, 11, 1),
                                     .request_id = "u"})
                    .ok());
    ASSERT_EQ(Sync(1, Date(2026, 11, 1)), "OK");
    for (const char* module : {"mfa", "phishing"}) Publish(module);
    ProgrammeDefinition programme{.display_name = "Bas", .modules = {{"mfa"}, {"phishing"}}};
    programme.audience = {{.kinds = {EngagementKind::kEmployment}}};
    programme.calendar.open_date = Date(2026, 11, 2);
    programme.calendar.days_to_complete = 10;
    const auto created = operations_.programmes.Create(
        admin_, {.organisation = kOrganisation, .slug = "bas", .definition = programme, .request_id = "p"});
    ASSERT_TRUE(created.ok()) << created.status();
    organisation_ = *operations_.organisations.Get(admin_, kOrganisation);
    assignments_ = operations_.assignments.List(admin_, {.organisation = kOrganisation}, {.size = 1000})->assignments;
    ASSERT_GT(assignments_.size(), 40u);
  }

  void Publish(const std::string& module) {
    const auto published = operations_.modules.Publish(
        admin_, {.organisation = kOrganisation, .files = Folder("deploy/curriculum/" + module), .request_id = module});
    ASSERT_TRUE(published.ok()) << published.status();
  }

  // "OK", or why it was refused.
  std::string Sync(int file, std::optional<Date> effective, bool validate_only = false) {
    const auto result = operations_.staff_syncs.Sync(
        admin_, {.organisation = kOrganisation,
                 .source = "personal",
                 .mapping = Content("tests/data/small/staff.toml"),
                 .mapping_file_name = "staff.toml",
                 .file_name = "staff.csv",
                 .content = Content(absl::StrCat("tests/data/small/staff_", file, ".csv")),
                 .effective = effective,
                 .validate_only = validate_only,
                 .request_id = validate_only ? "" : absl::StrCat("sync-", ids_.Next())});
    return result.ok() ? "OK" : result.status().ToString();
  }

  // A learner presses on; others hold the same link.
  void Learn(const std::string& code, std::mt19937& random) {
    absl::StatusOr<LessonView> view = operations_.lessons.Start(code);
    for (int press = 0; view.ok() && view->progress && press < 40; ++press) {
      const ModuleText& text = view->content->texts.begin()->second;
      const int position = view->progress->position;
      if (position >= static_cast<int>(text.steps.size())) break;
      const ModuleText::Step step = text.steps[position];
      if (step.is_question && !view->progress->questions[step.index].right) {
        const size_t answers = text.questions[step.index].answers.size();
        (void)operations_.lessons.Answer(code, step.index, static_cast<int>(random() % answers),
                                         view->progress->questions[step.index].tries);
        view = operations_.lessons.Open(code);
      } else {
        view = operations_.lessons.Advance(code, position);
      }
    }
    (void)operations_.lessons.Complete(code);
    EXPECT_TRUE(operations_.lessons.Mine(code).ok());
  }

  // Another system records; the same request now and then comes twice.
  void Record(std::mt19937& random) {
    const Assignment& assignment = AnyAssignment(random).assignment;
    const std::string request = absl::StrCat("r", random() % 30);
    std::promise<bool> done;
    operations_.completion_queue.Record(
        organisation_, {.assignment_id = assignment.id, .request_id = request, .origin = admin_.origin},
        [&done](const CompletionResult& result) { done.set_value(result.ok()); });
    done.get_future().wait();
  }

  void Manage(std::mt19937& random) {
    const auto token = operations_.tokens.Create(
        admin_, {.organisation = kOrganisation, .display_name = "t", .role = Role::kHr, .request_id = absl::StrCat("t", ids_.Next())});
    ASSERT_TRUE(token.ok()) << token.status();
    EXPECT_TRUE(operations_.authenticator.Authenticate(token->secret).ok());
    const auto rotated = operations_.tokens.Rotate(
        admin_, {.organisation = kOrganisation, .id = token->token.token.id, .overlap = absl::ZeroDuration(), .request_id = absl::StrCat("n", ids_.Next())});
    ASSERT_TRUE(rotated.ok()) << rotated.status();
    EXPECT_TRUE(operations_.authenticator.Authenticate(rotated->secret).ok());
    EXPECT_TRUE(operations_.tokens.Revoke(admin_, kOrganisation, token->token.token.id).ok());
    EXPECT_FALSE(operations_.authenticator.Authenticate(rotated->secret).ok());
    const ExceptionRequest waiver{.organisation = kOrganisation,
                                  .assignment_ids = {AnyAssignment(random).assignment.id},
                                  .kind = ExceptionKind::kWaiver,
                                  .day = Date(2026, 12, 24),
                                  .reason = "sick",
                                  .request_id = absl::StrCat("w", ids_.Next())};
    (void)operations_.assignments.Except(admin_, waiver);  // what is done already needs none
  }

  void Look(std::mt19937& random) {
    EXPECT_TRUE(operations_.compliance.Query(admin_, ComplianceQuery{{.organisation = kOrganisation}}, {}).ok());
    EXPECT_TRUE(operations_.audit.List(admin_, {.organisation = kOrganisation}, {}).ok());
    EXPECT_TRUE(operations_.assignments.Explain(admin_, kOrganisation, AnyAssignment(random).assignment.id, {}).ok());
    const auto verdict = operations_.compliance_verifier.Verify(admin_, kOrganisation, {Date(2026, 12, 1)});
    ASSERT_TRUE(verdict.ok()) << verdict.status();
    EXPECT_EQ(verdict->differences, 0);
    EXPECT_EQ(Sync(1 + static_cast<int>(random() % 3), {}, true), "OK");
  }

  // What a server does by itself.
  void Keep(OverdueEvents& overdue, MailRounds& rounds) {
    FigureFolder folder(operations_.env);
    EXPECT_TRUE(folder.FoldSome(organisation_.id).ok());
    EXPECT_TRUE(overdue.Next(organisation_).ok());
    EXPECT_TRUE(rounds.Next(organisation_).ok());
    Upkeep upkeep(operations_.env);
    EXPECT_TRUE(upkeep.PlanQueued(organisation_).ok());
  }

  const AssignmentView& AnyAssignment(std::mt19937& random) const {
    return assignments_[random() % assignments_.size()];
  }

  // The chain as an export, read by what reads exports.
  AuditVerifier ReadChain(std::multiset<std::string>& actions) {
    AuditVerifier verifier;
    EXPECT_TRUE(store_->Read([&](const ReadTransaction& tx) {
                        verifier.Add(AuditFileStart(organisation_.id));
                        for (const ChainedEntry& chained : tx.audit().ListAfter(organisation_.id, {}, 0, 1'000'000)) {
                          actions.insert(chained.entry.action);
                          verifier.Add(AuditFileLine(organisation_.id, chained.entry, chained.hash));
                        }
                        verifier.Add(AuditFileEnd(tx.audit().Head(organisation_.id)));
                        return absl::OkStatus();
                      }).ok());
    verifier.Finish();
    return verifier;
  }

  TestClock clock_;
  std::unique_ptr<Store> store_;
  IdGenerator ids_{clock_};
  KeyRing key_{std::string(32, 'k')};
  Operations operations_{Environment{*store_, clock_, ids_, key_}};
  Caller admin_;
  Organisation organisation_;
  std::vector<AssignmentView> assignments_;
};

TEST_F(Threads, LearnersOfficesAndJobsAtOnceLeaveFiguresAndAuditWhole) {
  std::vector<std::string> codes;
  for (size_t i = 0; i < 12; ++i)
    codes.push_back(operations_.learner_links.Create(admin_, kOrganisation, assignments_[i * 3].assignment.id, 30)->code);
  OverdueEvents overdue(operations_.env);
  MailRounds rounds(operations_.env);
  std::vector<std::thread> threads;
  const auto at_once = [&threads](auto body) {
    threads.emplace_back([body, seed = threads.size() + 1] {
      std::mt19937 random(static_cast<unsigned>(seed));
      for (int round = 0; round < kRounds; ++round) body(random);
    });
  };
  for (int learner = 0; learner < 3; ++learner)
    at_once([&](std::mt19937& random) { Learn(codes[random() % codes.size()], random); });
  for (int system = 0; system < 2; ++system) at_once([&](std::mt19937& random) { Record(random); });
  at_once([&](std::mt19937& random) { Manage(random); });
  at_once([&](std::mt19937& random) { Look(random); });
  at_once([&](std::mt19937&) { Keep(overdue, rounds); });
  int day = 1;
  at_once([&](std::mt19937& random) {
    if (++day <= 20) {
      EXPECT_EQ(Sync(1 + static_cast<int>(random() % 2), Date(2026, 11, day)), "OK");
    }
  });
  for (std::thread& thread : threads) thread.join();

  const auto verdict = operations_.compliance_verifier.Verify(admin_, kOrganisation, {});
  ASSERT_TRUE(verdict.ok()) << verdict.status();
  EXPECT_GT(verdict->compared, 0);
  EXPECT_EQ(verdict->differences, 0);
  std::multiset<std::string> actions;
  EXPECT_THAT(ReadChain(actions).problems(), IsEmpty());
  const auto completions = operations_.completions.List(admin_, {.organisation = kOrganisation}, {.size = 1000});
  ASSERT_TRUE(completions.ok());
  EXPECT_GT(completions->completions.size(), 12u);
  EXPECT_EQ(actions.count("RecordCompletion"), completions->completions.size());
  EXPECT_EQ(actions.count("RotateToken"), static_cast<size_t>(kRounds));
}

}  // namespace
}  // namespace nanolearn::testing
