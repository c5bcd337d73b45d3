// Two servers on one database, whose jobs run side by side for a simulated year with days of standstill: no
// assignment, event or report doubled, none missing.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "nanolearn/v1/report_service.grpc.pb.h"
#include "service/base/key_ring.h"
#include "service/jobs/figure_job.h"
#include "service/jobs/overdue_job.h"
#include "service/jobs/planning_job.h"
#include "service/jobs/report_job.h"
#include "service/jobs/webhook_sender.h"
#include "service/reports/renderer.h"
#include "service/storage/mysql/mysql_store.h"
#include "service/storage/mysql/session.h"
#include "tests/support/demo.h"
#include "tests/support/test_server.h"
#include "tests/support/webhook_receiver.h"

namespace nanolearn::testing {
namespace {

unsigned Seed() {
  const char* const given = std::getenv("TEST_SEED");
  return given ? static_cast<unsigned>(std::stoul(given)) : std::random_device()();
}

// What one server does by itself, with a store and ids of its own.
class Replica {
 public:
  Replica(const mysql::ConnectionOptions& database, const Clock& clock, KeyRing& key)
      : store_(*mysql::MysqlStore::Open(database)),
        ids_(clock),
        env_{*store_, clock, ids_, key, &renderer_} {}

  // Everything that is due today. What the other one is at may be left.
  void RunAll() {
    RunOut([&] { return planning_.Run({}); });
    RunOut([&] { return overdue_.Run({}); });
    RunOut([&] { return reports_.Run({}); });
    RunOut([&] { return figures_.Run({}, JobLog::None()); });
    RunOut([&] { return webhooks_.Run({}); });
  }

 private:
  static void RunOut(const std::function<absl::Duration()>& run) {
    for (int i = 0; i < 1000 && run() == absl::ZeroDuration(); ++i) {
    }
  }

  const reports::Renderer renderer_;
  std::unique_ptr<Store> store_;
  IdGenerator ids_;
  Environment env_;
  PlanningJob planning_{env_};
  OverdueJob overdue_{env_};
  ReportJob reports_{env_};
  FigureJob figures_{env_};
  WebhookSender webhooks_{env_, {.http = {.allows_own_network = true}}, absl::Milliseconds(1)};
};

class ReplicasTest : public ::testing::Test {
 protected:
  ReplicasTest() {
    TestClient admin = server_.Admin();
    LoadDemo(admin);
    PublishModule(admin, "phishing");
    AddCycles(admin);
    AddSchedule(admin);
    AddSubscription(admin);
  }

