#pragma once

#include <cppconn/resultset.h>

#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

// The row on which a result stands.
class ResultRow final : public Row {
 public:
  explicit ResultRow(sql::ResultSet& result) : result_(result) {}

  bool IsNull(int column) const override;
  int64_t Int(int column) const override;
  Id GetId(int column) const override;
  std::string Text(int column) const override;
  Date Day(int column) const override;
  absl::Time Time(int column, absl::Time if_null) const override;

 private:
  sql::ResultSet& result_;
};

}  // namespace nanolearn::mysql
