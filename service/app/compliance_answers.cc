#include "service/app/compliance_answers.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "service/domain/small_groups.h"
#include "service/domain/trend_days.h"

namespace nanolearn {
namespace {

// A revision is counted by itself: one person may answer two.
using AnswerKey = std::tuple<Id, int, int, Date>;  // module, revision, question, month

AnswerKey KeyOf(const AnswerCount& count) {
  return {count.module_id, count.revision, count.question, count.month};
}

Date MonthOf(const AnswerKey& key) { return std::get<Date>(key); }

// How many answered, by node of the month's tree.
using AnsweredByNode = std::map<AnswerKey, std::vector<int>>;
using MonthTrees = std::map<Date, std::shared_ptr<const DayTree>>;

// The node of a unit that exists in the tree; else -1.
int OwnNode(const UnitTree& tree, Id unit_id) {
  const int node = tree.NodeOf(unit_id);
  return node >= 0 && tree.nodes()[node].unit->unit_id == unit_id ? node : -1;
}

// Fills in what `answered` has keys for.
void ReadAnswered(const ReadTransaction& tx, Id organisation_id, const MonthTrees& trees, Date from, Date to,
                  AnsweredByNode& answered) {
  std::set<Id> found_ids;
  for (const auto& [month, day_tree] : trees) {
    for (const UnitTree::Node& node : day_tree->tree().nodes()) found_ids.insert(node.unit->unit_id);
  }
  const std::vector<Id> unit_ids(found_ids.begin(), found_ids.end());
  for (const AnswerCount& count : tx.figures().Answers(organisation_id, unit_ids, from, to)) {
    const auto found = answered.find(KeyOf(count));
    if (found == answered.end()) continue;
    const int node = OwnNode(trees.at(count.month)->tree(), count.unit_id);
    if (node >= 0) found->second[node] = count.answered;
  }
}

// Whether `unit_id` is hidden when its tree has so many answers.
bool IsHidden(const UnitTree& tree, const std::vector<int>& answered, Id unit_id, int min_group_size) {
  const int node = OwnNode(tree, unit_id);
  if (node < 0) return true;  // nothing tells of the units around it
  std::vector<GroupRow> rows;
  rows.reserve(answered.size());
  for (size_t i = 0; i < answered.size(); ++i) {
    rows.push_back({.parent = tree.nodes()[i].parent, .people = answered[i], .parts_are_all = true});
  }
  return HiddenRows(rows, min_group_size)[node];
}

}  // namespace

std::vector<UnitAnswers> AnswersOf(const ReadTransaction& tx, const ComplianceScope& scope, UnitTrees& trees,
                                   Date today, Date from, Date to) {
  const Id unit_id = scope.unit().unit->unit_id;
  std::vector<UnitAnswers> answers;
  MonthTrees month_trees;
  AnsweredByNode answered;
  for (const AnswerCount& count : tx.figures().Answers(scope.organisation.id, {unit_id}, from, to)) {
    if (scope.module_id != kNoId && scope.module_id != count.module_id) continue;
    answers.push_back({count});
    auto& tree = month_trees[count.month];
    if (!tree) tree = trees.On(tx, scope.organisation, std::min(EndOfMonth(count.month), today));
    answered[KeyOf(count)].resize(tree->tree().nodes().size());
  }
  ReadAnswered(tx, scope.organisation.id, month_trees, from, to, answered);
  std::map<AnswerKey, bool> hidden;
  for (const auto& [key, by_node] : answered) {
    hidden[key] =
        IsHidden(month_trees.at(MonthOf(key))->tree(), by_node, unit_id, scope.organisation.min_group_size);
  }
  for (UnitAnswers& one : answers) one.hidden = hidden.at(KeyOf(one.count));
  return answers;
}

}  // namespace nanolearn
