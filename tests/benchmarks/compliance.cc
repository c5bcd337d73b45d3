#include "tests/benchmarks/compliance.h"

#include <functional>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/benchmarks/compliance_floors.h"
#include "tests/benchmarks/failure.h"
#include "tests/benchmarks/floor_table.h"
#include "tests/benchmarks/load.h"
#include "tests/benchmarks/manager_pages.h"
#include "tests/benchmarks/population.h"
#include "tests/support/daemon.h"

namespace nanolearn::benchmarks {
namespace {

using ComplianceStub = v1::ComplianceService::Stub;

constexpr int kLatePage = 100;
constexpr int kLaterPage = 20;  // so many pages on

// How long `work` takes, once.
double MillisecondsOf(const std::function<void()>& work) { return MedianMilliseconds(1, work); }

class ComplianceBench {
 public:
  ComplianceBench(const GroupSize& size, int runs, Figures& figures)
      : size_(size), runs_(runs), figures_(figures) {
    daemon_.Start();
    client_ = std::make_unique<testing::TestClient>(
        grpc::CreateChannel(daemon_.address(), grpc::InsecureChannelCredentials()), daemon_.token());
  }

  void Measure() {
    group_ = MakePopulation(daemon_, *client_, size_);
    MeasureFloors();
    MeasureUnits();
    MeasureTime();
    MeasureLate();
    MeasureManagerPages();
    MeasureVisibility();
    MeasureVerify();
  }

  testing::Daemon& daemon() { return daemon_; }
  testing::TestClient& client() { return *client_; }

 private:
  std::string NameOf(absl::string_view what) const { return absl::StrCat(what, ".", size_.people); }

  // A call, and the part of it that no empty call has, against a floor.
  void Add(const std::string& what, double floor, const std::function<void()>& call) {
    call();
    const double milliseconds = MedianMilliseconds(runs_, call);
    figures_.Add(NameOf(absl::StrCat("compliance.", what)), milliseconds, "ms", floor);
    figures_.Add(NameOf(absl::StrCat("compliance.", what, ".server")),
                 std::max(0.0, milliseconds - floors_.empty_call), "ms", floor);
  }

  void MeasureFloors() {
    floors_ = MeasureComplianceFloors(*client_, DatabaseOf(daemon_), runs_, size_.people > 200000 ? 1 : 3);
    figures_.Add(NameOf("floor.point_select"), floors_.point_select, "ms", 0);
    figures_.Add(NameOf("floor.empty_call"), floors_.empty_call, "ms", 0);
    figures_.Add(NameOf("floor.group_by_unit"), floors_.group_by, "ms", 0);
  }

  v1::QueryComplianceResponse Query(const v1::QueryComplianceRequest& request) {
    v1::QueryComplianceResponse response;
    Check(client_->Call(&ComplianceStub::QueryCompliance, *client_->compliance, request, &response));
    return response;
  }

  v1::QueryComplianceRequest QueryOf(const std::string& unit) const {
    v1::QueryComplianceRequest request;
    request.set_parent(kGroup);
    request.set_unit(unit);
    request.set_page_size(1000);
    return request;
  }

  void MeasureUnits() {
    v1::QueryComplianceRequest team = QueryOf(group_.team), children = QueryOf(group_.department);
    Add("one_unit", floors_.point_select, [&] { Query(team); });
    team.set_group_by(v1::QueryComplianceRequest::GROUP_BY_MODULE);
    Add("modules_of_unit", floors_.point_select, [&] { Query(team); });
    children.set_children_only(true);
    if (const int rows = Query(children).rows_size(); rows != 31) {
      std::cerr << "note: " << rows << " rows instead of a unit and thirty children\n";
    }
    Add("thirty_children", floors_.point_select, [&] { Query(children); });
    Add("summary_page", floors_.group_by, [&] { Query(QueryOf("")); });
    Add("summary", floors_.group_by, [&] {
      v1::QueryComplianceRequest request = QueryOf("");
      do {
        request.set_page_token(Query(request).next_page_token());
      } while (!request.page_token().empty());
    });
  }

  void Trend(const std::string& unit) {
    v1::GetComplianceTrendRequest request;
    request.set_parent(kGroup);
    request.set_unit(unit);
    request.set_count(24);
    v1::ComplianceTrend trend;
    Check(client_->Call(&ComplianceStub::GetComplianceTrend, *client_->compliance, request, &trend));
  }

  void MeasureTime() {
    const std::string year_ago = FormatDate(DayOf(absl::Now(), absl::UTCTimeZone()) - 365);
    v1::QueryComplianceRequest team = QueryOf(group_.team), children = QueryOf(group_.department);
    team.set_as_of(year_ago);
    children.set_as_of(year_ago);
    children.set_children_only(true);
    Add("one_unit_year_ago", floors_.point_select, [&] { Query(team); });
    Add("thirty_children_year_ago", floors_.point_select, [&] { Query(children); });
    Add("trend_of_unit", floors_.point_select, [&] { Trend(group_.team); });
    Add("trend_of_group", floors_.point_select, [&] { Trend(""); });
  }

