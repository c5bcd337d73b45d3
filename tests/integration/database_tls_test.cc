// A database with TLS: who it is must be proved by a certificate of the CA that was named, in the host's
// name.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "absl/strings/str_cat.h"
#include "service/server/embedded/child_process.h"
#include "service/server/embedded/embedded_database.h"
#include "service/storage/mysql/migrations.h"
#include "service/storage/mysql/session.h"
#include "tests/support/certificates.h"
#include "tests/support/daemon.h"
#include "tests/support/wait.h"

namespace nanolearn::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A MariaDB of its own that listens on loopback addresses.
class NetworkDatabase {
 public:
  NetworkDatabase() {
    folder_ = (std::filesystem::temp_directory_path() / "nanolearn-network-database-XXXXXX").string();
    if (!mkdtemp(folder_.data())) std::abort();
    EXPECT_TRUE(EmbeddedDatabase::Start({.directory = folder_, .durable = false}).ok()) << "to be installed";
    std::ofstream(folder_ + "/init.sql") << "CREATE DATABASE IF NOT EXISTS learn;\n"
                                            "CREATE USER IF NOT EXISTS app@'%' IDENTIFIED BY 'hemligt';\n"
                                            "GRANT ALL ON learn.* TO app@'%';\n";
  }
  ~NetworkDatabase() {
    Stop();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  void Start(const std::vector<std::string>& tls) {
    Stop();
    std::vector<std::string> arguments = {*FindProgram("mariadbd"),
                                          "--no-defaults",
                                          "--datadir=" + folder_ + "/data",
                                          "--socket=" + folder_ + "/socket",
                                          "--pid-file=" + folder_ + "/pid",
                                          "--init-file=" + folder_ + "/init.sql",
                                          "--bind-address=127.0.0.1,127.0.0.2",
                                          absl::StrCat("--port=", port_),
                                          "--skip-name-resolve",
                                          "--skip-log-bin"};
    if (geteuid() == 0) arguments.push_back("--user=root");
    arguments.insert(arguments.end(), tls.begin(), tls.end());
    auto process = ChildProcess::Start(arguments, folder_ + "/log");
    ASSERT_TRUE(process.ok()) << process.status();
    process_ = *std::move(process);
    EXPECT_TRUE(WaitFor([&] { return mysql::Migrate(Options("127.0.0.1")).ok(); }))
        << mysql::Migrate(Options("127.0.0.1")) << std::ifstream(folder_ + "/log").rdbuf();
  }
  void Stop() {
    if (process_) process_->Stop(absl::Seconds(60));
    process_.reset();
  }

  mysql::ConnectionOptions Options(const std::string& host, const std::string& ca = "") const {
    return {
        .host = host, .port = port_, .user = "app", .password = "hemligt", .schema = "learn", .ca_file = ca};
  }

 private:
  std::string folder_;
  const int port_ = FreePort();
  std::optional<ChildProcess> process_;
};

std::string CipherOf(const mysql::ConnectionOptions& options) {
  mysql::Session session(options);
  std::string cipher;
  session.Query(
      "SELECT variable_value FROM information_schema.session_status WHERE variable_name = 'Ssl_cipher'", {},
      [&](const mysql::Row& row) { cipher = row.Text(0); });
  return cipher;
}

TEST(DatabaseTls, IsRequiredAndProvedWhereACaIsNamed) {
  const Certificates ours, others;
  NetworkDatabase database;
  database.Start({"--ssl-cert=" + ours.server(), "--ssl-key=" + ours.server_key()});
  EXPECT_EQ(mysql::CheckSchema(database.Options("127.0.0.1", ours.ca())), absl::OkStatus());
  EXPECT_NE(CipherOf(database.Options("127.0.0.1", ours.ca())), "");

  const auto why = [&](const std::string& host, const std::string& ca) {
    return std::string(mysql::CheckSchema(database.Options(host, ca)).message());
  };
  EXPECT_THAT(why("127.0.0.1", others.ca()),
              HasSubstr("a certificate for 127.0.0.1 from a CA in " + others.ca()));
  EXPECT_EQ(why("127.0.0.2", ""), "") << "is the same database";
  EXPECT_THAT(why("127.0.0.2", ours.ca()),
              HasSubstr("a certificate for 127.0.0.2 from a CA in " + ours.ca()));
  EXPECT_THAT(why("127.0.0.1", ours.folder() + "/none"), HasSubstr("cannot use the database"));

  database.Start({"--skip-ssl"});
  EXPECT_EQ(CipherOf(database.Options("127.0.0.1")), "");
  const std::string refused = why("127.0.0.1", ours.ca());
  EXPECT_THAT(refused, HasSubstr("check that it offers TLS"));
  EXPECT_THAT(refused, Not(HasSubstr("hemligt")));
}

}  // namespace
}  // namespace nanolearn::testing
