#include "service/webhook/http_client.h"

#include <curl/curl.h>
#include <unistd.h>

#include <new>

#include "service/base/public_address.h"

namespace nanolearn {
namespace {

constexpr long kConnectSeconds = 10;

// Frees what libcurl makes.
struct Free {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, Free>;

void Append(List& list, const std::string& text) {
  curl_slist* const longer = curl_slist_append(list.get(), text.c_str());
  if (!longer) throw std::bad_alloc();
  (void)list.release();
  list.reset(longer);
}

int MayGoOn(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

// What a receiver answers beside its status is not kept: it may quote what it was sent.
size_t Ignore(char*, size_t size, size_t count, void*) { return size * count; }

// After names have been resolved, so that none can be made to lead elsewhere in between.
curl_socket_t OpenPublic(void* is_refused, curlsocktype, curl_sockaddr* address) {
  if (!IsPublicAddress(address->addr)) {
    *static_cast<bool*>(is_refused) = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void SetLimits(CURL* curl, const HttpClientOptions& options, std::stop_token& stop, bool& is_refused) {
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, options.allows_own_network ? "http,https" : "https");
  if (!options.allows_own_network) {
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, OpenPublic);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &is_refused);
  }
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(absl::ToInt64Milliseconds(options.timeout)));
  if (!options.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, MayGoOn);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &stop);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, Ignore);
}

}  // namespace

struct HttpClient::Impl {
  std::unique_ptr<CURL, Free> curl;
};

HttpClient::HttpClient(HttpClientOptions options)
    : options_(std::move(options)), impl_(std::make_unique<Impl>()) {
  static const CURLcode global = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (global == CURLE_OK) impl_->curl.reset(curl_easy_init());
}

HttpClient::~HttpClient() = default;

HttpReply HttpClient::Send(const HttpPost& post, std::stop_token stop) {
  CURL* const curl = impl_->curl.get();
  if (!curl) return {0, "libcurl cannot be used"};
  curl_easy_reset(curl);  // keeps the connection
  bool is_refused = false;
  SetLimits(curl, options_, stop, is_refused);
  List headers;
  for (const std::string& header : post.headers) Append(headers, header);
  Append(headers, "User-Agent: nanolearnd");
  Append(headers, "Expect:");  // no waiting for leave to send the body
  curl_easy_setopt(curl, CURLOPT_URL, post.url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, post.body.data());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post.body.size()));
  if (!post.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(curl, CURLOPT_USERNAME, post.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, post.password.c_str());
  }
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK && is_refused) {
    return {0,
            "the address is this machine's or a private network's, where nanolearnd sends only with "
            "--webhook-allow-http"};
  }
  if (code != CURLE_OK) return {0, curl_easy_strerror(code)};
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  return {static_cast<int>(status), ""};
}

}  // namespace nanolearn
