// Prints `name value unit ratio-to-floor`, a line for each figure. Floors are measured in the same run, on
// the same database and the same cores; every figure is the median of rounds in which floor and figure take
// turns.

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "service/storage/mysql/session.h"
#include "tests/benchmarks/completions.h"
#include "tests/benchmarks/compliance.h"
#include "tests/benchmarks/echo_process.h"
#include "tests/benchmarks/empty_http.h"
#include "tests/benchmarks/figures.h"
#include "tests/benchmarks/group.h"
#include "tests/benchmarks/keys.h"
#include "tests/benchmarks/load.h"
#include "tests/benchmarks/overload.h"
#include "tests/benchmarks/pages.h"
#include "tests/benchmarks/reads.h"
#include "tests/benchmarks/start_up.h"
#include "tests/benchmarks/sync.h"
#include "tests/support/daemon.h"

namespace nanolearn::benchmarks {
namespace {

constexpr size_t kMostOpenAssignments = 400'000;

struct Settings {
  bool quick = false;
  GroupSize size;
  std::string json, curve;
  std::vector<int> people = {10000, 100000};  // of the groups with history
  std::vector<int> sync_rows = {60000, 1000000};
  std::string only;  // what is measured; empty: everything
  double seconds() const { return quick ? 1 : 4; }
  int rounds() const { return quick ? 1 : 5; }
  // Of completions, which use up assignments.
  Rounds short_rounds() const { return {.count = quick ? 1 : 3, .seconds = quick ? 1.0 : 1.5}; }
  bool Wants(absl::string_view part) const { return only.empty() || only == part; }
};

// A database that has just been filled knows nothing of its tables yet; an old one does.
void AnalyseTables(const testing::Daemon& daemon) {
  mysql::Session(DatabaseOf(daemon))
      .Query("ANALYZE TABLE assignments, engagements, memberships, completions", {}, [](const mysql::Row&) {});
}

// Reads, completions and a start on a server that has its people.
void MeasureCalls(int people, const Settings& settings, testing::Daemon& daemon, testing::TestClient& client,
                  const std::string& echo, Figures& figures) {
  const std::string label = absl::StrCat(people);
  const FloorTable floor(daemon);
  OpenAssignments open(client, kMostOpenAssignments);
  MeasureReads(label, settings.short_rounds(), client, echo, figures);
  MeasureCompletions(label, settings.short_rounds(), client, floor, echo, open, figures);
  MeasureStartUp(label, daemon, figures);
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

void MeasureGroup(const Settings& settings, const std::string& echo, Figures& figures) {
  testing::Daemon daemon;
  daemon.Start();
  testing::TestClient client(grpc::CreateChannel(daemon.address(), grpc::InsecureChannelCredentials()),
                             daemon.token());
  std::cerr << "making " << settings.size.people << " people x " << settings.size.modules << " modules\n";
  const absl::Time begin = absl::Now();
  MakeGroup(client, settings.size);
  AnalyseTables(daemon);
  std::cerr << absl::StrFormat("made in %.1f s; measuring\n", absl::ToDoubleSeconds(absl::Now() - begin));
  MeasureSummary(settings, client, daemon, figures);
  if (settings.Wants("overload")) MeasureOverload(settings.short_rounds(), daemon, settings.curve, figures);
  if (settings.only != "overload") MeasureCalls(settings.size.people, settings, daemon, client, echo, figures);
}

int Run(const Settings& settings) {
  const EchoProcess echo;  // forks: before there is any thread
  Figures figures;
  if (settings.Wants("calls") || settings.only == "overload") MeasureGroup(settings, echo.address(), figures);
  if (settings.Wants("compliance")) {
    for (const int people : settings.people) {
      MeasureCompliance({people, settings.size.modules}, settings.quick ? 3 : 9, figures,
                        [&](testing::Daemon& daemon, testing::TestClient& client) {
                          if (people == settings.size.people) return;  // measured with the group
                          MeasureCalls(people, settings, daemon, client, echo.address(), figures);
                        });
    }
  }
  if (settings.Wants("sync")) {
    for (const int rows : settings.sync_rows)
      MeasureSync(rows, settings.quick ? 1 : rows > 200000 ? 3 : 5, figures);
  }
  if (settings.Wants("keys")) MeasureKeys(settings.sync_rows.back(), figures);
  if (settings.Wants("pages")) {
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
         "calls: one by one, of a new group; overload: more of them than can be answered; compliance: figures of groups "
         "with history, and calls there; sync: staff lists; keys: another key; pages: lessons over HTTP")
      ->check(CLI::IsMember({"calls", "overload", "compliance", "sync", "keys", "pages"}));
  app.add_option("--curve", settings.curve, "Also write the curve of overload to this file");
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
