#include "service/http/server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "service/base/listen_address.h"
#include "service/base/status_macros.h"
#include "service/base/worker_pool.h"
#include "service/http/exchange.h"
#include "service/http/proxies.h"
#include "service/http/tls_handshake.h"

namespace nanolearn {
namespace {

using http::Exchange;

// A connection's memory: its headers and the answer's. The library takes headers up to some 8 KB then, as other
// servers do, and writes over all of it after each request, so that an idle connection costs as much.
constexpr size_t kHeaderBytes = 20 << 10;
constexpr size_t kMaxWaiting = 10000;
constexpr unsigned kMaxEventThreads = 4;

// A socket address of a numeric host; "localhost" is 127.0.0.1.
struct SocketAddress {
  sockaddr_in v4 = {};
  sockaddr_in6 v6 = {};
  bool is_v6 = false;

  const sockaddr* get() const {
    return is_v6 ? reinterpret_cast<const sockaddr*>(&v6) : reinterpret_cast<const sockaddr*>(&v4);
  }
};

absl::StatusOr<SocketAddress> ParseAddress(const std::string& address) {
  const std::optional<HostAndPort> parts = SplitAddress(address);
  if (!parts) {
    return absl::InvalidArgumentError(absl::StrCat("--http takes HOST:PORT, not '", address, "'"));
  }
  SocketAddress result;
  const std::string host = parts->host == "localhost" ? "127.0.0.1" : parts->host;
  const auto port = htons(static_cast<uint16_t>(parts->port));
  if (inet_pton(AF_INET, host.c_str(), &result.v4.sin_addr) == 1) {
    result.v4.sin_family = AF_INET;
    result.v4.sin_port = port;
    return result;
  }
  if (inet_pton(AF_INET6, host.c_str(), &result.v6.sin6_addr) == 1) {
    result.v6.sin6_family = AF_INET6;
    result.v6.sin6_port = port;
    result.is_v6 = true;
    return result;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "--http takes an address in numbers, such as 0.0.0.0:8422 or [::]:8422, not '", address, "'"));
}

// Each connection is an open file. Never lowers what there is.
void AllowOpenFiles(int connections) {
  rlimit limit;
  const rlim_t wanted = static_cast<rlim_t>(connections) + 1000;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  setrlimit(RLIMIT_NOFILE, &limit);
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// As MHD_http_unescape, but "%00" stays: it would cut off what follows it.
size_t Unescape(void*, MHD_Connection*, char* text) {
  char* to = text;
  for (const char* from = text; *from; ++from) {
    const int high = *from == '%' ? HexDigit(from[1]) : -1;
    const int low = high >= 0 ? HexDigit(from[2]) : -1;
    if (low >= 0 && high + low > 0) {
      *to++ = static_cast<char>(high * 16 + low);
      from += 2;
    } else {
      *to++ = *from;
    }
  }
  *to = '\0';
  return static_cast<size_t>(to - text);
}

}  // namespace

class HttpServer::Impl {
 public:
  Impl(const HttpServerOptions& options, http::Router router)
      : body_timeout_(absl::ToChronoNanoseconds(options.body_timeout)),
        router_(std::move(router)),
        tls_(options.tls),
        workers_(options.worker_threads, kMaxWaiting) {}
  ~Impl() { Shutdown(); }

  absl::Status Listen(const HttpServerOptions& options);
  void BeginDrain() { draining_ = true; }
  void Shutdown(absl::Duration grace = absl::ZeroDuration());
  const std::string& address() const { return address_; }

 private:
  static MHD_Result OnRequest(void* self, MHD_Connection* connection, const char* url, const char* method,
                              const char* version, const char* upload, size_t* upload_size, void** state);
  static void OnCompleted(void* self, MHD_Connection* connection, void** state,
                          MHD_RequestTerminationCode code);

  MHD_Result Begin(MHD_Connection* connection, const char* url, const char* method, void** state);
  MHD_Result Answer(Exchange& exchange);
  void AwaitExchanges(absl::Duration grace);

