#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "service/app/directory_access.h"
#include "service/domain/scim/user_resource.h"
#include "service/domain/staff_plan.h"
#include "service/domain/sync_guard.h"
#include "service/domain/sync_run.h"

namespace nanolearn {

// Makes the roster follow what a directory says of its users. All that it says on a day is one run of its
// source, and is judged as one: when so many leave that it is strange, none of those who left that day do
// until somebody has approved it. Works inside a transaction that holds the roster's lock.
class DirectorySync {
 public:
  DirectorySync(const Environment& env, WriteTransaction& tx, const DirectoryScope& scope);

  // The user is active and says `facts`. Sets the user's person and place. FAILED_PRECONDITION / NO_UNITS.
  absl::Status State(DirectoryUser& user, const scim::UserFacts& facts);
  // The directory lets the user go, who was active before, or is deleted now. Ends the engagement or holds
  // it.
  void Leave(DirectoryUser& user);

  // Whether it has changed the roster, as part of the day's run.
  bool has_written() const { return day_run_.has_value(); }

 private:
  struct Adjustment {
    Id unit_id = kNoId;
    int held = 0;  // more than the run holds
  };

  // Sets the user's person, and says whether the user becomes another one and the former person goes. When
  // that is strange, the user stays who they were.
  bool Recognise(DirectoryUser& user, const Engagement* before, const LayeredKey& identity_key);
  // Whoever has the user's number in the list that the directory's numbers are from.
  std::optional<Id> NamedPerson(const DirectoryUser& user) const;
  // Other users who are active.
  int CountOthersWithNumber(const DirectoryUser& user) const;
  // Whether its person has no other engagement of the source.
  bool IsAllOf(const Engagement& engagement) const;
  bool IsStrangeMove(const Engagement& before) const;
  Id ResolvePerson(const DirectoryUser& user, const Engagement* current, const LayeredKey& identity_key);
  // The facts of an engagement, apart from its period.
  absl::Status Place(const scim::UserFacts& facts, Id person_id, EngagementFacts& place);
  std::string ManagerKey(const scim::UserFacts& facts) const;
  // The engagements that the source has of these people now, and those of them that stay whatever `key` says.
  std::vector<Engagement> CurrentOf(absl::Span<const Id> people, const std::string& key);
  KeptEngagements KeptBeside(absl::Span<const Engagement> current, const std::string& key, bool is_stated);
  bool IsGone(const Engagement& engagement);

  // Writes a plan as part of the day's run.
  void Write(const StaffPlan& plan, bool are_leavers);
  SyncRun& DayRun();
  std::optional<SyncRun> FindDayRun() const;
  void SetDayLeavers(int leavers);

  SyncOutlook Outlook(const std::optional<SyncRun>& day_run, const std::optional<SyncRun>& held_run,
                      Adjustment adjustment) const;
  void Hold(DirectoryUser& user, std::optional<SyncRun> held_run, std::vector<HoldReason> reasons);
  // Those who left earlier today stay, too, until the held run is approved. Returns how many they are.
  int BringBack(Id held_run_id);
  // What a run ended and what is not there again, oldest first.
  std::vector<Engagement> EndedIn(const SyncRun& run) const;
  void Release(DirectoryUser& user);

  const Environment& env_;
  WriteTransaction& tx_;
  const Organisation& organisation_;
  Source source_;
  const Date today_;
  const absl::Time now_;
  std::optional<SyncRun> day_run_;
  bool has_new_person_ = false;
  bool is_kept_apart_ = false;           // the user is not whom its number names
  std::vector<SyncConflict> conflicts_;  // told with what is written of the user
  std::vector<UnitVersion> units_;
};

}  // namespace nanolearn
