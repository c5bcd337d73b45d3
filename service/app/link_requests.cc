#include "service/app/link_requests.h"

#include <algorithm>
#include <set>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/app/access.h"
#include "service/app/learner_links.h"
#include "service/app/mail_templates.h"
#include "service/app/outbox.h"
#include "service/app/person_assignments.h"
#include "service/app/person_viewer.h"
#include "service/app/sign_ins.h"
#include "service/app/web_rights.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/email_address.h"
#include "service/domain/errors/link.h"
#include "service/letters/letter.h"

namespace nanolearn {
namespace {

constexpr int kMaxWaiting = 10000;
// Whoever waits longer than this has asked again.
constexpr absl::Duration kMaxWait = absl::Hours(24);
// A mail that could not be sent for so long surprises more than it helps.
constexpr absl::Duration kMailAge = absl::Hours(24);
// How often the same address gets a link to sign in: it is good for one time, so that it may be needed again.
constexpr absl::Duration kSignInPause = absl::Minutes(10);
constexpr size_t kMaxListed = 20;   // lessons in one mail
constexpr size_t kMaxSharing = 20;  // people with one address

// Everybody who has this address today. Sources are asked by the database's idea of equal letters, which
// takes é for e: a mail to what somebody typed might go to somebody else. Only what is the same is taken.
std::vector<Person> PeopleWith(const ReadTransaction& tx, Id organisation_id, const std::string& email,
                               Date today) {
  std::set<Id> named;
  for (const AttributeVersion& version : tx.people().CurrentByEmail(organisation_id, {email})) {
    const Id keeper = MergedInto(tx, organisation_id, version.person_id);
    named.insert(keeper == kNoId ? version.person_id : keeper);
  }
  std::vector<Person> people =
      tx.people().FindAll(organisation_id, std::vector<Id>(named.begin(), named.end()), today);
  std::erase_if(people, [&](const Person& p) { return !absl::EqualsIgnoreCase(p.attributes.email, email); });
  if (people.size() > kMaxSharing) people.resize(kMaxSharing);
  return people;
}

std::vector<letters::LessonItem> LessonsOf(const ReadTransaction& tx, ModuleCache& cache,
                                           const Organisation& organisation, Id person_id,
                                           const std::string& language, Date today) {
  std::vector<AssignmentOnDay> all = AssignmentsOf(tx, organisation.id, person_id, today);
  std::erase_if(all, [](const AssignmentOnDay& one) { return !IsWaiting(one); });
  std::sort(all.begin(), all.end(), IsMorePressing);
  if (all.size() > kMaxListed) all.resize(kMaxListed);
  std::vector<Id> ids;
  for (const AssignmentOnDay& one : all) ids.push_back(one.assignment.module_id);
  absl::flat_hash_map<Id, ModuleSummary> modules;
  for (ModuleSummary& module : tx.modules().FindAll(organisation.id, ids))
    modules[module.id] = std::move(module);
  std::vector<letters::LessonItem> lessons;
  for (const AssignmentOnDay& one : all) {
    const ModuleSummary& module = modules[one.assignment.module_id];
    lessons.push_back({.title = TitleIn(language, tx, cache, organisation.id, module),
                       .minutes = module.minutes,
                       .due_date = one.assignment.due_date,
                       .is_late = one.state == AssignmentState::kOverdue});
  }
  return lessons;
}

// In the organisation's words; in ours, should those not do, since somebody waits for it.
absl::StatusOr<Mail> ComposeFor(const ReadTransaction& tx, Id organisation_id, LetterKind kind,
                                const std::string& language, const letters::LetterValues& values) {
  absl::StatusOr<Mail> mail = letters::Compose(TemplateFor(tx, organisation_id, kind, language), values);
  return mail.ok() ? mail : letters::Compose(letters::OwnTemplate(kind, language), values);
}

std::string Slot(absl::Time now, absl::Duration length) {
  return absl::StrCat((now - absl::UnixEpoch()) / length);
}

}  // namespace

absl::Status LearnerLinks::Request(LinkRequest::Wants wants, const std::string& email,
                                   const std::string& language) {
  const std::optional<std::string> address = NormalizeEmailAddress(absl::StripAsciiWhitespace(email));
  if (!address) return InvalidField("email", "is no e-mail address; write it as name@domain.example");
  const LinkRequest request{.id = env_.ids.Next(),
                            .wants = wants,
                            .email = *address,
                            .language = language == "en" ? "en" : "sv",
                            .create_time = env_.clock.Now()};
  return env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    if (tx.links().CountRequests() >= kMaxWaiting) return errors::TooManyLinkRequests();
    tx.links().InsertRequest(request);
    return absl::OkStatus();
  });
}

