#pragma once

#include "service/storage/key_table.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class MysqlKeyTable final : public KeyTable {
 public:
  // `session` must outlive the table.
  explicit MysqlKeyTable(Session& session) : session_(session) {}

  std::vector<KeyRecord> List() const override;
  void Insert(const KeyRecord& record) override;
  void SetRetireTime(int number, absl::Time time) override;
  Needs CountUnder(int number) const override;
  bool TryLockRotationTo(int number) override;
  std::vector<SealedItem> SealedBefore(SealedIn what, int number, const Place& after, int limit) const override;
  void Reseal(SealedIn what, const SealedItem& was, const Sealed& now) override;

 private:
  int64_t Count(const std::string& sql, int number) const;

  Session& session_;
};

}  // namespace nanolearn::mysql
