#include "service/storage/mysql/transaction_runner.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "service/base/deadline.h"
#include "service/base/error.h"
#include "service/base/exception_type.h"
#include "service/storage/mysql/retries.h"
#include "service/storage/mysql/statement_limit.h"

namespace nanolearn::mysql {

// Why a run came to nothing. Its session is in order again or gone.
struct TransactionRunner::Failure {
  ErrorClass error;
  int number;  // 0: not the database's
  std::string text;  // for the log
};

namespace {

// For a connection of the pool.
constexpr absl::Duration kPatience = absl::Seconds(5);

absl::Status Unavailable(absl::string_view message, const char* reason = "DATABASE_UNAVAILABLE") {
  return MakeError(absl::StatusCode::kUnavailable, message, {.reason = reason});
}

absl::Status OurMistake() {
  return MakeError(absl::StatusCode::kInternal, "the database refused a statement; the log says why",
                   {.reason = "DATABASE_REFUSED"});
}

absl::Status DeadlinePassed() {
  return MakeError(absl::StatusCode::kDeadlineExceeded,
                   "the database was not done before the call's deadline; nothing was changed; allow more time, or ask for "
                   "less",
                   {.reason = "DEADLINE_EXCEEDED"});
}

// What the caller is told in the end.
absl::Status GivenUp(ErrorClass error, int number, bool outcome_unknown) {
  if (outcome_unknown) {
    return Unavailable(
        "the connection to the database broke while a change was being confirmed, which may have been made; "
        "ask again with the same request id");
  }
  if (error == ErrorClass::kTooSlow) return DeadlinePassed();
  if (error == ErrorClass::kConnectionLost) {
    return Unavailable("the database cannot be reached; nothing was changed; try again later");
  }
  // A race does not end in the same duplicate every time.
  if (error == ErrorClass::kRetry && number != kDuplicateKey) {
    return Unavailable("others were changing the same data all the time; nothing was changed; try again");
  }
  return OurMistake();
}

// Makes the session fit for the next transaction, or drops it.
void Restore(Pool::Lease& lease, ErrorClass error) {
  if (error != ErrorClass::kRetry && error != ErrorClass::kTooSlow) return lease.Drop();
  try {
    lease->Run("ROLLBACK");
  } catch (const DatabaseError&) {
    lease.Drop();
  }
}

}  // namespace

absl::Status TransactionRunner::Read(Body body) { return RunUntilDone(Mode::kRead, body); }

absl::Status TransactionRunner::Write(Body body) { return RunUntilDone(Mode::kWrite, body); }

absl::Status TransactionRunner::RunUntilDone(Mode mode, Body body) {
  Retries retries;
  std::optional<LostCommit> lost;
  bool outcome_unknown = false;
  for (int run = 1;; ++run) {
    try {
      return RunOnce(mode, lost, body);
    } catch (const Failure& failure) {
      Log(failure, run);
      outcome_unknown |= failure.error == ErrorClass::kUnknownOutcome;
      const std::optional<absl::Duration> pause = retries.Next(failure.error);
      const bool too_late = absl::Now() + pause.value_or(absl::ZeroDuration()) >= CurrentDeadline();
      if (!pause || too_late) return GivenUp(failure.error, failure.number, outcome_unknown);
      absl::SleepFor(*pause);
    }
  }
}

// A database that is away is worth one line for each transaction.
void TransactionRunner::Log(const Failure& failure, int run) {
  if (failure.error == ErrorClass::kRetry) {
    spdlog::debug("run {} of a transaction met another one: database error {}", run, failure.number);
  } else if (failure.error == ErrorClass::kTooSlow) {
    spdlog::debug("run {} of a transaction was not done before the call's deadline", run);
  } else if (failure.error == ErrorClass::kOther) {
    spdlog::error("transaction failed: database error {}: {}", failure.number, failure.text);
  } else {
    spdlog::log(run == 1 ? spdlog::level::warn : spdlog::level::debug,
                "run {} of a transaction lost the database: database error {}: {}", run, failure.number,
                failure.text);
  }
}

absl::Status TransactionRunner::RunOnce(Mode mode, std::optional<LostCommit>& lost, Body body) {
  try {
    const absl::Duration left = CurrentDeadline() - absl::Now();
    if (left <= absl::ZeroDuration()) return DeadlinePassed();
    std::optional<Pool::Lease> lease = pool_.Acquire(std::min(left, kPatience));
    if (!lease) return Unavailable("all connections to the database are in use; try again", "DATABASE_BUSY");
    return RunOn(*lease, mode, lost, body);
  } catch (const DatabaseError& e) {  // no session could be opened
    throw Failure{ClassOf(e.number()), e.number(), e.log_text()};
  }
}

absl::Status TransactionRunner::RunOn(Pool::Lease& lease, Mode mode, std::optional<LostCommit>& lost,
                                      Body body) {
  bool committing = false;
  try {
    lease->BeginByItself();
    if (lost) {
      lost->AwaitEnd(*lease);
      lease->Run("ROLLBACK");  // what looking for it has begun
    }
    lost.reset();
    lease->LimitStatements(StatementLimit(CurrentDeadline() - absl::Now()));
    if (mode == Mode::kRead) lease->Run("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    absl::Status status = body(*lease);
    committing = mode == Mode::kWrite && status.ok();
    if (committing) {
      lease->Commit();
    } else {
      lease->Run("ROLLBACK");
    }
    return status;
  } catch (const DatabaseError& e) {
    const ErrorClass error = committing ? ClassOfCommit(e.number()) : ClassOf(e.number());
    if (error == ErrorClass::kUnknownOutcome) lost.emplace(*lease);
    Restore(lease, error);
    throw Failure{error, e.number(), e.log_text()};
  } catch (...) {
    lease.Drop();
    throw Failure{ErrorClass::kOther, 0, absl::StrCat("an exception of type ", CurrentExceptionType())};
  }
}

}  // namespace nanolearn::mysql
