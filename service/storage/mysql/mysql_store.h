#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "service/storage/mysql/connection_options.h"
#include "service/storage/mysql/transaction_runner.h"
#include "service/storage/store.h"

namespace nanolearn::mysql {

// The store in a MySQL or MariaDB database whose schema is up to date (migrations.h).
class MysqlStore final : public Store {
 public:
  // UNAVAILABLE when the database cannot be reached, FAILED_PRECONDITION when it does not let us in, with a
  // sentence that says which database it is and what to do.
  static absl::StatusOr<std::unique_ptr<Store>> Open(const ConnectionOptions& options);

  absl::Status Read(absl::FunctionRef<absl::Status(const ReadTransaction&)> body) override;
  absl::Status Write(absl::FunctionRef<absl::Status(WriteTransaction&)> body) override;
  absl::StatusOr<Info> GetInfo() override;

 private:
  explicit MysqlStore(const ConnectionOptions& options) : pool_(options) {}

  Pool pool_;
  TransactionRunner runner_{pool_};
};

}  // namespace nanolearn::mysql
