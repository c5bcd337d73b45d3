#include "service/storage/mysql/upload_table.h"

#include <vector>

#include "absl/strings/str_cat.h"

namespace nanolearn::mysql {
namespace {

constexpr char kSelect[] =
    "SELECT id, request_id, fingerprint, total_bytes, create_time FROM sync_uploads WHERE organisation_id = "
    "? AND ";

Upload ReadUpload(const Row& row) {
  return {row.GetId(0), row.Text(1), row.Text(2), row.Int(3), row.Time(4)};
}

}  // namespace

std::optional<Upload> MysqlUploadTable::FindByRequest(Id organisation_id,
                                                      const std::string& request_id) const {
  std::optional<Upload> upload;
  session_.Query(absl::StrCat(kSelect, "request_id = ?"), {organisation_id, request_id},
                 [&](const Row& row) { upload = ReadUpload(row); });
  return upload;
}

std::optional<Upload> MysqlUploadTable::Find(Id organisation_id, Id id) const {
  std::optional<Upload> upload;
  session_.Query(absl::StrCat(kSelect, "id = ?"), {organisation_id, id},
                 [&](const Row& row) { upload = ReadUpload(row); });
  return upload;
}

int64_t MysqlUploadTable::ReceivedBytes(Id organisation_id, Id id) const {
  int64_t bytes = 0;
  session_.Query(
      "SELECT position + bytes FROM sync_upload_chunks WHERE organisation_id = ? AND upload_id = ? ORDER BY "
      "position DESC LIMIT 1",
      {organisation_id, id}, [&](const Row& row) { bytes = row.Int(0); });
  return bytes;
}

UploadTable::Unfinished MysqlUploadTable::LockUnfinished(Id organisation_id) {
  Unfinished unfinished;
  // The range is locked with what is in it, so that of two who see room for the last one, one waits and looks again.
  session_.Query(
      "SELECT total_bytes FROM sync_uploads WHERE organisation_id = ? AND request_id IS NOT NULL FOR UPDATE",
      {organisation_id}, [&](const Row& row) {
        ++unfinished.uploads;
        unfinished.bytes += row.Int(0);
      });
  return unfinished;
}

std::optional<UploadTable::Chunk> MysqlUploadTable::FindChunk(Id organisation_id, Id id,
                                                              int64_t position) const {
  std::optional<Chunk> chunk;
  session_.Query(
      "SELECT position, bytes, content, key_number FROM sync_upload_chunks WHERE organisation_id = ? AND upload_id = ? "
      "AND position >= ? ORDER BY position LIMIT 1",
      {organisation_id, id, position}, [&](const Row& row) {
        chunk = {row.Int(0), static_cast<int>(row.Int(1)), {row.Text(2), static_cast<int>(row.Int(3))}};
      });
  return chunk;
}

void MysqlUploadTable::Insert(Id organisation_id, const Upload& upload) {
  session_.Execute(
      "INSERT INTO sync_uploads (organisation_id, id, request_id, fingerprint, total_bytes, create_time) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      {organisation_id, upload.id, upload.request_id.empty() ? Value(nullptr) : Value(upload.request_id),
       upload.fingerprint, upload.total_bytes, Bind(upload.create_time)});
}

void MysqlUploadTable::InsertChunk(Id organisation_id, Id id, const Chunk& chunk) {
  session_.Execute(
      "INSERT INTO sync_upload_chunks (organisation_id, upload_id, position, bytes, content, key_number) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      {organisation_id, id, chunk.position, int64_t{chunk.bytes}, chunk.sealed.bytes,
       int64_t{chunk.sealed.key_number}});
}

void MysqlUploadTable::ClearRequest(Id organisation_id, Id id) {
  session_.Execute("UPDATE sync_uploads SET request_id = NULL WHERE organisation_id = ? AND id = ?",
                   {organisation_id, id});
}

void MysqlUploadTable::Delete(Id organisation_id, Id id) {
  session_.Execute("DELETE FROM sync_upload_chunks WHERE organisation_id = ? AND upload_id = ?",
                   {organisation_id, id});
  session_.Execute("DELETE FROM sync_uploads WHERE organisation_id = ? AND id = ?", {organisation_id, id});
}

void MysqlUploadTable::DeleteAbandoned(Id organisation_id, absl::Time before) {
  std::vector<Id> abandoned;
  session_.Query(
      "SELECT u.id FROM sync_uploads u WHERE u.organisation_id = ? AND u.request_id IS NOT NULL AND "
      "u.create_time < ? AND NOT EXISTS (SELECT 1 FROM sync_upload_chunks c WHERE c.organisation_id = "
      "u.organisation_id AND c.upload_id = u.id AND c.create_time >= ?) ORDER BY u.id LIMIT 10",
      {organisation_id, Bind(before), Bind(before)},
      [&](const Row& row) { abandoned.push_back(row.GetId(0)); });
  for (const Id id : abandoned) Delete(organisation_id, id);
}

}  // namespace nanolearn::mysql
