// A random history of a group: whatever happened and whatever day is asked about, the figures that are kept
// ahead are what the facts say, by the server's own recount and by the test's.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/integration/figures_model.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

constexpr int kPeople = 40, kRounds = 240;
const Date kStart(2026, 1, 12);
constexpr int kDays = 420;  // that the history lasts, about

constexpr char kMapping[] = R"(
[columns]
person_key = "Id"
full_name = "Namn"
key = "Nummer"
unit = "Enhet"
from = "Fr"
to = "To"
leave_from = "LFr"
leave_to = "LTo"

[kind]
default = "EMPLOYMENT"

[kind.by_unit_type]
COMMITTEE = "MANDATE"
COMPANY = "BOARD_SEAT"
)";

std::string Last(const std::string& name) { return name.substr(name.rfind('/') + 1); }

Date ReadDay(const std::string& text) { return *ParseDate(text); }

ModelFigures FiguresOf(const v1::ComplianceRow& row) {
  const v1::AssignmentCounts& a = row.assignments();
  return {row.people(),       row.employees(), row.elected(),   row.required(), row.completed(),
          row.overdue(),      row.waived(),    row.paused(),    a.assigned(),   a.completed(),
          a.completed_late(), a.overdue(),     a.not_yet_due(), a.waived(),     a.paused()};
}

class FiguresHistory : public ::testing::Test {
 protected:
  FiguresHistory() : admin_(server_.Admin()) {
    SetToday(kStart);
    CreateOrganisation(admin_, "alvnas");
    for (const char* module : {"incident", "phishing", "passwords", "fraud"}) PublishModule(admin_, module);
    v1::UpdateSourceRequest request;
    request.mutable_source()->set_name(absl::StrCat(kAlvnas, "/sources/lista"));
    v1::SyncGuards& guards = *request.mutable_source()->mutable_guards();
    guards.set_few_leavers(1000);
    for (const auto set :
         {&v1::SyncGuards::set_max_leavers_percent, &v1::SyncGuards::set_max_refused_percent,
          &v1::SyncGuards::set_max_unit_leavers_percent, &v1::SyncGuards::set_max_week_leavers_percent,
          &v1::SyncGuards::set_max_rekeyed_percent}) {
      (guards.*set)(100);
    }
    request.mutable_source()->set_mapping(kMapping);
    request.mutable_update_mask()->add_paths("guards");
    request.mutable_update_mask()->add_paths("mapping");
    v1::UpdateSourceResponse response;
    ExpectOk(admin_.Call(&v1::SourceService::Stub::UpdateSource, *admin_.sources, request, &response));
  }

  static void ExpectOk(const grpc::Status& status) {
    EXPECT_TRUE(status.ok()) << ReasonOf(status) << " " << status.error_message();
  }

  int Below(int n) { return static_cast<int>(random_() % n); }
  bool Chance(int percent) { return Below(100) < percent; }
  Date RandomDay() { return kStart - 20 + Below(static_cast<int>(today_ - kStart) + 80); }

  void SetToday(Date day) {
    today_ = day;
    server_.clock().SetDay(day);
  }

  // The tree: a municipality A and a company group B with teams, committees and a board that move about.
  void ImportUnits() {
    std::string content = "code;name;parent;type\n";
    for (const auto& [code, unit] : tree_) {
      absl::StrAppend(&content, code, ";", code, ";", unit.parent, ";", unit.type, "\n");
    }
    v1::ImportUnitsRequest request;
    request.set_parent(kAlvnas);
    request.set_content(content);
    request.set_file_name("enheter.csv");
    request.set_effective_date(FormatDate(today_));
    v1::ImportUnitsResponse response;
    ExpectOk(admin_.Call(&v1::UnitService::Stub::ImportUnits, *admin_.units, request, &response));
    model_.trees[today_] = tree_;
  }

  void CreateProgramme(const std::string& id, v1::Programme programme, const ModelProgramme& model,
                       const std::vector<std::string>& modules) {
    programme.set_display_name(id);
    for (const std::string& module : modules) {
      programme.add_modules(absl::StrCat(kAlvnas, "/modules/", module));
    }
    v1::AudienceRule& rule = *programme.add_audience();
    rule.set_unit(absl::StrCat(kAlvnas, "/units/", model.unit));
    for (const std::string& type : model.types) {
      rule.add_kinds(type == "TEAM"        ? v1::ENGAGEMENT_KIND_EMPLOYMENT
                     : type == "COMMITTEE" ? v1::ENGAGEMENT_KIND_MANDATE
                                           : v1::ENGAGEMENT_KIND_BOARD_SEAT);
    }
    v1::CreateProgrammeRequest request;
    request.set_parent(kAlvnas);
    request.set_programme_id(id);
    *request.mutable_programme() = programme;
    v1::Programme response;
    ExpectOk(
        admin_.Call(&v1::ProgrammeService::Stub::CreateProgramme, *admin_.programmes, request, &response));
    model_.programmes[id] = model;
  }

