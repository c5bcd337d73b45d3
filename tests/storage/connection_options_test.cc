#include "service/storage/mysql/connection_options.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace nanolearn::mysql {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(DatabaseUrlTest, NamesUserHostPortSchemaAndCa) {
  const auto options =
      ParseDatabaseUrl("mysql://app%40x@db.example.se:3307/nano_learn?ssl-ca=/etc/ca%20x.pem");
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->user, "app@x");
  EXPECT_EQ(options->host, "db.example.se");
  EXPECT_EQ(options->port, 3307);
  EXPECT_EQ(options->schema, "nano_learn");
  EXPECT_EQ(options->ca_file, "/etc/ca x.pem");
  EXPECT_EQ(options->socket, "");
}

TEST(DatabaseUrlTest, PortAndCaMayBeLeftOut) {
  const auto options = ParseDatabaseUrl("mysql://app@localhost/nanolearn");
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->port, 3306);
  EXPECT_EQ(options->ca_file, "");
}

TEST(DatabaseUrlTest, ASocketTakesTheHostsPlace) {
  const auto options = ParseDatabaseUrl("mysql://app@localhost/n?socket=/run/mysqld/mysqld.sock");
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->socket, "/run/mysqld/mysqld.sock");
}

TEST(DatabaseUrlTest, AnIpv6HostStandsInBrackets) {
  for (const auto& [url, port] :
       {std::pair("mysql://app@[fd00::1]/n", 3306), {"mysql://app@[fd00::1]:33/n", 33}}) {
    const auto options = ParseDatabaseUrl(url);
    ASSERT_TRUE(options.ok()) << options.status();
    EXPECT_EQ(options->host, "fd00::1");
    EXPECT_EQ(options->port, port);
  }
}

TEST(DatabaseUrlTest, TlsIsLeftOutOnlyWhereThatIsSaid) {
  EXPECT_FALSE(ParseDatabaseUrl("mysql://app@db/n")->without_tls);
  EXPECT_TRUE(ParseDatabaseUrl("mysql://app@db/n?tls=off")->without_tls);
}

TEST(DatabaseUrlTest, APasswordIsRefusedAndNotRepeated) {
  const absl::Status status = ParseDatabaseUrl("mysql://app:hemligt@db/n").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("other users of this machine"));
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("hemligt")));
}

TEST(DatabaseUrlTest, AnythingElseIsRefusedWithTheForm) {
  for (const std::string url :
       {"", "postgres://a@b/c", "mysql://", "mysql://db/n", "mysql://@db/n", "mysql://app@/n",
        "mysql://app@db", "mysql://app@db/", "mysql://app@db:x/n", "mysql://app@db:0/n",
        "mysql://app@db:65536/n", "mysql://app@db/n`; DROP", "mysql://app@db/a/b", "mysql://a%4@db/n",
        "mysql://a%zz@db/n", "mysql://app@[::1/n",
        "mysql://app@db/n?ssl-ca=", "mysql://app@db/n?ssl-mode=off", "mysql://app@db/n?ssl-ca=a&x=y",
        "mysql://app@db/n?tls=on", "mysql://app@db/n?ssl-ca=a&tls=off"}) {
    const absl::Status status = ParseDatabaseUrl(url).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << url;
    EXPECT_THAT(std::string(status.message()), HasSubstr("mysql://USER@HOST")) << url;
  }
}

}  // namespace
}  // namespace nanolearn::mysql
