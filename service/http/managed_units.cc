#include "service/http/managed_units.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/csv_lines.h"
#include "service/domain/errors/resource.h"
#include "service/domain/plain_words.h"
#include "service/domain/resource_name.h"
#include "service/http/unit_figures.h"

namespace nanolearn::http {
namespace {

constexpr int kMaxBelow = 200;    // units in one table
constexpr size_t kMaxTrends = 3;  // on one page
constexpr size_t kMaxUnits = 50;  // of one manager, on the first page
constexpr int kMaxFileRows = 20000;

absl::Status NoSuchUnit(const WebUser& user, const std::string& code) {
  return errors::NotFound("unit", UnitName(user.organisation.slug, code));
}

// The unit and those right below it.
absl::StatusOr<ComplianceReport> QueryBelow(Operations& operations, const WebUser& user,
                                            const UnitAccess& access, int below) {
  ComplianceQuery query;
  query.organisation = user.organisation.slug;
  query.unit_code = access.code;
  query.children_only = true;
  return operations.compliance.Query(access.caller, query, {.size = below + 1, .token = ""});
}

absl::StatusOr<std::vector<pages::TrendItem>> TrendOf(Operations& operations, const WebUser& user,
                                                      const UnitAccess& access) {
  TrendQuery query;
  query.organisation = user.organisation.slug;
  query.unit_code = access.code;
  ASSIGN_OR_RETURN(const ComplianceTrend trend, operations.compliance.Trend(access.caller, query));
  std::vector<pages::TrendItem> items;
  for (const ComplianceTrend::Point& point : trend.points) items.push_back({point.day, FiguresOf(point.row)});
  return items;
}

pages::ManagedUnitView ViewOf(const ComplianceReport& report, const WebUser& user, const UnitAccess& access) {
  pages::ManagedUnitView view;
  view.min_group_size = user.organisation.min_group_size;
  view.unit = UnitItem(report.rows.front());
  for (size_t i = 1; i < report.rows.size(); ++i) view.below.push_back(UnitItem(report.rows[i]));
  view.unreachable = report.unreachable;
  view.has_more_below = !report.next_page_token.empty();
  view.can_name = CanNameLate(access.caller);
  return view;
}

absl::Status AddPeople(Operations& operations, const WebUser& user, pages::ManageOverview& overview) {
  if (!user.manager) return absl::OkStatus();
  ASSIGN_OR_RETURN(const ManagedPeopleList list,
                   operations.managed_people.List(*user.manager, user.organisation.slug));
  for (const ManagedPerson& person : list.people) {
    overview.people.push_back({person.name, person.completed, person.open, person.overdue, person.next_due});
  }
  overview.more_people = list.more;
  overview.unnamed_people = list.protected_left_out;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<pages::GroupItem>> ModulesOf(Operations& operations, const WebUser& user,
                                                        const UnitAccess& access) {
  ComplianceQuery query;
  query.organisation = user.organisation.slug;
  query.unit_code = access.code;
  query.group_by = ComplianceGrouping::kModule;
  ASSIGN_OR_RETURN(
      const ComplianceReport report,
      operations.compliance.Query(access.caller, query, {.size = limits::kMaxPageSize, .token = ""}));
  std::vector<pages::GroupItem> modules;
  for (const ComplianceRow& row : report.rows) modules.push_back({row.module_name, "", FiguresOf(row)});
  return modules;
}

// The page of the unit above, unless the reader's tree begins here.
void AddUp(const FoundUnit& found, const WebUser& user, pages::ManageUnit& unit) {
  unit.up_href = "/manage";
  const auto starts = UnitsOf(user);
  const bool is_start = std::any_of(starts.begin(), starts.end(),
                                    [&](const UnitAccess& start) { return start.code == found.access.code; });
  if (is_start || found.report.parent_code.empty()) return;
  unit.up_href = UnitAddress(found.report.parent_code);
  unit.up_name = found.report.parent_name;
}

// Each unit once, as whoever may remind its people if there is a choice.
void AddUnit(UnitAccess unit, std::vector<UnitAccess>& units) {
  const auto may_remind = [](const UnitAccess& one) { return RoleAllows(one.caller.token.role, Permission::kRemindPeople); };
  const auto same = std::find_if(units.begin(), units.end(), [&](const UnitAccess& one) { return one.code == unit.code; });
  if (same == units.end()) {
    units.push_back(std::move(unit));
  } else if (!may_remind(*same) && may_remind(unit)) {
    *same = std::move(unit);
  }
}

void AddFigureHeadings(const PlainWords& words, CsvLines& lines) {
  lines.Add({words("kod", "code"), words("enhet", "unit"), words("personer", "people"),
             words("ska göra något", "required"), words("har gjort allt", "done"), words("försenade", "late"),
             words("har tid kvar", "time left"), words("frånvarande", "on leave"),
             words("undantagna", "exempt"), words("andel", "rate")});
}

void AddFigures(const ComplianceRow& row, const PlainWords& words, CsvLines& lines) {
  const ComplianceCounts& counts = row.counts;
  std::vector<std::string> fields = {lines.Text(row.unit_code), lines.Text(row.unit_name)};
  if (row.hidden) {
    fields.resize(10, words("visas inte", "not shown"));
    return lines.Add(fields);
  }
  for (const int count :
       {counts.people, counts.required, counts.completed, counts.overdue,
        counts.active() - counts.completed - counts.overdue, counts.paused, counts.waived}) {
    fields.push_back(absl::StrCat(count));
  }
  fields.push_back(counts.active() > 0 ? lines.Number(1.0 * counts.completed / counts.active()) : "");
  lines.Add(fields);
}

}  // namespace

std::vector<UnitAccess> UnitsOf(const WebUser& user) {
  const Caller* whole = user.With(Permission::kReadAssignments);
  std::vector<UnitAccess> units;
  for (const ManagedUnit& unit : user.units) {
    // By the roster alone they would see less than they may.
    const bool sees_more = whole && unit.caller.manager_id != kNoId;
    AddUnit({sees_more ? *whole : unit.caller, unit.code}, units);
  }
  if (!whole) whole = user.With(Permission::kReadCompliance);
  if (whole) units.push_back({*whole, ""});
  return units;
}

bool Manages(const WebUser& user) { return !UnitsOf(user).empty() || user.manager.has_value(); }

bool CanNameLate(const Caller& caller) {
  return caller.manager_id != kNoId || RoleAllows(caller.token.role, Permission::kReadAssignments);
}

absl::StatusOr<pages::ManageOverview> GatherOverview(Operations& operations, const WebUser& user) {
  pages::ManageOverview overview;
  overview.min_group_size = user.organisation.min_group_size;
  overview.age.day = Today(operations.env, user.organisation);
  overview.age.time_zone = user.organisation.time_zone;
  for (const UnitAccess& access : UnitsOf(user)) {
    if (overview.units.size() == kMaxUnits) {
      ++overview.more_units;
      continue;
    }
    const auto report = QueryBelow(operations, user, access, kMaxBelow);
    if (!report.ok()) return report.status();
    if (report->rows.empty()) continue;
    pages::ManagedUnitView view = ViewOf(*report, user, access);
    if (overview.units.size() < kMaxTrends) {
      ASSIGN_OR_RETURN(view.trend, TrendOf(operations, user, access));
    }
    overview.units.push_back(std::move(view));
    overview.age = AgeFor(report->age, report->as_of, user.organisation);
  }
  RETURN_IF_ERROR(AddPeople(operations, user, overview));
  return overview;
}

absl::StatusOr<FoundUnit> FindUnit(Operations& operations, const WebUser& user, const std::string& code,
                                   int below) {
  for (UnitAccess access : UnitsOf(user)) {
    access.code = code;
    auto report = QueryBelow(operations, user, access, below);
    if (report.ok() && !report->rows.empty()) return FoundUnit{std::move(access), *std::move(report)};
    const bool is_elsewhere = absl::IsPermissionDenied(report.status()) || absl::IsNotFound(report.status());
    if (!report.ok() && !is_elsewhere) return report.status();
  }
  return NoSuchUnit(user, code);
}

absl::StatusOr<pages::ManageUnit> GatherUnit(Operations& operations, const WebUser& user,
                                             const std::string& code) {
  ASSIGN_OR_RETURN(const FoundUnit found, FindUnit(operations, user, code, kMaxBelow));
  pages::ManageUnit unit{.unit = ViewOf(found.report, user, found.access)};
  unit.min_group_size = user.organisation.min_group_size;
  unit.age = AgeFor(found.report.age, found.report.as_of, user.organisation);
  ASSIGN_OR_RETURN(unit.unit.trend, TrendOf(operations, user, found.access));
  ASSIGN_OR_RETURN(unit.modules, ModulesOf(operations, user, found.access));
  AddUp(found, user, unit);
  return unit;
}

absl::StatusOr<std::string> FiguresFile(Operations& operations, const WebUser& user,
                                        const std::string& code) {
  ASSIGN_OR_RETURN(const FoundUnit found, FindUnit(operations, user, code));
  const PlainWords words(user.session.language);
  CsvLines lines(words.language());
  AddFigureHeadings(words, lines);
  ComplianceQuery query;
  query.organisation = user.organisation.slug;
  query.unit_code = code;
  query.as_of = Today(operations.env, user.organisation);  // also when the day ends in the middle
  PageRequest page{.size = limits::kMaxPageSize, .token = ""};
  for (int rows = 0; rows < kMaxFileRows;) {
    ASSIGN_OR_RETURN(const ComplianceReport report,
                     operations.compliance.Query(found.access.caller, query, page));
    for (const ComplianceRow& row : report.rows) AddFigures(row, words, lines);
    rows += static_cast<int>(report.rows.size());
    page.token = report.next_page_token;
    if (page.token.empty()) break;
  }
  if (!page.token.empty()) lines.Add({CutOffLine(words)});
  return lines.Take();
}

}  // namespace nanolearn::http
