#pragma once
// Changes of a run as rows of sync_changes.

#include <vector>

#include "service/domain/sync_change.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

inline constexpr int kSyncChangeColumnCount = 10;
inline constexpr char kSyncChangeColumns[] =
    "kind, person_id, engagement_id, old_engagement_id, old_valid_to, old_is_current, attributes_id, "
    "old_attributes_id, old_attributes_valid_to, old_attributes_is_current";

SyncChange ReadSyncChange(const Row& row);
void AppendSyncChange(const SyncChange& change, std::vector<Value>& values);

}  // namespace nanolearn::mysql
