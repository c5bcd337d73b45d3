// The CLI and a server with TLS that asks its clients for certificates.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "admin-cli/cli.h"
#include "admin-cli/errors.h"
#include "tests/support/certificates.h"
#include "tests/support/test_server.h"

namespace nanolearn::cli {
namespace {

using nanolearn::testing::Certificates;
using nanolearn::testing::TestServer;
using ::testing::HasSubstr;

class ClientCertificate : public ::testing::Test {
 protected:
  // `nanolearn status` with these flags; its exit code.
  int Status(std::vector<std::string> flags) {
    Environment environment;
    environment.variables = {{"NANOLEARN_ADDRESS", server_.address()},
                             {"NANOLEARN_TOKEN", server_.admin_token()},
                             {"HOME", "/nonexistent"}};
    flags.insert(flags.begin(), "status");
    err_.str("");
    return RunCli(flags, out_, err_, environment);
  }

  const Certificates ours_, others_;
  const TestServer server_{[this](ServerOptions& options) {
    options.tls_certificate_file = ours_.server();
    options.tls_key_file = ours_.server_key();
    options.tls_client_ca_file = ours_.ca();
  }};
  std::ostringstream out_, err_;
};

TEST_F(ClientCertificate, OfTheServersCaLetsTheCliIn) {
  EXPECT_EQ(Status({"--ca-file", ours_.ca(), "--client-certificate", ours_.client(), "--client-key",
                    ours_.client_key()}),
            kDone)
      << err_.str();
}

TEST_F(ClientCertificate, ThatIsMissingIsWhatTheCliThinksOf) {
  EXPECT_EQ(Status({"--ca-file", ours_.ca()}), kUnreachable);
  EXPECT_THAT(err_.str(), HasSubstr("(it closes the connection at once).\nIf it speaks TLS, name"));
  EXPECT_THAT(err_.str(), HasSubstr("if it asks for one of yours, give it with --client-certificate"));
}

TEST_F(ClientCertificate, ThatCannotBeUsedIsRefusedBeforeAnythingIsSent) {
  EXPECT_EQ(Status({"--client-certificate", ours_.client()}), kUsage);
  EXPECT_THAT(err_.str(), HasSubstr("give both --client-certificate and --client-key"));
  EXPECT_EQ(Status({"--client-certificate", ours_.client(), "--client-key", others_.client_key()}), kUsage);
  EXPECT_THAT(err_.str(), HasSubstr("do not belong together"));
}

}  // namespace
}  // namespace nanolearn::cli
