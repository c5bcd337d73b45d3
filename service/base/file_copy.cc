#include "service/base/file_copy.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "service/base/file_descriptor.h"
#include "service/base/secret.h"

namespace nanolearn {
namespace {

constexpr size_t kPiece = 1 << 20;

absl::Status Failure(absl::string_view what, const std::string& path) {
  return absl::FailedPreconditionError(absl::StrCat("cannot ", what, " ", path, ": ", std::strerror(errno)));
}

bool WritePiece(int fd, absl::string_view piece) {
  while (!piece.empty()) {
    const ssize_t written = write(fd, piece.data(), piece.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    piece.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

// Gives each piece of the file to `use`, which says whether it could be used.
absl::StatusOr<std::string> ReadThrough(const std::string& path, OnBytes on_bytes,
                                        absl::FunctionRef<absl::Status(absl::string_view)> use) {
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return Failure("read", path);
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::vector<char> piece(kPiece);
  for (;;) {
    const ssize_t got = read(file.get(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Failure("read", path);
    if (got == 0) break;
    const absl::string_view bytes(piece.data(), static_cast<size_t>(got));
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    if (absl::Status status = use(bytes); !status.ok()) return status;
    on_bytes(bytes.size());
  }
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256_final(&state, reinterpret_cast<unsigned char*>(hash.data()));
  return Hex(hash);
}

}  // namespace

absl::StatusOr<std::string> HashFile(const std::string& path, OnBytes on_bytes) {
  return ReadThrough(path, on_bytes, [](absl::string_view) { return absl::OkStatus(); });
}

absl::StatusOr<std::string> CopyFile(const std::string& from, const std::string& to, OnBytes on_bytes) {
  const FileDescriptor file(open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file.valid()) return Failure("write", to);
  absl::StatusOr<std::string> hash = ReadThrough(from, on_bytes, [&](absl::string_view piece) {
    return WritePiece(file.get(), piece) ? absl::OkStatus() : Failure("write", to);
  });
  if (hash.ok() && fsync(file.get()) != 0) return Failure("write", to);
  return hash;
}

}  // namespace nanolearn
