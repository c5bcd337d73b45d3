#include "service/app/learner_links.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/app/opened_link.h"
#include "service/app/person_assignments.h"
#include "service/app/person_lookup.h"
#include "service/app/person_merger.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/assignment.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxLinks = 1000;  // in one answer, or one change

int DaysOf(absl::Duration age) { return static_cast<int>(age / absl::Hours(24)); }

LearnerLink NewLink(const Environment& env, Id organisation_id, Id assignment_id, LinkPurpose purpose,
                    absl::Duration age) {
  const absl::Time now = env.clock.Now();
  const uint64_t number = NewLinkNumber();
  return {.organisation_id = organisation_id,
          .number = number,
          .root = number,
          .assignment_id = assignment_id,
          .purpose = purpose,
          .create_time = now,
          .expire_time = now + age};
}

// A link to what is not theirs any more would lead nowhere.
absl::Status CheckLeadsSomewhere(const Organisation& org, const AssignmentOnDay& found, Date today) {
  const std::string name = ResourceName(org.slug, "assignments", found.assignment.id);
  if (found.state == AssignmentState::kWithdrawn) return errors::AssignmentWithdrawn(name, today);
  if (found.state == AssignmentState::kClosed) {
    return errors::AssignmentClosed(name, today, found.assignment.close_date.value_or(today));
  }
  return absl::OkStatus();
}

// All assignments of somebody, also those that were set aside when two people were found to be one.
std::vector<Id> AssignmentsOfHuman(const ReadTransaction& tx, const Organisation& org, Id person_id) {
  std::vector<Id> ids;
  for (const Assignment& assignment : tx.assignments().OfPeople(org.id, SameHumans(tx, org.id, person_id))) {
    ids.push_back(assignment.id);
  }
  return ids;
}

absl::StatusOr<std::vector<Id>> AssignmentsOfHuman(const ReadTransaction& tx, const Organisation& org,
                                                   const std::string& called) {
  ASSIGN_OR_RETURN(const Id person_id, FindPeople(tx, org, {called}).front());
  return AssignmentsOfHuman(tx, org, person_id);
}

std::vector<uint64_t> NumbersOf(absl::Span<const LearnerLink> links) {
  std::vector<uint64_t> numbers;
  for (const LearnerLink& link : links) numbers.push_back(link.number);
  return numbers;
}

AuditEvent CreationOf(const Organisation& org, const LearnerLink& link, Id person_id, const std::string& request_id) {
  return {.action = "CreateLink",
          .resource = ResourceName(org.slug, "links", LinkNumberText(link.number)),
          .person_id = person_id,
          .request_id = request_id,
          .details = {{"assignment", FormatId(link.assignment_id)},
                      {"expire_time", AuditTimeText(link.expire_time)}}};
}

// The link that an earlier try has made, by its number.
absl::Status FindMade(const ReadTransaction& tx, const Organisation& org, const std::string& number, LearnerLink& link) {
  const std::optional<LearnerLink> made = tx.links().Find(ParseLinkNumber(number).value_or(0));
  if (!made || made->organisation_id != org.id) return errors::NotFound("link", ResourceName(org.slug, "links", number));
  link = *made;
  return absl::OkStatus();
}

// For request ids: what was asked.
std::string RevocationText(Id organisation_id, absl::Span<const uint64_t> numbers, const std::string& person) {
  return absl::StrCat(organisation_id, "\n", absl::StrJoin(numbers, " "), "\n", person);
}

// Of everything that somebody has, or of links that were named.
AuditEvent RevocationOf(const Organisation& org, absl::Span<const uint64_t> numbers, Id person_id, int revoked,
                        const std::string& request_id) {
  AuditEvent event{.action = "RevokeLinks",
                   .resource = OrganisationName(org.slug),
                   .person_id = person_id,
                   .request_id = request_id,
                   .details = {{"revoked", absl::StrCat(revoked)}}};
  if (person_id != kNoId) event.resource = ResourceName(org.slug, "people", person_id);
  if (numbers.size() == 1) event.resource = ResourceName(org.slug, "links", LinkNumberText(numbers.front()));
  return event;
}

}  // namespace

std::string LinkUrl(const Environment& env, const std::string& code) {
  return absl::StrCat(env.public_url, "/l/", code);
}

std::vector<LearnerLink> LinksFor(const Environment& env, WriteTransaction& tx, Id organisation_id,
                                  absl::Span<const Id> assignment_ids) {
  absl::flat_hash_map<Id, LearnerLink> links;
  for (LearnerLink& link : tx.links().ValidUntil(organisation_id, LinkPurpose::kMail, assignment_ids,
                                                 env.clock.Now() + kMailLinkAge / 2)) {
    links[link.assignment_id] = std::move(link);
  }
  std::vector<LearnerLink> added, all;
  for (const Id id : assignment_ids) {
    const auto [link, is_new] = links.try_emplace(id);
    if (is_new)
      added.push_back(link->second = NewLink(env, organisation_id, id, LinkPurpose::kMail, kMailLinkAge));
    all.push_back(link->second);
  }
  if (!added.empty()) tx.links().Insert(added);
  return all;
}

Id BestAssignment(const ReadTransaction& tx, Id organisation_id, Id person_id, Date day) {
  const std::vector<AssignmentOnDay> all = AssignmentsOf(tx, organisation_id, person_id, day);
  const AssignmentOnDay* best = nullptr;
  for (const AssignmentOnDay& one : all) {
    if (IsWaiting(one) && (!best || IsMorePressing(one, *best))) best = &one;
  }
  if (best) return best->assignment.id;
  // What is not theirs any more still leads to what they have done, but only if there is nothing else.
  const auto rank = [](const AssignmentOnDay& one) {
    return std::pair(one.state != AssignmentState::kWithdrawn, one.assignment.id);
  };
  for (const AssignmentOnDay& one : all) {
    if (!best || rank(one) > rank(*best)) best = &one;
  }
  return best ? best->assignment.id : kNoId;
}

