#include "service/app/sealed_file.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr size_t kChunkBytes = 512 << 10;

constexpr char kPurpose[] = "staff file";

std::string Place(Id upload_id, int64_t position) { return absl::StrCat(upload_id, "\n", position); }

}  // namespace

Sealed SealChunk(const KeyRing& keys, Id upload_id, int64_t position, absl::string_view bytes) {
  return keys.Seal(kPurpose, bytes, Place(upload_id, position));
}

absl::StatusOr<std::string> OpenChunk(const KeyRing& keys, Id upload_id, int64_t position, const Sealed& sealed) {
  return keys.Open(kPurpose, sealed, Place(upload_id, position));
}

Id StoreSealedFile(const Environment& env, WriteTransaction& tx, Id organisation_id,
                   absl::string_view content) {
  const Id id = env.ids.Next();
  tx.uploads().Insert(organisation_id, {.id = id,
                                        .fingerprint = std::string(32, '\0'),
                                        .total_bytes = static_cast<int64_t>(content.size()),
                                        .create_time = env.clock.Now()});
  for (size_t position = 0; position < content.size(); position += kChunkBytes) {
    const absl::string_view bytes = content.substr(position, kChunkBytes);
    const auto at = static_cast<int64_t>(position);
    tx.uploads().InsertChunk(
        organisation_id, id,
        {at, static_cast<int>(bytes.size()), SealChunk(env.keys, id, at, bytes)});
  }
  return id;
}

absl::StatusOr<std::string> ReadSealedFile(const Environment& env, const ReadTransaction& tx,
                                           Id organisation_id, Id upload_id) {
  const absl::Status damaged = absl::DataLossError("the staff file that was kept is not whole");
  const std::optional<Upload> upload = tx.uploads().Find(organisation_id, upload_id);
  if (!upload) return damaged;
  const auto total = static_cast<size_t>(upload->total_bytes);
  std::string content;
  content.reserve(total);
  while (content.size() < total) {
    const auto at = static_cast<int64_t>(content.size());
    const auto chunk = tx.uploads().FindChunk(organisation_id, upload_id, at);
    if (!chunk || chunk->position != at) return damaged;
    ASSIGN_OR_RETURN(const std::string bytes, OpenChunk(env.keys, upload_id, at, chunk->sealed));
    if (bytes.empty()) return damaged;
    content += bytes;
  }
  return content.size() == total ? absl::StatusOr<std::string>(std::move(content)) : damaged;
}

}  // namespace nanolearn
