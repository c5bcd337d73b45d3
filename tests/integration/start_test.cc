// What the server does before it serves: it refuses to start where that would be unsafe or wrong, with a
// sentence.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/server/database.h"
#include "service/storage/mysql/session.h"
#include "tests/support/certificates.h"
#include "tests/support/health.h"
#include "tests/support/log_text.h"
#include "tests/support/test_database.h"
#include "tests/support/test_server.h"

namespace nanolearn::testing {
namespace {

class Start : public ::testing::Test {
 protected:
  Start() : database_(TestDatabase::Fresh()) {
    options_.data_directory = (std::filesystem::temp_directory_path() / "nanolearn-start-XXXXXX").string();
    if (!mkdtemp(options_.data_directory.data())) std::abort();
    options_.database = absl::StrCat("mysql://", database_.user, "@localhost/", database_.schema,
                                     "?socket=", database_.socket);
    options_.listen = "127.0.0.1:0";
    options_.http = "127.0.0.1:0";
  }
  ~Start() override { std::filesystem::remove_all(options_.data_directory); }

  absl::Status TryStart() { return Server::Start(options_, clock_).status(); }

  mysql::ConnectionOptions database_;
  ServerOptions options_;
  TestClock clock_;
};

TEST_F(Start, IsRefusedOnAnAddressThatOthersCanReachWithoutTls) {
  for (const std::string address : {"0.0.0.0:0", "[::]:0"}) {
    for (std::string* const option : {&options_.listen, &options_.http}) {
      const std::string before = std::exchange(*option, address);
      const absl::Status status = TryStart();
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
      EXPECT_TRUE(absl::StrContains(status.message(), "TLS")) << status;
      *option = before;
    }
  }
}

TEST_F(Start, IsRefusedWhereHttpCannotListen) {
  for (const std::string address : {"nowhere", "unix:/tmp/x", "a.name.example:80"}) {
    options_.http = address;
    EXPECT_EQ(TryStart().code(), absl::StatusCode::kInvalidArgument) << address;
  }
  options_.http = "127.0.0.1:0";
  const auto server = Server::Start(options_, clock_);
  ASSERT_TRUE(server.ok()) << server.status();
  options_.http = (*server)->http_address();
  const absl::Status taken = TryStart();
  EXPECT_EQ(taken.code(), absl::StatusCode::kUnavailable) << taken;
  EXPECT_TRUE(absl::StrContains(taken.message(), "in use")) << taken;
  options_.http = "";
  EXPECT_TRUE(TryStart().ok()) << "without HTTP";
}

TEST_F(Start, ServesHttpWithTheCertificateOfGrpc) {
  const std::string cert = options_.data_directory + "/cert.pem", key = options_.data_directory + "/key.pem";
  ASSERT_EQ(
      std::system(absl::StrCat("openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -days 2 -out ",
                               cert, " -keyout ", key, " 2>/dev/null")
                      .c_str()),
      0);
  options_.tls_certificate_file = cert;
  options_.tls_key_file = key;
  options_.http = "0.0.0.0:0";
  const auto server = Server::Start(options_, clock_);
  ASSERT_TRUE(server.ok()) << server.status();
  const std::string address = (*server)->http_address();
  const std::string port = address.substr(address.rfind(':') + 1);
  const std::string command = absl::StrCat(
      "printf 'GET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' | openssl ",
      "s_client -quiet -verify_return_error -CAfile ", cert, " -connect 127.0.0.1:", port,
      " -ign_eof 2>/dev/null | grep -q '200 OK'");
  EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST_F(Start, IsRefusedWithCertificatesThatCannotBeUsed) {
  const Certificates ours, others;
  const std::string sealed = ours.folder() + "/sealed.pem";
  ASSERT_EQ(std::system(absl::StrCat("openssl pkey -aes256 -passout pass:hemligt -in ", ours.server_key(), " -out ",
                                     sealed)
                            .c_str()),
            0);
  const struct {
    std::string certificate, key, client_ca, why;
  } kCases[] = {
      {ours.server(), others.server_key(), "", "do not belong together"},
      {ours.server(), "", "", "TLS needs both a certificate and its key"},
      {ours.folder() + "/none", ours.server_key(), "", "cannot read the certificate in"},
      {ours.server_key(), ours.server_key(), "", "cannot use the certificate in"},
      {ours.server(), ours.server(), "", "cannot use the private key in"},
      {ours.server(), sealed, "", "has a password"},
      {ours.server(), ours.server_key(), ours.folder() + "/hosts", "there is no CA certificate in PEM form in"},
      {"", "", ours.ca(), "clients can be asked for certificates only over TLS"},
  };
  for (const auto& c : kCases) {
    options_.tls_certificate_file = c.certificate;
    options_.tls_key_file = c.key;
    options_.tls_client_ca_file = c.client_ca;
    const absl::Status status = TryStart();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.why;
    EXPECT_TRUE(absl::StrContains(status.message(), c.why)) << status;
  }
}

TEST_F(Start, WithACertificateThatHasExpiredIsWarnedOf) {
  const Certificates certificates;
  const std::string command = absl::StrCat(
      "openssl req -new -subj /CN=localhost -key ", certificates.server_key(),
      " | openssl x509 -req -days -1 -signkey ", certificates.server_key(), " -out ", certificates.server());
  ASSERT_EQ(std::system(absl::StrCat(command, " 2>/dev/null").c_str()), 0);
  options_.tls_certificate_file = certificates.server();
  options_.tls_key_file = certificates.server_key();
  const LogText log;
  EXPECT_TRUE(TryStart().ok());
  EXPECT_TRUE(absl::StrContains(log.text(), absl::StrCat("the certificate in ", certificates.server(), " was good until")))
      << log.text();
}

TEST_F(Start, IsRefusedWithADatabaseOnAnotherMachineWithoutTls) {
  const auto refusal = [&](const std::string& database) {
    options_.database = database;
    return std::string(OpenDatabase(options_).status().message());
  };
  for (const std::string host : {"db.example", "192.0.2.1", "127.example", "[2001:db8::1]"}) {
    EXPECT_TRUE(absl::StrContains(refusal(absl::StrCat("mysql://app@", host, "/n")), "add ?ssl-ca=FILE")) << host;
    EXPECT_EQ(refusal(absl::StrCat("mysql://app@", host, "/n?ssl-ca=/ca.pem")), "");
    EXPECT_EQ(refusal(absl::StrCat("mysql://app@", host, "/n?tls=off")), "");
  }
  for (const std::string here : {"localhost", "127.0.0.1", "127.0.0.2:33", "[::1]"}) {
    EXPECT_EQ(refusal(absl::StrCat("mysql://app@", here, "/n")), "") << here;
  }
  EXPECT_EQ(refusal("mysql://app@db.example/n?socket=/run/db.sock"), "");
}

TEST_F(Start, IsRefusedOnASchemaThatDoesNotFit) {
  mysql::Session session(database_);
  session.Run("UPDATE schema_migrations SET checksum = REPEAT('0', 64) WHERE version = 3");
  const absl::Status changed = TryStart();
  EXPECT_EQ(changed.code(), absl::StatusCode::kFailedPrecondition) << changed;

  mysql::Session missing(database_);
  session.Run("DELETE FROM schema_migrations WHERE version >= 3");
  const absl::Status behind = TryStart();
  EXPECT_EQ(behind.code(), absl::StatusCode::kFailedPrecondition) << behind;
  EXPECT_TRUE(absl::StrContains(behind.message(), "migrate")) << behind;
}

TEST_F(Start, IsRefusedWhenTheDatabaseCannotBeReached) {
  options_.database = "mysql://nobody@127.0.0.1:1/nanolearn";
  EXPECT_FALSE(TryStart().ok());
}

TEST_F(Start, WritesTheFirstTokenOnceIntoAFileOnlyTheOwnerReads) {
  ASSERT_TRUE(TryStart().ok());
  const std::string file = absl::StrCat(options_.data_directory, "/admin-token");
  const std::string token = ReadFile(file);
  EXPECT_EQ(std::filesystem::status(file).permissions() & std::filesystem::perms::all,
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  ASSERT_TRUE(TryStart().ok());
  EXPECT_EQ(ReadFile(file), token);
  mysql::Session session(database_);
  int tokens = 0;
  session.Query("SELECT COUNT(*) FROM tokens", {}, [&](const mysql::Row& row) { tokens = row.Int(0); });
  EXPECT_EQ(tokens, 1);
}

TEST_F(Start, AnswersHealthWithoutAToken) {
  const auto server = Server::Start(options_, clock_);
  ASSERT_TRUE(server.ok()) << server.status();
  EXPECT_EQ(HealthOf(grpc::CreateChannel((*server)->address(), grpc::InsecureChannelCredentials())), kServing);
}

}  // namespace
}  // namespace nanolearn::testing