absl::StatusOr<LinkView> LearnerLinks::Create(const Caller& caller, const std::string& organisation,
                                              Id assignment_id, int days, const std::string& request_id) {
  const int max_days = DaysOf(kMailLinkAge);
  if (days < 0 || days > max_days) return InvalidField("days", absl::StrCat("is 1 to ", max_days));
  const absl::Duration age = absl::Hours(24) * (days == 0 ? max_days : days);
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, organisation, Permission::kManageLinks));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request_id, "CreateLink", absl::StrCat(org.id, "\n", assignment_id, "\n", days)));
  const Date today = Today(env_, org);
  LearnerLink link;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    // Of two who ask at the same time the second gets the link of the first.
    tx.assignments().Lock(org.id, {assignment_id});
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) return FindMade(tx, org, *done, link);
    const std::optional<AssignmentOnDay> found = tx.assignments().Find(org.id, assignment_id, today);
    if (!found) return errors::NotFound("assignment", ResourceName(org.slug, "assignments", assignment_id));
    RETURN_IF_ERROR(CheckLeadsSomewhere(org, *found, today));
    const std::vector<LearnerLink> valid =
        tx.links().ValidUntil(org.id, LinkPurpose::kHandedOut, {assignment_id}, env_.clock.Now() + age * 0.9);
    link = valid.empty() ? NewLink(env_, org.id, assignment_id, LinkPurpose::kHandedOut, age) : valid.front();
    key.Remember(tx, org.id, LinkNumberText(link.number));
    if (!valid.empty()) return absl::OkStatus();
    tx.links().Insert({&link, 1});
    Audit(tx, env_, org.id, caller.origin, CreationOf(org, link, found->assignment.person_id, request_id));
    return absl::OkStatus();
  }));
  const std::string code = LinkCode(link, env_.keys.InUse());
  return LinkView{link, code, LinkUrl(env_, code)};
}

absl::StatusOr<std::vector<LinkView>> LearnerLinks::List(const Caller& caller,
                                                         const std::string& organisation,
                                                         const std::string& person) {
  std::vector<LinkView> views;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    views.clear();
    ASSIGN_OR_RETURN(const Organisation org, AuthoriseIn(tx, caller, organisation, Permission::kManageLinks));
    ASSIGN_OR_RETURN(const std::vector<Id> ids, AssignmentsOfHuman(tx, org, person));
    for (LearnerLink& link : tx.links().OfAssignments(org.id, ids)) {
      if (views.size() < kMaxLinks) views.push_back({std::move(link), "", ""});
    }
    return absl::OkStatus();
  }));
  return views;
}

absl::StatusOr<int> LearnerLinks::Revoke(const Caller& caller, const std::string& organisation,
                                         absl::Span<const uint64_t> numbers, const std::string& person,
                                         const std::string& request_id) {
  if (numbers.empty() == person.empty()) return InvalidField("names", "are given, or else a person");
  if (numbers.size() > kMaxLinks) return InvalidField("names", absl::StrCat("are at most ", kMaxLinks));
  ASSIGN_OR_RETURN(const Organisation org, AuthoriseWhole(env_, caller, organisation, Permission::kManageLinks));
  ASSIGN_OR_RETURN(const RequestKey key, RequestKey::Make(request_id, "RevokeLinks", RevocationText(org.id, numbers, person)));
  int revoked = 0;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    revoked = 0;
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) return absl::SimpleAtoi(*done, &revoked) ? absl::OkStatus() : absl::DataLossError("a count cannot be read");
    std::vector<uint64_t> theirs(numbers.begin(), numbers.end());
    Id person_id = kNoId;
    if (!person.empty()) {
      ASSIGN_OR_RETURN(person_id, FindPeople(tx, org, {person}).front());
      theirs = NumbersOf(tx.links().OfAssignments(org.id, AssignmentsOfHuman(tx, org, person_id)));
    }
    // Whoever came with a link has gone on from it: what they came with ends, and so all that was made of it.
    const std::vector<uint64_t> roots = tx.links().Roots(org.id, theirs);
    theirs.insert(theirs.end(), roots.begin(), roots.end());
    revoked = tx.links().Revoke(org.id, theirs, env_.clock.Now());
    key.Remember(tx, org.id, absl::StrCat(revoked));
    if (revoked > 0) Audit(tx, env_, org.id, caller.origin, RevocationOf(org, numbers, person_id, revoked, request_id));
    return absl::OkStatus();
  }));
  return revoked;
}

absl::StatusOr<LearnerLinks::RefusedLink> LearnerLinks::WhyRefused(const std::string& code) {
  RefusedLink refused;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    refused = {};
    const std::optional<LearnerLink> link = FindProvenLink(env_, tx, code);
    if (!link) return absl::OkStatus();
    const std::optional<Organisation> org = tx.organisations().Find(link->organisation_id);
    if (!org) return absl::OkStatus();
    refused = {org->id, ResourceName(org->slug, "links", LinkNumberText(link->number)), "NOT_ALLOWED"};
    if (env_.clock.Now() >= link->expire_time) refused.reason = "EXPIRED";
    if (env_.clock.Now() >= link->revoke_time) refused.reason = "REVOKED";
    return absl::OkStatus();
  }));
  return refused;
}

}  // namespace nanolearn
