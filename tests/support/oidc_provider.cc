#include "tests/support/oidc_provider.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/support/daemon.h"
#include "tests/support/http_client.h"
#include "tests/support/source_dir.h"
#include "tests/support/wait.h"

namespace nanolearn::testing {
namespace {

std::string MakeFolder() {
  std::string path = (std::filesystem::temp_directory_path() / "nanolearn-oidc-XXXXXX").string();
  if (!mkdtemp(path.data())) std::abort();
  return path;
}

std::string TextOfFile(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

bool OidcProvider::IsThere() { return std::filesystem::exists(SourcePath("node_modules/oidc-provider")); }

OidcProvider::OidcProvider(const std::string& redirect_url) : port_(FreePort()), folder_(MakeFolder()) {
  const std::string port = absl::StrCat(port_), log = absl::StrCat(folder_, "/log");
  pid_ = fork();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int fd = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(fd, 1);
    dup2(fd, 2);
    execlp("node", "node", SourcePath("tests/support/oidc_provider.mjs").c_str(), port.c_str(),
           redirect_url.c_str(), nullptr);
    _exit(127);
  }
  if (!WaitFor([&] { return absl::StrContains(TextOfFile(log), "\nready\n"); })) {
    ADD_FAILURE() << "the identity provider does not start:\n" << TextOfFile(log);
    std::abort();
  }
}

OidcProvider::~OidcProvider() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  if (::testing::Test::HasFailure()) std::cerr << "the identity provider's log:\n" << TextOfFile(folder_ + "/log");
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string OidcProvider::issuer() const { return absl::StrCat("http://127.0.0.1:", port_); }

void OidcProvider::SignIn(const std::string& email, const nlohmann::json& claims) {
  Order("/test/account", {{"email", email}, {"claims", claims}});
}

std::string OidcProvider::Visit(const std::string& url) { return Order("/test/visit", {{"url", url}}).value("url", ""); }

std::string OidcProvider::Token(const nlohmann::json& claims, const nlohmann::json& header, const std::string& key) {
  const nlohmann::json nothing = nlohmann::json::object();
  return Order("/test/token", {{"claims", claims.is_null() ? nothing : claims},
                               {"header", header.is_null() ? nothing : header},
                               {"key", key}})
      .value("token", "");
}

void OidcProvider::Rotate() { Order("/test/rotate", nlohmann::json::object()); }
void OidcProvider::SetAway(bool away) { Order("/test/state", {{"away", away}}); }

int OidcProvider::Fetches(const std::string& path) {
  const HttpAnswer answer = HttpClient(absl::StrCat("127.0.0.1:", port_), "").Send("GET", "/test/fetches");
  return answer.Json().value(path, 0);
}

nlohmann::json OidcProvider::Order(const std::string& path, const nlohmann::json& order) {
  const HttpAnswer answer = HttpClient(absl::StrCat("127.0.0.1:", port_), "").Send("POST", path, order.dump());
  EXPECT_EQ(answer.status, 200) << path << ": " << answer.body;
  const nlohmann::json result = answer.Json();
  return result.is_object() ? result : nlohmann::json::object();
}

}  // namespace nanolearn::testing
