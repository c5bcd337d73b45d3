#pragma once

#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "service/storage/mysql/lost_commit.h"
#include "service/storage/mysql/pool.h"

namespace nanolearn::mysql {

// Runs transactions until they have an outcome; no exception leaves it. Thread-safe.
class TransactionRunner {
 public:
  using Body = absl::FunctionRef<absl::Status(Session&)>;

  explicit TransactionRunner(Pool& pool) : pool_(pool) {}

  // Both as Store says.
  absl::Status Read(Body body);
  absl::Status Write(Body body);

 private:
  enum class Mode { kRead, kWrite };
  struct Failure;

  absl::Status RunUntilDone(Mode mode, Body body);
  static void Log(const Failure& failure, int run);
  // Both return the body's status, or throw Failure.
  absl::Status RunOnce(Mode mode, std::optional<LostCommit>& lost, Body body);
  absl::Status RunOn(Pool::Lease& lease, Mode mode, std::optional<LostCommit>& lost, Body body);

  Pool& pool_;
};

}  // namespace nanolearn::mysql
