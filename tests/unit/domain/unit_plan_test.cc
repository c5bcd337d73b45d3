#include "service/domain/unit_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "service/domain/unit_tree.h"
#include "tests/unit/domain/builders.h"

namespace nanolearn {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int kDays = 40;

using File = std::vector<UnitRecord>;
// Code to name, type and the code above: what a file says, and what must hold on a day.
using Facts = std::tuple<std::string, UnitType, std::string>;
using Tree = std::map<std::string, Facts>;

UnitRecord Record(const std::string& code, const std::string& parent, const std::string& name = "N") {
  return {.code = code, .name = name, .parent_code = parent};
}

Tree TreeOf(const File& file) {
  Tree tree;
  for (const UnitRecord& record : file) tree[record.code] = {record.name, record.type, record.parent_code};
  return tree;
}

// A store of versions that does what UnitTable::Apply promises. The version that an end empties is removed or
// kept as an empty one: the plan must be right with both.
class Store {
 public:
  explicit Store(bool keep_empty = true) : keep_empty_(keep_empty) {}

  UnitPlan Plan(const File& file, Date effective) const {
    const auto next = imports_.upper_bound(effective);
    Id next_id = next_id_;
    return PlanUnits(versions_, file, {effective, next == imports_.end() ? kNoEnd : *next},
                     [&] { return next_id++; });
  }

  UnitPlan Import(const File& file, Date effective) {
    UnitPlan plan = Plan(file, effective);
    imports_.insert(effective);
    next_id_ += plan.new_units.size();
    for (const UnitPlan::End& end : plan.ends) Apply(end);
    for (const UnitVersion& version : plan.versions) {
      std::erase_if(versions_, [&](const UnitVersion& old) {
        return old.unit_id == version.unit_id && old.valid.from == version.valid.from && old.valid.empty();
      });
      versions_.push_back(version);
    }
    return plan;
  }

  const std::vector<UnitVersion>& versions() const { return versions_; }

  // Straight from the versions.
  Tree On(Date day) const {
    std::map<Id, std::string> codes;
    for (const UnitVersion& unit : versions_) codes[unit.unit_id] = unit.code;
    Tree tree;
    for (const UnitVersion& unit : versions_) {
      if (!unit.valid.Contains(day)) continue;
      const std::string parent = unit.parent_id == kNoId ? "" : codes.at(unit.parent_id);
      EXPECT_TRUE(tree.emplace(unit.code, Facts{unit.name, unit.type, parent}).second) << "two at once";
    }
    return tree;
  }

 private:
  void Apply(const UnitPlan::End& end) {
    int met = 0;
    for (UnitVersion& version : versions_) {
      if (version.unit_id != end.unit_id || version.valid.from != end.from || version.valid.empty()) continue;
      EXPECT_LE(end.to, version.valid.to) << "an end only shortens";
      version.valid.to = end.to;
      ++met;
    }
    EXPECT_EQ(met, 1) << "an end names one version";
    if (!keep_empty_) std::erase_if(versions_, [](const UnitVersion& v) { return v.valid.empty(); });
  }

