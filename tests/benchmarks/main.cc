// Prints `name value unit ratio-to-floor`, a line for each figure. Floors are measured in the same run, on
// the same database and the same cores; every figure is the median of rounds in which floor and figure take
// turns.

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "service/storage/mysql/session.h"
#include "tests/benchmarks/compliance.h"
#include "tests/benchmarks/echo.h"
#include "tests/benchmarks/empty_http.h"
#include "tests/benchmarks/figures.h"
#include "tests/benchmarks/group.h"
#include "tests/benchmarks/keys.h"
#include "tests/benchmarks/load.h"
#include "tests/benchmarks/pages.h"
#include "tests/benchmarks/sync.h"
#include "tests/benchmarks/unary.h"
#include "tests/support/daemon.h"

namespace nanolearn::benchmarks {
namespace {

constexpr int kCallers = 64;

struct Settings {
  bool quick = false;
  GroupSize size;
  std::string json;
  std::vector<int> people = {10000, 100000};  // of the groups with history
  std::vector<int> sync_rows = {60000, 1000000};
  std::string only;  // what is measured; empty: everything
  double seconds() const { return quick ? 1 : 4; }
  int rounds() const { return quick ? 1 : 5; }
};

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// The empty echo in a process of its own, which ends with this one.
class EchoProcess {
 public:
  // TCP like nanolearnd, so that both pay for the same transport.
  EchoProcess() : address_(absl::StrCat("127.0.0.1:", testing::FreePort())) {
    pid_ = fork();
    if (pid_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      _exit(ServeEcho(address_));
    }
  }
  ~EchoProcess() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  const std::string& address() const { return address_; }

 private:
  std::string address_;
  pid_t pid_;
};

mysql::ConnectionOptions DatabaseOf(const testing::Daemon& daemon) {
  mysql::ConnectionOptions options;
  options.socket = daemon.database_socket();
  options.user = "nanolearn";
  options.schema = "nanolearn_bench";
  return options;
}

// The floor of a write: one row, one durable commit, on a connection of its own.
double InsertsPerSecond(const mysql::ConnectionOptions& database, double seconds) {
  return BlockingCallsPerSecond(kCallers, absl::Seconds(seconds), [&]() -> std::function<void()> {
    auto session = std::make_shared<mysql::Session>(database);
    return [session] {
      session->Execute("INSERT INTO floor (a, b, c) VALUES (?, ?, ?)",
                       {uint64_t{1}, uint64_t{2}, std::string("2026-11-23 12:00:00.000000")});
    };
  });
}

void PrepareFloor(const testing::Daemon& daemon) {
  mysql::ConnectionOptions options = DatabaseOf(daemon);
  options.schema = "nanolearn";
  mysql::Session session(options);
  session.Run("CREATE DATABASE nanolearn_bench");
  session.Run(
      "CREATE TABLE nanolearn_bench.floor (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, a BIGINT "
      "UNSIGNED, "
      "b BIGINT UNSIGNED, c DATETIME(6)) ENGINE=InnoDB");
  // A database that has just been filled knows nothing of its tables yet; an old one does.
  session.Query("ANALYZE TABLE assignments, engagements, memberships, completions", {},
                [](const mysql::Row&) {});
}

void MeasureCompletions(const Settings& settings, testing::TestClient& client, const testing::Daemon& daemon,
                        const std::string& echo, Figures& figures) {
  const std::vector<std::string> names = AssignmentNames(client);
  std::atomic<size_t> next = 0;
  const auto call = Unary<v1::RecordCompletionRequest, v1::RecordCompletionResponse>(
      client,
      [&] {
        v1::RecordCompletionRequest request;
        const size_t i = next++;
        request.set_assignment(names[i % names.size()]);
        request.set_request_id(absl::StrCat("bench-", i));
        return request;
      },
      [&](auto... arguments) { client.completions->async()->RecordCompletion(arguments...); });
  std::vector<double> inserts, echoes, completions;
  for (int i = 0; i < settings.rounds(); ++i) {
    inserts.push_back(InsertsPerSecond(DatabaseOf(daemon), settings.seconds()));
    completions.push_back(CallsPerSecond(kCallers, absl::Seconds(settings.seconds()), call));
    echoes.push_back(EchoesPerSecond(echo, kCallers, settings.seconds()));
  }
  if (next > names.size()) {
    std::cerr << "note: " << next << " calls for " << names.size()
              << " assignments: the rest were answered as already completed\n";
  }
  figures.Add("floor.durable_insert.64", Median(inserts), "rows/s", 0);
  figures.Add("floor.grpc_echo.64", Median(echoes), "calls/s", 0);
  figures.Add("completions.64", Median(completions), "completions/s", Median(inserts));
  figures.Add("completions_to_echo.64", Median(completions), "completions/s", Median(echoes));
}

void MeasureReads(const Settings& settings, testing::TestClient& client, const std::string& echo,
                  Figures& figures) {
  v1::GetModuleRequest request;
  request.set_name(absl::StrCat(kGroup, "/modules/incident-0"));
  const auto call = Unary<v1::GetModuleRequest, v1::Module>(
      client, [&] { return request; },
      [&](auto... arguments) { client.modules->async()->GetModule(arguments...); });
  std::vector<double> reads, echoes;
  for (int i = 0; i < settings.rounds(); ++i) {
    echoes.push_back(EchoesPerSecond(echo, kCallers, settings.seconds()));
    reads.push_back(CallsPerSecond(kCallers, absl::Seconds(settings.seconds()), call));
  }
  figures.Add("unary_read.64", Median(reads), "calls/s", Median(echoes));
}

void MeasureSummary(const Settings& settings, testing::TestClient& client, const testing::Daemon& daemon,
                    Figures& figures) {
  v1::QueryComplianceRequest request;
  request.set_parent(kGroup);
  request.set_page_size(1000);
  const auto query = [&] {
    v1::QueryComplianceResponse response;
    Check(client.Call(&v1::ComplianceService::Stub::QueryCompliance, *client.compliance, request, &response));
  };
  mysql::Session session(DatabaseOf(daemon));
  const auto group_by = [&] {
    session.Query(
        "SELECT e.unit_id, COUNT(*), SUM(a.complete_date IS NOT NULL) FROM nanolearn.assignments a "
        "JOIN nanolearn.engagements e ON e.organisation_id = a.organisation_id AND e.person_id = a.person_id "
        "GROUP BY e.unit_id",
        {}, [](const mysql::Row&) {});
  };
  query();
  group_by();
  const int runs = settings.quick ? 3 : 9;
  const double floor = MedianMilliseconds(runs, group_by);
  figures.Add("floor.group_by_unit", floor, "ms", 0);
  figures.Add(absl::StrCat("compliance.", settings.size.people, "x", settings.size.modules),
              MedianMilliseconds(runs, query), "ms", floor);
}

void MeasureGroup(const Settings& settings, Figures& figures) {
  const EchoProcess echo;  // forks: before there is any thread
  testing::Daemon daemon;
  daemon.Start();
  testing::TestClient client(grpc::CreateChannel(daemon.address(), grpc::InsecureChannelCredentials()),
                             daemon.token());
  std::cerr << "making " << settings.size.people << " people x " << settings.size.modules << " modules\n";
  const absl::Time begin = absl::Now();
  MakeGroup(client, settings.size);
  PrepareFloor(daemon);
  std::cerr << absl::StrFormat("made in %.1f s; measuring\n", absl::ToDoubleSeconds(absl::Now() - begin));
  MeasureSummary(settings, client, daemon, figures);
  MeasureReads(settings, client, echo.address(), figures);
  MeasureCompletions(settings, client, daemon, echo.address(), figures);
}

int Run(const Settings& settings) {
  Figures figures;
  if (settings.only.empty() || settings.only == "group") MeasureGroup(settings, figures);
  if (settings.only.empty() || settings.only == "compliance") {
    for (const int people : settings.people) {
      MeasureCompliance({people, settings.size.modules}, settings.quick ? 3 : 9, figures);
    }
  }
  if (settings.only.empty() || settings.only == "sync") {
    for (const int rows : settings.sync_rows)
      MeasureSync(rows, settings.quick ? 1 : rows > 200000 ? 3 : 5, figures);
  }
  if (settings.only.empty() || settings.only == "keys") MeasureKeys(settings.sync_rows.back(), figures);
  if (settings.only.empty() || settings.only == "pages") {
    MeasurePages(
        {.rounds = settings.rounds(), .seconds = settings.seconds(), .people = settings.quick ? 200 : 800},
        figures);
  }
  figures.Write(settings.json);
  return 0;
}

}  // namespace
}  // namespace nanolearn::benchmarks

