#include "service/base/tls_identity.h"

#include <gnutls/x509.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr unsigned kMaxChain = 16;

absl::StatusOr<std::string> ReadPem(const std::string& file, absl::string_view what) {
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream content;
  if (stream) content << stream.rdbuf();
  // Nothing read is a failure to the stream, but an empty file is none: it may be about to be written.
  if (!stream || (!content && errno != 0)) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot read the ", what, " in ", file, ": ", std::strerror(errno)));
  }
  if (!absl::StrContains(content.str(), "-----BEGIN ")) {
    return absl::InvalidArgumentError(absl::StrCat("there is no ", what, " in PEM form in ", file));
  }
  return content.str();
}

// GnuTLS does not write to it.
gnutls_datum_t DatumOf(const std::string& text) {
  return {reinterpret_cast<unsigned char*>(const_cast<char*>(text.data())),
          static_cast<unsigned>(text.size())};
}

absl::Status Unusable(absl::string_view what, const std::string& file, int error) {
  return absl::InvalidArgumentError(
      absl::StrCat("cannot use the ", what, " in ", file, ": ", gnutls_strerror(error)));
}

// A hash of the public key; empty when there is none.
std::string HashOf(gnutls_pubkey_t key) {
  unsigned char hash[64];
  size_t size = sizeof hash;
  if (gnutls_pubkey_get_key_id(key, GNUTLS_KEYID_USE_SHA256, hash, &size) < 0) return "";
  return std::string(reinterpret_cast<char*>(hash), size);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const TlsIdentity>> TlsIdentity::Read(const TlsFileNames& files) {
  if (files.certificate.empty() || files.key.empty()) {
    return absl::InvalidArgumentError("TLS needs both a certificate and its key; only one was given");
  }
  const std::shared_ptr<TlsIdentity> identity(new TlsIdentity);
  RETURN_IF_ERROR(identity->ReadCertificate(files.certificate));
  RETURN_IF_ERROR(identity->ReadKey(files.key));
  if (!identity->KeyFits()) {
    return absl::InvalidArgumentError(absl::StrCat("the certificate in ", files.certificate,
                                                   " and the private key in ", files.key,
                                                   " do not belong together"));
  }
  if (!files.client_ca.empty()) RETURN_IF_ERROR(identity->ReadClientCa(files.client_ca));
  return identity;
}

TlsIdentity::~TlsIdentity() {
  for (gnutls_pcert_st& certificate : chain_) gnutls_pcert_deinit(&certificate);
  if (private_key_) gnutls_privkey_deinit(private_key_);
}

absl::Status TlsIdentity::ReadCertificate(const std::string& file) {
  ASSIGN_OR_RETURN(certificate_, ReadPem(file, "certificate"));
  const gnutls_datum_t text = DatumOf(certificate_);
  unsigned size = kMaxChain;
  chain_.resize(size);
  int error = gnutls_pcert_list_import_x509_raw(chain_.data(), &size, &text, GNUTLS_X509_FMT_PEM,
                                                GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED);
  chain_.resize(error < 0 ? 0 : size);
  gnutls_x509_crt_t own = nullptr;
  if (error >= 0) error = gnutls_pcert_export_x509(chain_.data(), &own);
  if (error < 0) return Unusable("certificate", file, error);
  expiry_ = absl::FromTimeT(gnutls_x509_crt_get_expiration_time(own));
  gnutls_x509_crt_deinit(own);
  return absl::OkStatus();
}

absl::Status TlsIdentity::ReadKey(const std::string& file) {
  ASSIGN_OR_RETURN(key_, ReadPem(file, "private key"));
  if (absl::StrContains(key_, "ENCRYPTED")) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the private key in ", file,
        " has a password, which nobody is there to give: store it without one, for this user's eyes only"));
  }
  const gnutls_datum_t text = DatumOf(key_);
  int error = gnutls_privkey_init(&private_key_);
  if (error >= 0) {
    error = gnutls_privkey_import_x509_raw(private_key_, &text, GNUTLS_X509_FMT_PEM, nullptr, 0);
  }
  return error < 0 ? Unusable("private key", file, error) : absl::OkStatus();
}

absl::Status TlsIdentity::ReadClientCa(const std::string& file) {
  ASSIGN_OR_RETURN(client_ca_, ReadPem(file, "CA certificate"));
  const gnutls_datum_t text = DatumOf(client_ca_);
  gnutls_x509_crt_t* certificates = nullptr;
  unsigned size = 0;
  const int error = gnutls_x509_crt_list_import2(&certificates, &size, &text, GNUTLS_X509_FMT_PEM, 0);
  if (error < 0) return Unusable("CA certificate", file, error);
  for (unsigned i = 0; i < size; ++i) gnutls_x509_crt_deinit(certificates[i]);
  gnutls_free(certificates);
  return absl::OkStatus();
}

bool TlsIdentity::KeyFits() const {
  gnutls_pubkey_t of_key = nullptr;
  if (gnutls_pubkey_init(&of_key) < 0) return false;
  const bool known = gnutls_pubkey_import_privkey(of_key, private_key_, 0, 0) >= 0;
  const std::string hash = known ? HashOf(of_key) : "";
  gnutls_pubkey_deinit(of_key);
  return !hash.empty() && hash == HashOf(chain_.front().pubkey);
}

}  // namespace nanolearn
