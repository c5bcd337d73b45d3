#pragma once

#include <map>
#include <mutex>
#include <tuple>

#include "service/storage/store.h"

namespace nanolearn {

// How many questions revisions of modules have, read from their files once: a revision never changes.
// Thread-safe.
class QuestionCounts {
 public:
  int Of(const ReadTransaction& tx, Id organisation_id, Id module_id, int revision);

 private:
  std::mutex mutex_;
  std::map<std::tuple<Id, Id, int>, int> known_;  // by organisation, module and revision
};

}  // namespace nanolearn
