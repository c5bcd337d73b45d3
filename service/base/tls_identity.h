#pragma once

#include <gnutls/abstract.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace nanolearn {

struct TlsFileNames {
  std::string certificate;  // a chain, our own certificate first
  std::string key;
  std::string client_ca;  // who vouches for clients; empty: clients show no certificate
};

// What we show of ourselves over TLS: a certificate chain and its private key, which belong together.
class TlsIdentity {
 public:
  // From files in PEM form. INVALID_ARGUMENT, with a sentence that names the file, when one is not given,
  // cannot be read or cannot be used, or when the key is not that of the certificate.
  static absl::StatusOr<std::shared_ptr<const TlsIdentity>> Read(const TlsFileNames& files);

  TlsIdentity(const TlsIdentity&) = delete;
  TlsIdentity& operator=(const TlsIdentity&) = delete;
  ~TlsIdentity();

  // In PEM form.
  const std::string& certificate() const { return certificate_; }
  const std::string& key() const { return key_; }
  const std::string& client_ca() const { return client_ca_; }

  // The certificate's last moment.
  absl::Time expiry() const { return expiry_; }

  // As GnuTLS takes them: it reads them only, and this must live as long as it does.
  gnutls_pcert_st* chain() const { return const_cast<gnutls_pcert_st*>(chain_.data()); }
  unsigned chain_size() const { return static_cast<unsigned>(chain_.size()); }
  gnutls_privkey_t private_key() const { return private_key_; }

 private:
  TlsIdentity() = default;
  absl::Status ReadCertificate(const std::string& file);
  absl::Status ReadKey(const std::string& file);
  absl::Status ReadClientCa(const std::string& file);
  bool KeyFits() const;

  std::string certificate_;
  std::string key_;
  std::string client_ca_;
  absl::Time expiry_;
  std::vector<gnutls_pcert_st> chain_;
  gnutls_privkey_t private_key_ = nullptr;
};

}  // namespace nanolearn
