#include "tests/unit/domain/calendar_case.h"

namespace nanolearn {
namespace {

TEST(CalendarTable, NewRevisions) {
  const Calendar once = Once("2026-01-12", 30);
  const std::vector<AudienceRange> there = {In("2026-01-12")};
  const ModuleEdition all{1, D("2026-09-01"), 2, true}, holders{1, D("2026-09-01"), 2, false};
  const ModuleEdition later{1, D("2027-03-01"), 3, true}, other{2, D("2026-09-01"), 2, true};
  const ModuleEdition saturday{1, D("2026-09-05"), 2, true};
  const std::vector<std::string> asked = {"1.1 2026-01-12 2026-02-11 2026-09-01",
                                          "1.2 2026-09-01 2026-10-01"};
  const std::vector<std::string> not_asked = {"1.1 2026-01-12 2026-02-11"};
  CheckCalendar({
      {"all, who had done it", once, there, {{1, "2026-02-01"}}, asked, 1, {}, {all}},
      {"all, who had not", once, there, {}, asked, 1, {}, {all}},
      {"holders, who had done it", once, there, {{1, "2026-08-31"}}, asked, 1, {}, {holders}},
      {"holders, who had not", once, there, {}, not_asked, 1, {}, {holders}},
      {"holders, who did it on the day", once, there, {{1, "2026-09-01"}}, not_asked, 1, {}, {holders}},
      {"another module's", once, there, {}, not_asked, 1, {}, {other}},
      {"who came on the day", once, {In("2026-09-01")}, {}, {"1.1 2026-09-01 2026-10-01"}, 1, {}, {all}},
      {"who was away comes back to it",
       once,
       {In("2026-01-12", "2026-06-01"), In("2026-11-01")},
       {},
       {"1.1 2026-01-12 2026-02-11 2026-11-01", "1.2 2026-11-01 2026-12-01"},
       1,
       {},
       {all}},
      {"who has left is not asked", once, {In("2026-01-12", "2026-09-01")}, {}, not_asked, 1, {}, {all}},
      {"from a Saturday",
       Quiet("2026-01-12", 30, kWeekdays),
       there,
       {},
       {"1.1 2026-01-12 2026-02-11 2026-09-07", "1.2 2026-09-07 2026-10-07"},
       1,
       {},
       {saturday}},
      {"two, given in any order",
       once,
       there,
       {{1, "2026-02-01"}},
       {"1.1 2026-01-12 2026-02-11 2026-09-01", "1.2 2026-09-01 2026-10-01 2027-03-01",
        "1.3 2027-03-01 2027-03-31"},
       1,
       {},
       {later, all}},
      {"between yearly ones: a year from then",
       Again(Recurrence::kFromCompletion, 12, 30),
       there,
       {{1, "2026-02-01"}, {2, "2026-09-10"}},
       {"1.1 2026-01-12 2026-02-11 2026-09-01", "1.2 2026-09-01 2026-10-01 2027-08-11",
        "1.3 2027-08-11 2027-09-10"},
       1,
       {},
       {all}},
      {"between yearly ones from expiry: the day stays",
       Again(Recurrence::kFromExpiry, 12, 30),
       there,
       {{1, "2026-02-01"}, {2, "2026-09-10"}},
       {"1.1 2026-01-12 2026-02-11 2026-09-01", "1.2 2026-09-01 2026-10-01 2027-01-02",
        "1.3 2027-01-02 2027-02-01"},
       1,
       {},
       {all}},
      {"between fixed days",
       Fixed("2026-02-02", 1, 1, 30),
       {In("2026-02-02")},
       {},
       {"1.1 2026-02-02 2026-03-04 2026-09-01", "1.2 2026-09-01 2026-10-01 2026-12-02",
        "1.3 2026-12-02 2027-01-31"},
       1,
       {},
       {all},
       "2027-06-30"},
  });
}

}  // namespace
}  // namespace nanolearn