absl::StatusOr<bool> LinkRequests::AnswerNext() {
  bool found = false;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    // One at a time: then no lock is held on what others are adding.
    const std::vector<LinkRequest> requests = tx.links().TakeRequests(1);
    found = !requests.empty();
    for (const LinkRequest& request : requests) Answer(tx, request);
    return absl::OkStatus();
  }));
  return found;
}

void LinkRequests::Answer(WriteTransaction& tx, const LinkRequest& request) {
  if (request.create_time + kMaxWait < env_.clock.Now()) return;
  for (std::string after;;) {
    const std::vector<Organisation> page = tx.organisations().List(after, limits::kMaxPageSize);
    if (page.empty()) return;
    for (const Organisation& organisation : page) {
      if (request.wants == LinkRequest::Wants::kLessons) {
        SendLessons(tx, organisation, request);
      } else {
        SendSignIn(tx, organisation, request);
      }
    }
    after = page.back().slug;
  }
}

void LinkRequests::SendLessons(WriteTransaction& tx, const Organisation& organisation,
                               const LinkRequest& request) {
  for (const Person& person : PeopleWith(tx, organisation.id, request.email, Today(env_, organisation))) {
    SendLessonsTo(tx, organisation, request, person);
  }
}

void LinkRequests::SendLessonsTo(WriteTransaction& tx, const Organisation& organisation,
                                 const LinkRequest& request, const Person& person) {
  const Date today = Today(env_, organisation);
  const Id assignment_id = BestAssignment(tx, organisation.id, person.id, today);
  if (assignment_id == kNoId) return;
  std::string language = request.language;
  for (const Contact& contact : tx.contacts().Find(organisation.id, {person.id})) {
    if (!contact.language.empty()) language = contact.language;
  }
  const absl::Time now = env_.clock.Now();
  const LearnerLink link = LinksFor(env_, tx, organisation.id, {assignment_id}).front();
  const std::string code = LinkCode(link, env_.keys.InUse());
  absl::StatusOr<Mail> mail =
      ComposeFor(tx, organisation.id, LetterKind::kNewLink, language,
                 {.organisation = organisation.display_name,
                  .contact_email = organisation.contact_email,
                  .given_name = person.attributes.protected_identity ? "" : person.attributes.given_name,
                  .url = LinkUrl(env_, code),
                  .code = code,
                  .lessons = LessonsOf(tx, modules_, organisation, person.id, language, today),
                  .days = static_cast<int>((link.expire_time - now) / absl::Hours(24))});
  if (!mail.ok()) return;
  mail->about = absl::StrCat("link ", FormatId(person.id), " ", Slot(now, absl::Hours(1)));
  mail->recipient = person.attributes.email;
  mail->kind = MailKind::kAccess;
  mail->person_id = person.id;
  mail->expire_time = now + kMailAge;
  Post(env_, tx, organisation.id, *std::move(mail));
}

void LinkRequests::SendSignIn(WriteTransaction& tx, const Organisation& organisation,
                              const LinkRequest& request) {
  const absl::Time now = env_.clock.Now();
  const WebRights rights = RightsOf(tx, organisation, request.email, trees_, now);
  if (!rights.any() || IsProviderRequired(tx, organisation.id)) return;
  // RightsOf found exactly this, but for capital letters.
  const std::string address = absl::AsciiStrToLower(request.email);
  const std::string secret = NewToken();
  absl::StatusOr<Mail> mail = ComposeFor(tx, organisation.id, LetterKind::kSignIn, request.language,
                                         {.organisation = organisation.display_name,
                                          .contact_email = organisation.contact_email,
                                          .url = absl::StrCat(env_.public_url, "/sign-in/", secret)});
  if (!mail.ok()) return;
  mail->about = absl::StrCat("sign-in ", Slot(now, kSignInPause));
  mail->recipient = address;
  mail->kind = MailKind::kAccess;
  mail->person_id = rights.person_id;
  mail->expire_time = now + kSignInLinkAge;
  if (!Post(env_, tx, organisation.id, *std::move(mail))) return;
  tx.sign_ins().InsertLink(Sha256(secret), {.organisation_id = organisation.id,
                                            .email = address,
                                            .language = request.language,
                                            .expire_time = now + kSignInLinkAge});
}

}  // namespace nanolearn