  void CreateProgrammes() {
    v1::Programme all, yearly, elected;
    all.set_open_date(FormatDate(kStart + 5));
    all.set_days_to_complete(20);
    all.mutable_calendar()->set_weeks_between(5);
    all.mutable_calendar()->set_newcomer_days(30);
    all.mutable_calendar()->mutable_quiet_days()->set_weekends(true);
    CreateProgramme("alla", all, {.unit = "G"}, {"incident", "phishing", "passwords"});
    yearly.set_open_date(FormatDate(kStart + 30));
    yearly.set_days_to_complete(25);
    yearly.mutable_calendar()->set_runs_on_leave(true);
    yearly.mutable_calendar()->set_recurrence(v1::RECURRENCE_FIXED);
    yearly.mutable_calendar()->set_fixed_month(9);
    yearly.mutable_calendar()->set_fixed_day(1);
    yearly.mutable_calendar()->set_window_days(10);
    CreateProgramme("arlig", yearly, {.unit = "A", .types = {"TEAM"}, .pauses = false},
                    {"incident", "fraud"});
    elected.set_open_date(FormatDate(kStart + 10));
    elected.set_days_to_complete(15);
    elected.mutable_calendar()->set_recurrence(v1::RECURRENCE_FROM_COMPLETION);
    elected.mutable_calendar()->set_every_months(2);
    elected.mutable_calendar()->set_window_days(12);
    CreateProgramme("valda", elected, {.unit = "G", .types = {"COMMITTEE", "COMPANY"}}, {"phishing"});
  }

  // Units without anybody in the newest list.
  std::vector<std::string> EmptyUnits() {
    std::set<std::string> used = {"G", "A", "B"};
    for (const StaffRow& row : list_) used.insert(row.unit);
    for (const auto& [code, unit] : tree_) used.insert(unit.parent);
    std::vector<std::string> empty;
    for (const auto& [code, unit] : tree_) {
      if (!used.contains(code)) empty.push_back(code);
    }
    return empty;
  }

  std::string RandomUnit() { return std::next(tree_.begin(), Below(static_cast<int>(tree_.size())))->first; }

  void Reorganise() {
    for (int moves = 1 + Below(3); moves > 0; --moves, ++steps_) {
      const std::string unit = RandomUnit();
      // A team stands below one of the three that stay, or below a team that does.
      if (tree_.at(unit).type == "TEAM") tree_[unit].parent = std::vector{"G", "A", "B"}[Below(3)];
    }
    const std::vector<std::string> empty = EmptyUnits();
    if (!empty.empty() && Chance(40)) tree_.erase(empty[Below(static_cast<int>(empty.size()))]);
    if (Chance(40)) {
      tree_.try_emplace(absl::StrCat("T", Below(9)), ModelUnit{Chance(50) ? "A" : RandomTeam(), "TEAM"});
    }
    ImportUnits();
  }

  std::string RandomTeam() {
    for (const auto& [code, unit] : tree_) {
      if (unit.type == "TEAM" && unit.parent.size() == 1 && Chance(40)) return code;
    }
    return "B";
  }

  // Joins, leavers, moves, leaves of absence and ends to come.
  void ChangeList(int changes) {
    for (; changes > 0; --changes, ++steps_) {
      const int what = Below(10);
      if (list_.empty() || what < 3) {
        StaffRow row{.person = Below(kPeople), .key = absl::StrCat("k", ++last_key_), .unit = WorkPlace()};
        row.from = today_ + (Chance(60) ? -Below(20) : Below(30));
        if (Chance(30)) row.last = std::max(row.from, today_) + Below(120);
        list_.push_back(row);
        continue;
      }
      StaffRow& row = list_[Below(static_cast<int>(list_.size()))];
      if (what < 5) {
        row.unit = WorkPlace();
      } else if (what < 7) {
        const Date from = today_ + Below(20) - 5;
        row.leave = DateRange{from, Chance(20) ? kNoEnd : from + 1 + Below(60)};
        if (Chance(30)) row.leave.reset();
      } else if (what < 8) {
        row.last = std::max(row.from, today_) + Below(60);
      } else if (list_.size() > 25) {
        std::swap(row, list_.back());
        list_.pop_back();
      }
    }
  }

