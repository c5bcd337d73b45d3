#include "service/storage/mysql/driver.h"

#include <mysql_driver.h>

#include "absl/strings/str_cat.h"

namespace nanolearn::mysql {
namespace {

constexpr int kConnectSeconds = 5;
constexpr int kWriteSeconds = 60;

// The driver looks its instance up in a map without a lock.
sql::mysql::MySQL_Driver& Driver() {
  static sql::mysql::MySQL_Driver* const driver = sql::mysql::get_driver_instance();
  return *driver;
}

struct ThreadInDriver {
  ThreadInDriver() { Driver().threadInit(); }
  ~ThreadInDriver() { Driver().threadEnd(); }
};

std::string Address(const ConnectionOptions& options) {
  const bool ipv6 = options.host.find(':') != std::string::npos;
  return absl::StrCat("tcp://", ipv6 ? "[" : "", options.host, ipv6 ? "]" : "", ":", options.port);
}

sql::ConnectOptionsMap DriverOptions(const ConnectionOptions& options, absl::Duration read_timeout) {
  sql::ConnectOptionsMap map;
  if (options.socket.empty()) {
    map["hostName"] = sql::SQLString(Address(options));
  } else {
    map["socket"] = sql::SQLString(options.socket);
  }
  map["userName"] = sql::SQLString(options.user);
  map["password"] = sql::SQLString(options.password);
  if (!options.schema.empty()) map["schema"] = sql::SQLString(options.schema);
  map["OPT_CONNECT_TIMEOUT"] = kConnectSeconds;
  map["OPT_READ_TIMEOUT"] = static_cast<int>(absl::ToInt64Seconds(read_timeout));
  map["OPT_WRITE_TIMEOUT"] = kWriteSeconds;
  map["OPT_RECONNECT"] = false;     // a new session would know nothing of our transaction
  map["OPT_LOCAL_INFILE"] = 0;      // else the server may ask for any file of ours
  map["CLIENT_FOUND_ROWS"] = true;  // UPDATE tells how many rows it found, changed or not
  if (!options.ca_file.empty()) {
    map["sslCA"] = sql::SQLString(options.ca_file);
    map["sslVerify"] = true;
    map["sslEnforce"] = true;
  }
  return map;
}

}  // namespace

void UseDriverInThisThread() { thread_local const ThreadInDriver thread; }

std::unique_ptr<sql::Connection> Connect(const ConnectionOptions& options, absl::Duration read_timeout) {
  UseDriverInThisThread();
  // The driver takes the map by non-const reference, so each connection gets its own.
  sql::ConnectOptionsMap map = DriverOptions(options, read_timeout);
  return Guarded("", [&] { return std::unique_ptr<sql::Connection>(Driver().connect(map)); });
}

}  // namespace nanolearn::mysql
