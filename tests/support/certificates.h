#pragma once

#include <string>

namespace nanolearn::testing {

// A private CA with a certificate for a server on this machine and one for a client, as deploy/certificates
// makes them, in a folder of its own.
class Certificates {
 public:
  Certificates();
  ~Certificates();
  Certificates(const Certificates&) = delete;
  Certificates& operator=(const Certificates&) = delete;

  // New certificates of the same CA take the place of those there.
  void Renew() const;

  std::string ca() const { return folder_ + "/ca.pem"; }
  std::string server() const { return folder_ + "/server.pem"; }
  std::string server_key() const { return folder_ + "/server-key.pem"; }
  std::string client() const { return folder_ + "/client.pem"; }
  std::string client_key() const { return folder_ + "/client-key.pem"; }
  const std::string& folder() const { return folder_; }

 private:
  void Run(const std::string& arguments) const;

  std::string folder_;
};

}  // namespace nanolearn::testing
