#include "service/base/deadline.h"

#include <utility>

namespace nanolearn {
namespace {

thread_local absl::Time deadline = absl::InfiniteFuture();

}  // namespace

absl::Time CurrentDeadline() { return deadline; }

ScopedDeadline::ScopedDeadline(absl::Time own) : outer_(std::exchange(deadline, own)) {}

ScopedDeadline::~ScopedDeadline() { deadline = outer_; }

}  // namespace nanolearn
