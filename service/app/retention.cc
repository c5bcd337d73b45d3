#include "service/app/retention.h"

#include "absl/strings/str_cat.h"
#include "service/app/audit.h"
#include "service/app/directory_resource.h"
#include "service/app/idempotency.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/calendar.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

constexpr int kMaxMonths = 600;
constexpr int kPeopleTogether = 200;

absl::Status CheckMonths(int months) {
  if (months >= 0 && months <= kMaxMonths) return absl::OkStatus();
  return InvalidField("months_after_leaving", absl::StrCat("is 1 to ", kMaxMonths, ", or 0 for never"));
}

}  // namespace

Date LastDayToErase(Date today, int months) { return AddMonths(today, -months); }

absl::StatusOr<RetentionRule> Retention::Get(const Caller& caller, const std::string& organisation) {
  RetentionRule rule;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org, AuthoriseIn(tx, caller, organisation, Permission::kReadRetention));
    rule = tx.privacy().Rule(org.id);
    return absl::OkStatus();
  }));
  return rule;
}

absl::StatusOr<RetentionRule> Retention::Set(const Caller& caller, const std::string& organisation, int months,
                                             const std::string& request_id) {
  ASSIGN_OR_RETURN(const Organisation org, AuthoriseWhole(env_, caller, organisation, Permission::kErasePeople));
  RETURN_IF_ERROR(CheckMonths(months));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request_id, "SetRetention", absl::StrCat(org.id, "\n", months)));
  RetentionRule rule;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    rule = tx.privacy().Rule(org.id);
    if (done) return absl::OkStatus();
    const int before = rule.months_after_leaving;
    rule = {months, Today(env_, org) + 1};
    tx.privacy().SetRule(org.id, rule);
    key.Remember(tx, org.id, "");
    Audit(tx, env_, org.id, caller.origin,
          {.action = "SetRetention",
           .resource = OrganisationName(org.slug),
           .request_id = request_id,
           .details = {{"months_after_leaving", absl::StrCat(months)}, {"before", absl::StrCat(before)}}});
    return absl::OkStatus();
  }));
  return rule;
}

absl::StatusOr<RetentionPreview> Retention::Preview(const Caller& caller, const std::string& organisation, int months,
                                                    const PageRequest& request) {
  RETURN_IF_ERROR(CheckMonths(months));
  const std::string text = absl::StrCat("retention\n", organisation, "\n", months);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  RetentionPreview preview;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    preview = {};
    ASSIGN_OR_RETURN(const Organisation org, AuthoriseIn(tx, caller, organisation, Permission::kReadRetention));
    preview.months = months > 0 ? months : tx.privacy().Rule(org.id).months_after_leaving;
    if (preview.months == 0) return absl::OkStatus();
    const Date day = LastDayToErase(Today(env_, org), preview.months);
    preview.total = tx.privacy().CountLeftBy(org.id, day);
    preview.people = tx.privacy().LeftBy(org.id, day, page.after_id(), page.size + 1);
    if (preview.people.size() > static_cast<size_t>(page.size)) {
      preview.people.pop_back();
      preview.next_page_token = NextPageToken(text, preview.people.back().person_id);
    }
    return absl::OkStatus();
  }));
  return preview;
}

absl::Status Retention::ForgetStrangers(const Organisation& organisation, Date day) {
  for (size_t found = kPeopleTogether; found == kPeopleTogether;) {
    RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
      tx.organisations().LockRoster(organisation.id);
      const std::vector<DirectoryUser> users = tx.directory().StrangersSince(organisation.id, day, kPeopleTogether);
      found = users.size();
      for (const DirectoryUser& user : users) {
        tx.directory().DeleteUser(organisation.id, user.id);
        Audit(tx, env_, organisation.id, AuditOrigin{}, EventOf("DeleteDirectoryUser", organisation, user));
      }
      return absl::OkStatus();
    }));
  }
  return absl::OkStatus();
}

absl::StatusOr<Retention::Step> Retention::EraseSome(const Organisation& organisation, Id after) {
  const Date today = Today(env_, organisation);
  RetentionRule rule;
  std::vector<FormerPerson> people;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    people.clear();
    rule = tx.privacy().Rule(organisation.id);
    if (rule.months_after_leaving == 0 || today < rule.valid_from) {
      rule.months_after_leaving = 0;
      return absl::OkStatus();
    }
    people = tx.privacy().LeftBy(organisation.id, LastDayToErase(today, rule.months_after_leaving), after, kPeopleTogether);
    return absl::OkStatus();
  }));
  if (rule.months_after_leaving > 0 && after == kNoId) {
    RETURN_IF_ERROR(ForgetStrangers(organisation, LastDayToErase(today, rule.months_after_leaving)));
  }
  Step step{.may_be_more = people.size() == kPeopleTogether};
  for (const FormerPerson& person : people) {
    step.last = person.person_id;
    const absl::Status status =
        erasures_.EraseByRule(organisation, person.person_id, rule.months_after_leaving).status();
    if (absl::IsFailedPrecondition(status)) {
      ++step.refused;
    } else {
      RETURN_IF_ERROR(status);
      ++step.erased;
    }
  }
  return step;
}

}  // namespace nanolearn
