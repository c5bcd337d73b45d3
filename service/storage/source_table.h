#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/base/id.h"
#include "service/domain/source.h"

namespace nanolearn {

// A row of a source's last list, with the engagement that it became.
struct SourceRow {
  Id engagement_id = kNoId;
  Id person_id = kNoId;
  std::string hash;  // 16 bytes, of the row's text; empty: the row must be read again
  uint64_t key_hash = 0;
};

class SourceTable {
 public:
  virtual ~SourceTable() = default;
  virtual std::optional<Source> Find(Id organisation_id, const std::string& name) const = 0;
  // By id: the oldest first.
  virtual std::vector<Source> List(Id organisation_id) const = 0;
  // Of all sources, by their ids.
  virtual std::map<Id, std::string> Names(Id organisation_id) const = 0;
  virtual void Insert(Id organisation_id, const Source& source) = 0;
  // Name, kind and settings; `version` becomes what `source` says.
  virtual void Update(Id organisation_id, const Source& source) = 0;
  // last_effective, last_sync_time and last_file_time.
  virtual void SetLastSync(Id organisation_id, const Source& source) = 0;

  // The rows of the source's last list, by engagement.
  virtual void ForEachRow(Id organisation_id, Id id, absl::FunctionRef<void(SourceRow)> row) const = 0;
  // Adds them or takes the place of those of the same engagements.
  virtual void PutRows(Id organisation_id, Id id, absl::Span<const SourceRow> rows) = 0;
  virtual void DeleteRows(Id organisation_id, Id id, absl::Span<const Id> engagement_ids) = 0;
  // All rows of the source must be read again; `key_hash` makes theirs of the keys of their engagements.
  virtual void ForgetRows(Id organisation_id, Id id, absl::FunctionRef<uint64_t(const std::string&)> key_hash) = 0;
  // The rows of these people, of any source, must be read again.
  virtual void ForgetRowsOf(Id organisation_id, absl::Span<const Id> person_ids) = 0;
};

}  // namespace nanolearn
