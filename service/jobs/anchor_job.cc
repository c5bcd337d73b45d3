#include "service/jobs/anchor_job.h"

#include <spdlog/spdlog.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/app/access.h"
#include "service/base/status_macros.h"
#include "service/domain/audit_anchor.h"
#include "service/jobs/anchor_file.h"
#include "service/jobs/organisations.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kPause = absl::Minutes(1);

// One for each chain, as they are together.
absl::StatusOr<std::string> LinesOf(const Environment& env, const std::vector<Organisation>& organisations, absl::Time now) {
  std::string lines;
  RETURN_IF_ERROR(env.store.Read([&](const ReadTransaction& tx) {
    lines = absl::StrCat(AnchorLine(now, kNoId, "", tx.audit().Head(kNoId)), "\n");
    for (const Organisation& organisation : organisations) {
      absl::StrAppend(&lines, AnchorLine(now, organisation.id, organisation.slug, tx.audit().Head(organisation.id)), "\n");
    }
    return absl::OkStatus();
  }));
  return lines;
}

std::string Said(int lines, int mails) {
  std::vector<std::string> said;
  if (lines > 0) said.push_back(absl::StrCat("wrote ", lines, lines == 1 ? " anchor" : " anchors"));
  if (mails > 0) said.push_back(absl::StrCat("posted ", mails, mails == 1 ? " mail" : " mails", " with anchors"));
  return absl::StrJoin(said, "; ");
}

}  // namespace

absl::Duration AnchorJob::Run(std::stop_token stop, JobLog& log) {
  const absl::StatusOr<std::vector<Organisation>> organisations = AllOrganisations(env_);
  if (!organisations.ok()) return kPause;
  const absl::StatusOr<int> lines = WriteLines(*organisations);
  const absl::StatusOr<int> mails = PostMails(*organisations, stop);
  const std::string said = Said(lines.value_or(0), mails.value_or(0));
  if (!said.empty()) log.Worked(said);
  const std::string trouble(lines.status().message());
  if (!trouble.empty() && trouble != trouble_) spdlog::error("the anchors of the audit are not kept: {}", trouble);
  trouble_ = trouble;
  if (!lines.ok()) log.Failed("the file of --audit-anchor-file cannot be written; the server's log says why");
  if (!mails.ok()) log.Failed("mails with anchors could not be posted; the server's log says why");
  return kPause;
}

absl::StatusOr<int> AnchorJob::WriteLines(const std::vector<Organisation>& organisations) {
  const absl::Time now = env_.clock.Now();
  const Date today = absl::ToCivilDay(now, absl::UTCTimeZone());
  if (file_.empty() || written_on_ == today) return 0;
  ASSIGN_OR_RETURN(const int lines, AppendTo(organisations, now));
  written_on_ = today;
  return lines;
}

absl::StatusOr<int> AnchorJob::AppendTo(const std::vector<Organisation>& organisations, absl::Time now) {
  ASSIGN_OR_RETURN(AnchorFile file, AnchorFile::Open(file_));
  ASSIGN_OR_RETURN(const std::optional<absl::Time> last, file.LastTime());
  const bool has_todays = last && absl::ToCivilDay(*last, absl::UTCTimeZone()) == absl::ToCivilDay(now, absl::UTCTimeZone());
  if (has_todays) return 0;
  ASSIGN_OR_RETURN(const std::string lines, LinesOf(env_, organisations, now));
  RETURN_IF_ERROR(file.Append(lines));
  return static_cast<int>(organisations.size()) + 1;
}

absl::StatusOr<int> AnchorJob::PostMails(const std::vector<Organisation>& organisations, const std::stop_token& stop) {
  int posted = 0;
  absl::Status problem;
  for (const Organisation& organisation : organisations) {
    if (stop.stop_requested()) break;
    const Date week = MondayOf(Today(env_, organisation));
    Date& done = posted_in_[organisation.id];
    if (organisation.audit_recipients.empty() || done == week) continue;
    const absl::StatusOr<int> mails = mails_.Post(organisation);
    if (mails.ok()) {
      posted += *mails;
      done = week;
    } else {
      spdlog::warn("the mails with anchors of {} could not be posted: {}", organisation.slug,
                   std::string(absl::StatusCodeToString(mails.status().code())));
      problem = mails.status();
    }
  }
  if (!problem.ok()) return problem;
  return posted;
}

}  // namespace nanolearn
