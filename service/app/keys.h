#pragma once

#include <string>
#include <vector>

#include "service/app/access.h"

namespace nanolearn {

enum class KeyState {
  kAdded,     // in the file, not in use yet
  kInUse,     // what is made now is made with it
  kAccepted,  // was in use: what was made with it still counts
  kRetired,   // nothing that was made with it counts any more
};

// One of the installation's keys, and what is under it.
struct KeyView {
  KeyRecord record;
  KeyState state = KeyState::kAdded;
  KeyTable::Needs needs;
};

// The keys of the installation (docs/keys.md); the errors are those of key_service.proto. Thread-safe.
class Keys {
 public:
  explicit Keys(const Environment& env) : env_(env) {}
  // Those that this server has, by number.
  absl::StatusOr<std::vector<KeyView>> List(const Caller& caller);
  absl::StatusOr<KeyView> Use(const Caller& caller, int number, const std::string& request_id);
  absl::StatusOr<KeyView> Retire(const Caller& caller, int number, const std::string& request_id);

  // Has the server's ring follow its file and the database; see KeyRing::Follow. To be called again and again.
  absl::Status Follow();

 private:
  Environment env_;
};

}  // namespace nanolearn
