#include "service/storage/mysql/varint_text.h"

#include "service/storage/mysql/database_error.h"

namespace nanolearn::mysql {

void VarintWriter::PutIds(const std::vector<Id>& ids) {
  Put(ids.size());
  Id last = 0;
  for (const Id id : ids) {
    Put(id - last);
    last = id;
  }
}

size_t VarintReader::GetCount() {
  const uint64_t count = Get();
  if (count > size_) Refuse();
  return count;
}

std::vector<Id> VarintReader::GetIds() {
  std::vector<Id> ids(GetCount());
  Id last = 0;
  for (Id& id : ids) id = last += Get();
  return ids;
}

void VarintReader::Refuse() {
  throw DatabaseError(0, "what is kept of the figures cannot be read: it is damaged, or of a later release");
}

}  // namespace nanolearn::mysql
