#pragma once

#include "service/base/clock.h"
#include "service/base/id.h"
#include "service/base/secret.h"
#include "service/domain/report_renderer.h"
#include "service/storage/store.h"

namespace nanolearn {

// What every operation works with. All of it is thread-safe and outlives the operations.
struct Environment {
  Store& store;
  const Clock& clock;
  IdGenerator& ids;
  const HashKey& identity_key;
  const ReportRenderer* report_renderer = nullptr;  // null: no reports can be made
};

}  // namespace nanolearn
