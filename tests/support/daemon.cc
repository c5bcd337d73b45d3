#include "tests/support/daemon.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/support/wait.h"

namespace nanolearn::testing {
namespace {

bool Answers(const std::string& address) {
  const auto channel = grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
  return channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::milliseconds(200));
}

// With what it says at the end of `log`.
pid_t Spawn(std::vector<std::string> words, const std::string& log) {
  words.insert(words.begin(), "nanolearnd");
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t pid = fork();
  if (pid != 0) return pid;
  const int fd = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(fd, 1);
  dup2(fd, 2);
  execv(NANOLEARND, argv.data());
  _exit(127);
}

int ExitCodeOf(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

int FreePort() {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::abort();
  }
  close(fd);
  return ntohs(address.sin_port);
}

Daemon::Daemon(std::vector<std::string> arguments)
    : arguments_(std::move(arguments)), port_(FreePort()), http_port_(FreePort()) {
  directory_ = (std::filesystem::temp_directory_path() / "nanolearn-daemon-XXXXXX").string();
  if (!mkdtemp(directory_.data())) std::abort();
}

Daemon::~Daemon() {
  if (pid_ > 0) Kill();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void Daemon::Start() {
  const std::string listen = address(), http = http_address();
  const std::string log = absl::StrCat(directory_, "/log");
  std::vector<std::string> words = {"--data", data_directory(), "--listen", listen, "--http", http};
  words.insert(words.end(), arguments_.begin(), arguments_.end());
  pid_ = Spawn(std::move(words), log);
  for (const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);;) {
    if (Answers(listen)) return;
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_ || std::chrono::steady_clock::now() > deadline) {
      ADD_FAILURE() << "nanolearnd does not answer; its log is:\n" << std::ifstream(log).rdbuf();
      std::abort();
    }
  }
}

void Daemon::Kill() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void Daemon::KillWithDatabase() {
  const pid_t database = database_pid();
  Kill();
  kill(database, SIGKILL);
  const std::string program = absl::StrCat("/proc/", database, "/exe");
  std::error_code gone;
  EXPECT_TRUE(WaitFor([&] { return std::filesystem::read_symlink(program, gone).empty(); }));
}

void Daemon::Terminate() { kill(pid_, SIGTERM); }

int Daemon::Stop() {
  Terminate();
  const int code = ExitCodeOf(pid_);
  pid_ = -1;
  return code;
}

int Daemon::Run(const std::vector<std::string>& arguments) const {
  return ExitCodeOf(Spawn(arguments, absl::StrCat(directory_, "/log")));
}

std::string Daemon::data_directory() const { return absl::StrCat(directory_, "/data"); }

void Daemon::KillDatabase() { kill(database_pid(), SIGKILL); }

pid_t Daemon::database_pid() const {
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::ifstream stat(entry.path() / "stat");
    pid_t pid = 0, parent = 0;
    std::string name, state;
    if (stat >> pid >> name >> state >> parent && parent == pid_ && name == "(mariadbd)") return pid;
  }
  ADD_FAILURE() << "nanolearnd has no database process";
  std::abort();
}

std::string Daemon::address() const { return absl::StrCat("127.0.0.1:", port_); }
std::string Daemon::http_address() const { return absl::StrCat("127.0.0.1:", http_port_); }

std::string Daemon::database_socket() const {
  return absl::StrCat(directory_, "/data/database/run/mariadb.sock");
}

std::string Daemon::Log() const {
  std::ostringstream text;
  text << std::ifstream(absl::StrCat(directory_, "/log")).rdbuf();
  return text.str();
}

std::string Daemon::token() const {
  std::string token;
  std::ifstream(absl::StrCat(directory_, "/data/admin-token")) >> token;
  return token;
}

}  // namespace nanolearn::testing
