#include "service/http/tls_handshake.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>

#include <memory>

namespace nanolearn::http {
namespace {

// What gRPC takes on the other port: keys that are good for one connection, and ciphers that prove what they encrypt.
constexpr char kPriorities[] =
    "SECURE128:+SECURE192:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-KX-ALL:+ECDHE-ECDSA:+ECDHE-RSA:"
    "-CIPHER-ALL:+AES-128-GCM:+AES-256-GCM:+CHACHA20-POLY1305:-MAC-ALL:+AEAD";

// Of one connection. GnuTLS only borrows what it shows, so that it is kept here until the connection ends.
struct Handshake {
  TlsFiles& files;
  std::shared_ptr<const TlsIdentity> identity;
};

void OnConnection(void* files, MHD_Connection*, void** handshake, MHD_ConnectionNotificationCode code) {
  if (code == MHD_CONNECTION_NOTIFY_STARTED) {
    *handshake = new Handshake{*static_cast<TlsFiles*>(files), nullptr};
  } else {
    delete static_cast<Handshake*>(*handshake);
    *handshake = nullptr;
  }
}

// Called once a client has said hello. The library has made its connection the session's pointer.
int ChooseCertificate(gnutls_session_t session, const gnutls_datum_t*, int, const gnutls_pk_algorithm_t*, int,
                      gnutls_pcert_st** chain, unsigned* chain_size, gnutls_privkey_t* key) {
  auto* const connection = static_cast<MHD_Connection*>(gnutls_session_get_ptr(session));
  const MHD_ConnectionInfo* const info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  if (!info || !info->socket_context) return -1;
  Handshake& handshake = *static_cast<Handshake*>(info->socket_context);
  if (!handshake.identity) handshake.identity = handshake.files.Current();
  *chain = handshake.identity->chain();
  *chain_size = handshake.identity->chain_size();
  *key = handshake.identity->private_key();
  return 0;
}

}  // namespace

std::vector<MHD_OptionItem> TlsOptions(TlsFiles& files) {
  return {{MHD_OPTION_HTTPS_PRIORITIES, 0, const_cast<char*>(kPriorities)},
          {MHD_OPTION_HTTPS_CERT_CALLBACK, 0, reinterpret_cast<void*>(&ChooseCertificate)},
          {MHD_OPTION_NOTIFY_CONNECTION, reinterpret_cast<intptr_t>(&OnConnection), &files}};
}

}  // namespace nanolearn::http