  // Taken again three months after it was completed.
  void AddCycles(TestClient& admin) {
    v1::CreateProgrammeRequest request;
    request.set_parent(kAlvnas);
    request.set_programme_id("again");
    v1::Programme& programme = *request.mutable_programme();
    programme.set_display_name("again");
    programme.add_modules("organisations/alvnas/modules/phishing");
    programme.add_audience()->set_unit("organisations/alvnas/units/G");
    programme.set_open_date("2026-11-02");
    programme.set_days_to_complete(30);
    programme.mutable_calendar()->set_recurrence(v1::RECURRENCE_FROM_COMPLETION);
    programme.mutable_calendar()->set_every_months(3);
    v1::Programme response;
    const grpc::Status status =
        admin.Call(&v1::ProgrammeService::Stub::CreateProgramme, *admin.programmes, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  void AddSchedule(TestClient&) {
    const auto reports = v1::ReportService::NewStub(server_.channel());
    v1::SetReportScheduleRequest request;
    v1::ReportSchedule& schedule = *request.mutable_schedule();
    schedule.set_name("organisations/alvnas/reportSchedules/monthly");
    schedule.set_kind(v1::REPORT_KIND_BOARD);
    schedule.set_unit("organisations/alvnas/units/VON");
    schedule.set_every(v1::REPORT_INTERVAL_MONTH);
    schedule.set_days_after(5);
    schedule.add_recipients("namnd@alvnas.example");
    grpc::ClientContext context;
    server_.Admin().Prepare(context);
    v1::ReportSchedule response;
    const grpc::Status status = reports->SetReportSchedule(&context, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  void AddSubscription(TestClient& admin) {
    v1::CreateSubscriptionRequest request;
    request.set_parent(kAlvnas);
    request.mutable_subscription()->set_name("organisations/alvnas/subscriptions/hr");
    request.mutable_subscription()->set_kind(v1::SUBSCRIPTION_KIND_WEBHOOK);
    request.mutable_subscription()->set_url(receiver_.url());
    for (const v1::EventType type : {v1::EVENT_TYPE_COMPLETION_RECORDED, v1::EVENT_TYPE_ASSIGNMENT_OVERDUE,
                                     v1::EVENT_TYPE_SYNC_HELD, v1::EVENT_TYPE_REPORT_CREATED}) {
      request.mutable_subscription()->add_event_types(type);
    }
    request.set_sequence(1);
    v1::CreateSubscriptionResponse response;
    const grpc::Status status = admin.Call(&v1::SubscriptionService::Stub::CreateSubscription,
                                           *admin.subscriptions, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  // Some people do what is open for them.
  void CompleteSome(std::mt19937& random) {
    TestClient admin = server_.Admin();
    v1::ListAssignmentsRequest list;
    list.add_states(v1::ASSIGNMENT_STATE_NOT_YET_DUE);
    list.add_states(v1::ASSIGNMENT_STATE_OVERDUE);
    v1::BatchRecordCompletionsRequest batch;
    batch.set_parent(kAlvnas);
    for (const v1::Assignment& assignment : AllAssignments(admin, list)) {
      if (random() % 25 == 0) batch.add_requests()->set_assignment(assignment.name());
    }
    if (batch.requests().empty()) return;
    v1::BatchRecordCompletionsResponse response;
    const grpc::Status status = admin.Call(&v1::CompletionService::Stub::BatchRecordCompletions,
                                           *admin.completions, batch, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  std::set<std::string> Select(const std::string& sql) {
    std::set<std::string> rows;
    mysql::Session session(server_.database());
    session.Query(sql, {}, [&](const mysql::Row& row) {
      EXPECT_TRUE(rows.insert(row.Text(0)).second) << row.Text(0) << " is there twice";
    });
    return rows;
  }
  int64_t Count(const std::string& sql) {
    int64_t count = 0;
    mysql::Session(server_.database()).Query(sql, {}, [&](const mysql::Row& row) { count = row.Int(0); });
    return count;
  }

  TestServer server_{[](ServerOptions& options) { options.webhook_allow_http = true; }};
  WebhookReceiver receiver_;
};

TEST_F(ReplicasTest, NothingIsDoubledOrMissingInAYear) {
  const unsigned seed = Seed();
  std::printf("TEST_SEED=%u\n", seed);
  std::mt19937 random(seed);
  const auto key = KeyRing::Open(server_.options().data_directory + "/identity.key");
  ASSERT_TRUE(key.ok()) << key.status();
  receiver_.SetAnswer(
      [n = std::make_shared<std::atomic<int>>(0)](const ReceivedPost&) { return ++*n % 7 == 0 ? 500 : 204; });
  Replica first(server_.database(), server_.clock(), **key), second(server_.database(), server_.clock(), **key);
  const Date start(2026, 11, 24), end = start + 365;
  int still = 0;
  for (Date day = start + 1; day <= end; ++day) {
    server_.clock().SetDay(day);
    if ((day - start) % 2 == 0) CompleteSome(random);
    // Days without any server, now and then.
    if (day != end && random() % 4 == 0) {
      ++still;
      continue;
    }
    std::thread other([&] { second.RunAll(); });
    first.RunAll();
    other.join();
  }
  for (int i = 0; i < 3; ++i) first.RunAll();

  // Assignments: cycles of a person and a module are 1, 2, 3..., and each completion is followed by one.
  EXPECT_EQ(Count("SELECT COUNT(*) FROM (SELECT MAX(cycle) m, COUNT(*) n FROM assignments GROUP BY "
                  "programme_id, person_id, module_id HAVING m <> n) t"),
            0);
  EXPECT_EQ(
      Count("SELECT COUNT(*) FROM assignments a JOIN programmes p ON p.id = a.programme_id WHERE p.slug "
            "= 'again' AND a.complete_date IS NOT NULL AND EXISTS (SELECT 1 FROM memberships m WHERE "
            "m.programme_id = a.programme_id AND m.person_id = a.person_id AND m.valid_to > "
            "'2029-01-01') AND NOT EXISTS (SELECT 1 FROM assignments b WHERE b.programme_id = "
            "a.programme_id AND b.person_id = a.person_id AND b.module_id = a.module_id AND b.cycle = "
            "a.cycle + 1)"),
      0)
      << "a cycle is missing";
  const int64_t cycles = Count("SELECT COUNT(*) FROM assignments WHERE cycle > 1");
  EXPECT_GT(cycles, 0);

  // Events: sequences without gaps, and one for each thing.
  const int64_t events = Count("SELECT COUNT(*) FROM events");
  EXPECT_EQ(Count("SELECT MAX(sequence) FROM events"), events);
  const auto completed = Select("SELECT id FROM completions");
  EXPECT_EQ(Select("SELECT subject_id FROM events WHERE type = 'COMPLETION_RECORDED'"), completed);
  const auto overdue =
      Select("SELECT CONCAT(subject_id, ' ', subject_day) FROM events WHERE type = 'ASSIGNMENT_OVERDUE'");
  const auto must = Select(
      "SELECT CONCAT(a.id, ' ', a.due_date) FROM assignments a JOIN memberships m ON m.programme_id = "
      "a.programme_id AND m.person_id = a.person_id WHERE a.due_date < '2027-11-24' AND (a.complete_date IS "
      "NULL OR a.complete_date > a.due_date) AND (a.close_date IS NULL OR a.close_date > a.due_date + "
      "INTERVAL "
      "1 DAY) AND m.valid_from <= a.due_date + INTERVAL 1 DAY AND m.valid_to > a.due_date + INTERVAL 1 DAY "
      "AND "
      "NOT m.is_paused");
  EXPECT_EQ(overdue, must) << "seed " << seed;
  EXPECT_GT(overdue.size(), 0u);

  // Reports: one for each month that has ended five days ago, and one event for each.
  const auto reports = Select("SELECT id FROM reports");
  EXPECT_EQ(reports.size(), 12u);
  EXPECT_EQ(Select("SELECT subject_id FROM events WHERE type = 'REPORT_CREATED'"), reports);

  // Webhooks: each at least once, for the first time in their order.
  const auto delivered = [&] { return Count("SELECT next_sequence - 1 FROM subscriptions"); };
  // Bounded by tries and not by time: how long they take is the machine's affair.
  for (int tries = 0; tries < 5000 && delivered() != events; ++tries) {
    server_.clock().Set(server_.clock().Now() + absl::Minutes(5));
    first.RunAll();
  }
  ASSERT_EQ(delivered(), events);
  std::vector<int64_t> arrived;
  std::set<std::string> seen;
  const std::vector<nlohmann::json> received = receiver_.events();
  for (const auto& event : received) {
    if (seen.insert(event["id"]).second) {
      arrived.push_back(std::stoll(event["sequence"].get<std::string>()));
    }
  }
  EXPECT_EQ(static_cast<int64_t>(arrived.size()), events);
  EXPECT_TRUE(std::is_sorted(arrived.begin(), arrived.end()));
  std::printf(
      "365 days, %d of them without a server: %zu completions, %lld later cycles, %zu overdue, %zu reports, "
      "%lld events, %zu told of to the receiver\n",
      still, completed.size(), static_cast<long long>(cycles), overdue.size(), reports.size(),
      static_cast<long long>(events), received.size());
}

}  // namespace
}  // namespace nanolearn::testing
