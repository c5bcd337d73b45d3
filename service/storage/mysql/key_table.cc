#include "service/storage/mysql/key_table.h"

#include "absl/strings/str_cat.h"

namespace nanolearn::mysql {
namespace {

// Where something sealed is. Columns that a table has not are 0.
struct SealedColumns {
  const char* table;
  const char* bytes;
  const char* id;
  const char* position;
};

SealedColumns ColumnsOf(KeyTable::SealedIn what) {
  switch (what) {
    case KeyTable::SealedIn::kSubscriptions:
      return {"subscriptions", "secret", "id", "0"};
    case KeyTable::SealedIn::kIdentityProviders:
      return {"identity_providers", "sealed_secret", "0", "0"};
    case KeyTable::SealedIn::kFileParts:
      return {"sync_upload_chunks", "content", "upload_id", "position"};
  }
  return {};
}

}  // namespace

std::vector<KeyRecord> MysqlKeyTable::List() const {
  std::vector<KeyRecord> records;
  session_.Query("SELECT number, fingerprint, use_time, retire_time FROM identity_keys ORDER BY number", {},
                 [&](const Row& row) {
                   records.push_back({.number = static_cast<int>(row.Int(0)),
                                      .fingerprint = row.Text(1),
                                      .use_time = row.Time(2, absl::InfinitePast()),
                                      .retire_time = row.Time(3)});
                 });
  return records;
}

void MysqlKeyTable::Insert(const KeyRecord& record) {
  session_.Execute("INSERT INTO identity_keys (number, fingerprint, use_time) VALUES (?, ?, ?)",
                   {int64_t{record.number}, record.fingerprint, Bind(record.use_time)});
}

void MysqlKeyTable::SetRetireTime(int number, absl::Time time) {
  session_.Execute("UPDATE identity_keys SET retire_time = ? WHERE number = ?", {Bind(time), int64_t{number}});
}

int64_t MysqlKeyTable::Count(const std::string& sql, int number) const {
  int64_t count = 0;
  session_.Query(sql, {int64_t{number}}, [&](const Row& row) { count = row.Int(0); });
  return count;
}

KeyTable::Needs MysqlKeyTable::CountUnder(int number) const {
  return {.organisations = Count("SELECT COUNT(*) FROM organisations WHERE identity_layers = ?", number),
          .secrets = Count("SELECT COUNT(*) FROM subscriptions WHERE secret <> '' AND key_number = ?", number) +
                     Count("SELECT COUNT(*) FROM identity_providers WHERE sealed_secret <> '' AND key_number = ?", number),
          .file_parts = Count("SELECT COUNT(*) FROM sync_upload_chunks WHERE key_number = ?", number)};
}

bool MysqlKeyTable::TryLockRotationTo(int number) {
  bool is_ours = false;
  session_.Query("SELECT 1 FROM identity_keys WHERE number = ? FOR UPDATE SKIP LOCKED", {int64_t{number}},
                 [&](const Row&) { is_ours = true; });
  return is_ours;
}

std::vector<KeyTable::SealedItem> MysqlKeyTable::SealedBefore(SealedIn what, int number, const Place& after,
                                                              int limit) const {
  const SealedColumns c = ColumnsOf(what);
  const std::string place = absl::StrCat("organisation_id, ", c.id, ", ", c.position);
  std::vector<SealedItem> items;
  session_.Query(absl::StrCat("SELECT ", place, ", ", c.bytes, ", key_number FROM ", c.table,
                              " WHERE key_number < ? AND ", c.bytes, " <> '' AND (", place, ") > (?, ?, ?) ORDER BY 1, 2, 3 "
                              "LIMIT ?"),
                 {int64_t{number}, after.organisation_id, after.id, after.position, int64_t{limit}},
                 [&](const Row& row) {
                   items.push_back({{row.GetId(0), row.GetId(1), row.Int(2)},
                                    {row.Text(3), static_cast<int>(row.Int(4))}});
                 });
  return items;
}

void MysqlKeyTable::Reseal(SealedIn what, const SealedItem& was, const Sealed& now) {
  const SealedColumns c = ColumnsOf(what);
  session_.Execute(
      absl::StrCat("UPDATE ", c.table, " SET ", c.bytes, " = ?, key_number = ? WHERE organisation_id = ? AND ", c.id,
                   " = ? AND ", c.position, " = ? AND ", c.bytes, " = ?"),
      {now.bytes, int64_t{now.key_number}, was.place.organisation_id, was.place.id, was.place.position,
       was.sealed.bytes});
}

}  // namespace nanolearn::mysql