  std::string WorkPlace() {
    std::string unit;
    do unit = RandomUnit();
    while (tree_.at(unit).type == "GROUP" || tree_.at(unit).type == "MUNICIPALITY");
    return unit;
  }

  void SendList() {
    std::string content = "Id;Namn;Nummer;Enhet;Fr;To;LFr;LTo\n";
    for (const StaffRow& row : list_) {
      absl::StrAppend(&content, "p", row.person, ";P", row.person, " N;", row.key, ";", row.unit, ";");
      absl::StrAppend(&content, FormatDate(row.from), ";", row.last ? FormatDate(*row.last) : "", ";");
      if (row.leave) {
        absl::StrAppend(&content, FormatDate(row.leave->from), ";",
                        row.leave->to == kNoEnd ? "" : FormatDate(row.leave->to - 1), "\n");
      } else {
        content += ";\n";
      }
    }
    v1::SyncPeopleHeader header;
    header.set_parent(kAlvnas);
    header.set_source("lista");
    header.set_file_name("lista.csv");
    header.set_effective_date(FormatDate(today_));
    v1::SyncPeopleResponse response;
    ExpectOk(admin_.Sync(header, content, &response));
    if (response.run().state() == v1::SYNC_RUN_STATE_HELD) {
      v1::ApproveSyncRunRequest approve;
      approve.set_name(response.run().name());
      v1::ApproveSyncRunResponse approved;
      ExpectOk(admin_.Call(&v1::SyncRunService::Stub::ApproveSyncRun, *admin_.sync_runs, approve, &approved));
    }
    EXPECT_EQ(response.run().counts().rows_refused(), 0) << response.run().ShortDebugString();
    model_.lists[today_] = list_;
  }

  // By the name in the list, "P12 N". Who is in no list of any day any more has none.
  int NumberOf(const v1::Assignment& assignment) {
    const std::string& name = assignment.person_display_name();
    if (name.size() > 1 && name[0] == 'P') number_of_[assignment.person()] = std::stoi(name.substr(1));
    const auto known = number_of_.find(assignment.person());
    return known == number_of_.end() ? -1 : known->second;
  }

  ModelAssignments ReadAssignments() {
    ModelAssignments all;
    for (const v1::Assignment& a : AllAssignments(admin_, {})) {
      ModelAssignment& model = all[a.name()];
      model.person = NumberOf(a);
      model.programme = Last(a.programme());
      model.module = Last(a.module());
      model.open = ReadDay(a.open_date());
      model.due = ReadDay(a.due_date());
      if (!a.close_date().empty()) model.close = ReadDay(a.close_date());
    }
    return all;
  }

  // Some that are open today, not done ones more often than not.
  std::vector<std::string> OpenAssignments(const ModelAssignments& all, int count) {
    std::vector<std::string> open;
    for (const auto& [name, a] : all) {
      const bool is_open = a.open <= today_ && (!a.close || today_ < *a.close);
      if (is_open && (!model_.IsDone(name, today_) || Chance(5))) open.push_back(name);
    }
    std::shuffle(open.begin(), open.end(), random_);
    open.resize(std::min<size_t>(open.size(), count));
    return open;
  }

  void Complete(const ModelAssignments& all) {
    for (const std::string& name : OpenAssignments(all, 12)) {
      const ModelAssignment& a = all.at(name);
      const Date day = Chance(70) ? today_ : today_ - Below(15);
      v1::RecordCompletionRequest request;
      request.set_assignment(name);
      const absl::Time time = server_.clock().Now() - absl::Hours(24 * (today_ - day));
      request.mutable_complete_time()->set_seconds(absl::ToUnixSeconds(time));
      v1::RecordCompletionResponse response;
      const grpc::Status status = admin_.Call(&v1::CompletionService::Stub::RecordCompletion,
                                              *admin_.completions, request, &response);
      const bool may = a.open <= day && (!a.close || day < *a.close) &&
                       model_.PresenceOf(a.person, a.programme, day) != FiguresModel::Presence::kOutside;
      if (Standing(name)) {
        EXPECT_EQ(response.outcome(), v1::RecordCompletionResponse::OUTCOME_ALREADY_COMPLETED);
        continue;
      }
      // Cycles that follow completions are planned beside, so that what is open may just have changed.
      if (a.programme != "valda") {
        EXPECT_EQ(status.ok(), may) << status.error_message();
      }
      if (status.ok()) model_.completions[name].push_back({response.completion().name(), day, std::nullopt});
      ++steps_;
    }
  }

