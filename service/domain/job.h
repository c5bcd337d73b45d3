#pragma once

#include <string>

#include "absl/time/time.h"
#include "service/base/id.h"

namespace nanolearn {

// How something that the server does by itself went last, whichever server it was. Times that have not been
// are absl::InfinitePast().
struct Job {
  std::string name;
  absl::Time last_start_time = absl::InfinitePast();
  absl::Time last_end_time = absl::InfinitePast();
  absl::Time last_work_time = absl::InfinitePast();  // when it last had something to do
  std::string last_result;                           // of that, in a few words
  std::string last_error;                            // empty: it went well
  std::string server;
};

}  // namespace nanolearn
