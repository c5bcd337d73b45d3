#include "service/http/exchange.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <spdlog/spdlog.h>

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "service/base/exception_type.h"
#include "service/http/bearer.h"

namespace nanolearn::http {
namespace {

// Of all bodies together: many slow senders must not fill the memory.
constexpr size_t kMaxBufferedBytes = size_t{256} << 20;

MHD_Result Collect(void* pairs, MHD_ValueKind, const char* key, size_t key_size, const char* value,
                   size_t value_size) {
  static_cast<Pairs*>(pairs)->emplace_back(std::string(key, key_size),
                                           value ? std::string(value, value_size) : std::string());
  return MHD_YES;
}

// Where a proxy in front could take another end of the body than we do, what follows would pass for a request
// that the proxy has never seen.
bool IsLengthClear(const Request& request) {
  int lengths = 0, codings = 0;
  for (const auto& [name, value] : request.headers) {
    lengths += absl::EqualsIgnoreCase(name, "Content-Length");
    if (!absl::EqualsIgnoreCase(name, "Transfer-Encoding")) continue;
    ++codings;
    if (!absl::EqualsIgnoreCase(value, "chunked")) return false;
  }
  return lengths + codings <= 1;
}

// Whoever is connected: behind a proxy, that.
std::string RemoteOf(MHD_Connection* connection) {
  const MHD_ConnectionInfo* const info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (!info || !info->client_addr) return "";
  const sockaddr* const address = info->client_addr;
  char text[INET6_ADDRSTRLEN] = "";
  if (address->sa_family == AF_INET)
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text, sizeof(text));
  if (address->sa_family == AF_INET6)
    inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, text, sizeof(text));
  return text;
}

// Each proxy adds to the header, or adds one of its own below.
std::string ForwardedFor(const Request& request) {
  std::vector<std::string> values;
  for (const auto& [name, value] : request.headers) {
    if (absl::EqualsIgnoreCase(name, "X-Forwarded-For")) values.push_back(value);
  }
  return absl::StrJoin(values, ",");
}

}  // namespace

Exchange::Exchange(MHD_Connection* connection, const Router& router, std::atomic<size_t>& buffered,
                   const char* url, const char* method, bool is_tls, const TrustedProxies& proxies)
    : connection_(connection), router_(router), buffered_(buffered), match_(router.Find(method, url)) {
  request_.method = method;
  if (request_.method == "HEAD") request_.method = "GET";
  request_.path = url;
  request_.is_tls = is_tls;
  request_.parameters = match_.parameters;
  MHD_get_connection_values_n(connection, MHD_HEADER_KIND, Collect, &request_.headers);
  MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND, Collect, &request_.query);
  request_.remote = proxies.ClientAddress(RemoteOf(connection), ForwardedFor(request_));
  CheckHeaders();
}

Exchange::~Exchange() { buffered_ -= own_buffered_; }

void Exchange::CheckHeaders() {
  if (!IsLengthClear(request_)) return Refuse(400);
  if (!match_.route) {
    Refuse(match_.allowed.empty() ? 404 : 405);
    if (response_->status == 405) response_->headers.push_back({"Allow", match_.allowed});
    return;
  }
  if (match_.route->needs_token && BearerToken(request_).empty()) return Refuse(401);
  if (IsTooLong()) Refuse(413);
}

bool Exchange::IsTooLong() const {
  uint64_t length = 0;
  return absl::SimpleAtoi(request_.Header("Content-Length"), &length) &&
         length > match_.route->max_body_bytes;
}

void Exchange::Append(absl::string_view part) {
  if (response_) return;
  if (request_.body.size() + part.size() > match_.route->max_body_bytes) return Refuse(413);
  own_buffered_ += part.size();
  if ((buffered_ += part.size()) > kMaxBufferedBytes) return Refuse(503);
  request_.body.append(part.data(), part.size());
}

void Exchange::Run() {
  try {
    if (!router_.CanServe()) return Refuse(503);
    response_ = match_.route->handler(request_);
  } catch (...) {
    spdlog::error("an exception of type {} ended an HTTP handler", CurrentExceptionType());
    response_ = router_.Refuse(request_, 500);
  }
}

void Exchange::Refuse(int status) {
  response_ = router_.Refuse(request_, status);
  if (status == 503) response_->headers.push_back({"Retry-After", "5"});
  must_close_ = status == 400 || status == 401 || status == 413 || status == 503;
  request_.body.clear();
}

MHD_Result Exchange::Queue(bool close) {
  using Owned = std::unique_ptr<MHD_Response, decltype(&MHD_destroy_response)>;
  std::string& body = response_->body;
  const Owned response(MHD_create_response_from_buffer(body.size(), body.data(), MHD_RESPMEM_MUST_COPY),
                       &MHD_destroy_response);
  if (!response) return MHD_NO;
  const auto add = [&](const char* name, const std::string& value) {
    MHD_add_response_header(response.get(), name, value.c_str());
  };
  if (!response_->content_type.empty()) add("Content-Type", response_->content_type);
  add("X-Content-Type-Options", "nosniff");
  for (const auto& [name, value] : router_.headers()) add(name.c_str(), value);
  for (const auto& [name, value] : response_->headers) add(name.c_str(), value);
  if (close || must_close_) add("Connection", "close");
  return MHD_queue_response(connection_, static_cast<unsigned>(response_->status), response.get());
}

void Exchange::Log(bool completed) const {
  const int status = response_ ? response_->status : 0;
  const auto level = status == 500   ? spdlog::level::err
                     : status >= 400 ? spdlog::level::info
                                     : spdlog::level::debug;
  if (!spdlog::should_log(level)) return;
  const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start_;
  const bool known = match_.route != nullptr;
  spdlog::log(level, "HTTP {} {} {} {:.1f} ms{}", known ? match_.route->method : "-",
              known ? match_.route->pattern : "(no route)", status, elapsed.count(),
              completed ? "" : " cut off");
}

}  // namespace nanolearn::http
