#include "service/http/failed_mails.h"

#include "absl/strings/str_cat.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"
#include "service/http/message.h"
#include "service/http/unit_figures.h"

namespace nanolearn::http {
namespace {

constexpr size_t kMostRetried = 1000;  // some seconds
constexpr int kPageRows = 50;  // each is a box that may be ticked, and a form has an end

absl::Status NoMails(const WebUser& user) {
  return errors::NotFound("organisation", OrganisationName(user.organisation.slug));
}

// Whoever may read addresses, else whoever may read mails at all.
const Caller* MailReader(const WebUser& user) {
  const Caller* caller = nullptr;
  for (const Caller& one : user.callers) {
    if (!RoleAllows(one.token.role, Permission::kReadMails)) continue;
    if (!caller || RoleAllows(one.token.role, Permission::kReadPeople)) caller = &one;
  }
  return caller;
}

}  // namespace

absl::StatusOr<pages::CoordinateMails> GatherMails(Operations& operations, const WebUser& user,
                                                   const std::string& page_token) {
  const Caller* caller = MailReader(user);
  if (!caller) return NoMails(user);
  const auto page = operations.mails.List(*caller, user.organisation.slug, MailState::kFailed,
                                              {.size = kPageRows, .token = page_token});
  if (absl::IsInvalidArgument(page.status())) return NoMails(user);
  if (!page.ok()) return page.status();
  pages::CoordinateMails mails{.can_retry = user.With(Permission::kRetryMails) != nullptr};
  mails.time_zone = user.organisation.time_zone;
  for (const MailView& view : page->mails) {
    const MailTable::Entry& entry = view.entry;
    mails.mails.push_back({FormatId(entry.mail.id), entry.mail.recipient, entry.mail.subject,
                           entry.last_error, entry.end_time});
  }
  if (!page->next_page_token.empty())
    mails.next_href = absl::StrCat("/coordinate/mails?page=", PathSegment(page->next_page_token));
  return mails;
}

absl::StatusOr<int> RetryMails(Operations& operations, const WebUser& user,
                               const std::vector<std::string>& ids) {
  const Caller* caller = user.With(Permission::kRetryMails);
  if (!caller) return NoMails(user);
  int retried = 0;
  for (const std::string& text : ids) {
    const std::optional<Id> id = ParseId(text);
    if (!id) continue;
    const absl::Status status = operations.mails.Retry(*caller, user.organisation.slug, *id);
    // Somebody was faster, or it is no mail of theirs.
    if (absl::IsFailedPrecondition(status) || absl::IsNotFound(status)) continue;
    RETURN_IF_ERROR(status);
    ++retried;
  }
  return retried;
}

absl::StatusOr<int> RetryAllMails(Operations& operations, const WebUser& user) {
  const Caller* caller = user.With(Permission::kRetryMails);
  if (!caller) return NoMails(user);
  std::vector<std::string> ids;
  PageRequest request{.size = limits::kMaxPageSize};
  do {
    ASSIGN_OR_RETURN(const MailPage page, operations.mails.List(*caller, user.organisation.slug,
                                                                MailState::kFailed, request));
    for (const MailView& view : page.mails) {
      const bool is_too_old = view.entry.mail.expire_time <= operations.env.clock.Now();
      if (!is_too_old && ids.size() < kMostRetried) ids.push_back(FormatId(view.entry.mail.id));
    }
    request.token = page.next_page_token;
  } while (!request.token.empty() && ids.size() < kMostRetried);
  return RetryMails(operations, user, ids);
}

}  // namespace nanolearn::http
