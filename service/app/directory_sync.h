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

 private:
  struct Adjustment {
    Id unit_id = kNoId;
    int held = 0;  // more than the run holds
  };

  Id ResolvePerson(const DirectoryUser& user, const Engagement* current);
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
  void Release(DirectoryUser& user);

  const Environment& env_;
  WriteTransaction& tx_;
  const Organisation& organisation_;
  Source source_;
  const Date today_;
  const absl::Time now_;
  std::optional<SyncRun> day_run_;
  bool has_new_person_ = false;
  std::string unknown_department_;  // and where its people are
  std::vector<UnitVersion> units_;
};

}  // namespace nanolearn
