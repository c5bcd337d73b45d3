#pragma once

#include "service/storage/mysql/session.h"
#include "service/storage/upload_table.h"

namespace nanolearn::mysql {

class MysqlUploadTable final : public UploadTable {
 public:
  // `session` must outlive the table.
  explicit MysqlUploadTable(Session& session) : session_(session) {}

  std::optional<Upload> FindByRequest(Id organisation_id, const std::string& request_id) const override;
  std::optional<Upload> Find(Id organisation_id, Id id) const override;
  int64_t ReceivedBytes(Id organisation_id, Id id) const override;
  Unfinished LockUnfinished(Id organisation_id) override;
  std::optional<Chunk> FindChunk(Id organisation_id, Id id, int64_t position) const override;
  void Insert(Id organisation_id, const Upload& upload) override;
  void InsertChunk(Id organisation_id, Id id, const Chunk& chunk) override;
  void ClearRequest(Id organisation_id, Id id) override;
  void Delete(Id organisation_id, Id id) override;
  void DeleteAbandoned(Id organisation_id, absl::Time before) override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
