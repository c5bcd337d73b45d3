#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/id.h"
#include "service/base/secret.h"

namespace nanolearn {

// A staff file on its way in, or held. What is stored of it is sealed by the caller.
struct Upload {
  Id id = kNoId;
  std::string request_id;   // empty: it belongs to a run
  std::string fingerprint;  // 32 bytes: of what was asked with the file
  int64_t total_bytes = 0;
  absl::Time create_time;
};

class UploadTable {
 public:
  virtual ~UploadTable() = default;
  virtual std::optional<Upload> FindByRequest(Id organisation_id, const std::string& request_id) const = 0;
  virtual std::optional<Upload> Find(Id organisation_id, Id id) const = 0;
  // How much of the file is there, from its beginning without a gap.
  virtual int64_t ReceivedBytes(Id organisation_id, Id id) const = 0;
  // Those that belong to no run yet, with the bytes that they are to have. Until the transaction ends no other begins one.
  struct Unfinished {
    size_t uploads = 0;
    size_t bytes = 0;
  };
  virtual Unfinished LockUnfinished(Id organisation_id) = 0;
  // The sealed chunks in order.
  struct Chunk {
    int64_t position = 0;  // in the file
    int bytes = 0;         // of the file
    Sealed sealed;
  };
  // The next chunk from `position` on; a file is read one chunk after another.
  virtual std::optional<Chunk> FindChunk(Id organisation_id, Id id, int64_t position) const = 0;

  virtual void Insert(Id organisation_id, const Upload& upload) = 0;
  // Chunks come in order: `chunk` begins where those that are there end.
  virtual void InsertChunk(Id organisation_id, Id id, const Chunk& chunk) = 0;
  // From now on it belongs to a run.
  virtual void ClearRequest(Id organisation_id, Id id) = 0;
  virtual void Delete(Id organisation_id, Id id) = 0;
  // Those that nobody has gone on with since `before` and that belong to no run; some at a time.
  virtual void DeleteAbandoned(Id organisation_id, absl::Time before) = 0;
};

}  // namespace nanolearn
