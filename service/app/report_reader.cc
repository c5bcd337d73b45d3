#include "service/app/report_reader.h"

#include <map>

#include "service/app/compliance_counter.h"
#include "service/app/compliance_privacy.h"
#include "service/app/report_parts.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

Caller InternalReader(const Organisation& organisation, Role role) {
  return {{.organisation_id = organisation.id, .display_name = "report", .role = role}};
}

ReportFigures FiguresOfRow(const ComplianceRow& row) { return {row.hidden, row.counts}; }

}  // namespace

ReportReader::ReportReader(const Environment& env, const ReadTransaction& tx,
                           const Organisation& organisation)
    : tx_(tx),
      organisation_(organisation),
      store_(tx),
      env_{store_, env.clock, env.ids, env.keys},
      compliance_(env_),
      reader_(InternalReader(organisation, Role::kAuthor)),
      comparison_(InternalReader(organisation, Role::kAuditor)) {}

ComplianceSubject ReportReader::Subject(const std::string& unit_code) const {
  return {.organisation = organisation_.slug, .unit_code = unit_code};
}

absl::StatusOr<ComplianceScope> ReportReader::Scope(const std::string& unit_code, Date day) {
  return OpenScope(env_, trees_, tx_, reader_, Subject(unit_code), day, Permission::kReadCompliance);
}

absl::StatusOr<std::vector<ReportUnit>> ReportReader::Units(const ComplianceScope& scope,
                                                            const std::vector<int>& nodes) {
  const auto counts = ComplianceCounter(tx_, scope).OfUnits(nodes, -1);
  const std::vector<bool> hidden = HiddenUnits(tx_, scope);
  std::vector<ReportUnit> units;
  for (size_t i = 0; i < nodes.size(); ++i) {
    const UnitVersion& unit = *scope.tree().nodes()[nodes[i]].unit;
    ReportFigures figures{.hidden = hidden[nodes[i]]};
    if (!figures.hidden) figures.counts = counts[i];
    units.push_back({.code = unit.code, .name = unit.name, .type = unit.type, .figures = figures});
  }
  return units;
}

absl::StatusOr<ReportUnit> ReportReader::UnitWithParts(const ComplianceScope& scope, int node) {
  ASSIGN_OR_RETURN(std::vector<ReportUnit> units, Units(scope, {node}));
  ReportUnit unit = std::move(units.front());
  ComplianceScope here = scope;
  here.node = node;
  AddReportParts(tx_, here, unit);
  return unit;
}

absl::StatusOr<ReportUnit> ReportReader::UnitOnEarlierDay(const std::string& unit_code, Date day) {
  const absl::StatusOr<ComplianceScope> scope = Scope(unit_code, day);
  if (absl::IsNotFound(scope.status())) return ReportUnit();
  if (!scope.ok()) return scope.status();
  if (scope->node < 0) return ReportUnit();
  return UnitWithParts(*scope, scope->node);
}

absl::StatusOr<std::vector<ReportTrendPoint>> ReportReader::Trend(const std::string& unit_code, Date to) {
  TrendQuery query{Subject(unit_code)};
  query.to = to;
  query.count = kTrendMonths;
  ASSIGN_OR_RETURN(const ComplianceTrend trend, compliance_.Trend(reader_, query));
  std::vector<ReportTrendPoint> points;
  for (const ComplianceTrend::Point& point : trend.points) {
    points.push_back({point.day, FiguresOfRow(point.row)});
  }
  return points;
}

absl::StatusOr<std::vector<ComplianceChange>> ReportReader::Changes(const std::string& unit_code, Date from,
                                                                    Date to) {
  ComparisonQuery query{Subject(unit_code)};
  query.from = from;
  query.to = to;
  ASSIGN_OR_RETURN(ComplianceComparison comparison, compliance_.Compare(comparison_, query));
  return std::move(comparison.changes);
}

absl::StatusOr<AnswersRead> ReportReader::Answers(const std::string& unit_code, Date from, Date to,
                                                  bool by_topic, const std::string& language) {
  const WeakQuery query{.organisation = organisation_.slug,
                        .unit_code = unit_code,
                        .from = from,
                        .to = to,
                        .by_topic = by_topic,
                        .language = language};
  ASSIGN_OR_RETURN(const WeakReport report, compliance_.WeakQuestions(reader_, query));
  AnswersRead answers{.are_there = !report.rows.empty()};
  for (const WeakRow& row : report.rows) {
    if (row.hidden) continue;
    ReportAnswers& one = answers.shown.emplace_back();
    if (by_topic) one.topic = row.topics.empty() ? "" : row.topics.front();
    one.module = row.module_name;
    one.question = row.text;
    one.answered = row.answered;
    one.right = row.right_at_first;
  }
  return answers;
}

absl::StatusOr<std::vector<ComplianceRow>> ReportReader::Rows(const ComplianceQuery& query) {
  std::vector<ComplianceRow> rows;
  PageRequest page{.size = limits::kMaxPageSize};
  do {
    ASSIGN_OR_RETURN(ComplianceReport report, compliance_.Query(reader_, query, page));
    rows.insert(rows.end(), report.rows.begin(), report.rows.end());
    page.token = report.next_page_token;
  } while (!page.token.empty());
  return rows;
}

absl::StatusOr<std::vector<ReportSubject>> ReportReader::Subjects(const std::vector<ReportUnit>& entities,
                                                                  Date day, ComplianceGrouping by) {
  std::map<std::string, ReportSubject> subjects;  // by slug
  for (size_t i = 0; i < entities.size(); ++i) {
    ComplianceQuery query{Subject(entities[i].code)};
    query.as_of = day;
    query.group_by = by;
    ASSIGN_OR_RETURN(const std::vector<ComplianceRow> rows, Rows(query));
    for (const ComplianceRow& row : rows) {
      const bool is_module = by == ComplianceGrouping::kModule;
      ReportSubject& subject = subjects[is_module ? row.module : row.programme];
      subject.slug = is_module ? row.module : row.programme;
      subject.name = is_module ? row.module_name : row.programme_name;
      subject.by_entity.resize(entities.size());
      subject.by_entity[i] = FiguresOfRow(row);
    }
  }
  std::vector<ReportSubject> list;
  for (auto& [slug, subject] : subjects) list.push_back(std::move(subject));
  return list;
}

}  // namespace nanolearn
