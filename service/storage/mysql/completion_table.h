#pragma once

#include "service/storage/completion_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlCompletionTable final : public CompletionTable {
 public:
  // `session` must outlive the table.
  explicit MysqlCompletionTable(Session& session) : session_(session) {}

  std::optional<Completion> Find(Id organisation_id, Id id) const override;
  std::vector<Completion> FindByRequest(Id organisation_id,
                                        absl::Span<const std::string> request_ids) const override;
  std::vector<Completion> FindByAssignment(Id organisation_id,
                                           absl::Span<const Id> assignment_ids) const override;
  std::vector<Completion> List(Id organisation_id, const CompletionQuery& query) const override;
  void Insert(Id organisation_id, absl::Span<const NewCompletion> completions) override;
  void InsertVoid(Id organisation_id, const CompletionVoid& record) override;
  std::optional<CompletionVoid> FindVoid(Id organisation_id, Id completion_id) const override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
