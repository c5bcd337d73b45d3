#include "admin-cli/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace nanolearn::cli {
namespace {

using ::testing::HasSubstr;

class ConfigTest : public ::testing::Test {
 protected:
  ConfigTest() : home_(::testing::TempDir() + "nanolearn-config-test") {
    std::filesystem::remove_all(home_);
    std::filesystem::create_directories(home_ + "/.config/nanolearn");
    environment_.variables["HOME"] = home_;
  }
  ~ConfigTest() override { std::filesystem::remove_all(home_); }

  void WriteFile(const std::string& text) { std::ofstream(home_ + "/.config/nanolearn/cli.toml") << text; }

  const std::string home_;
  Environment environment_;
};

TEST_F(ConfigTest, WithoutAnythingItIsTheServerOnThisMachine) {
  const auto config = LoadConfig({}, environment_);
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->address, "127.0.0.1:8421");
  EXPECT_EQ(config->token_file, home_ + "/.local/share/nanolearn/admin-token");
  EXPECT_EQ(config->format, Format::kPlain);
}

TEST_F(ConfigTest, FlagsWinOverVariablesOverTheFile) {
  WriteFile(
      "address = \"file:1\"\norganisation = \"file\"\ntoken_file = \"token\"\nca_file = \"~/ca.pem\"\n"
      "client_certificate = \"me.pem\"\nclient_key = \"me-key.pem\"\n");
  environment_.variables["NANOLEARN_ORGANISATION"] = "variable";
  environment_.variables["NANOLEARN_ADDRESS"] = "variable:2";
  environment_.variables["NANOLEARN_CLIENT_KEY"] = "/etc/key.pem";
  const auto config = LoadConfig({.address = "flag:3"}, environment_);
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->address, "flag:3");
  EXPECT_EQ(config->organisation, "variable");
  EXPECT_EQ(config->token_file, home_ + "/.config/nanolearn/token");
  EXPECT_EQ(config->ca_file, home_ + "/ca.pem");
  EXPECT_EQ(config->client_certificate, home_ + "/.config/nanolearn/me.pem");
  EXPECT_EQ(config->client_key, "/etc/key.pem");
}

TEST_F(ConfigTest, TheServersOwnTokenIsNeverSentElsewhere) {
  const auto config = LoadConfig({.address = "example.org"}, environment_);
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->address, "example.org:8421");
  EXPECT_EQ(config->token_file, "");
}

TEST_F(ConfigTest, WhoeverHasSignedInIsSignedInAtThatServerAlone) {
  const std::string file = home_ + "/.local/state/nanolearn/login.json";
  ASSERT_TRUE(WriteLogin({.address = "lar.alvnas.example:8421", .issuer = "https://login.alvnas.example",
                          .client_id = "cli", .id_token = "a.b.c", .refresh_token = "r"},
                         file)
                  .ok());
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const auto there = LoadConfig({.address = "lar.alvnas.example"}, environment_);
  ASSERT_TRUE(there.ok() && there->login);
  EXPECT_EQ(there->login->refresh_token, "r");
  EXPECT_EQ(there->TokenFrom(), "nanolearn login");
  EXPECT_FALSE(LoadConfig({.address = "evil.example"}, environment_)->login);
  EXPECT_FALSE(LoadConfig({}, environment_)->login);
  EXPECT_FALSE(LoadConfig({.address = "lar.alvnas.example", .token_file = "t"}, environment_)->login) << "a token wins";
  environment_.variables["NANOLEARN_TOKEN"] = "nl_secret";
  EXPECT_FALSE(LoadConfig({.address = "lar.alvnas.example"}, environment_)->login);
  std::ofstream(file) << "no JSON";
  environment_.variables.erase("NANOLEARN_TOKEN");
  EXPECT_FALSE(LoadConfig({.address = "lar.alvnas.example"}, environment_)->login);
}

TEST_F(ConfigTest, TheFileMayNameTheIdentityProvider) {
  WriteFile("issuer = \"https://login.alvnas.example\"\nclient_id = \"cli\"\n");
  const auto config = LoadConfig({}, environment_);
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->issuer, "https://login.alvnas.example");
  EXPECT_EQ(config->client_id, "cli");
}

TEST_F(ConfigTest, ATokenFileOnTheCommandLineWinsOverATokenInTheEnvironment) {
  environment_.variables["NANOLEARN_TOKEN"] = "nl_secret";
  EXPECT_EQ(LoadConfig({}, environment_)->token, "nl_secret");
  EXPECT_EQ(LoadConfig({.token_file = "t"}, environment_)->token, "");
}

TEST_F(ConfigTest, MistakesInTheFileAreNamedByLine) {
  WriteFile("organisation = \"a\"\nadress = \"b\"\n");
  EXPECT_THAT(std::string(LoadConfig({}, environment_).status().message()),
              HasSubstr("cli.toml:2: adress is not known"));
  WriteFile("organisation = 7\n");
  EXPECT_THAT(std::string(LoadConfig({}, environment_).status().message()),
              HasSubstr("cli.toml:1: organisation must be text"));
  WriteFile("a = b\n");
  EXPECT_THAT(std::string(LoadConfig({}, environment_).status().message()), HasSubstr("cli.toml:1: "));
}

TEST_F(ConfigTest, AddressesAreChecked) {
  for (const std::string address : {"https://a:1", "a:", "a:b", "a:0", "a:65536", ":1", "::1"}) {
    EXPECT_FALSE(LoadConfig({.address = address}, environment_).ok()) << address;
  }
}

TEST(IsLoopbackTest, KnowsThisMachine) {
  for (const char* address : {"127.0.0.1:1", "127.1.2.3:1", "localhost:1", "[::1]:1", "unix:/run/a"}) {
    EXPECT_TRUE(IsLoopback(address)) << address;
  }
  for (const char* address : {"128.0.0.1:1", "localhost.example:1", "[::2]:1"}) {
    EXPECT_FALSE(IsLoopback(address)) << address;
  }
}

}  // namespace
}  // namespace nanolearn::cli
