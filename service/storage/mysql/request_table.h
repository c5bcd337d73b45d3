#pragma once

#include "service/storage/mysql/session.h"
#include "service/storage/request_table.h"

namespace nanolearn::mysql {

class MysqlRequestTable final : public RequestTable {
 public:
  // `session` must outlive the table.
  explicit MysqlRequestTable(Session& session) : session_(session) {}

  std::optional<RequestRecord> Find(Id organisation_id, const std::string& request_id) const override;
  void Insert(Id organisation_id, const std::string& request_id, const RequestRecord& record) override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
