#pragma once
// Numbers in few bytes, as they are kept in blobs.

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/base/date.h"
#include "service/base/id.h"

namespace nanolearn::mysql {

class VarintWriter {
 public:
  void Put(uint64_t value) { out_.WriteVarint64(value); }
  // Small numbers of either sign are short.
  void PutSigned(int64_t value) {
    out_.WriteVarint64((static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63));
  }
  // As the number of days since `since`.
  void PutDay(Date day, Date since) { PutSigned(day - since); }
  // `ids` ascend.
  void PutIds(const std::vector<Id>& ids);

  // What was put; nothing may be put after it.
  std::string Finish() {
    out_.Trim();
    return std::move(text_);
  }

 private:
  std::string text_;
  google::protobuf::io::StringOutputStream stream_{&text_};
  google::protobuf::io::CodedOutputStream out_{&stream_};
};

// Throws DatabaseError when there is less than is asked for.
class VarintReader {
 public:
  // `text` must outlive the reader.
  explicit VarintReader(absl::string_view text)
      : size_(text.size()),
        in_(reinterpret_cast<const uint8_t*>(text.data()), static_cast<int>(text.size())) {}

  uint64_t Get() {
    uint64_t value = 0;
    if (!in_.ReadVarint64(&value)) Refuse();
    return value;
  }
  int64_t GetSigned() {
    const uint64_t value = Get();
    return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
  }
  Date GetDay(Date since) { return since + GetSigned(); }
  // The number of things that follow, each of one byte at least.
  size_t GetCount();
  std::vector<Id> GetIds();
  // The one of `ids` whose index follows.
  Id GetIdOf(const std::vector<Id>& ids) { return At(ids, Get()); }
  Id At(const std::vector<Id>& ids, uint64_t index) {
    if (index >= ids.size()) Refuse();
    return ids[index];
  }

  [[noreturn]] static void Refuse();

 private:
  const size_t size_;
  google::protobuf::io::CodedInputStream in_;
};

}  // namespace nanolearn::mysql