  v1::ListLatePeopleResponse Late(const v1::ListLatePeopleRequest& request) {
    v1::ListLatePeopleResponse response;
    Check(client_->Call(&ComplianceStub::ListLatePeople, *client_->compliance, request, &response));
    return response;
  }

  v1::ListLatePeopleRequest LateOf(const std::string& unit) const {
    v1::ListLatePeopleRequest request;
    request.set_parent(kGroup);
    request.set_unit(unit);
    request.set_page_size(kLatePage);
    return request;
  }

  // The page `kLaterPage` pages on, or the last one.
  void MeasureLate() {
    for (const auto& [what, unit] :
         {std::pair("team", group_.team), std::pair("department", group_.department),
          std::pair("group", std::string())}) {
      v1::ListLatePeopleRequest request = LateOf(unit);
      Add(absl::StrCat("late_of_", what), floors_.point_select, [&] { Late(request); });
      for (int page = 0; page < kLaterPage; ++page) {
        const std::string next = Late(request).next_page_token();
        if (next.empty()) break;
        request.set_page_token(next);
      }
      if (request.page_token().empty()) continue;
      Add(absl::StrCat("late_of_", what, ".later_page"), floors_.point_select, [&] { Late(request); });
    }
  }

  // As managers of a team, a department and everything see them.
  void MeasureManagerPages() {
    for (const auto& [what, unit] :
         {std::pair("team", group_.team), std::pair("department", group_.department),
          std::pair("group", std::string())}) {
      testing::Browser browser = SignInManager(daemon_, *client_, DatabaseOf(daemon_), unit);
      const auto add = [&](absl::string_view page, const std::string& path) {
        GetPage(browser, path);
        figures_.Add(NameOf(absl::StrCat("pages.", page, "_of_", what)),
                     MedianMilliseconds(runs_, [&] { GetPage(browser, path); }), "ms", floors_.empty_call);
      };
      add("overview", "/manage");
      if (unit.empty()) continue;
      const std::string path = absl::StrCat("/manage/units/", unit.substr(unit.rfind('/') + 1));
      add("unit", path);
      add("late", absl::StrCat(path, "/late"));
    }
  }

  // A completion is in the figures that are read next.
  void MeasureVisibility() {
    const v1::ListLatePeopleResponse late = Late(LateOf(group_.team));
    const auto completed = [&] { return Query(QueryOf(group_.team)).rows(0).assignments().completed(); };
    std::vector<double> times;
    for (int i = 0; i < std::min(runs_, late.late_size()); ++i) {
      const int before = completed();
      int after = before;
      times.push_back(MillisecondsOf([&] {
        v1::RecordCompletionRequest request;
        request.set_assignment(late.late(i).assignment());
        v1::RecordCompletionResponse response;
        Check(client_->Call(&v1::CompletionService::Stub::RecordCompletion, *client_->completions, request,
                            &response));
        after = completed();
      }));
      if (after != before + 1)
        Fail(absl::StrCat("the completion is not counted: ", before, " before, ", after, " after"));
    }
    if (times.empty()) return;
    std::sort(times.begin(), times.end());
    figures_.Add(NameOf("compliance.record_and_read"), times[times.size() / 2], "ms", floors_.point_select);
  }

  void MeasureVerify() {
    v1::VerifyComplianceRequest request;
    request.set_parent(kGroup);
    request.add_days(FormatDate(DayOf(absl::Now(), absl::UTCTimeZone()) - 100));
    v1::VerifyComplianceResponse response;
    const double milliseconds = MillisecondsOf([&] {
      grpc::ClientContext context;
      client_->Prepare(context);
      context.set_deadline(std::chrono::system_clock::now() + std::chrono::hours(1));
      Check(client_->compliance->VerifyCompliance(&context, request, &response));
    });
    figures_.Add(NameOf("compliance.verify_day"), milliseconds, "ms", floors_.group_by);
    std::cerr << absl::StrFormat("verified: %d of %d figures are otherwise\n", response.difference_count(),
                                 response.compared());
    if (response.difference_count() > 0) Fail(response.differences(0).ShortDebugString());
  }

  const GroupSize size_;
  const int runs_;
  Figures& figures_;
  testing::Daemon daemon_;
  std::unique_ptr<testing::TestClient> client_;
  Population group_;
  ComplianceFloors floors_;
};

}  // namespace

void MeasureCompliance(const GroupSize& size, int runs, Figures& figures, const AndThen& then) {
  std::cerr << "making " << size.people << " people x " << size.modules << " modules with history\n";
  ComplianceBench bench(size, runs, figures);
  bench.Measure();
  then(bench.daemon(), bench.client());
}

}  // namespace nanolearn::benchmarks
