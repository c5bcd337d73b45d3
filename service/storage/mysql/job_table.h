#pragma once

#include "service/storage/job_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlJobTable final : public JobTable {
 public:
  // `session` must outlive the table.
  explicit MysqlJobTable(Session& session) : session_(session) {}

  std::vector<Job> List() const override;
  void Put(const Job& job) override;

 private:
  Session& session_;
};

}  // namespace nanolearn::mysql
