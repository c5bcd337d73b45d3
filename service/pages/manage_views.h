#pragma once
// What a manager's pages say.

#include <optional>
#include <string>
#include <vector>

#include "service/base/date.h"
#include "service/pages/figure_views.h"

namespace nanolearn::pages {

// A unit that the manager answers for, or one below it.
struct ManagedUnitView {
  GroupItem unit;
  std::vector<TrendItem> trend;  // the ends of months, the last first day last; empty: not asked for
  std::vector<GroupItem> below;  // right below it
  bool has_more_below = false;   // too many for `below`
  int unreachable = 0;           // people to whom no mail gets through
  int min_group_size = 5;
  bool can_name = false;  // may see who is late, and remind them
};

struct ManagedPersonView {
  std::string name;
  int done = 0, open = 0, late = 0;
  std::optional<Date> next_due;
};

struct ManageOverview {
  std::vector<ManagedUnitView> units;
  int more_units = 0;                     // left out because there are too many
  std::vector<ManagedPersonView> people;  // who report directly
  int more_people = 0;                    // left out because there are too many
  int unnamed_people = 0;                 // protected identities
  bool can_coordinate = false;            // has something on the coordinator's pages
  int min_group_size = 5;
  FiguresAge age;
};

struct ManageUnit {
  ManagedUnitView unit;
  std::string up_href;  // the unit above, or the overview
  std::string up_name;  // empty: the overview
  std::vector<GroupItem> modules;
  int min_group_size = 5;
  FiguresAge age;
};

// Something that somebody is late with.
struct LateItem {
  std::string id;  // of the assignment
  std::string name;
  std::string lesson;
  Date due_date;
  int days = 0;
};

struct ManageLate {
  std::string unit_name, unit_href;  // "/manage/units/KFN"
  GroupFigures figures;
  std::vector<LateItem> items;
  int unnamed = 0;        // lessons of people who are not named
  std::string next_href;  // of the next page; empty: there is none
  bool can_remind = false;
  bool is_first_page = true;
  FiguresAge age;
};

// Before very many get a mail.
struct ManageRemindAll {
  std::string unit_name, unit_href;
  int people = 0;
};

// What came of reminding people.
struct ManageReminded {
  std::string unit_name, unit_href;
  bool none_chosen = false;
  int sent = 0;
  int already = 0;        // have had a mail today
  int not_reached = 0;    // have no address that takes mail
  bool has_more = false;  // others can be reminded by doing it once more
};

}  // namespace nanolearn::pages
