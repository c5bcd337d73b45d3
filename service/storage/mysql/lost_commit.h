#pragma once
// A COMMIT without an answer has happened, will not happen, or is happening still. Running the transaction
// again is right in all three cases: it looks for its request id, and if a commit that is still under way
// hides that, the request id's unique key makes the two meet: the second waits for the first and is told of
// the duplicate. One thing is left: a second run that refuses, and therefore writes nothing that could meet.
// So we first wait, within reason, until the server has done with the old connection.
//
// The old connection is not killed. A kill does not end a commit that has begun, the number may by now
// belong to another connection (after a restart, or on another node of a cluster), and a server learns of a
// closed connection by itself.

#include <cstdint>

#include "absl/time/time.h"
#include "service/storage/mysql/session.h"

namespace nanolearn::mysql {

class LostCommit {
 public:
  explicit LostCommit(const Session& session)
      : connection_id_(session.connection_id()), open_time_(session.open_time()) {}

  // Returns when the server no longer has the connection, or after two seconds. Throws DatabaseError.
  void AwaitEnd(Session& session) const;

 private:
  bool IsOver(Session& session) const;

  uint64_t connection_id_;
  absl::Time open_time_;
};

}  // namespace nanolearn::mysql