int main(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == nanolearn::benchmarks::kServeEmptyHttp) {
    return nanolearn::benchmarks::ServeEmptyHttp(argv[2]);
  }
  nanolearn::benchmarks::Settings settings;
  CLI::App app{"Measures Nanolearn beside its floors."};
  app.add_flag("--quick", settings.quick, "One short round");
  app.add_option(
         "--people", settings.people,
         "People in the group (the first number), and in groups with two years of history; 10000,100000 "
         "unless given. 1000000 is for an evening: it takes some 15 GB of disk")
      ->delimiter(',')
      ->check(CLI::Range(1, 2000000));
  app.add_option("--modules", settings.size.modules, "Modules in the programme")->check(CLI::Range(1, 100));
  app.add_option("--json", settings.json, "Also write the figures to this file");
  app.add_option(
         "--only", settings.only,
         "group: figures and calls; compliance: figures of groups with history; sync: staff lists; keys: "
         "another key; pages: lessons over HTTP")
      ->check(CLI::IsMember({"group", "compliance", "sync", "keys", "pages"}));
  app.add_option("--sync-rows", settings.sync_rows, "Rows of the staff lists")->delimiter(',');
  CLI11_PARSE(app, argc, argv);
  if (settings.quick && app.count("--sync-rows") == 0) settings.sync_rows = {60000};
  if (settings.quick && app.count("--people") == 0) settings.people = {10000};
  settings.size.people = settings.people.front();
  try {
    return nanolearn::benchmarks::Run(settings);
  } catch (const std::exception& error) {
    // Caught, so that nothing that was started goes on: nanolearnd, its database, the floors.
    std::cerr << error.what() << "\n";
    return 1;
  }
}
