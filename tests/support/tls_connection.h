#pragma once
// A TLS client that tells what a server shows, and can do what proper clients do not.

#include <gnutls/gnutls.h>

#include <string>

namespace nanolearn::testing {

class TlsConnection {
 public:
  // `priorities` in GnuTLS's words, for instance "NORMAL:-VERS-ALL:+VERS-TLS1.1". Speaks HTTP/2 or 1.1.
  explicit TlsConnection(const std::string& address, const std::string& priorities = "NORMAL");
  ~TlsConnection();
  TlsConnection(const TlsConnection&) = delete;
  TlsConnection& operator=(const TlsConnection&) = delete;

  // Whether there is a connection, by TLS.
  bool is_open() const { return error_ == GNUTLS_E_SUCCESS; }
  // Whether it was the server who would not: it said so, or closed the connection.
  bool was_refused() const;
  // Of the server's certificate, in hexadecimal. It is not verified.
  std::string serial() const;

  // Asks for a page's headers over HTTP/1.1, and stays open. The first line of the answer; empty without one.
  std::string Head(const std::string& path);

 private:
  int fd_ = -1;
  gnutls_session_t session_ = nullptr;
  gnutls_certificate_credentials_t credentials_ = nullptr;
  int error_ = GNUTLS_E_PUSH_ERROR;
};

// The serial number of the first certificate in a PEM text, in hexadecimal.
std::string SerialOf(const std::string& pem);

}  // namespace nanolearn::testing