  const bool keep_empty_;
  Id next_id_ = 1;
  std::set<Date> imports_;
  std::vector<UnitVersion> versions_;
};

// The tree as UnitTree shows it.
Tree Shown(const UnitTree& tree) {
  Tree shown;
  for (const UnitTree::Node& node : tree.nodes()) {
    shown[node.unit->code] = {node.unit->name, node.unit->type,
                              node.parent < 0 ? "" : tree.nodes()[node.parent].unit->code};
  }
  return shown;
}

TEST(UnitPlan, TakesTheFirstFileAsItIs) {
  Store store;
  const UnitPlan plan = store.Import({Record("A", "R"), Record("R", ""), Record("A1", "A")}, kFirstDate);
  EXPECT_EQ(plan.added, 3);
  EXPECT_THAT(plan.new_units, SizeIs(3));
  EXPECT_THAT(plan.ends, IsEmpty());
  EXPECT_EQ(store.On(Day(0)), TreeOf({Record("R", ""), Record("A", "R"), Record("A1", "A")}));
}

TEST(UnitPlan, WritesNothingForTheSameFile) {
  Store store;
  const File file = {Record("R", ""), Record("A", "R")};
  store.Import(file, kFirstDate);
  const UnitPlan plan = store.Import(file, Day(5));
  EXPECT_EQ(plan.unchanged, 2);
  EXPECT_THAT(plan.versions, IsEmpty());
  EXPECT_THAT(plan.ends, IsEmpty());
}

TEST(UnitPlan, LeavesTheDaysBeforeAReorganisationAlone) {
  Store store;
  store.Import({Record("R", ""), Record("A", "R"), Record("B", "R"), Record("A1", "A")}, kFirstDate);
  const Tree before = store.On(Day(4));
  const UnitPlan plan = store.Import(
      {Record("R", ""), Record("A", "R", "New name"), Record("A1", "R"), Record("C", "R")}, Day(5));
  EXPECT_EQ(plan.changed, 2);
  EXPECT_EQ(plan.closed, 1);
  EXPECT_EQ(plan.added, 1);
  EXPECT_EQ(plan.unchanged, 1);
  EXPECT_EQ(store.On(Day(4)), before);
  EXPECT_EQ(store.On(Day(5)),
            TreeOf({Record("R", ""), Record("A", "R", "New name"), Record("A1", "R"), Record("C", "R")}));
}

TEST(UnitPlan, TakesAnotherFileForTheSameDayInstead) {
  for (const bool keep_empty : {true, false}) {
    Store store(keep_empty);
    store.Import({Record("R", ""), Record("A", "R")}, kFirstDate);
    store.Import({Record("R", ""), Record("A", "R", "Wrong"), Record("X", "R")}, Day(5));
    const File right = {Record("R", ""), Record("A", "R", "Right")};
    store.Import(right, Day(5));
    EXPECT_EQ(store.On(Day(5)), TreeOf(right));
    EXPECT_EQ(store.On(Day(4)), TreeOf({Record("R", ""), Record("A", "R")}));
  }
}

TEST(UnitPlan, GivesAUnitThatReturnsItsOldId) {
  Store store;
  const File with = {Record("R", ""), Record("A", "R")}, without = {Record("R", "")};
  const Id id = store.Import(with, kFirstDate).new_units[1].unit_id;
  store.Import(without, Day(5));
  const UnitPlan plan = store.Import(with, Day(9));
  EXPECT_EQ(plan.added, 1);
  EXPECT_THAT(plan.new_units, IsEmpty());
  ASSERT_THAT(plan.versions, SizeIs(1));
  EXPECT_EQ(plan.versions[0].unit_id, id);
}

TEST(UnitPlan, GivesAUnitThatNeverCameToHoldItsOldId) {
  Store store;
  store.Import({Record("R", "")}, kFirstDate);
  const Id id = store.Import({Record("R", ""), Record("A", "R")}, Day(5)).new_units[0].unit_id;
  store.Import({Record("R", "")}, Day(5));
  // Whoever was put there meanwhile is counted in the unit above.
  const UnitTree tree(store.versions(), Day(5));
  EXPECT_EQ(tree.NodeOf(id), 0);
  const UnitPlan plan = store.Import({Record("R", ""), Record("A", "R")}, Day(6));
  EXPECT_THAT(plan.new_units, IsEmpty());
  ASSERT_THAT(plan.versions, SizeIs(1));
  EXPECT_EQ(plan.versions[0].unit_id, id);
}

TEST(UnitPlan, CanPutAUnitBelowANewOneAndTurnTheTreeAround) {
  Store store;
  store.Import({Record("R", ""), Record("A", "R"), Record("B", "A")}, kFirstDate);
  const File turned = {Record("A", "B"), Record("B", "N"), Record("N", "R"), Record("R", "")};
  store.Import(turned, Day(1));
  EXPECT_EQ(store.On(Day(1)), TreeOf(turned));
  EXPECT_EQ(Shown(UnitTree(store.versions(), Day(1))), TreeOf(turned));
}

TEST(UnitPlan, ReplaysAnEarlierDayUntilTheNextImport) {
  Store store;
  const File first = {Record("R", ""), Record("A", "R"), Record("B", "R")};
  const File last = {Record("R", ""), Record("A", "R", "Later"), Record("C", "R")};
  store.Import(first, kFirstDate);
  store.Import(last, Day(9));
  const File between = {Record("R", ""), Record("A", "R", "Between"), Record("N", "A")};
  const UnitPlan plan = store.Import(between, Day(5));
  EXPECT_EQ(std::tie(plan.added, plan.changed, plan.closed, plan.unchanged), std::make_tuple(1, 1, 1, 1));
  EXPECT_THAT(plan.closed_units, SizeIs(1));
  EXPECT_EQ(store.On(Day(4)), TreeOf(first));
  EXPECT_EQ(store.On(Day(5)), TreeOf(between));
  EXPECT_EQ(store.On(Day(8)), TreeOf(between));
  EXPECT_EQ(store.On(Day(9)), TreeOf(last));
}

TEST(UnitPlan, ReplaysNoFurtherThanAnImportThatChangedNothing) {
  Store store;
  const File same = {Record("R", ""), Record("A", "R")};
  store.Import(same, kFirstDate);
  store.Import(same, Day(7));
  store.Import({Record("R", ""), Record("A", "R", "Renamed")}, Day(3));
  EXPECT_NE(store.On(Day(6)), TreeOf(same));
  EXPECT_EQ(store.On(Day(7)), TreeOf(same));
}

// One tree, in any order.
File RandomFile(Random& random) {
  File file = {Record(random.Chance(90) ? "R" : "R2", "")};
  std::vector<std::string> codes = {"A", "B", "C", "D", "E", "F", "G"};
  random.Shuffle(codes);
  codes.resize(random.Below(8));
  for (const std::string& code : codes) {
    // Few choices, so that much stays the same from file to file.
    const std::string parent = random.Chance(60) ? file[0].code : file[random.Below(file.size())].code;
    UnitRecord record = Record(code, parent, random.Chance(80) ? "N" : "M");
    if (random.Chance(10)) record.type = UnitType::kTeam;
    file.push_back(record);
  }
  random.Shuffle(file);
  return file;
}

void ExpectCountsBetween(const Tree& before, const Tree& after, const UnitPlan& plan) {
  int added = 0, changed = 0, closed = 0, unchanged = 0;
  for (const auto& [code, facts] : after) {
    const auto old = before.find(code);
    ++(old == before.end() ? added : old->second == facts ? unchanged : changed);
  }
  for (const auto& [code, facts] : before) closed += !after.contains(code);
  EXPECT_EQ(std::tie(plan.added, plan.changed, plan.closed, plan.unchanged),
            std::tie(added, changed, closed, unchanged));
}

// Against a table with a tree for each day. `from` and `until` are days of the table; on the last `until` is
// its end.
void ImportAndCompare(Store& store, std::vector<Tree>& table, const File& file, int from, int until) {
  const Tree before = table[from];
  for (int day = from; day < until; ++day) table[day] = TreeOf(file);
  const Date effective = from == 0 ? kFirstDate : Day(from);
  const UnitPlan plan = store.Import(file, effective);
  ExpectCountsBetween(before, TreeOf(file), plan);
  const UnitHistory history(store.versions());
  for (int day = 0; day < kDays; ++day) {
    EXPECT_EQ(store.On(Day(day)), table[day]) << FormatDate(Day(day));
    EXPECT_EQ(Shown(history.On(Day(day))), table[day]) << FormatDate(Day(day));
  }
  const UnitPlan again = store.Plan(file, effective);
  EXPECT_TRUE(again.versions.empty() && again.ends.empty() && again.new_units.empty());
  EXPECT_EQ(again.unchanged, static_cast<int>(file.size()));
}

// Imports of growing days, many on the same one.
void ImportRandomFiles(int seed, bool keep_empty) {
  Random random(seed);
  Store store(keep_empty);
  std::vector<Tree> table(kDays);
  int effective = 0;
  for (int run = 0; run < 10 && !::testing::Test::HasFailure(); ++run) {
    SCOPED_TRACE(absl::StrCat("run ", run));
    ImportAndCompare(store, table, RandomFile(random), effective, kDays);
    if (random.Chance(60)) effective = std::min(kDays - 1, effective + 1 + random.Below(8));
  }
}

// Imports of any day in any order.
void ReplayRandomFiles(int seed, bool keep_empty) {
  Random random(seed);
  Store store(keep_empty);
  std::vector<Tree> table(kDays);
  std::set<int> imported;
  File file;
  for (int run = 0; run < 12 && !::testing::Test::HasFailure(); ++run) {
    const int day = random.Chance(20) ? 0 : random.Below(kDays);
    const auto next = imported.upper_bound(day);
    if (run == 0 || random.Chance(80)) file = RandomFile(random);  // else the same file for another day
    SCOPED_TRACE(absl::StrCat("run ", run, ", day ", day));
    ImportAndCompare(store, table, file, day, next == imported.end() ? kDays : *next);
    imported.insert(day);
  }
}

using RandomImports = void (*)(int seed, bool keep_empty);
void WithManySeeds(RandomImports imports) {
  for (const bool keep_empty : {true, false}) {
    SCOPED_TRACE(keep_empty ? "empty versions are kept" : "empty versions are removed");
    for (int seed = 1; seed <= 150 && !::testing::Test::HasFailure(); ++seed) {
      TRACE_SEED(seed);
      imports(seed, keep_empty);
    }
  }
}

TEST(UnitPlan, GivesEachDayTheTreeOfTheLastFileForItOrBefore) { WithManySeeds(ImportRandomFiles); }

TEST(UnitPlan, GivesTheSameWhenFilesOfEarlierDaysAreReplayedInAnyOrder) { WithManySeeds(ReplayRandomFiles); }

}  // namespace
}  // namespace nanolearn
