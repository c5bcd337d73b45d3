#pragma once

#include "absl/strings/string_view.h"
#include "service/storage/mysql/session.h"
#include "service/storage/sync_run_table.h"

namespace nanolearn::mysql {

class MysqlSyncRunTable final : public SyncRunTable {
 public:
  // `session` must outlive the table.
  explicit MysqlSyncRunTable(Session& session) : session_(session) {}

  std::optional<SyncRun> Find(Id organisation_id, Id id) const override;
  std::vector<SyncRun> List(Id organisation_id, const SyncRunQuery& query) const override;
  std::vector<SyncRun> AppliedAfter(Id organisation_id, Id source_id, uint64_t sequence) const override;
  std::optional<SyncRun> FindByContent(Id organisation_id, Id source_id,
                                       const std::string& content_hash) const override;
  std::optional<SyncRun> Held(Id organisation_id, Id source_id) const override;
  std::optional<Date> NextEffective(Id organisation_id, Id source_id, Date day) const override;
  std::optional<Date> DaysUnknownBefore(Id organisation_id, Id source_id) const override;
  int LeaversSince(Id organisation_id, Id source_id, absl::Time since) const override;
  uint64_t LastSequence(Id organisation_id, Id source_id) const override;
  uint64_t LastAppliedSequence(Id organisation_id, Id source_id) const override;
  void Insert(Id organisation_id, const SyncRun& run) override;
  void Update(Id organisation_id, const SyncRun& run) override;
  void ReplaceHashes(Id organisation_id, absl::FunctionRef<std::string(const std::string&)> hash,
                     absl::FunctionRef<std::string(const std::string&)> text) override;
  std::vector<SyncChange> Changes(Id organisation_id, Id run_id, int skip, int limit) const override;
  void InsertChanges(Id organisation_id, Id run_id, int position,
                     absl::Span<const SyncChange> changes) override;
  int CountChanges(Id organisation_id, Id run_id) const override;
  std::vector<Absence> OpenAbsences(Id organisation_id, Id source_id) const override;
  void InsertAbsences(Id organisation_id, Id run_id, absl::Span<const Id> engagement_ids) override;
  void EndAbsences(Id organisation_id, Id run_id, absl::Span<const Id> engagement_ids) override;
  void ForgetAbsences(Id organisation_id, Id run_id) override;

 private:
  std::vector<SyncRun> Select(absl::string_view where, absl::Span<const Value> values) const;
  std::optional<SyncRun> SelectOne(absl::string_view where, absl::Span<const Value> values) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
