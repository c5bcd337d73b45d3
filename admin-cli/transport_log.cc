#include "admin-cli/transport_log.h"

#include <grpc/support/log.h>

#include <cstdlib>

#include "absl/base/const_init.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"

namespace nanolearn::cli {
namespace {

constexpr size_t kMaxKept = 16 << 10;

ABSL_CONST_INIT absl::Mutex mutex(absl::kConstInit);

std::string& Kept() {
  static auto* const kept = new std::string;
  return *kept;
}

// Called on gRPC's threads.
void Keep(gpr_log_func_args* line) {
  absl::MutexLock lock(&mutex);
  if (Kept().size() < kMaxKept) absl::StrAppend(&Kept(), line->message, "\n");
}

}  // namespace

void KeepTransportLog() {
  if (std::getenv("GRPC_VERBOSITY") || std::getenv("GRPC_TRACE")) return;
  gpr_set_log_function(Keep);
}

std::string TransportLog() {
  absl::MutexLock lock(&mutex);
  return Kept();
}

}  // namespace nanolearn::cli
