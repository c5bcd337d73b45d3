#pragma once

#include <string>

#include "service/base/clock.h"
#include "service/base/id.h"
#include "service/base/key_ring.h"
#include "service/domain/report_renderer.h"
#include "service/storage/store.h"

namespace nanolearn {

// What every operation works with. All of it is thread-safe and outlives the operations.
struct Environment {
  Store& store;
  const Clock& clock;
  IdGenerator& ids;
  KeyRing& keys;
  const ReportRenderer* report_renderer = nullptr;  // null: no reports can be made
  // Where people reach the pages, without a slash at the end: links in mails begin with it.
  std::string public_url = "http://127.0.0.1:8422";
};

}  // namespace nanolearn
