#pragma once

#include <map>

#include "service/storage/audit_table.h"
#include "service/storage/mysql/session.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {

class MysqlAuditTable final : public AuditTable {
 public:
  // `session` must outlive the table.
  explicit MysqlAuditTable(Session& session) : session_(session) {}

  void Append(Id organisation_id, AuditEntry entry) override;
  AuditHead Head(Id organisation_id) const override;
  std::vector<ChainedEntry> ListAfter(Id organisation_id, const AuditFilter& filter, uint64_t sequence,
                                      int limit) const override;
  std::vector<ChainedEntry> ListBefore(Id organisation_id, const AuditFilter& filter, uint64_t sequence,
                                       int limit) const override;

  // Writes what was appended. The last that a transaction does before it commits.
  void Finish();

 private:
  // The head, which nobody else moves until the transaction ends.
  AuditHead LockHead(Id organisation_id);
  void Write(Id organisation_id, std::vector<AuditEntry>& entries);
  std::vector<ChainedEntry> Select(SqlText text, const AuditFilter& filter, absl::string_view order,
                                   int limit) const;

  Session& session_;
  std::map<Id, std::vector<AuditEntry>> appended_;  // heads are locked in the order of organisations
};

}  // namespace nanolearn::mysql
