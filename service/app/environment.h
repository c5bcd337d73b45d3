#pragma once

#include "service/base/clock.h"
#include "service/base/id.h"
#include "service/base/secret.h"
#include "service/storage/store.h"

namespace nanolearn {

// What every operation works with. All of it is thread-safe and outlives the operations.
struct Environment {
  Store& store;
  const Clock& clock;
  IdGenerator& ids;
  const HashKey& identity_key;
};

}  // namespace nanolearn
