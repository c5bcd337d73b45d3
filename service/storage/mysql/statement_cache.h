#pragma once

#include <cppconn/connection.h>
#include <cppconn/prepared_statement.h>

#include <list>
#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace nanolearn::mysql {

// The prepared statements of one connection by their text; the one that was not used for longest makes room
// for a new one. Bounded because the server keeps them too (max_prepared_stmt_count, 16382 for everybody).
class StatementCache {
 public:
  static constexpr size_t kCapacity = 256;

  explicit StatementCache(sql::Connection& connection) : connection_(connection) {}

  // Good until the next call. Throws what the driver throws.
  sql::PreparedStatement& Get(const std::string& sql);
  size_t size() const { return by_text_.size(); }

 private:
  using Entry = std::pair<std::string, std::unique_ptr<sql::PreparedStatement>>;

  sql::Connection& connection_;
  std::list<Entry> by_use_;                                                     // the last used first
  absl::flat_hash_map<absl::string_view, std::list<Entry>::iterator> by_text_;  // keys in by_use_
};

}  // namespace nanolearn::mysql