  ModelCompletion* Standing(const std::string& assignment) {
    for (ModelCompletion& completion : model_.completions[assignment]) {
      if (!completion.voided) return &completion;
    }
    return nullptr;
  }

  void Void() {
    if (model_.completions.empty()) return;
    auto some = std::next(model_.completions.begin(), Below(static_cast<int>(model_.completions.size())));
    ModelCompletion* completion = Standing(some->first);
    if (!completion) return;
    v1::VoidCompletionRequest request;
    request.set_name(completion->name);
    request.set_reason("fel person");
    v1::Completion response;
    ExpectOk(
        admin_.Call(&v1::CompletionService::Stub::VoidCompletion, *admin_.completions, request, &response));
    completion->voided = today_;
    ++steps_;
  }

  void Waive(const ModelAssignments& all) {
    for (const std::string& name : OpenAssignments(all, 2)) {
      const Date until = today_ + Below(50);
      v1::WaiveAssignmentsRequest request;
      request.set_parent(kAlvnas);
      request.add_assignments(name);
      request.set_until_date(FormatDate(until));
      request.set_reason("gjorde kursen hos grannen");
      v1::WaiveAssignmentsResponse response;
      const grpc::Status status = admin_.Call(&v1::AssignmentService::Stub::WaiveAssignments,
                                              *admin_.assignments, request, &response);
      if (status.ok()) model_.waivers[name].push_back({today_, until + 1});
      EXPECT_TRUE(status.ok() || status.error_code() == grpc::FAILED_PRECONDITION) << status.error_message();
      ++steps_;
    }
  }

  void EndWaiver() {
    for (auto& [name, waivers] : model_.waivers) {
      if (!waivers.back().Contains(today_) || Chance(70)) continue;
      v1::EndExceptionRequest request;
      request.set_name(name);
      v1::Assignment response;
      const grpc::Status status =
          admin_.Call(&v1::AssignmentService::Stub::EndException, *admin_.assignments, request, &response);
      ExpectOk(status);
      waivers.back().to = today_;
      ++steps_;
      return;
    }
  }

  void Extend(const ModelAssignments& all) {
    for (const std::string& name : OpenAssignments(all, 2)) {
      if (model_.waivers.contains(name)) continue;  // EndException shall mean the waiver
      v1::ExtendAssignmentsRequest request;
      request.set_parent(kAlvnas);
      request.add_assignments(name);
      request.set_due_date(FormatDate(today_ + Below(40)));
      request.set_reason("sjuk");
      v1::ExtendAssignmentsResponse response;
      const grpc::Status status = admin_.Call(&v1::AssignmentService::Stub::ExtendAssignments,
                                              *admin_.assignments, request, &response);
      EXPECT_TRUE(status.ok() || status.error_code() == grpc::FAILED_PRECONDITION) << status.error_message();
      if (status.ok()) model_.extensions[name].push_back({today_, DueBefore(response)});
      ++steps_;
    }
  }

  // The due date that the last extension found.
  static Date DueBefore(const v1::ExtendAssignmentsResponse& response) {
    std::string due;
    for (const v1::AssignmentException& e : response.assignments(0).exceptions()) {
      if (e.kind() == v1::AssignmentException::KIND_EXTENSION) due = e.old_due_date();
    }
    return ReadDay(due);
  }

  // The figures of the whole tree, and assignments of the same moment: the planning job may be at work.
  std::pair<std::map<std::string, ModelFigures>, ModelAssignments> Query(Date day,
                                                                         const std::string& programme,
                                                                         const std::string& module) {
    for (;;) {
      const ModelAssignments assignments = ReadAssignments();
      v1::QueryComplianceRequest request;
      request.set_as_of(FormatDate(day));
      if (!programme.empty()) request.set_programme(absl::StrCat(kAlvnas, "/programmes/", programme));
      if (!module.empty()) request.set_module(absl::StrCat(kAlvnas, "/modules/", module));
      std::map<std::string, ModelFigures> figures;
      if (!model_.trees.empty() && model_.trees.begin()->first <= day) {
        for (const v1::ComplianceRow& row : AllCompliance(admin_, request)) {
          figures[Last(row.unit())] = FiguresOf(row);
        }
      }
      if (ReadAssignments() == assignments) return {figures, assignments};
    }
  }