  const std::chrono::nanoseconds body_timeout_;
  http::Router router_;
  const std::shared_ptr<TlsFiles> tls_;
  WorkerPool workers_;
  http::TrustedProxies proxies_;
  std::string address_;
  MHD_Daemon* daemon_ = nullptr;
  std::atomic<bool> draining_{false};  // answers end their connections
  std::atomic<bool> stopping_{false};
  std::atomic<size_t> buffered_{0};
  std::mutex mutex_;  // for exchanges_
  std::condition_variable ended_;
  int exchanges_ = 0;  // whose request is there as a whole
};

absl::Status HttpServer::Impl::Listen(const HttpServerOptions& options) {
  ASSIGN_OR_RETURN(proxies_, http::TrustedProxies::Parse(options.trusted_proxies));
  ASSIGN_OR_RETURN(const SocketAddress socket, ParseAddress(options.address));
  AllowOpenFiles(options.max_connections);
  const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1u, kMaxEventThreads);
  std::vector<MHD_OptionItem> items = {
      {MHD_OPTION_CONNECTION_LIMIT, options.max_connections, nullptr},
      {MHD_OPTION_CONNECTION_MEMORY_LIMIT, kHeaderBytes, nullptr},
      {MHD_OPTION_CONNECTION_TIMEOUT, absl::ToInt64Seconds(options.idle_timeout), nullptr},
      {MHD_OPTION_THREAD_POOL_SIZE, threads > 1 ? threads : 0, nullptr},
      {MHD_OPTION_STRICT_FOR_CLIENT, 1, nullptr},
      {MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024, nullptr}};
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
  if (socket.is_v6) flags |= MHD_USE_IPv6;
  if (tls_) {
    flags |= MHD_USE_TLS;
    const std::vector<MHD_OptionItem> tls = http::TlsOptions(*tls_);
    items.insert(items.end(), tls.begin(), tls.end());
  }
  items.push_back({MHD_OPTION_END, 0, nullptr});
  errno = 0;
  daemon_ = MHD_start_daemon(flags, 0, nullptr, nullptr, &OnRequest, this, MHD_OPTION_SOCK_ADDR, socket.get(),
                             MHD_OPTION_NOTIFY_COMPLETED, &OnCompleted, this, MHD_OPTION_UNESCAPE_CALLBACK,
                             &Unescape, nullptr, MHD_OPTION_ARRAY, items.data(), MHD_OPTION_END);
  if (!daemon_) {
    return absl::UnavailableError(
        absl::StrCat("cannot listen for HTTP on ", options.address, ": ",
                     errno ? std::strerror(errno) : "the HTTP library does not say why"));
  }
  const MHD_DaemonInfo* const info = MHD_get_daemon_info(daemon_, MHD_DAEMON_INFO_BIND_PORT);
  address_ = WithPort(options.address, info ? info->port : 0);
  return absl::OkStatus();
}

MHD_Result HttpServer::Impl::OnRequest(void* self, MHD_Connection* connection, const char* url,
                                       const char* method, const char*, const char* upload,
                                       size_t* upload_size, void** state) {
  Impl& server = *static_cast<Impl*>(self);
  if (!*state) return server.Begin(connection, url, method, state);
  Exchange& exchange = *static_cast<Exchange*>(*state);
  if (*upload_size > 0) {
    // Each byte restarts the timeout of the connection. It ends without an answer: while a body comes, none
    // can be given.
    if (exchange.age() > server.body_timeout_) return MHD_NO;
    exchange.Append({upload, *upload_size});
    *upload_size = 0;
    return MHD_YES;
  }
  return server.Answer(exchange);
}

MHD_Result HttpServer::Impl::Begin(MHD_Connection* connection, const char* url, const char* method,
                                   void** state) {
  auto* const exchange = new Exchange(connection, router_, buffered_, url, method, tls_ != nullptr, proxies_);
  *state = exchange;  // OnCompleted deletes it
  // A refusal that is known from the headers need not wait for the body.
  return exchange->has_response() ? exchange->Queue(draining_) : MHD_YES;
}

// Called when the request is whole, and again when its answer is there.
MHD_Result HttpServer::Impl::Answer(Exchange& exchange) {
  if (!exchange.has_response() && stopping_) exchange.Refuse(503);
  if (exchange.has_response()) return exchange.Queue(draining_);
  exchange.set_whole();
  {
    const std::lock_guard lock(mutex_);
    ++exchanges_;
  }
  MHD_suspend_connection(exchange.connection());
  const bool accepted = workers_.Submit([&exchange] {
    exchange.Run();
    MHD_resume_connection(exchange.connection());
  });
  if (!accepted) {
    exchange.Refuse(503);
    MHD_resume_connection(exchange.connection());
  }
  return MHD_YES;
}

void HttpServer::Impl::OnCompleted(void* self, MHD_Connection*, void** state,
                                   MHD_RequestTerminationCode code) {
  const std::unique_ptr<Exchange> exchange(static_cast<Exchange*>(*state));
  *state = nullptr;
  if (!exchange) return;
  exchange->Log(code == MHD_REQUEST_TERMINATED_COMPLETED_OK);
  if (!exchange->is_whole()) return;
  Impl& server = *static_cast<Impl*>(self);
  const std::lock_guard lock(server.mutex_);
  --server.exchanges_;
  server.ended_.notify_all();
}

void HttpServer::Impl::AwaitExchanges(absl::Duration grace) {
  std::unique_lock lock(mutex_);
  ended_.wait_for(lock, absl::ToChronoMilliseconds(grace), [this] { return exchanges_ == 0; });
}

void HttpServer::Impl::Shutdown(absl::Duration grace) {
  if (daemon_) {
    draining_ = true;
    stopping_ = true;
    const MHD_socket listener = MHD_quiesce_daemon(daemon_);
    AwaitExchanges(grace);
    // Connections must not be stopped while a worker has them.
    workers_.Stop();
    MHD_stop_daemon(daemon_);
    if (listener != MHD_INVALID_SOCKET) close(listener);
    daemon_ = nullptr;
  }
  workers_.Stop();
}

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(const HttpServerOptions& options,
                                                              http::Router router) {
  RETURN_IF_ERROR(CheckListenAddress(options.address, options.tls != nullptr));
  auto impl = std::make_unique<Impl>(options, std::move(router));
  RETURN_IF_ERROR(impl->Listen(options));
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;
const std::string& HttpServer::address() const { return impl_->address(); }
void HttpServer::BeginDrain() { impl_->BeginDrain(); }
void HttpServer::Shutdown(absl::Duration grace) { impl_->Shutdown(grace); }

}  // namespace nanolearn
