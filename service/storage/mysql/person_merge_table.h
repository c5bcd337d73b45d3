#pragma once

#include "service/storage/mysql/session.h"
#include "service/storage/person_merge_table.h"

namespace nanolearn::mysql {

class MysqlPersonMergeTable final : public PersonMergeTable {
 public:
  // `session` must outlive the table.
  explicit MysqlPersonMergeTable(Session& session) : session_(session) {}

  std::optional<PersonMergeRecord> Find(Id organisation_id, Id merged_person_id) const override;
  absl::flat_hash_map<Id, Id> Keepers(Id organisation_id, absl::Span<const Id> person_ids) const override;
  std::vector<Id> MergedInto(Id organisation_id, absl::Span<const Id> person_ids) const override;
  void Insert(Id organisation_id, const PersonMergeRecord& record) override;
  void SetUndone(Id organisation_id, Id id, absl::Time time, const std::string& by) override;
  void ReplaceIdentities(Id organisation_id, absl::FunctionRef<std::string(const std::string&)> hash) override;
  Belongings BelongingsOf(Id organisation_id, Id person_id) const override;
  void Give(Id organisation_id, const Belongings& belongings, Id person_id) override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
