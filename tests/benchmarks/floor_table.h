#pragma once
// What writes and reads are held against: the database's own rates, on connections of ours, without the product.

#include "service/storage/mysql/connection_options.h"
#include "tests/support/daemon.h"

namespace nanolearn::benchmarks {

// How a daemon's database is reached beside it.
mysql::ConnectionOptions DatabaseOf(const testing::Daemon& daemon);

// A table of three columns in a schema of its own.
class FloorTable {
 public:
  explicit FloorTable(const testing::Daemon& daemon);

  // One row, one durable commit, each caller on a connection of its own.
  double InsertsPerSecond(int callers, double seconds) const;
  // Statements of 1000 rows, each a durable commit, on one connection.
  double RowsPerSecond(double seconds) const;

 private:
  mysql::ConnectionOptions options_;
};

}  // namespace nanolearn::benchmarks
