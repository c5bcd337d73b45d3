#include "service/storage/mysql/request_table.h"

namespace nanolearn::mysql {

std::optional<RequestRecord> MysqlRequestTable::Find(Id organisation_id,
                                                     const std::string& request_id) const {
  std::optional<RequestRecord> found;
  session_.Query(
      "SELECT operation, fingerprint, result FROM requests WHERE organisation_id = ? AND request_id = ?",
      {organisation_id, request_id}, [&](const Row& row) {
        found = {row.Text(0), row.Text(1), row.Text(2)};
      });
  return found;
}

void MysqlRequestTable::Insert(Id organisation_id, const std::string& request_id,
                               const RequestRecord& record) {
  session_.Execute(
      "INSERT INTO requests (organisation_id, request_id, operation, fingerprint, result) "
      "VALUES (?, ?, ?, ?, ?)",
      {organisation_id, request_id, record.operation, record.fingerprint, record.result});
}

}  // namespace nanolearn::mysql
