#pragma once

#include <string>

#include "absl/time/time.h"
#include "service/base/id.h"

namespace nanolearn {

// A mail as it is composed. It is kept in the outbox with the change that causes it, and sent from there.
struct Mail {
  Id id = kNoId;
  std::string about;  // what it tells of; nobody gets two mails about one thing. At most 100 bytes
  std::string recipient;
  std::string subject;  // one line
  std::string text;
  std::string html;  // empty: text only
  absl::Time create_time;
};

}  // namespace nanolearn
