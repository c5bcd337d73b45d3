#pragma once
// The installation's keys, in a file beside the database: 32 bytes each, the first one first. Mode 0600.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/base/secret.h"

namespace nanolearn {

// Where it is in a server's data folder.
std::string KeyFileIn(const std::string& data_directory);
// At least one. FAILED_PRECONDITION when the file holds anything but keys, or cannot be read.
absl::StatusOr<std::vector<HashKey>> ReadKeyFile(const std::string& path);
// As ReadKeyFile; makes the file, with one key, when it does not exist.
absl::StatusOr<std::vector<HashKey>> ReadOrMakeKeyFile(const std::string& path);
// Adds a new key at the end and returns its number; by the file's owner alone. A crash leaves the file as it was, or with the key.
absl::StatusOr<int> AddKeyToFile(const std::string& path);

}  // namespace nanolearn
