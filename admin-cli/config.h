#pragma once
// Which server, which token, which organisation. From the flags, else the environment, else the configuration
// file, else defaults.

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "admin-cli/environment.h"
#include "admin-cli/login.h"
#include "admin-cli/output.h"

namespace nanolearn::cli {

// What stands on the command line; empty: not given.
struct GlobalFlags {
  std::string address;
  std::string token_file;
  std::string organisation;
  std::string ca_file;
  std::string client_certificate;
  std::string client_key;
  std::string issuer;  // in the file alone, as the next
  std::string client_id;
  std::string output;
};

struct Config {
  std::string address;             // always with a port
  std::string token;               // from NANOLEARN_TOKEN; wins over token_file
  std::string token_file;          // empty: none
  std::string organisation;        // id; empty: none
  std::string ca_file;             // empty: the system's certificates
  std::string client_certificate;  // to show to the server; empty: none
  std::string client_key;          // of it
  std::string issuer;              // for nanolearn login, as the next
  std::string client_id;
  std::string login_file;  // empty: there is no home to keep one in
  std::optional<Login>
      login;  // of whoever is signed in at this address, when no token is named; wins over the server's own
  Format format = Format::kPlain;

  // For messages.
  std::string TokenFrom() const;
};

absl::StatusOr<Config> LoadConfig(const GlobalFlags& flags, const Environment& environment);

// Whether the address can only be this machine.
bool IsLoopback(const std::string& address);

}  // namespace nanolearn::cli
