#include "service/jobs/link_job.h"

#include <spdlog/spdlog.h>

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kPause = absl::Seconds(1);
constexpr absl::Duration kPauseAfterFailure = absl::Seconds(10);
constexpr absl::Duration kClearPause = absl::Minutes(10);

// For those who ask what became of a link.
constexpr absl::Duration kKeepExpired = absl::Hours(7 * 24);
// The result can be looked at again for so long.
constexpr absl::Duration kKeepDone = absl::Hours(24);
constexpr absl::Duration kKeepIdle = absl::Hours(90 * 24);
// For those who ask what became of a mail. Its name keeps another of the same day from being made, which
// nobody tries after so long.
constexpr absl::Duration kKeepMails = absl::Hours(90 * 24);
// Longer than any number of days that a programme's rule can have: a rule that was changed tells nobody twice.
constexpr int kKeepEscalationDays = 400;

// What a status says without what it may name.
void Warn(absl::string_view what, const absl::Status& status) {
  spdlog::warn("{}: {}", std::string(what), std::string(status.message()));
}

}  // namespace

absl::Duration LinkJob::Run(std::stop_token stop, JobLog& log) {
  const absl::StatusOr<int> answered = Answer(stop);
  if (!answered.ok()) {
    Warn("requests for links could not be answered", answered.status());
    log.Failed("requests for links could not be answered; the server's log says why");
    return kPauseAfterFailure;
  }
  if (*answered > 0) {
    log.Worked(
        absl::StrCat("looked at ", *answered, *answered == 1 ? " request" : " requests", " for links"));
  }
  const absl::Time now = env_.clock.Now();
  if (now >= cleared_at_ && now < cleared_at_ + kClearPause) return kPause;
  const absl::StatusOr<int> cleared = Clear(stop);
  if (!cleared.ok()) {
    Warn("old links could not be cleared away", cleared.status());
    log.Failed("old links could not be cleared away; the server's log says why");
    return kPauseAfterFailure;
  }
  cleared_at_ = now;
  return kPause;
}

absl::StatusOr<int> LinkJob::Answer(const std::stop_token& stop) {
  int answered = 0;
  while (!stop.stop_requested()) {
    ASSIGN_OR_RETURN(const bool found, requests_.AnswerNext());
    if (!found) break;
    ++answered;
  }
  return answered;
}

absl::StatusOr<int> LinkJob::Clear(const std::stop_token& stop) {
  const absl::Time now = env_.clock.Now();
  int cleared = 0;
  // In transactions of their own, so that none of them is long.
  for (int last = 1; last > 0 && !stop.stop_requested(); cleared += last) {
    last = 0;
    RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
      last = tx.links().ClearExpired(now - kKeepExpired) + tx.sign_ins().ClearExpired(now - kKeepExpired);
      return absl::OkStatus();
    }));
    int lessons = 0;
    RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
      lessons = tx.lessons().Clear(now - kKeepDone, now - kKeepIdle);
      return absl::OkStatus();
    }));
    last += lessons;
    ASSIGN_OR_RETURN(const int mails, ClearMails(now));
    last += mails;
  }
  return cleared;
}

absl::StatusOr<int> LinkJob::ClearMails(absl::Time now) {
  int cleared = 0;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    cleared = tx.mails().BlankExpired(now) + tx.mails().ClearEnded(now - kKeepMails);
    return absl::OkStatus();
  }));
  int escalations = 0;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    escalations = tx.mail_rounds().ClearEscalations(DayOf(now, absl::UTCTimeZone()) - kKeepEscalationDays);
    return absl::OkStatus();
  }));
  return cleared + escalations;
}

}  // namespace nanolearn
