#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace nanolearn {

// What nanolearnd is told when it starts.
struct ServerOptions {
  std::string data_directory;  // keys, the first token, the embedded database; made when missing, mode 0700
  std::string
      database;  // "embedded:DIR" or "mysql://user@host[:port]/schema[?ssl-ca=FILE]"; empty: DATA/database
  std::string database_password_file;  // for mysql://; empty: the environment's NANOLEARN_DATABASE_PASSWORD
  std::string listen = "127.0.0.1:8421";
  std::string tls_certificate_file;  // both or none
  std::string tls_key_file;
  int worker_threads = 16;
};

// $XDG_DATA_HOME/nanolearn, else ~/.local/share/nanolearn.
std::string DefaultDataDirectory();

}  // namespace nanolearn
