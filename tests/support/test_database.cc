#include "tests/support/test_database.h"

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "service/base/secret.h"
#include "service/server/embedded/embedded_database.h"
#include "service/storage/mysql/migrations.h"

namespace nanolearn {
namespace {

constexpr uintmax_t kRoomBytes = uintmax_t{2} << 30;

[[noreturn]] void Fail(const absl::Status& status) {
  std::fprintf(stderr, "no database for tests: %s\n", status.ToString().c_str());
  std::abort();
}

// In memory where there is room: a schema is twenty statements that each wait for the disk several times.
std::string MakeDirectory() {
  std::error_code error;
  const auto memory = std::filesystem::space("/dev/shm", error);
  const bool has_room = !error && memory.available > kRoomBytes && access("/dev/shm", W_OK) == 0;
  const std::string parent = has_room ? "/dev/shm" : std::filesystem::temp_directory_path().string();
  std::string name = parent + "/nanolearn-test-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) Fail(absl::InternalError("cannot make " + name));
  return name;
}

class Server {
 public:
  Server() {
    InitSecrets();
    auto database = EmbeddedDatabase::Start(
        {.directory = directory_ + "/database", .durable = false, .buffer_pool_megabytes = 64});
    if (!database.ok()) Fail(database.status());
    database_ = *std::move(database);
  }
  ~Server() {
    database_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }

  mysql::ConnectionOptions Options() const {
    return {.socket = database_->socket_path(), .user = database_->user(), .pool_size = 4};
  }

 private:
  const std::string directory_ = MakeDirectory();
  std::unique_ptr<EmbeddedDatabase> database_;
};

}  // namespace

mysql::ConnectionOptions TestDatabase::Missing() {
  static const Server server;
  static std::atomic<int> last = 0;
  mysql::ConnectionOptions options = server.Options();
  options.schema = absl::StrCat("test_", ++last);
  return options;
}

mysql::ConnectionOptions TestDatabase::Fresh() {
  const mysql::ConnectionOptions options = Missing();
  if (const absl::Status status = mysql::Migrate(options); !status.ok()) Fail(status);
  return options;
}

}  // namespace nanolearn
