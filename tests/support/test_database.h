#pragma once

#include "service/storage/mysql/connection_options.h"

namespace nanolearn {

// Real databases for tests: one embedded server for each test program, started when it is first asked for
// and gone with the program, and a schema of its own for each test.
class TestDatabase {
 public:
  // A new schema with everything that the migrations make. Ends the program when that fails.
  static mysql::ConnectionOptions Fresh();
  // The name of a schema that does not exist yet.
  static mysql::ConnectionOptions Missing();
};

}  // namespace nanolearn
