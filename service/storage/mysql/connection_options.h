#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nanolearn::mysql {

// Where a database is and how to get in.
struct ConnectionOptions {
  std::string host = "127.0.0.1";
  int port = 3306;
  std::string socket;  // when given: host and port are not used
  std::string user;
  std::string password;  // never logged
  std::string schema;
  std::string ca_file;       // when given: TLS is required, with a certificate for `host` from this CA
  bool without_tls = false;  // somebody has said that the way to `host` needs no TLS
  int pool_size = 16;
};

// From "mysql://user@host[:port]/schema[?ssl-ca=FILE|tls=off][&socket=FILE]". INVALID_ARGUMENT with a
// sentence for anything else, also for a password in the URL: other users of the machine could read it.
absl::StatusOr<ConnectionOptions> ParseDatabaseUrl(absl::string_view url);

}  // namespace nanolearn::mysql
