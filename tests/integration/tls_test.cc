// TLS of both ports: certificates that are replaced while the server runs, old versions, certificates of
// clients.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/oidc/http.h"
#include "service/webhook/http_client.h"
#include "tests/support/certificates.h"
#include "tests/support/log_text.h"
#include "tests/support/test_server.h"
#include "tests/support/tls_connection.h"
#include "tests/support/wait.h"

namespace nanolearn::testing {
namespace {

constexpr char kGoesOn[] = "TLS goes on with the certificate that it has: ";

class Tls : public ::testing::Test {
 protected:
  TestServer Start(const std::string& client_ca = "") {
    return TestServer([&](ServerOptions& options) {
      options.tls_certificate_file = certificates_.server();
      options.tls_key_file = certificates_.server_key();
      options.tls_client_ca_file = client_ca;
    });
  }

  // A connection of its own, as a client with `client`'s certificate.
  std::shared_ptr<grpc::Channel> Connect(const TestServer& server,
                                         const Certificates* client = nullptr) const {
    grpc::SslCredentialsOptions options{.pem_root_certs = ReadFile(certificates_.ca())};
    if (client) {
      options.pem_cert_chain = ReadFile(client->client());
      options.pem_private_key = ReadFile(client->client_key());
    }
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    return grpc::CreateCustomChannel(server.address(), grpc::SslCredentials(options), arguments);
  }

  // The serial number that a call meets; why there was no answer otherwise.
  static std::string SerialMet(const TestServer& server, const std::shared_ptr<grpc::Channel>& channel) {
    const TestClient client(channel, server.admin_token());
    grpc::ClientContext context;
    client.Prepare(context);
    v1::GetStatusResponse response;
    const grpc::Status status = client.status->GetStatus(&context, {}, &response);
    if (!status.ok()) return status.error_message();
    const auto certificates = context.auth_context()->FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
    return certificates.empty() ? "no TLS"
                                : SerialOf(std::string(certificates[0].data(), certificates[0].size()));
  }

  static bool BothShow(const TestServer& server, const std::string& serial) {
    return TlsConnection(server.http_address()).serial() == serial &&
           TlsConnection(server.address()).serial() == serial;
  }

  bool Answers(const TestServer& server, const Certificates* client) const {
    const TestClient caller(Connect(server, client), server.admin_token());
    v1::GetStatusResponse response;
    const grpc::Status status =
        caller.Call(&v1::StatusService::Stub::GetStatus, *caller.status, v1::GetStatusRequest(), &response);
    EXPECT_TRUE(status.ok() || status.error_code() == grpc::StatusCode::UNAVAILABLE)
        << status.error_message();
    return status.ok();
  }

  std::string Serial() const { return SerialOf(ReadFile(certificates_.server())); }

