#include "service/storage/mysql/statement_cache.h"

namespace nanolearn::mysql {

sql::PreparedStatement& StatementCache::Get(const std::string& sql) {
  if (const auto found = by_text_.find(sql); found != by_text_.end()) {
    by_use_.splice(by_use_.begin(), by_use_, found->second);
    return *by_use_.front().second;
  }
  if (by_use_.size() >= kCapacity) {
    by_text_.erase(by_use_.back().first);
    by_use_.pop_back();
  }
  std::unique_ptr<sql::PreparedStatement> statement(connection_.prepareStatement(sql));
  by_use_.emplace_front(sql, std::move(statement));
  by_text_.emplace(by_use_.front().first, by_use_.begin());
  return *by_use_.front().second;
}

}  // namespace nanolearn::mysql
