#include "tests/support/smtp_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/support/daemon.h"
#include "tests/support/source_dir.h"

namespace nanolearn::testing {
namespace {

bool Answers(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  const bool connected = connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  close(fd);
  return connected;
}

std::string MakeFolder() {
  std::string path = (std::filesystem::temp_directory_path() / "nanolearn-smtp-XXXXXX").string();
  if (!mkdtemp(path.data())) std::abort();
  return path;
}

}  // namespace

SmtpServer::SmtpServer(Security security) : security_(security), port_(FreePort()), folder_(MakeFolder()) {
  if (security_ != Security::kNone) MakeCertificate();
}

SmtpServer::~SmtpServer() {
  if (pid_ > 0) Kill();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void SmtpServer::MakeCertificate() const {
  const std::string command = absl::StrCat(
      "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
      "subjectAltName=DNS:localhost -keyout ",
      folder_, "/key.pem -out ", ca_file(), " 2>/dev/null");
  ASSERT_EQ(std::system(command.c_str()), 0) << "openssl made no certificate";
}

void SmtpServer::Start() {
  std::vector<std::string> arguments = {"/usr/bin/python3", SourcePath("tests/support/smtp_server.py"),
                                        absl::StrCat(port_), folder_};
  if (security_ != Security::kNone) {
    arguments.insert(arguments.end(), {ca_file(), absl::StrCat(folder_, "/key.pem")});
  }
  if (security_ == Security::kTlsAndPassword) arguments.insert(arguments.end(), {kUser, kPassword});
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_ = fork();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int log = open(absl::StrCat(folder_, "/log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(log, 1);
    dup2(log, 2);
    execv(argv[0], argv.data());
    _exit(127);
  }
  for (const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60); !Answers(port_);) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_ || std::chrono::steady_clock::now() > deadline) {
      ADD_FAILURE() << "the SMTP server (python3-aiosmtpd) does not answer:\n"
                    << std::ifstream(absl::StrCat(folder_, "/log")).rdbuf();
      std::abort();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

void SmtpServer::Kill() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

std::string SmtpServer::url() const { return absl::StrCat("smtp://localhost:", port_); }

void SmtpServer::LetIn() const { std::ofstream(absl::StrCat(folder_, "/open")) << "open"; }
void SmtpServer::MakeKnown() const { std::ofstream(absl::StrCat(folder_, "/known")) << "known"; }

std::vector<nlohmann::json> SmtpServer::Mails() const {
  std::vector<nlohmann::json> mails;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path());
    mails.push_back(nlohmann::json::parse(file));
  }
  return mails;
}

int SmtpServer::Deliveries() const { return CountLines("deliveries"); }
int SmtpServer::Tries() const { return CountLines("tries"); }
int SmtpServer::TriesOf(const std::string& address) const { return CountLines("tries", address); }

int SmtpServer::CountLines(const std::string& name, const std::string& text) const {
  std::ifstream file(absl::StrCat(folder_, "/", name));
  int count = 0;
  for (std::string line; std::getline(file, line);) count += text.empty() || line == text;
  return count;
}

}  // namespace nanolearn::testing
