#include "tests/support/tls_connection.h"

#include <gnutls/x509.h>
#include <unistd.h>

#include <cstdlib>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/support/connect.h"

namespace nanolearn::testing {
namespace {

std::string SerialOf(const gnutls_datum_t& data, gnutls_x509_crt_fmt_t format) {
  gnutls_x509_crt_t certificate;
  gnutls_x509_crt_init(&certificate);
  unsigned char serial[64];
  size_t size = sizeof serial;
  const bool known = gnutls_x509_crt_import(certificate, &data, format) >= 0 &&
                     gnutls_x509_crt_get_serial(certificate, serial, &size) >= 0;
  gnutls_x509_crt_deinit(certificate);
  if (!known) return "";
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(serial), size));
}

}  // namespace

TlsConnection::TlsConnection(const std::string& address, const std::string& priorities)
    : fd_(ConnectTo(address)) {
  if (fd_ < 0) return;
  gnutls_init(&session_, GNUTLS_CLIENT | GNUTLS_NO_SIGNAL);
  gnutls_certificate_allocate_credentials(&credentials_);
  gnutls_credentials_set(session_, GNUTLS_CRD_CERTIFICATE, credentials_);
  if (gnutls_priority_set_direct(session_, priorities.c_str(), nullptr) < 0) std::abort();
  unsigned char h2[] = "h2", http[] = "http/1.1";
  const gnutls_datum_t protocols[] = {{h2, 2}, {http, 8}};
  gnutls_alpn_set_protocols(session_, protocols, 2, 0);
  gnutls_transport_set_int(session_, fd_);
  do {
    error_ = gnutls_handshake(session_);
  } while (error_ == GNUTLS_E_INTERRUPTED || error_ == GNUTLS_E_AGAIN);
}

TlsConnection::~TlsConnection() {
  if (session_) gnutls_deinit(session_);
  if (credentials_) gnutls_certificate_free_credentials(credentials_);
  if (fd_ >= 0) close(fd_);
}

bool TlsConnection::was_refused() const {
  return error_ == GNUTLS_E_FATAL_ALERT_RECEIVED || error_ == GNUTLS_E_PREMATURE_TERMINATION ||
         error_ == GNUTLS_E_PULL_ERROR;
}

std::string TlsConnection::serial() const {
  if (!is_open()) return "";
  unsigned size = 0;
  const gnutls_datum_t* const chain = gnutls_certificate_get_peers(session_, &size);
  return size > 0 ? SerialOf(chain[0], GNUTLS_X509_FMT_DER) : "";
}

std::string TlsConnection::Head(const std::string& path) {
  const std::string request = absl::StrCat("HEAD ", path, " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  if (!is_open() || gnutls_record_send(session_, request.data(), request.size()) < 0) return "";
  std::string answer;
  while (!absl::StrContains(answer, "\r\n\r\n")) {
    char chunk[4096];
    const ssize_t got = gnutls_record_recv(session_, chunk, sizeof chunk);
    if (got == GNUTLS_E_INTERRUPTED || got == GNUTLS_E_AGAIN) continue;  // a ticket, say, and no data
    if (got <= 0) return "";
    answer.append(chunk, static_cast<size_t>(got));
  }
  return answer.substr(0, answer.find("\r\n"));
}

std::string SerialOf(const std::string& pem) {
  const gnutls_datum_t data = {reinterpret_cast<unsigned char*>(const_cast<char*>(pem.data())),
                               static_cast<unsigned>(pem.size())};
  return SerialOf(data, GNUTLS_X509_FMT_PEM);
}

}  // namespace nanolearn::testing
