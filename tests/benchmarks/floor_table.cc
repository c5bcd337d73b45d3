#include "tests/benchmarks/floor_table.h"

#include <memory>
#include <string>
#include <vector>

#include "service/storage/mysql/session.h"
#include "tests/benchmarks/load.h"

namespace nanolearn::benchmarks {
namespace {

constexpr char kSchema[] = "nanolearn_bench";
constexpr int kRowsTogether = 1000;

}  // namespace

mysql::ConnectionOptions DatabaseOf(const testing::Daemon& daemon) {
  mysql::ConnectionOptions options;
  options.socket = daemon.database_socket();
  options.user = "nanolearn";
  options.schema = "nanolearn";
  return options;
}

FloorTable::FloorTable(const testing::Daemon& daemon) : options_(DatabaseOf(daemon)) {
  mysql::Session session(options_);
  session.Run("CREATE DATABASE nanolearn_bench");
  session.Run(
      "CREATE TABLE nanolearn_bench.floor (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, a BIGINT "
      "UNSIGNED, b BIGINT UNSIGNED, c DATETIME(6)) ENGINE=InnoDB");
  options_.schema = kSchema;
}

double FloorTable::InsertsPerSecond(int callers, double seconds) const {
  return BlockingCallsPerSecond(callers, absl::Seconds(seconds), [&]() -> std::function<void()> {
    auto session = std::make_shared<mysql::Session>(options_);
    return [session] {
      session->Execute("INSERT INTO floor (a, b, c) VALUES (?, ?, ?)",
                       {uint64_t{1}, uint64_t{2}, std::string("2026-11-23 12:00:00.000000")});
    };
  });
}

double FloorTable::RowsPerSecond(double seconds) const {
  std::vector<mysql::Value> values;
  for (int i = 0; i < kRowsTogether; ++i) {
    values.insert(values.end(), {uint64_t{1}, uint64_t{2}, std::string("2026-11-23 12:00:00.000000")});
  }
  const double statements = BlockingCallsPerSecond(1, absl::Seconds(seconds), [&]() -> std::function<void()> {
    auto session = std::make_shared<mysql::Session>(options_);
    return [session, &values] {
      session->Run("START TRANSACTION");
      session->InsertRows("INSERT INTO floor (a, b, c) VALUES", 3, values);
      session->Run("COMMIT");
    };
  });
  return statements * kRowsTogether;
}

}  // namespace nanolearn::benchmarks