  void ExpectFiguresOf(Date day) {
    const std::vector<std::string> programmes = {"alla", "arlig", "valda"};
    const std::vector<std::string> modules = {"incident", "phishing", "passwords", "fraud"};
    const int by = Below(3);
    const std::string programme = by == 1 ? programmes[Below(3)] : "",
                      module = by == 2 ? modules[Below(4)] : "";
    const auto [figures, assignments] = Query(day, programme, module);
    const auto expected = model_.FiguresOn(day, assignments, programme, module);
    EXPECT_EQ(figures.size(), expected.size());
    for (const auto& [unit, theirs] : expected) {
      const auto found = figures.find(unit);
      ASSERT_NE(found, figures.end()) << unit;
      EXPECT_EQ(found->second.ToString(), theirs.ToString())
          << unit << " on " << FormatDate(day) << " " << programme << module;
    }
  }

  void ExpectVerified(std::vector<Date> days) {
    v1::VerifyComplianceRequest request;
    request.set_parent(kAlvnas);
    for (const Date day : days) request.add_days(FormatDate(day));
    v1::VerifyComplianceResponse response;
    ExpectOk(
        admin_.Call(&v1::ComplianceService::Stub::VerifyCompliance, *admin_.compliance, request, &response));
    EXPECT_GT(response.compared(), 0);
    EXPECT_EQ(response.difference_count(), 0) << response.ShortDebugString();
  }

  void Rebuild() {
    v1::RebuildComplianceRequest request;
    request.set_parent(kAlvnas);
    request.set_request_id("rebuild");
    v1::RebuildComplianceResponse response;
    do {
      ExpectOk(admin_.Call(&v1::ComplianceService::Stub::RebuildCompliance, *admin_.compliance, request,
                           &response));
    } while (!response.done() && !HasFailure());
  }

  TestServer server_;
  TestClient admin_;
  std::mt19937 random_;
  FiguresModel model_;
  Date today_;
  ModelTree tree_ = {{"G", {"", "GROUP"}},    {"A", {"G", "MUNICIPALITY"}}, {"B", {"G", "GROUP"}},
                     {"T1", {"A", "TEAM"}},   {"T2", {"A", "TEAM"}},        {"T3", {"B", "TEAM"}},
                     {"T4", {"T1", "TEAM"}},  {"N1", {"A", "COMMITTEE"}},   {"N2", {"A", "COMMITTEE"}},
                     {"S1", {"B", "COMPANY"}}};
  std::vector<StaffRow> list_;
  std::map<std::string, int> number_of_;  // by the person's name in the API
  int last_key_ = 0;
  int steps_ = 0;  // what happened
};

TEST_F(FiguresHistory, GivesTheFiguresOfTheFactsOnAnyDay) {
  const char* const given = std::getenv("TEST_SEED");
  const unsigned seed = given ? std::stoul(given) : std::random_device()();
  SCOPED_TRACE(absl::StrCat("TEST_SEED=", seed));
  random_.seed(seed);
  ImportUnits();
  ChangeList(90);
  SendList();
  CreateProgrammes();
  for (int round = 0; round < kRounds && !HasFailure(); ++round) {
    SCOPED_TRACE(absl::StrCat("round ", round, ", ", FormatDate(today_)));
    if (Chance(70)) ChangeList(12), SendList();
    if (Chance(20)) Reorganise();
    const ModelAssignments assignments = ReadAssignments();
    if (Chance(80)) Complete(assignments);
    if (Chance(60)) Void();
    if (Chance(60)) Waive(assignments);
    if (Chance(30)) EndWaiver();
    if (Chance(40)) Extend(assignments);
    for (const Date day : {today_, RandomDay(), RandomDay()}) ExpectFiguresOf(day);
    if (round % 10 == 9) ExpectVerified({today_, RandomDay(), RandomDay(), RandomDay()});
    if (Chance(80)) SetToday(today_ + Below(2 * kDays / kRounds));
  }
  ExpectVerified({});
  Rebuild();
  ExpectVerified({});
  ExpectFiguresOf(today_ - Below(kDays / 2));
  EXPECT_GT(steps_, 2000);
}

}  // namespace
}  // namespace nanolearn::testing
