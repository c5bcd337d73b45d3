#include "service/oidc/http.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <memory>
#include <new>

#include "absl/strings/str_cat.h"
#include "service/base/public_address.h"
#include "service/base/status_macros.h"
#include "service/oidc/query.h"

namespace nanolearn::oidc {
namespace {

constexpr long kConnectSeconds = 5;
constexpr size_t kMaxBodyBytes = 1 << 20;
constexpr int kOk = 200;

// Frees what libcurl makes.
struct Free {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// Anything but `bytes` ends the transfer.
size_t Keep(char* data, size_t size, size_t count, void* body) {
  auto& text = *static_cast<std::string*>(body);
  const size_t bytes = size * count;
  if (text.size() + bytes > kMaxBodyBytes) return bytes == 0 ? 1 : 0;
  text.append(data, bytes);
  return bytes;
}

// After names have been resolved, so that none can be made to lead elsewhere in between.
curl_socket_t OpenPublic(void* is_refused, curlsocktype, curl_sockaddr* address) {
  if (!IsPublicAddress(address->addr)) {
    *static_cast<bool*>(is_refused) = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void SetLimits(CURL* curl, const HttpOptions& options, bool& is_refused) {
  if (!options.allows_own_network) {
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, OpenPublic);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &is_refused);
  }
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(absl::ToInt64Milliseconds(options.timeout)));
  if (!options.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
}

void SetForm(CURL* curl, const HttpCall& call) {
  if (call.form.empty()) return;
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call.form.data());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.form.size()));
}

// RFC 6749 wants both encoded before they are joined.
void SetUser(CURL* curl, const HttpCall& call) {
  if (call.user.empty()) return;
  curl_easy_setopt(curl, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
  curl_easy_setopt(curl, CURLOPT_USERNAME, Encoded(call.user).c_str());
  curl_easy_setopt(curl, CURLOPT_PASSWORD, Encoded(call.password).c_str());
}

}  // namespace

absl::StatusOr<HttpAnswer> Ask(const HttpOptions& options, const HttpCall& call) {
  static const CURLcode global = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::unique_ptr<CURL, Free> curl(global == CURLE_OK ? curl_easy_init() : nullptr);
  const std::unique_ptr<curl_slist, Free> headers(curl_slist_append(nullptr, "Accept: application/json"));
  if (!curl || !headers) throw std::bad_alloc();
  HttpAnswer answer;
  bool is_refused = false;
  SetLimits(curl.get(), options, is_refused);
  SetForm(curl.get(), call);
  SetUser(curl.get(), call);
  curl_easy_setopt(curl.get(), CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_USERAGENT, "nanolearn");
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, Keep);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.body);
  if (const CURLcode code = curl_easy_perform(curl.get()); code != CURLE_OK) {
    if (is_refused) {
      return absl::UnavailableError(absl::StrCat(call.url, " is on this machine or a private network, where nanolearnd asks "
                                                           "only with --oidc-allow-own-network"));
    }
    return absl::UnavailableError(absl::StrCat("no answer from ", call.url, ": ", curl_easy_strerror(code)));
  }
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

absl::StatusOr<std::string> Fetch(const HttpOptions& options, const std::string& url) {
  ASSIGN_OR_RETURN(HttpAnswer answer, Ask(options, {.url = url}));
  if (answer.status == kOk) return std::move(answer.body);
  return absl::UnavailableError(absl::StrCat(url, " answers with ", answer.status));
}

}  // namespace nanolearn::oidc
