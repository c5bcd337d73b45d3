#include "service/app/report_gatherer.h"

#include <algorithm>

#include "service/app/lookup.h"
#include "service/app/report_reader.h"
#include "service/base/status_macros.h"
#include "service/domain/report_rules.h"

namespace nanolearn {
namespace {

// Modules of this kind are read and acknowledged.
constexpr char kPolicyKind[] = "POLICY";
// Topics of modules that teach the incident routine.
constexpr char kIncidentTopics[][16] = {"incident", "incidents", "incidenter"};

void AddAge(const ReportReader& reader, ReportContent& content) {
  const absl::TimeZone zone = ZoneOf(reader.organisation());
  const DataAge age = reader.Age();
  const Date made = DayOf(content.create_time, zone);
  for (const Source& source : age.sources) {
    if (source.last_sync_time == absl::InfinitePast()) continue;
    const auto days_old = static_cast<int>(made - DayOf(source.last_sync_time, zone));
    content.sources.push_back({.name = source.name,
                               .effective = source.last_effective,
                               .sync_time = source.last_sync_time,
                               .days_old = std::max(0, days_old)});
  }
  content.last_completion = age.last_completion;
}

// What both kinds of report have, of the scope's unit.
absl::Status AddUnit(ReportReader& reader, const ComplianceScope& scope, ReportContent& content) {
  ASSIGN_OR_RETURN(content.unit, reader.UnitWithParts(scope, scope.node));
  const std::string& code = content.unit.code;
  ASSIGN_OR_RETURN(const ReportUnit before, reader.UnitOnEarlierDay(code, content.compared_with));
  content.before = before.figures;
  content.elected_before = before.elected;
  ASSIGN_OR_RETURN(content.trend, reader.Trend(code, content.as_of));
  std::erase_if(content.trend, [&](const ReportTrendPoint& point) { return point.day < content.first_day; });
  if (content.unit.figures.hidden || content.before.hidden) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto changes, reader.Changes(code, content.compared_with, content.as_of));
  content.changes = ShownChanges(changes, content.min_group_size);
  return absl::OkStatus();
}

std::vector<int> ChildrenOf(const UnitTree& tree, int node) {
  std::vector<int> children;
  for (int child = node + 1; child < tree.nodes()[node].end; child = tree.nodes()[child].end) {
    children.push_back(child);
  }
  return children;
}

// A committee has one administration below it: the groups are that one's departments.
int HolderOfGroups(const UnitTree& tree, int node) {
  for (;;) {
    const std::vector<int> children = ChildrenOf(tree, node);
    if (children.size() != 1 || ChildrenOf(tree, children.front()).empty()) return node;
    node = children.front();
  }
}

absl::Status AddAnswers(ReportReader& reader, ReportContent& content) {
  const auto read = [&](bool by_topic) {
    return reader.Answers(content.unit.code, content.parameters.period.first, content.as_of, by_topic,
                          content.parameters.language);
  };
  ASSIGN_OR_RETURN(AnswersRead topics, read(true));
  ASSIGN_OR_RETURN(AnswersRead questions, read(false));
  content.has_answers = content.unit.figures.hidden || questions.are_there;
  content.weak_topics = WeakOnes(std::move(topics.shown));
  content.weak_questions = WeakOnes(std::move(questions.shown));
  return absl::OkStatus();
}

absl::Status AddBoard(ReportReader& reader, const ComplianceScope& scope, ReportContent& content) {
  const int holder = HolderOfGroups(scope.tree(), scope.node);
  content.groups_of = scope.tree().nodes()[holder].unit->name;
  const std::vector<int> children = ChildrenOf(scope.tree(), holder);
  if (!children.empty()) {
    ASSIGN_OR_RETURN(content.groups, reader.Units(scope, children));
  }
  content.late_groups = LateGroups(content.groups);
  return AddAnswers(reader, content);
}

// The whole, each municipality and each company.
std::vector<int> EntitiesOf(const UnitTree& tree, int root) {
  std::vector<int> entities = {root};
  for (int node = root + 1; node < tree.nodes()[root].end; ++node) {
    const UnitType type = tree.nodes()[node].unit->type;
    if (type == UnitType::kMunicipality || type == UnitType::kCompany) entities.push_back(node);
  }
  return entities;
}

// People in more than one of the parts right below the whole. Nothing is said where figures are hidden or
// units beside the parts could hold people, too.
int CountedTwice(const UnitTree& tree, int root, const std::vector<int>& entities,
                 const ReportContent& content) {
  int sum = 0;
  for (size_t i = 1; i < entities.size(); ++i) {
    if (tree.nodes()[entities[i]].parent != root) continue;
    if (content.entities[i].figures.hidden) return 0;
    sum += content.entities[i].figures.counts.people;
  }
  const int twice = sum - content.entities.front().figures.counts.people;
  return twice >= content.min_group_size ? twice : 0;
}

struct ModuleMarks {
  std::vector<std::string> policies, incidents;  // slugs
};

bool IsAboutIncidents(const ModuleSummary& module) {
  return std::any_of(module.topics.begin(), module.topics.end(), [](const std::string& topic) {
    return std::find(std::begin(kIncidentTopics), std::end(kIncidentTopics), topic) !=
           std::end(kIncidentTopics);
  });
}

ModuleMarks MarksOf(const ReadTransaction& tx, Id organisation_id) {
  ModuleMarks marks;
  for (const ModuleSummary& module : AllModules(tx, organisation_id)) {
    if (module.kind == kPolicyKind) marks.policies.push_back(module.slug);
    if (module.kind != kPolicyKind && IsAboutIncidents(module)) marks.incidents.push_back(module.slug);
  }
  return marks;
}

std::vector<ReportSubject> Only(const std::vector<ReportSubject>& subjects,
                                const std::vector<std::string>& slugs) {
  std::vector<ReportSubject> chosen;
  for (const ReportSubject& subject : subjects) {
    if (std::find(slugs.begin(), slugs.end(), subject.slug) != slugs.end()) chosen.push_back(subject);
  }
  return chosen;
}

absl::Status AddAnnual(ReportReader& reader, const ComplianceScope& scope, ReportContent& content) {
  const std::vector<int> nodes = EntitiesOf(scope.tree(), scope.node);
  for (const int node : nodes) {
    ASSIGN_OR_RETURN(ReportUnit entity, reader.UnitWithParts(scope, node));
    content.entities.push_back(std::move(entity));
  }
  content.counted_twice = CountedTwice(scope.tree(), scope.node, nodes, content);
  ASSIGN_OR_RETURN(const std::vector<ReportSubject> modules,
                   reader.Subjects(content.entities, content.as_of, ComplianceGrouping::kModule));
  const ModuleMarks marks = MarksOf(reader.tx(), reader.organisation().id);
  content.policies = Only(modules, marks.policies);
  content.incidents = Only(modules, marks.incidents);
  ASSIGN_OR_RETURN(content.programmes,
                   reader.Subjects(content.entities, content.as_of, ComplianceGrouping::kProgramme));
  return absl::OkStatus();
}

}  // namespace

absl::Status GatherReport(const Environment& env, const ReadTransaction& tx, const Organisation& organisation,
                          ReportContent& content) {
  ReportReader reader(env, tx, organisation);
  content.organisation = organisation.slug;
  content.organisation_name = organisation.display_name;
  content.time_zone = organisation.time_zone;
  content.min_group_size = organisation.min_group_size;
  AddAge(reader, content);
  ASSIGN_OR_RETURN(const ComplianceScope scope, reader.Scope(content.parameters.unit_code, content.as_of));
  if (scope.node >= 0) {
    content.unit_id = scope.unit().unit->unit_id;
    RETURN_IF_ERROR(AddUnit(reader, scope, content));
    RETURN_IF_ERROR(content.parameters.kind == ReportKind::kBoard ? AddBoard(reader, scope, content)
                                                                  : AddAnnual(reader, scope, content));
  }
  content.asks = AsksOf(content);
  return absl::OkStatus();
}

}  // namespace nanolearn
