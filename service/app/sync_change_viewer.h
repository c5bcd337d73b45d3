#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "service/app/environment.h"
#include "service/domain/roster_change.h"
#include "service/domain/sync_change.h"

namespace nanolearn {

// Changes as they are shown: what is otherwise, field by field, and nothing of a protected identity.
class SyncChangeViewer {
 public:
  SyncChangeViewer(const ReadTransaction& tx, Id organisation_id, Date day);

  // Of a plan that is not written; people of `new_people` have no id yet.
  std::vector<SyncChangeView> View(absl::Span<const RosterChange> changes,
                                   const absl::flat_hash_set<Id>& new_people) const;
  // Of a run that was applied.
  std::vector<SyncChangeView> View(absl::Span<const SyncChange> changes) const;

 private:
  struct Parts;
  SyncChangeView ViewOf(const Parts& parts) const;
  void AddEngagementFields(const Parts& parts, std::vector<FieldChange>& fields) const;
  std::string CodeOf(Id unit_id) const;

  const ReadTransaction& tx_;
  const Id organisation_id_;
  const Date day_;
  absl::flat_hash_map<Id, std::string> codes_;
  std::string root_code_;
};

}  // namespace nanolearn
