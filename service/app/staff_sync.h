#pragma once

#include <vector>

#include "service/app/people.h"
#include "service/domain/staff_file.h"
#include "service/domain/staff_plan.h"

namespace nanolearn {

// One run of a staff file against what its source said before: read, plan, write. Everything up to Write only
// reads, so that a dry run and a real one are the same.
class StaffSyncRun {
 public:
  StaffSyncRun(const Environment& env, const Organisation& organisation, const StaffSync& sync,
               const StaffMapping& mapping)
      : env_(env), organisation_(organisation), sync_(sync), mapping_(mapping) {}

  absl::Status Plan(const ReadTransaction& tx);
  void Write(WriteTransaction& tx);
  StaffSyncResult Result() const;

 private:
  absl::Status ReadFile(const ReadTransaction& tx);
  // Gives every record its person: known by identity, or new.
  void ResolvePeople(const ReadTransaction& tx);
  // The engagements in current_ that refused rows are about.
  UnreadableEngagements FindUnreadable(const ReadTransaction& tx) const;
  std::string IdentityOf(const std::string& personnummer, const std::string& person_key) const;
  void PlanAttributes(const ReadTransaction& tx, const std::vector<Id>& person_of_record);

  const Environment& env_;
  const Organisation& organisation_;
  const StaffSync& sync_;
  const StaffMapping& mapping_;

  Date effective_;
  std::optional<Source> source_;
  StaffFile file_;
  std::vector<PersonIdentity> new_people_;
  std::vector<SourcePerson> attributes_;  // those that change
  std::vector<Engagement> current_;
  StaffPlan plan_;
};

}  // namespace nanolearn
