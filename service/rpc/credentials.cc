#include "service/rpc/credentials.h"

#include <grpc/grpc.h>
#include <grpc/grpc_security.h>

#include <string>
#include <utility>

namespace nanolearn::rpc {
namespace {

// gRPC's C++ has no credentials that ask for a certificate, but its C has. (FileWatcherCertificateProvider
// does not do: it takes files that do not fit and then refuses everybody; docs/decisions/0016-transport.md.)
class TlsCredentials final : public grpc::ServerCredentials {
 public:
  explicit TlsCredentials(std::shared_ptr<TlsFiles> files)
      : files_(std::move(files)),
        credentials_(grpc_ssl_server_credentials_create_with_options(
            grpc_ssl_server_credentials_create_options_using_config_fetcher(
                files_->wants_client_certificates()
                    ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                    : GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE,
                &Fetch, this))) {}
  ~TlsCredentials() override { grpc_server_credentials_release(credentials_); }

  // Callers are known by their tokens, in rpc/call.h.
  void SetAuthMetadataProcessor(const std::shared_ptr<grpc::AuthMetadataProcessor>&) override {}

 private:
  int AddPortToServer(const std::string& address, grpc_server* server) override {
    return grpc_server_add_http2_port(server, address.c_str(), credentials_);
  }

  // gRPC asks at each connection, never twice at once. What it cannot use after all it leaves, too.
  static grpc_ssl_certificate_config_reload_status Fetch(void* self,
                                                         grpc_ssl_server_certificate_config** config) {
    TlsCredentials& credentials = *static_cast<TlsCredentials*>(self);
    const std::shared_ptr<const TlsIdentity> identity = credentials.files_->Current();
    if (identity == credentials.fetched_) return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED;
    const grpc_ssl_pem_key_cert_pair pair{identity->key().c_str(), identity->certificate().c_str()};
    // It wants some CA in any case, and does not look at it unless clients are asked.
    const std::string& ca = identity->client_ca().empty() ? identity->certificate() : identity->client_ca();
    *config = grpc_ssl_server_certificate_config_create(ca.c_str(), &pair, 1);
    credentials.fetched_ = identity;
    return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_NEW;
  }

  const std::shared_ptr<TlsFiles> files_;
  std::shared_ptr<const TlsIdentity> fetched_;
  grpc_server_credentials* const credentials_;
};

}  // namespace

std::shared_ptr<grpc::ServerCredentials> MakeCredentials(std::shared_ptr<TlsFiles> files) {
  if (!files) return grpc::InsecureServerCredentials();
  return std::make_shared<TlsCredentials>(std::move(files));
}

}  // namespace nanolearn::rpc
