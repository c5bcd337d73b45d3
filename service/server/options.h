#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace nanolearn {

// What nanolearnd is told when it starts.
struct ServerOptions {
  std::string data_directory;  // keys, the first token, the embedded database; made when missing, mode 0700
  std::string
      database;  // "embedded:DIR" or "mysql://user@host[:port]/schema[?ssl-ca=FILE|tls=off]"; empty: DATA/database
  std::string binlogs;                 // where an embedded database keeps its binary logs; empty: in its folder
  std::string database_password_file;  // for mysql://; empty: the environment's NANOLEARN_DATABASE_PASSWORD
  std::string listen = "127.0.0.1:8421";
  std::string http = "127.0.0.1:8422";  // empty: no HTTP
  std::string public_url;            // where people reach the pages; empty: http:// or https:// and `http`
  std::vector<std::string> trusted_proxies;  // addresses or networks of proxies in front of `http`
  std::string tls_certificate_file;          // both or none
  std::string tls_key_file;
  std::string tls_client_ca_file;  // with it, gRPC's clients must show a certificate of that CA
  absl::Duration drain_notice = absl::ZeroDuration();  // between saying that it will stop and taking no more calls
  absl::Duration drain_timeout = absl::Seconds(10);    // in which running calls may end then
  int worker_threads = 16;
  size_t request_memory = size_t{256} << 20;  // bytes, of gRPC's requests that have not come whole or wait
  absl::Duration upload_time = absl::Minutes(10);  // in which a staff file must have come over gRPC

  // Calls in a second over gRPC and SCIM; 0: no limit.
  int max_calls_of_token = 0;
  int max_calls_of_organisation = 0;
  int max_calls_of_address = 0;

  std::string smtp;  // smtp://HOST[:PORT] or smtps://HOST[:PORT]; empty: mails stay in the outbox
  std::string smtp_user;
  std::string smtp_password_file;
  std::string smtp_tls;      // "required", "try"; empty: required unless the server is this machine itself
  std::string smtp_ca_file;  // empty: the system's
  std::string mail_from;
  std::string mail_folder;  // instead of `smtp`: mails are laid there as files, for trying out
  absl::Duration mail_pause = absl::Seconds(2);  // between looks at the outbox
  int mails_per_minute = 600;                    // of all servers on the database together

  bool webhook_allow_http = false;  // events may go without TLS, to this machine and private networks too
  std::string webhook_ca_file;      // empty: the system's
  absl::Duration webhook_pause = absl::Seconds(1);  // between looks for events to send

  std::string oidc_ca_file;              // of identity providers; empty: the system's
  bool oidc_allow_own_network = false;   // identity providers may be on this machine and private networks

  std::string audit_anchor_file;  // once a day lines are added that say how far the audit goes; empty: none

  std::string drop_directory;  // of the drop folders; empty: none
  absl::Duration drop_settle = absl::Seconds(10);
  absl::Duration drop_scan_interval = absl::Seconds(3);
  int drop_keep_days = 30;
};

// $XDG_DATA_HOME/nanolearn, else ~/.local/share/nanolearn.
std::string DefaultDataDirectory();

}  // namespace nanolearn
