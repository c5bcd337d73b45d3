// Random histories of lists, reversals and replays against a naive recount.

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

constexpr int kPeople = 12, kDays = 30, kSteps = 40;

constexpr char kMapping[] = R"(
[columns]
person_key = "Id"
full_name = "Namn"
key = "Nummer"
unit = "Enhet"
role = "Roll"
from = "Fr"
to = "To"
)";

struct ListRow {
  int person;
  std::string name, key, unit, role;
  Date from;
  std::optional<Date> last;

  auto Fields() const { return std::tie(person, name, key, unit, role, from, last); }
  friend bool operator<(const ListRow& a, const ListRow& b) { return a.Fields() < b.Fields(); }
  friend bool operator==(const ListRow& a, const ListRow& b) { return a.Fields() == b.Fields(); }
};
using List = std::vector<ListRow>;

Date DayAt(int n) { return Date(2026, 11, 1) + n; }

// Who has what where on a day: person, name, unit, role, first day.
using Entry = std::tuple<std::string, std::string, std::string, std::string>;

std::multiset<Entry> RosterOf(const List& list, Date day) {
  std::set<ListRow> distinct(list.begin(), list.end());  // a row that is there twice counts once
  std::multiset<Entry> roster;
  for (const ListRow& row : distinct) {
    if (row.from <= day && (!row.last || day <= *row.last)) {
      roster.insert({row.name, row.unit, row.role, FormatDate(row.from)});
    }
  }
  return roster;
}

class History : public ::testing::Test {
 protected:
  History() : admin_(server_.Admin()) {
    CreateOrganisation(admin_, "alvnas");
    ImportDemoUnits(admin_);
    v1::UpdateSourceRequest request;
    request.mutable_source()->set_name(absl::StrCat(kAlvnas, "/sources/lista"));
    v1::SyncGuards& guards = *request.mutable_source()->mutable_guards();
    guards.set_few_leavers(1000);
    guards.set_max_leavers_percent(100);
    guards.set_max_unit_leavers_percent(100);
    guards.set_max_week_leavers_percent(100);
    guards.set_max_refused_percent(100);
    guards.set_max_rekeyed_percent(100);
    request.mutable_source()->set_mapping(kMapping);
    request.mutable_update_mask()->add_paths("guards");
    request.mutable_update_mask()->add_paths("mapping");
    v1::UpdateSourceResponse response;
    EXPECT_TRUE(
        admin_.Call(&v1::SourceService::Stub::UpdateSource, *admin_.sources, request, &response).ok());
  }

  int Below(int n) { return static_cast<int>(random_() % n); }

  List RandomList(const List& last) {
    List list;
    std::map<int, std::string> name_of;
    for (int person = 0; person < kPeople; ++person)
      name_of[person] = absl::StrCat("P", person, " N", Below(2));
    for (const ListRow& row : last) {
      if (Below(4) == 0) continue;
      list.push_back(row);
      if (Below(3) != 0) name_of[row.person] = row.name;
    }
    const std::vector<std::string> units = {"1004", "1006", "5001"};
    for (int i = Below(8); i > 0; --i) {
      ListRow row{.person = Below(kPeople), .key = Below(4) == 0 ? "" : absl::StrCat("k", Below(14))};
      row.unit = units[Below(3)];
      row.role = Below(2) ? "A" : "B";
      row.from = DayAt(Below(kDays));
      if (Below(3) == 0) row.last = row.from + Below(15);
      list.push_back(row);
      if (Below(5) == 0) list.push_back(row);
    }
    for (ListRow& row : list) row.name = name_of[row.person];  // a person has one name in a list
    // No two rows that are one engagement by person, unit, role and first day, and yet differ.
    std::map<std::tuple<int, std::string, std::string, Date>, ListRow> one;
    std::erase_if(list, [&](const ListRow& row) {
      const auto [it, is_new] = one.try_emplace({row.person, row.unit, row.role, row.from}, row);
      return !is_new && !(it->second == row);
    });
    std::shuffle(list.begin(), list.end(), random_);
    return list;
  }

