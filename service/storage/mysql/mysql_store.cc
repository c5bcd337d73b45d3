#include "service/storage/mysql/mysql_store.h"

#include "service/base/status_macros.h"
#include "service/storage/mysql/connect_problem.h"
#include "service/storage/mysql/transaction.h"

namespace nanolearn::mysql {

absl::StatusOr<std::unique_ptr<Store>> MysqlStore::Open(const ConnectionOptions& options) {
  std::unique_ptr<MysqlStore> store(new MysqlStore(options));
  try {
    (void)store->pool_.Acquire();
  } catch (const DatabaseError& e) {
    return ConnectProblem(options, e);
  }
  return store;
}

absl::Status MysqlStore::Read(absl::FunctionRef<absl::Status(const ReadTransaction&)> body) {
  return runner_.Read([&](Session& session) { return body(MysqlReadTransaction(session)); });
}

absl::Status MysqlStore::Write(absl::FunctionRef<absl::Status(WriteTransaction&)> body) {
  return runner_.Write([&](Session& session) {
    MysqlWriteTransaction transaction(session);
    RETURN_IF_ERROR(body(transaction));
    transaction.Finish();
    return absl::OkStatus();
  });
}

absl::StatusOr<Store::Info> MysqlStore::GetInfo() {
  Info info;
  RETURN_IF_ERROR(runner_.Read([&](Session& session) {
    session.Query(
        "SELECT COALESCE(MAX(version), 0), VERSION() FROM schema_migrations WHERE apply_time IS NOT NULL", {},
        [&](const Row& row) {
          info.schema_version = static_cast<int>(row.Int(0));
          info.database_version = row.Text(1);
        });
    return absl::OkStatus();
  }));
  return info;
}

}  // namespace nanolearn::mysql
