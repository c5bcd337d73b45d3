#include "service/app/mail_list.h"

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/app/person_viewer.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/mail.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

// What a server answers often repeats the address, or the part of it that is a name.
bool TellsOf(absl::string_view recipient, absl::string_view error) {
  const absl::string_view name = recipient.substr(0, recipient.find('@'));
  return absl::StrContains(error, "@") ||
         absl::StrContains(absl::AsciiStrToLower(error), absl::AsciiStrToLower(name));
}

void HideWho(MailView& view) {
  MailTable::Entry& entry = view.entry;
  if (TellsOf(entry.mail.recipient, entry.last_error))
    entry.last_error = "(not shown: it names the recipient)";
  entry.mail.recipient.clear();
  view.person_id = kNoId;
}

absl::flat_hash_set<Id> ProtectedAmong(const ReadTransaction& tx, const Organisation& org,
                                       absl::Span<const Id> people, Date day) {
  absl::flat_hash_set<Id> found;
  for (const Person& person : tx.people().FindAll(org.id, people, day)) {
    if (person.attributes.protected_identity) found.insert(person.id);
  }
  return found;
}

std::vector<MailView> ViewsOf(const ReadTransaction& tx, const Caller& caller, const Organisation& org,
                              std::vector<MailTable::Entry> entries, Date day) {
  std::vector<Id> people;
  for (const MailTable::Entry& entry : entries) {
    if (entry.mail.person_id != kNoId) people.push_back(entry.mail.person_id);
  }
  const absl::flat_hash_map<Id, Id> merged = MergedInto(tx, org.id, people);
  const auto goes_on = [&](Id person) {
    const auto found = merged.find(person);
    return found == merged.end() ? person : found->second;
  };
  for (Id& person : people) person = goes_on(person);
  const absl::flat_hash_set<Id> hidden = ProtectedAmong(tx, org, people, day);
  const bool reads_people = RoleAllows(caller.token.role, Permission::kReadPeople);
  std::vector<MailView> views;
  for (MailTable::Entry& entry : entries) {
    MailView& view = views.emplace_back();
    view.person_id = goes_on(entry.mail.person_id);
    view.entry = std::move(entry);
    if (!reads_people || hidden.contains(view.person_id)) HideWho(view);
  }
  return views;
}

// Its person's, as sources have it today; the mail's own when it is to an address alone.
std::string AddressNow(const ReadTransaction& tx, Id organisation_id, const Mail& mail, Date today) {
  if (mail.person_id == kNoId) return mail.recipient;
  const Id keeper = MergedInto(tx, organisation_id, mail.person_id);
  const auto person = tx.people().Find(organisation_id, keeper == kNoId ? mail.person_id : keeper, today);
  if (!person) return "";
  // One to sign in is written in small letters.
  const std::string& address = person->attributes.email;
  return absl::EqualsIgnoreCase(address, mail.recipient) ? mail.recipient : address;
}

}  // namespace

absl::StatusOr<MailPage> MailList::List(const Caller& caller, const std::string& organisation,
                                        MailState state, const PageRequest& request) {
  const std::string query = absl::StrCat("mails\n", organisation, "\n", MailStateName(state));
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, query));
  MailPage list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(const Organisation org, AuthoriseIn(tx, caller, organisation, Permission::kReadMails));
    std::vector<MailTable::Entry> entries = tx.mails().List(org.id, state, page.after_id(), page.size + 1);
    if (entries.size() > static_cast<size_t>(page.size)) {
      entries.pop_back();
      list.next_page_token = NextPageToken(query, entries.back().mail.id);
    }
    list.mails = ViewsOf(tx, caller, org, std::move(entries), Today(env_, org));
    return absl::OkStatus();
  }));
  return list;
}

absl::Status MailList::Retry(const Caller& caller, const std::string& organisation, Id id, const std::string& request_id) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, organisation, Permission::kRetryMails));
  ASSIGN_OR_RETURN(const RequestKey key, RequestKey::Make(request_id, "RetryMail", absl::StrCat(org.id, "\n", id)));
  const std::string name = ResourceName(org.slug, "mails", id);
  return env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) return absl::OkStatus();
    const absl::Time now = env_.clock.Now();
    const std::optional<MailTable::Entry> entry = tx.mails().Find(org.id, id);
    if (!entry) return errors::NotFound("mail", name);
    if (entry->mail.expire_time <= now) return errors::MailExpired(name);
    // It is what this makes of it, whoever has asked for it.
    if (entry->state == MailState::kWaiting && entry->tries == 0) return absl::OkStatus();
    if (entry->state != MailState::kFailed) return errors::MailNotFailed(name);
    const std::string address = AddressNow(tx, org.id, entry->mail, Today(env_, org));
    if (address.empty()) return errors::MailNoAddress(name);
    const auto result = tx.mails().Retry(org.id, id, now, address);
    if (result == MailTable::RetryResult::kHasTwin) return errors::MailHasTwin(name);
    if (result != MailTable::RetryResult::kRetried) return errors::MailNotFailed(name);
    key.Remember(tx, org.id, "");
    Audit(tx, env_, org.id, caller.origin,
          {.action = "RetryMail",
           .resource = name,
           .person_id = entry->mail.person_id,
           .request_id = request_id,
           .details = {{"tries", absl::StrCat(entry->tries)}}});
    return absl::OkStatus();
  });
}

}  // namespace nanolearn