  const Certificates certificates_;
};

TEST_F(Tls, NewConnectionsMeetTheNewCertificateAndOpenOnesGoOn) {
  const TestServer server = Start();
  const std::string before = Serial();
  TlsConnection page(server.http_address());
  const auto channel = Connect(server);
  EXPECT_EQ(page.serial(), before);
  EXPECT_EQ(page.Head("/healthz"), "HTTP/1.1 200 OK");
  EXPECT_EQ(SerialMet(server, channel), before);

  certificates_.Renew();
  const std::string after = Serial();
  ASSERT_NE(after, before);
  EXPECT_TRUE(WaitFor([&] { return BothShow(server, after); }));
  EXPECT_EQ(SerialMet(server, Connect(server)), after);
  EXPECT_EQ(page.Head("/healthz"), "HTTP/1.1 200 OK");
  EXPECT_EQ(SerialMet(server, channel), before) << "the connection that was open";
}

TEST_F(Tls, WhatCannotBeUsedLeavesTheCertificateThatIsThere) {
  const LogText log;
  const Certificates others;
  const TestServer server = Start();
  const std::string before = Serial();
  const auto said = [&](const std::string& why) {
    return WaitFor([&] {
      EXPECT_TRUE(BothShow(server, before)) << why;
      return absl::StrContains(log.text(), absl::StrCat(kGoesOn, why));
    });
  };
  std::ofstream(certificates_.server(), std::ios::trunc).flush();
  EXPECT_TRUE(said("there is no certificate in PEM form in")) << "cut off, and not written yet";
  std::filesystem::remove(certificates_.server());
  EXPECT_TRUE(said("cannot read the certificate in"));
  std::filesystem::copy_file(others.server(), certificates_.server());
  EXPECT_TRUE(said(absl::StrCat("the certificate in ", certificates_.server(), " and the private key in ",
                                certificates_.server_key(), " do not belong together")));

  certificates_.Renew();
  EXPECT_TRUE(WaitFor([&] { return BothShow(server, Serial()); }));
  const std::string text = log.text();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4) << "each is told once: " << text;
}

TEST_F(Tls, VersionsBefore12AreRefused) {
  const TestServer server = Start();
  for (const std::string& address : {server.address(), server.http_address()}) {
    for (const std::string version : {"1.2", "1.3"}) {
      EXPECT_TRUE(TlsConnection(address, "NORMAL:-VERS-ALL:+VERS-TLS" + version).is_open()) << version;
    }
    for (const std::string version : {"1.0", "1.1"}) {
      const TlsConnection connection(address, "NORMAL:-VERS-ALL:+VERS-TLS" + version);
      EXPECT_TRUE(connection.was_refused()) << version;
    }
  }
}

// Keys of the certificate that also open what was recorded years ago, and ciphers that have been broken by their padding.
TEST_F(Tls, OldCiphersAndKeysAreRefusedOnBothPorts) {
  const std::string rsa = certificates_.folder() + "/rsa.pem", rsa_key = certificates_.folder() + "/rsa-key.pem";
  const std::string command = absl::StrCat("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout ",
                                           rsa_key, " -out ", rsa, " 2>/dev/null");
  ASSERT_EQ(std::system(command.c_str()), 0);
  const TestServer with_rsa([&](ServerOptions& options) {
    options.tls_certificate_file = rsa;
    options.tls_key_file = rsa_key;
  });
  const TestServer with_curve = Start();
  const std::string base = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:";
  for (const std::string& address :
       {with_rsa.address(), with_rsa.http_address(), with_curve.address(), with_curve.http_address()}) {
    const bool is_rsa = address == with_rsa.address() || address == with_rsa.http_address();
    const std::string fresh_key = is_rsa ? "+ECDHE-RSA" : "+ECDHE-ECDSA";
    for (const char* cipher : {"+AES-128-GCM", "+AES-256-GCM"}) {
      EXPECT_TRUE(TlsConnection(address, absl::StrCat(base, fresh_key, ":-CIPHER-ALL:", cipher)).is_open()) << cipher;
    }
    for (const std::string& old : {fresh_key + ":-CIPHER-ALL:+AES-128-CBC:+AES-256-CBC", std::string("+RSA"),
                                   std::string("+DHE-RSA"), std::string("+RSA:-CIPHER-ALL:+AES-128-CBC")}) {
      const TlsConnection connection(address, base + old);
      EXPECT_TRUE(connection.was_refused()) << old << (is_rsa ? " with a key of RSA" : " with one of a curve");
    }
  }
}

// Whom the server asks must be who it is taken for: identity providers and receivers of events.
TEST_F(Tls, WhoeverIsAskedMustHaveACertificateOfACaThatIsTrusted) {
  const Certificates others;
  const TestServer server = Start();
  const std::string url = absl::StrCat("https://", server.http_address(), "/healthz");
  const auto provider = [&](const std::string& ca) {
    return oidc::Ask({.ca_file = ca, .allows_own_network = true}, {.url = url});
  };
  const absl::StatusOr<oidc::HttpAnswer> asked = provider(certificates_.ca());
  ASSERT_TRUE(asked.ok()) << asked.status();
  EXPECT_EQ(asked->body, "ok\n");
  const auto receiver = [&](const std::string& ca) {
    return ::nanolearn::HttpClient({.ca_file = ca, .allows_own_network = true}).Send({.url = url}, {});
  };
  EXPECT_EQ(receiver(certificates_.ca()).status, 405) << "it takes no events, but it is the one";
  for (const std::string& ca : {others.ca(), std::string()}) {
    EXPECT_TRUE(absl::IsUnavailable(provider(ca).status())) << provider(ca).status();
    EXPECT_TRUE(absl::StrContains(provider(ca).status().message(), "certificate")) << provider(ca).status();
    EXPECT_EQ(receiver(ca).status, 0);
    EXPECT_TRUE(absl::StrContains(receiver(ca).trouble, "certificate")) << receiver(ca).trouble;
  }
}

TEST_F(Tls, WithACaForClientsOnlyThoseWithItsCertificateAreLetIn) {
  const Certificates others;
  const std::string client_ca = certificates_.folder() + "/client-ca.pem";
  std::filesystem::copy_file(certificates_.ca(), client_ca);
  const TestServer server = Start(client_ca);
  EXPECT_FALSE(Answers(server, nullptr));
  EXPECT_FALSE(Answers(server, &others));
  EXPECT_TRUE(Answers(server, &certificates_));
  EXPECT_EQ(TlsConnection(server.http_address()).Head("/healthz"), "HTTP/1.1 200 OK") << "for browsers";

  std::filesystem::copy_file(others.ca(), client_ca, std::filesystem::copy_options::overwrite_existing);
  EXPECT_TRUE(WaitFor([&] { return Answers(server, &others); })) << "the CA is replaced like the certificate";
  EXPECT_FALSE(Answers(server, &certificates_));
}

TEST_F(Tls, IsNotSpokenToInTheClear) {
  const TestServer server = Start();
  EXPECT_NE(SerialMet(server, grpc::CreateChannel(server.address(), grpc::InsecureChannelCredentials())),
            "no TLS");
}

}  // namespace
}  // namespace nanolearn::testing
