#include "service/domain/report_rules.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "service/domain/percent.h"

namespace nanolearn {
namespace {

constexpr std::array<absl::string_view, 10> kAskNames = {
    "NOBODY_REQUIRED", "LATE_PEOPLE",   "ELECTED_LEFT",     "LATE_GROUPS", "FELL",
    "WEAK_TOPIC",      "POLICY_UNREAD", "INCIDENT_UNKNOWN", "OLD_SOURCE",  "NOTE"};

constexpr int kFellPoints = 5;        // a smaller fall is not taken up
constexpr int kReadPercent = 90;      // of a governing document
constexpr int kMaxAsksOfOneKind = 2;  // two documents, two topics

int ShareLate(const ReportUnit& unit) {
  const ComplianceCounts& counts = unit.figures.counts;
  return counts.active() == 0 ? 0 : static_cast<int>(int64_t{100} * counts.overdue / counts.active());
}

void AskOfPeople(const ReportContent& content, std::vector<ReportAsk>& asks) {
  const ReportFigures& all = content.unit.figures;
  if (all.hidden) return;
  if (all.counts.required == 0) asks.push_back({AskKind::kNobodyRequired});
  const ReportFigures& employees = content.unit.employees;
  // Figures that are hidden are zero.
  if ((employees.hidden ? all : employees).counts.overdue > 0) {
    asks.push_back({AskKind::kLatePeople, employees.counts.overdue});
  }
  const ReportFigures& elected = content.unit.elected;
  const int left = elected.counts.active() - elected.counts.completed;
  if (!elected.hidden && left > 0) asks.push_back({AskKind::kElectedLeft, left});
}

void AskOfGroups(const ReportContent& content, std::vector<ReportAsk>& asks) {
  ReportAsk late{AskKind::kLateGroups};
  for (const int group : content.late_groups) late.names.push_back(content.groups[group].name);
  late.count = static_cast<int>(late.names.size());
  if (late.names.size() > kMaxLateGroups) late.names.resize(kMaxLateGroups);
  if (late.count > 0) asks.push_back(std::move(late));
  if (content.unit.figures.hidden || content.before.hidden) return;
  const std::optional<int> now = PercentOf(content.unit.figures.counts);
  const std::optional<int> before = PercentOf(content.before.counts);
  if (now && before && *before - *now >= kFellPoints) asks.push_back({AskKind::kFell, *before - *now});
}

void AskOfTopics(const ReportContent& content, std::vector<ReportAsk>& asks) {
  int asked = 0;
  for (const ReportAnswers& topic : content.weak_topics) {
    if (++asked > kMaxAsksOfOneKind) break;
    asks.push_back({AskKind::kWeakTopic, PercentOf(topic.right, topic.answered), {topic.topic}});
  }
}

// The first entity is the whole.
std::optional<int> PercentOfWhole(const ReportSubject& subject) {
  if (subject.by_entity.empty() || subject.by_entity.front().hidden) return std::nullopt;
  return PercentOf(subject.by_entity.front().counts);
}

void AskOfDocuments(const ReportContent& content, std::vector<ReportAsk>& asks) {
  int asked = 0;
  for (const ReportSubject& policy : content.policies) {
    const std::optional<int> percent = PercentOfWhole(policy);
    if (!percent || *percent >= kReadPercent || ++asked > kMaxAsksOfOneKind) continue;
    asks.push_back({AskKind::kPolicyUnread, *percent, {policy.name}});
  }
  for (const ReportSubject& incident : content.incidents) {
    const std::optional<int> percent = PercentOfWhole(incident);
    if (!percent || *percent >= kReadPercent) continue;
    asks.push_back({AskKind::kIncidentUnknown, *percent, {incident.name}});
    break;
  }
}

}  // namespace

absl::string_view AskKindName(AskKind kind) { return kAskNames[static_cast<size_t>(kind)]; }

bool HasEmployees(const ReportContent& content) {
  return content.unit.employees.hidden || content.unit.employees.counts.people > 0;
}

bool HasFiguresBefore(const ReportContent& content) {
  return !content.first_day || *content.first_day <= content.compared_with;
}

std::optional<double> RateOf(const ComplianceCounts& counts) {
  if (counts.active() <= 0) return std::nullopt;
  return static_cast<double>(counts.completed) / counts.active();
}

std::optional<int> PercentOf(const ComplianceCounts& counts) {
  if (counts.active() <= 0) return std::nullopt;
  return PercentOf(counts.completed, counts.active());
}

std::vector<int> LateGroups(absl::Span<const ReportUnit> groups) {
  std::vector<int> late;
  for (size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].figures.hidden) continue;
    if (groups[i].figures.counts.overdue > 0 && ShareLate(groups[i]) >= kLatePercent) {
      late.push_back(static_cast<int>(i));
    }
  }
  const auto weight = [&](int group) {
    return std::pair(ShareLate(groups[group]), groups[group].figures.counts.overdue);
  };
  std::stable_sort(late.begin(), late.end(), [&](int a, int b) { return weight(a) > weight(b); });
  return late;
}

std::vector<ReportAnswers> WeakOnes(std::vector<ReportAnswers> answers) {
  std::erase_if(answers, [](const ReportAnswers& a) {
    return int64_t{100} * a.right >= int64_t{kWeakPercent} * a.answered;
  });
  std::stable_sort(answers.begin(), answers.end(), [](const auto& a, const auto& b) {
    return int64_t{a.right} * b.answered < int64_t{b.right} * a.answered;
  });
  if (answers.size() > kMaxWeak) answers.resize(kMaxWeak);
  return answers;
}

std::vector<ReportChange> ShownChanges(absl::Span<const ComplianceChange> changes, int min_group_size) {
  std::vector<const ComplianceChange*> by_size;
  for (const ComplianceChange& change : changes) {
    if (change.people > 0 && !change.delta.IsZero()) by_size.push_back(&change);
  }
  std::vector<const ComplianceChange*> in_order = by_size;
  std::stable_sort(by_size.begin(), by_size.end(),
                   [](const auto* a, const auto* b) { return a->people < b->people; });
  ReportChange others;
  std::vector<const ComplianceChange*> hidden;
  for (const ComplianceChange* change : by_size) {
    // One small reason alone could be worked out from the others and the sum.
    const bool is_small = change->people < min_group_size;
    const bool must_hide_more = !hidden.empty() && (others.people < min_group_size || hidden.size() < 2);
    if (!is_small && !must_hide_more) break;
    hidden.push_back(change);
    others.people += change->people;
    others.delta += change->delta;
  }
  std::vector<ReportChange> shown;
  if (!hidden.empty() && others.people < min_group_size) return shown;
  for (const ComplianceChange* change : in_order) {
    if (std::find(hidden.begin(), hidden.end(), change) != hidden.end()) continue;
    shown.push_back({change->reason, change->people, change->delta});
  }
  if (!hidden.empty()) shown.push_back(others);
  return shown;
}

std::vector<ReportAsk> AsksOf(const ReportContent& content) {
  std::vector<ReportAsk> asks;
  AskOfPeople(content, asks);
  AskOfGroups(content, asks);
  AskOfDocuments(content, asks);
  AskOfTopics(content, asks);
  for (const ReportSource& source : content.sources) {
    if (source.days_old >= kOldSourceDays)
      asks.push_back({AskKind::kOldSource, source.days_old, {source.name}});
  }
  asks.push_back({AskKind::kNote});
  return asks;
}

}  // namespace nanolearn
