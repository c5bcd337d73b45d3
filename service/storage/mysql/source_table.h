#pragma once

#include "service/storage/mysql/session.h"
#include "service/storage/source_table.h"

namespace nanolearn::mysql {

class MysqlSourceTable final : public SourceTable {
 public:
  // `session` must outlive the table.
  explicit MysqlSourceTable(Session& session) : session_(session) {}

  std::optional<Source> Find(Id organisation_id, const std::string& name) const override;
  std::vector<Source> List(Id organisation_id) const override;
  std::map<Id, std::string> Names(Id organisation_id) const override;
  void Insert(Id organisation_id, const Source& source) override;
  void Update(Id organisation_id, const Source& source) override;
  void SetLastSync(Id organisation_id, const Source& source) override;
  void ForEachRow(Id organisation_id, Id id, absl::FunctionRef<void(SourceRow)> row) const override;
  void PutRows(Id organisation_id, Id id, absl::Span<const SourceRow> rows) override;
  void DeleteRows(Id organisation_id, Id id, absl::Span<const Id> engagement_ids) override;
  void ForgetRows(Id organisation_id, Id id, absl::FunctionRef<uint64_t(const std::string&)> key_hash) override;
  void ForgetRowsOf(Id organisation_id, absl::Span<const Id> person_ids) override;

 private:
  std::vector<Source> Select(const std::string& where, absl::Span<const Value> values) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
