#include "service/http/programme_figures.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "service/app/programme_preview.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/module_opening.h"
#include "service/domain/resource_name.h"
#include "service/http/message.h"
#include "service/http/unit_figures.h"

namespace nanolearn::http {
namespace {

constexpr int kMaxProgrammes = 100;
constexpr size_t kMaxQuestions = 100;  // on their own page
constexpr size_t kMaxProgrammeQuestions = 10;

const PageRequest kOnePage = {.size = limits::kMaxPageSize, .token = ""};

// By slug.
using ModuleNames = std::map<std::string, std::string>;

absl::StatusOr<ModuleNames> NamesOfModules(Operations& operations, const WebUser& user) {
  ModuleNames names;
  const Caller* caller = user.With(Permission::kReadModules);
  if (!caller) return names;
  ASSIGN_OR_RETURN(const ModuleList list, operations.modules.List(*caller, user.organisation.slug, kOnePage));
  for (const ModuleSummary& module : list.modules) names[module.slug] = module.display_name;
  return names;
}

std::string NameOf(const ModuleNames& names, const std::string& slug) {
  const auto found = names.find(slug);
  return found == names.end() ? slug : found->second;
}

// With what its calendar needs; modules are known by their places, from 1.
Programme CalendarOf(const ProgrammeDefinition& definition) {
  Programme programme;
  programme.calendar = definition.calendar;
  for (size_t i = 0; i < definition.modules.size(); ++i)
    programme.modules.push_back({static_cast<Id>(i + 1), definition.modules[i].open_date});
  return programme;
}

// What opens next after `today`, for people who have been there from the start.
void AddNext(const ProgrammeView& view, const ModuleNames& names, Date today, pages::ProgrammeItem& item) {
  const Programme programme = CalendarOf(view.definition);
  const auto consider = [&](size_t i, Date open) {
    if (open <= today || (item.next_open && *item.next_open <= open)) return;
    if (programme.calendar.end_date && open > *programme.calendar.end_date) return;
    item.next_open = open;
    item.next_module = NameOf(names, view.definition.modules[i].slug);
  };
  for (size_t i = 0; i < programme.modules.size(); ++i) {
    consider(i, ModuleOpening(programme, i));
    if (programme.calendar.recurrence == Recurrence::kFixed)
      consider(i, YearlyDayAfter(programme, i, today).open);
  }
}

pages::ProgrammeItem ItemOf(const ProgrammeView& view, const ModuleNames& names, Date today) {
  pages::ProgrammeItem item;
  item.slug = view.slug;
  item.group.name = view.definition.display_name;
  item.group.href = absl::StrCat("/coordinate/programmes/", PathSegment(view.slug));
  item.people = view.people;
  item.writes_mail = view.definition.mails != NoMails();
  AddNext(view, names, today, item);
  return item;
}

absl::StatusOr<ComplianceReport> QueryBy(Operations& operations, const WebUser& user, const Caller& caller,
                                         ComplianceGrouping grouping, const std::string& programme) {
  ComplianceQuery query;
  query.organisation = user.organisation.slug;
  query.programme = programme;
  query.group_by = grouping;
  return operations.compliance.Query(caller, query, kOnePage);
}

pages::QuestionItem QuestionOf(const WeakRow& row) {
  return {row.module_name, row.text, row.answered, row.right_at_first, row.hidden};
}

absl::StatusOr<WeakReport> WeakIn(Operations& operations, const WebUser& user, const Caller& caller) {
  WeakQuery query;
  query.organisation = user.organisation.slug;
  query.language = user.session.language;
  return operations.compliance.WeakQuestions(caller, query);
}

// The modules in the programme's order, with days and figures.
absl::Status AddModules(Operations& operations, const WebUser& user, const Caller& caller,
                        const ProgrammeView& view, const ModuleNames& names,
                        pages::CoordinateProgramme& programme) {
  ASSIGN_OR_RETURN(const ComplianceReport report,
                   QueryBy(operations, user, caller, ComplianceGrouping::kModule, view.slug));
  std::map<std::string, const ComplianceRow*> rows;
  for (const ComplianceRow& row : report.rows) rows[row.module] = &row;
  std::map<std::string, ModuleDates> days;
  for (const ModuleDates& one : FirstDates(CalendarOf(view.definition), SlugsOf(view.definition)))
    days.emplace(one.module, one);
  for (const ModuleDefinition& module : view.definition.modules) {
    pages::ProgrammeModuleItem& item = programme.modules.emplace_back();
    item.group.name = NameOf(names, module.slug);
    if (const auto row = rows.find(module.slug); row != rows.end())
      item.group.figures = FiguresOf(*row->second);
    if (const auto day = days.find(module.slug); day != days.end()) {
      item.open_date = day->second.open_date;
      item.due_date = day->second.due_date;
    }
  }
  return absl::OkStatus();
}

absl::Status AddQuestions(Operations& operations, const WebUser& user, const Caller& caller,
                          const ProgrammeDefinition& definition, pages::CoordinateProgramme& programme) {
  ASSIGN_OR_RETURN(const WeakReport report, WeakIn(operations, user, caller));
  const std::vector<std::string> slugs = SlugsOf(definition);
  for (const WeakRow& row : report.rows) {
    if (programme.questions.size() == kMaxProgrammeQuestions) break;
    if (std::find(slugs.begin(), slugs.end(), row.module) != slugs.end())
      programme.questions.push_back(QuestionOf(row));
  }
  return absl::OkStatus();
}

}  // namespace

const Caller* FiguresCaller(const WebUser& user) {
  const Caller* caller = user.With(Permission::kReadAssignments);
  return caller ? caller : user.With(Permission::kReadCompliance);
}

absl::StatusOr<ProgrammesAtAGlance> GatherProgrammes(Operations& operations, const WebUser& user) {
  ProgrammesAtAGlance glance;
  const Caller* caller = FiguresCaller(user);
  if (!caller) return glance;
  ASSIGN_OR_RETURN(
      const ProgrammeList list,
      operations.programmes.List(*caller, user.organisation.slug, {.size = kMaxProgrammes, .token = ""}));
  ASSIGN_OR_RETURN(const ModuleNames names, NamesOfModules(operations, user));
  ASSIGN_OR_RETURN(const ComplianceReport report,
                   QueryBy(operations, user, *caller, ComplianceGrouping::kProgramme, ""));
  for (const ProgrammeView& view : list.programmes) {
    pages::ProgrammeItem& item = glance.programmes.emplace_back(ItemOf(view, names, report.as_of));
    for (const ComplianceRow& row : report.rows) {
      if (row.programme == view.slug) item.group.figures = FiguresOf(row);
    }
  }
  glance.age = AgeFor(report.age, report.as_of, user.organisation);
  return glance;
}

absl::StatusOr<pages::CoordinateProgramme> GatherProgramme(Operations& operations, const WebUser& user,
                                                           const std::string& slug) {
  const Caller* caller = FiguresCaller(user);
  if (!caller) return errors::NotFound("programme", ResourceName(user.organisation.slug, "programmes", slug));
  ASSIGN_OR_RETURN(const ProgrammeView view,
                   operations.programmes.Get(*caller, user.organisation.slug, slug));
  ASSIGN_OR_RETURN(const ModuleNames names, NamesOfModules(operations, user));
  ASSIGN_OR_RETURN(const ComplianceReport report,
                   QueryBy(operations, user, *caller, ComplianceGrouping::kProgramme, slug));
  pages::CoordinateProgramme programme{.programme = ItemOf(view, names, report.as_of)};
  if (!report.rows.empty()) programme.programme.group.figures = FiguresOf(report.rows.front());
  programme.mails = view.definition.mails;
  programme.min_group_size = user.organisation.min_group_size;
  programme.age = AgeFor(report.age, report.as_of, user.organisation);
  RETURN_IF_ERROR(AddModules(operations, user, *caller, view, names, programme));
  RETURN_IF_ERROR(AddQuestions(operations, user, *caller, view.definition, programme));
  return programme;
}

absl::StatusOr<pages::CoordinateQuestions> GatherQuestions(Operations& operations, const WebUser& user) {
  const Caller* caller = FiguresCaller(user);
  if (!caller) return errors::NotFound("organisation", OrganisationName(user.organisation.slug));
  ASSIGN_OR_RETURN(const WeakReport report, WeakIn(operations, user, *caller));
  pages::CoordinateQuestions questions{.from = report.from, .to = report.to};
  questions.min_group_size = user.organisation.min_group_size;
  for (const WeakRow& row : report.rows) {
    if (questions.questions.size() < kMaxQuestions) questions.questions.push_back(QuestionOf(row));
  }
  return questions;
}

}  // namespace nanolearn::http
