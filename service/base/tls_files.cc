#include "service/base/tls_files.h"

#include <spdlog/spdlog.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "service/base/file_stamp.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr std::chrono::seconds kPause(1);

std::string StampOf(const TlsFileNames& names) {
  return absl::StrCat(FileStamp(names.certificate), "\n", FileStamp(names.key), "\n", FileStamp(names.client_ca));
}

std::string Day(absl::Time time) { return absl::FormatTime("%Y-%m-%d %H:%M UTC", time, absl::UTCTimeZone()); }

}  // namespace

absl::StatusOr<std::shared_ptr<TlsFiles>> TlsFiles::Open(const TlsFileNames& names) {
  if (names.certificate.empty() && names.key.empty()) {
    if (names.client_ca.empty()) return std::shared_ptr<TlsFiles>();
    return absl::InvalidArgumentError(
        "clients can be asked for certificates only over TLS: give a certificate and its key, too");
  }
  std::string stamp = StampOf(names);
  ASSIGN_OR_RETURN(std::shared_ptr<const TlsIdentity> identity, TlsIdentity::Read(names));
  return std::shared_ptr<TlsFiles>(new TlsFiles(names, std::move(stamp), std::move(identity)));
}

TlsFiles::TlsFiles(const TlsFileNames& names, std::string stamp, std::shared_ptr<const TlsIdentity> identity)
    : names_(names),
      looked_(std::chrono::steady_clock::now()),
      stamp_(std::move(stamp)),
      current_(std::move(identity)) {
  TellOfExpiry();
}

std::shared_ptr<const TlsIdentity> TlsFiles::Current() {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now - looked_ >= kPause) {
    looked_ = now;
    Look();
    TellOfExpiry();
  }
  return current_;
}

void TlsFiles::Look() {
  // Before the files are read: what is written meanwhile is seen the next time.
  std::string stamp = StampOf(names_);
  if (stamp == stamp_) return;
  stamp_ = std::move(stamp);
  absl::StatusOr<std::shared_ptr<const TlsIdentity>> next = TlsIdentity::Read(names_);
  if (!next.ok()) {
    spdlog::error("TLS goes on with the certificate that it has: {}", std::string(next.status().message()));
    return;
  }
  current_ = *std::move(next);
  told_of_expiry_ = false;
  spdlog::info("TLS has a new certificate, good until {}", Day(current_->expiry()));
}

void TlsFiles::TellOfExpiry() {
  if (told_of_expiry_ || absl::Now() <= current_->expiry()) return;
  told_of_expiry_ = true;
  spdlog::warn("the certificate in {} was good until {}: nobody who looks at it connects", names_.certificate,
               Day(current_->expiry()));
}

}  // namespace nanolearn
