#include "service/jobs/drop_run.h"

#include <spdlog/spdlog.h>

#include "absl/strings/str_cat.h"
#include "service/app/outbox.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/file_failure.h"
#include "service/domain/shown_file_name.h"
#include "service/domain/sync_mail.h"
#include "service/domain/sync_report.h"
#include "service/jobs/sync_report_json.h"

namespace nanolearn {
namespace {

// A disk that is full is the same error as a file that makes the server fail. Tried once a minute, the latter
// is given up after a day.
constexpr int kMaxTriesOfOurMistakes = 24 * 60;

// Whether an error says something about the moment and nothing about the file.
bool MayPass(const absl::Status& status, int tries) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kDeadlineExceeded:
      return true;
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
      return tries < kMaxTriesOfOurMistakes;
    default:
      return false;
  }
}

// The same for the same delivery, also after a crash between the commit and the move; another for the same
// list delivered again. Keyed, since it is made of a list of people.
std::string RequestIdOf(const Environment& env, const DropSource& source, const WorkName& name,
                        const DropFolder::Content& content) {
  const std::string what =
      absl::StrCat(source.organisation.id, "\n", source.source.id, "\n", FormatId(name.pickup), "\n",
                   name.name, "\n", absl::ToUnixNanos(content.modify_time), "\n", content.bytes.size(), "\n");
  const HashKey key = env.keys.InUse();
  const std::string hash = key.Hash("drop file", what + key.Hash("drop content", content.bytes));
  return absl::StrCat("drop-", Hex(hash.substr(0, 24)));
}

DropOutcome OutcomeOf(SyncRunState state) {
  return state == SyncRunState::kApplied || state == SyncRunState::kReverted ? DropOutcome::kDone
                                                                             : DropOutcome::kHeld;
}

}  // namespace

absl::Status DropRunner::Run(const DropSource& source, const DropFolder& folder, const WorkName& name,
                             int tries) {
  absl::StatusOr<DropFolder::Content> content = folder.Read(name);
  if (absl::IsNotFound(content.status())) return absl::OkStatus();
  const absl::StatusOr<StaffSyncResult> result =
      content.ok() ? Sync(source, name, *std::move(content)) : content.status();
  if (!result.ok() && MayPass(result.status(), tries)) return result.status();
  Ending ending;
  if (result.ok()) {
    ending = EndingOf(source, result->run);
  } else {
    ASSIGN_OR_RETURN(ending, Fail(source, name, result.status()));
  }
  const absl::Status moved =
      folder.Finish(name, ending.outcome, TimeOf(name.pickup), ZoneOf(source.organisation), ending.reports);
  return absl::IsNotFound(moved) ? absl::OkStatus() : moved;
}

absl::StatusOr<StaffSyncResult> DropRunner::Sync(const DropSource& source, const WorkName& name,
                                                 DropFolder::Content content) {
  StaffSync sync{.organisation = source.organisation.slug,
                 .source = source.source.name,
                 .file_name = ShownFileName(name.name),
                 .file_time = content.modify_time,
                 .request_id = RequestIdOf(env_, source, name, content),
                 .origin = SyncOrigin::kDropFolder};
  sync.content = std::move(content.bytes);
  return syncs_.Sync(InternalCaller(source.organisation, "drop folder"), sync);
}

DropRunner::Ending DropRunner::EndingOf(const DropSource& source, const SyncRunView& view) const {
  const SyncRun& run = view.run;
  spdlog::info("drop folder {}/{}: a file became run {}, {}: {} rows, {} refused", source.organisation.slug,
               source.source.name, FormatId(run.id), std::string(SyncRunStateName(run.state)),
               run.counts.rows, run.counts.rows_refused);
  return {OutcomeOf(run.state),
          {SyncReport(source.organisation.slug, view.source, run),
           SyncReportJson(source.organisation.slug, view)}};
}

absl::StatusOr<DropRunner::Ending> DropRunner::Fail(const DropSource& source, const WorkName& name,
                                                    const absl::Status& why) {
  const Organisation& organisation = source.organisation;
  const std::optional<Mail> mail = FailedFileMail(organisation, source.source, name.name, why,
                                                  absl::StrCat("failed file ", FormatId(name.pickup)));
  if (mail) {
    RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
      Post(env_, tx, organisation.id, *mail);
      return absl::OkStatus();
    }));
  }
  spdlog::warn(
      "drop folder {}/{}: a file {} and is in the folder failed: {}", organisation.slug, source.source.name,
      LaterDayRead(why) ? "was not read, since a list for a later day has been" : "could not be read",
      DetailsOf(why).reason);
  return Ending{DropOutcome::kFailed,
                {FailureReport(organisation.slug, source.source.name, name.name, why),
                 FailureReportJson(organisation.slug, source.source.name, name.name, why)}};
}

}  // namespace nanolearn
