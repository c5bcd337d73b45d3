#include "service/domain/small_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/unit/domain/builders.h"

namespace nanolearn {
namespace {

using ::testing::ElementsAre;

GroupRow Group(int parent, int people, int required = -1) {
  return {.parent = parent, .people = people, .required = required < 0 ? people : required};
}

TEST(SmallGroups, AreHiddenWithAnotherThatCoversThem) {
  EXPECT_THAT(HiddenRows({Group(-1, 30), Group(0, 12), Group(0, 15), Group(0, 3)}, 5),
              ElementsAre(false, true, false, true))
      << "30 - 12 - 15 would tell of three people";
}

TEST(SmallGroups, NeedNoCoverWhereTheUnitHasPeopleOfItsOwn) {
  EXPECT_THAT(HiddenRows({Group(-1, 30), Group(0, 12), Group(0, 3)}, 5), ElementsAre(false, false, true));
}

TEST(SmallGroups, OfAUnitsOwnPeopleAreCoveredToo) {
  EXPECT_THAT(HiddenRows({Group(-1, 30), Group(0, 13), Group(0, 15)}, 5), ElementsAre(false, true, false))
      << "the two who are in neither must not be told by subtraction";
}

TEST(SmallGroups, AreHiddenTogetherWhenTheyAreManyEnough) {
  EXPECT_THAT(HiddenRows({Group(-1, 26), Group(0, 20), Group(0, 3), Group(0, 3)}, 5),
              ElementsAre(false, false, true, true));
}

TEST(SmallGroups, HideEverythingBelowThem) {
  EXPECT_THAT(
      HiddenRows({Group(-1, 40), Group(0, 4), Group(1, 0), Group(0, 30), Group(3, 20), Group(3, 10)}, 5),
      ElementsAre(false, true, true, false, false, false));
}

TEST(SmallGroups, AreThoseOfWhomFewAreRequiredToo) {
  EXPECT_THAT(HiddenRows({Group(-1, 50, 20), Group(0, 30, 17), Group(0, 20, 3)}, 5),
              ElementsAre(false, true, true));
}

TEST(SmallGroups, WithoutAnybodyAreShown) {
  EXPECT_THAT(HiddenRows({Group(-1, 20), Group(0, 20), Group(0, 0)}, 5), ElementsAre(false, false, false));
}

TEST(SmallGroups, AtTheTopHideAll) {
  EXPECT_THAT(HiddenRows({Group(-1, 4), Group(0, 4)}, 5), ElementsAre(true, true));
}

TEST(SmallGroups, OfThoseInTwoPartsCountWhereThePartsAreAll) {
  std::vector<GroupRow> rows = {Group(-1, 40), Group(0, 30), Group(0, 12)};
  EXPECT_THAT(HiddenRows(rows, 5), ElementsAre(false, false, false));
  rows[0].parts_are_all = true;
  EXPECT_THAT(HiddenRows(rows, 5), ElementsAre(false, true, true)) << "two are in both";
}

TEST(SmallGroups, DoNotExistBelowALimitOfTwo) {
  EXPECT_THAT(HiddenRows({Group(-1, 3), Group(0, 1), Group(0, 2)}, 1), ElementsAre(false, false, false));
}

TEST(SmallGroups, OfSubjectsAreHiddenWithOneThatIsLarge) {
  EXPECT_THAT(HiddenSubjects({50, 3, 20, 0}, 5), ElementsAre(false, true, true, false));
  EXPECT_THAT(HiddenSubjects({50, 20, 0}, 5), ElementsAre(false, false, false));
}

// A tree of a few people: each row holds its own and everybody below it.
struct Tree {
  std::vector<GroupRow> rows;
  std::vector<int> own;
};

Tree RandomTree(Random& random) {
  Tree tree;
  const int count = 1 + random.Below(7);
  for (int i = 0; i < count; ++i) {
    tree.rows.push_back({.parent = i == 0 ? -1 : random.Below(i)});
    tree.own.push_back(random.Chance(40) ? 0 : random.Below(5));
  }
  for (int i = count - 1; i >= 0; --i) {
    tree.rows[i].people += tree.own[i];
    tree.rows[i].required = tree.rows[i].people;
    if (i > 0) tree.rows[tree.rows[i].parent].people += tree.rows[i].people;
  }
  return tree;
}

// Everything that an attacker who knows the tree and what is shown must hold possible: all ways to spread
// people over the units so that the shown rows come out. Hidden rows right below shown ones are somebody.
class Attacker {
 public:
  Attacker(const Tree& tree, const std::vector<bool>& hidden)
      : rows_(tree.rows), hidden_(hidden), totals_(rows_.size()), values_(rows_.size()) {
    Spread(static_cast<int>(rows_.size()) - 1);
  }

