#include "service/storage/mysql/sync_change_rows.h"

#include <optional>
#include <string>

namespace nanolearn::mysql {
namespace {

// From three columns: id, end and whether it was current.
std::optional<EndedVersion> ReadEnded(const Row& row, int column) {
  if (row.IsNull(column)) return std::nullopt;
  return EndedVersion{row.GetId(column), row.Day(column + 1), row.Int(column + 2) != 0};
}

void AppendEnded(const std::optional<EndedVersion>& ended, std::vector<Value>& values) {
  if (!ended) {
    values.insert(values.end(), 3, nullptr);
  } else {
    values.insert(values.end(), {ended->id, Bind(ended->valid_to), int64_t{ended->is_current}});
  }
}

}  // namespace

SyncChange ReadSyncChange(const Row& row) {
  SyncChange change;
  // The column holds nothing but the names of kinds.
  change.kind = ParseSyncChangeKind(row.Text(0)).value_or(SyncChangeKind::kChange);
  change.person_id = row.GetId(1);
  change.engagement_id = row.GetId(2);
  change.ended = ReadEnded(row, 3);
  change.attributes_id = row.GetId(6);
  change.ended_attributes = ReadEnded(row, 7);
  return change;
}

void AppendSyncChange(const SyncChange& change, std::vector<Value>& values) {
  values.insert(values.end(), {std::string(SyncChangeKindName(change.kind)), change.person_id,
                               BindOptional(change.engagement_id)});
  AppendEnded(change.ended, values);
  values.push_back(BindOptional(change.attributes_id));
  AppendEnded(change.ended_attributes, values);
}

}  // namespace nanolearn::mysql