  v1::SyncRun Send(const List& list, Date effective, bool replay) {
    std::string content = "Id;Namn;Nummer;Enhet;Roll;Fr;To\n";
    for (const ListRow& row : list) {
      absl::StrAppend(&content, "p", row.person, ";", row.name, ";", row.key, ";", row.unit, ";", row.role,
                      ";", FormatDate(row.from), ";", row.last ? FormatDate(*row.last) : "", "\n");
    }
    if (list.empty()) content += "\n";
    v1::SyncPeopleHeader header;
    header.set_parent(kAlvnas);
    header.set_source("lista");
    header.set_file_name("lista.csv");
    header.set_effective_date(FormatDate(effective));
    header.set_replay(replay);
    v1::SyncPeopleResponse response;
    const grpc::Status status = admin_.Sync(header, content, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    if (response.run().state() != v1::SYNC_RUN_STATE_HELD) return response.run();
    v1::ApproveSyncRunRequest approve;
    approve.set_name(response.run().name());
    v1::ApproveSyncRunResponse approved;
    const grpc::Status done =
        admin_.Call(&v1::SyncRunService::Stub::ApproveSyncRun, *admin_.sync_runs, approve, &approved);
    EXPECT_TRUE(done.ok()) << done.error_message();
    return approved.run();
  }

  std::multiset<Entry> RosterOn(Date day) {
    std::multiset<Entry> roster;
    v1::ListPeopleRequest request;
    request.set_parent(kAlvnas);
    request.set_date(FormatDate(day));
    request.set_page_size(1000);
    v1::ListPeopleResponse response;
    EXPECT_TRUE(admin_.Call(&v1::PersonService::Stub::ListPeople, *admin_.people, request, &response).ok());
    for (const v1::Person& person : response.people()) {
      const std::string number = person.given_name();
      EXPECT_EQ(id_of_.try_emplace(number, person.name()).first->second, person.name())
          << "the same person has the same name for ever";
      for (const v1::Engagement& e : person.engagements()) {
        roster.insert({absl::StrCat(number, " ", person.family_name()),
                       e.unit().substr(e.unit().rfind('/') + 1), e.role(), e.start_date()});
      }
    }
    return roster;
  }

  TestServer server_;
  TestClient admin_;
  std::mt19937 random_;
  std::map<std::string, std::string> id_of_;
};

// Each list counts for its day and those after it, up to the next day for which there is a list.
TEST_F(History, OfRandomListsReversalsAndReplaysGivesEveryDayItsList) {
  const char* const given = std::getenv("TEST_SEED");
  const unsigned seed = given ? std::stoul(given) : std::random_device()();
  SCOPED_TRACE(absl::StrCat("TEST_SEED=", seed));
  random_.seed(seed);
  std::map<Date, List> lists;
  std::vector<std::pair<std::string, std::map<Date, List>>> undo;  // runs with what was before
  List newest;
  for (int step = 0; step < kSteps && !HasFailure(); ++step) {
    SCOPED_TRACE(absl::StrCat("step ", step));
    if (!undo.empty() && Below(5) == 0) {
      v1::RevertSyncRunRequest request;
      request.set_name(undo.back().first);
      v1::RevertSyncRunResponse response;
      const grpc::Status status =
          admin_.Call(&v1::SyncRunService::Stub::RevertSyncRun, *admin_.sync_runs, request, &response);
      ASSERT_TRUE(status.ok()) << status.error_message();
      lists = undo.back().second;
      undo.pop_back();
    } else {
      const Date day = DayAt(Below(kDays));
      const bool is_past = !lists.empty() && day < lists.rbegin()->first;
      const List list = RandomList(
          lists.empty() ? List()
                        : std::prev(lists.upper_bound(day), lists.upper_bound(day) != lists.begin())->second);
      const v1::SyncRun run = Send(list, day, is_past);
      undo.push_back({run.name(), lists});
      lists[day] = list;
      // Again, in another order: nothing is new.
      if (!is_past) {
        List again = list;
        std::shuffle(again.begin(), again.end(), random_);
        const v1::SyncRun same = Send(again, day, false);
        const v1::SyncCounts& c = same.counts();
        EXPECT_EQ(c.engagements_added() + c.engagements_changed() + c.engagements_ended(), 0)
            << same.ShortDebugString();
        undo.push_back({same.name(), lists});
      }
    }
    for (int i = 0; i < 5; ++i) {
      const Date day = DayAt(Below(kDays + 10));
      const auto next = lists.upper_bound(day);
      const std::multiset<Entry> expected =
          next == lists.begin() ? std::multiset<Entry>() : RosterOf(std::prev(next)->second, day);
      EXPECT_EQ(RosterOn(day), expected) << FormatDate(day);
    }
  }
}

}  // namespace
}  // namespace nanolearn::testing