  // The values that a row may have.
  const std::vector<std::set<int>>& values() const { return values_; }

 private:
  // Rows from the last to the first: a row's parts are known when it is its turn.
  void Spread(int i) {
    if (i < 0) {
      for (size_t row = 0; row < rows_.size(); ++row) values_[row].insert(totals_[row]);
      return;
    }
    const int below = totals_[i];
    const int limit = Limit(i);
    for (int total = below; total <= limit; ++total) {
      if (!hidden_[i] && total != rows_[i].people) continue;
      const bool parent_shown = rows_[i].parent >= 0 && !hidden_[rows_[i].parent];
      if (hidden_[i] && parent_shown && (total > 0) != (rows_[i].people > 0)) continue;
      totals_[i] = total;
      if (rows_[i].parent >= 0) totals_[rows_[i].parent] += total;
      Spread(i - 1);
      if (rows_[i].parent >= 0) totals_[rows_[i].parent] -= total;
    }
    totals_[i] = below;
  }

  // No row is more than the nearest shown one above it.
  int Limit(int i) const {
    while (i >= 0 && hidden_[i]) i = rows_[i].parent;
    return i >= 0 ? rows_[i].people : 3;
  }

  const std::vector<GroupRow>& rows_;
  const std::vector<bool>& hidden_;
  std::vector<int> totals_;
  std::vector<std::set<int>> values_;
};

TEST(SmallGroups, CannotBeWorkedOutByAnybodyWhoTriesEverything) {
  int hidden_rows = 0, shown_rows = 0;
  for (int seed = 1; seed <= 1500 && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    const int limit = 2 + random.Below(4);
    const Tree tree = RandomTree(random);
    if (tree.rows[0].people > 14) continue;  // too many ways to try
    const std::vector<bool> hidden = HiddenRows(tree.rows, limit);
    const Attacker attacker(tree, hidden);
    for (size_t i = 0; i < tree.rows.size(); ++i) {
      hidden_rows += hidden[i];
      shown_rows += !hidden[i] && tree.rows[i].people > 0;
      if (!hidden[i]) {
        EXPECT_FALSE(IsSmall(tree.rows[i].people, 0, limit)) << "row " << i;
      } else if (tree.rows[i].people > 0) {
        EXPECT_GE(attacker.values()[i].size(), 2) << "row " << i << " is determined";
      }
    }
  }
  EXPECT_GT(hidden_rows, 500) << "the cases must be about something";
  EXPECT_GT(shown_rows, 500);
}

TEST(SmallGroups, AreNeverWhatIsLeftOfAShownRowWithoutItsShownParts) {
  for (int seed = 1; seed <= 3000 && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    const int limit = 2 + random.Below(5);
    Tree tree = RandomTree(random);
    // People of whom something is required, so that parts still add up.
    std::vector<int> required(tree.rows.size());
    for (int i = static_cast<int>(tree.rows.size()) - 1; i >= 0; --i) {
      required[i] += random.Below(tree.own[i] + 1);
      if (i > 0) required[tree.rows[i].parent] += required[i];
      tree.rows[i].required = required[i];
    }
    const std::vector<bool> hidden = HiddenRows(tree.rows, limit);
    for (size_t i = 0; i < tree.rows.size(); ++i) {
      if (hidden[i]) continue;
      int people = tree.rows[i].people, rest_required = tree.rows[i].required;
      for (size_t child = 0; child < tree.rows.size(); ++child) {
        if (tree.rows[child].parent != static_cast<int>(i) || hidden[child]) continue;
        people -= tree.rows[child].people;
        rest_required -= tree.rows[child].required;
      }
      EXPECT_FALSE(IsSmall(people, rest_required, limit)) << "row " << i;
      if (tree.rows[i].parent >= 0) {
        EXPECT_FALSE(hidden[tree.rows[i].parent]);
      }
    }
  }
}

// What is hidden for another reason stays so, and pulls others along.
TEST(SmallGroups, StartFromWhatIsHiddenAlready) {
  std::vector<GroupRow> rows = {Group(-1, 40), Group(0, 20), Group(0, 20)};
  rows[2].hidden = true;
  EXPECT_THAT(HiddenRows(rows, 5), ElementsAre(false, true, true));
}

}  // namespace
}  // namespace nanolearn
