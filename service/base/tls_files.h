#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "service/base/tls_identity.h"

namespace nanolearn {

// The files of a TlsIdentity, which may be replaced while the server runs. Whoever makes a connection asks
// for what holds now. Thread-safe.
class TlsFiles {
 public:
  // Null when no file is named. INVALID_ARGUMENT when what is in them cannot be used.
  static absl::StatusOr<std::shared_ptr<TlsFiles>> Open(const TlsFileNames& names);

  // What is in the files or, while that cannot be used (one of two files is replaced, say), what was the last
  // time that it could. They are looked at once a second at most. The log tells of what changes.
  std::shared_ptr<const TlsIdentity> Current();

  bool wants_client_certificates() const { return !names_.client_ca.empty(); }

 private:
  TlsFiles(const TlsFileNames& names, std::string stamp, std::shared_ptr<const TlsIdentity> identity);
  void Look();
  void TellOfExpiry();

  const TlsFileNames names_;
  std::mutex mutex_;  // for all below
  std::chrono::steady_clock::time_point looked_;
  std::string stamp_;  // of what was read last, usable or not
  std::shared_ptr<const TlsIdentity> current_;
  bool told_of_expiry_ = false;
};

}  // namespace nanolearn
