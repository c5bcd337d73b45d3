// Shared screens: six letters take a lesson from somebody's phone to a screen that others use too.

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "service/app/audit.h"
#include "service/app/learner_links.h"
#include "service/app/opened_link.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/link.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

constexpr int kMaxDraws = 20;

// Keyed, so that the database alone does not give the letters away.
std::string HashOf(const HashKey& key, const std::string& letters) { return key.Hash("screen code", letters); }

// The first that `look` finds something by, of all that the letters may be kept under.
std::optional<LinkTable::ScreenCode> FindBy(
    const Environment& env, const std::string& letters,
    absl::FunctionRef<std::optional<LinkTable::ScreenCode>(const std::string& hash)> look) {
  for (const HashKey& key : env.keys.Accepted()) {
    if (auto found = look(HashOf(key, letters))) return found;
  }
  return std::nullopt;
}

AuditEvent EventOf(absl::string_view action, const OpenedLink& opened) {
  return {.action = std::string(action),
          .resource = ResourceName(opened.organisation.slug, "assignments", opened.found.assignment.id),
          .person_id = opened.person_id};
}

// The link for a screen is there. One of letters whose own link has ended meanwhile opens nothing, and there is nothing to tell.
void TraceTaking(const Environment& env, WriteTransaction& tx, const LearnerLink& link) {
  const absl::StatusOr<OpenedLink> opened = OpenLink(env, tx, LinkCode(link, env.keys.InUse()));
  if (!opened.ok()) return;
  Audit(tx, env, opened->organisation.id, LearnerOrigin(opened->person_id), EventOf("TakeScreenCode", *opened));
}

}  // namespace

absl::StatusOr<std::string> LearnerLinks::MakeScreenCode(const std::string& code) {
  std::string letters;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const OpenedLink opened, OpenLink(env_, tx, code));
    // Whoever comes after somebody at a screen must not take their lesson along.
    if (opened.link.purpose == LinkPurpose::kScreen) return errors::LinkNotFound();
    RememberVisit(env_, tx, opened);
    for (int draw = 0; draw < kMaxDraws; ++draw) {
      letters = NewScreenCode();
      if (tx.links().InsertScreenCode(
              HashOf(env_.keys.InUse(), letters), {opened.organisation.id, opened.found.assignment.id, opened.link.root},
              env_.clock.Now() + kScreenCodeAge)) {
        Audit(tx, env_, opened.organisation.id, LearnerOrigin(opened.person_id), EventOf("CreateScreenCode", opened));
        return absl::OkStatus();
      }
    }
    return errors::TooManyLinkRequests();
  }));
  return letters;
}

absl::StatusOr<bool> LearnerLinks::IsScreenCode(const std::string& letters) {
  const std::optional<std::string> code = ParseScreenCode(letters);
  if (!code) return false;
  bool is_one = false;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    const absl::Time now = env_.clock.Now();
    is_one = FindBy(env_, *code, [&](const std::string& hash) { return tx.links().FindScreenCode(hash, now); })
                 .has_value();
    return absl::OkStatus();
  }));
  return is_one;
}

absl::StatusOr<std::string> LearnerLinks::TakeScreenCode(const std::string& letters) {
  const std::optional<std::string> code = ParseScreenCode(letters);
  if (!code) return errors::ScreenCodeNotFound();
  const absl::Time now = env_.clock.Now();
  // Made before the transaction: one that is run again knows the link that it made in an earlier try.
  LearnerLink link{.number = NewLinkNumber(),
                   .purpose = LinkPurpose::kScreen,
                   .create_time = now,
                   .expire_time = now + kScreenLinkAge};
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    if (const auto made = tx.links().Find(link.number); made && made->purpose == LinkPurpose::kScreen) {
      link.organisation_id = made->organisation_id;
      link.assignment_id = made->assignment_id;
      link.root = made->root;
      return absl::OkStatus();
    }
    const auto found =
        FindBy(env_, *code, [&](const std::string& hash) { return tx.links().TakeScreenCode(hash, now); });
    if (!found) return errors::ScreenCodeNotFound();
    link.organisation_id = found->organisation_id;
    link.assignment_id = found->assignment_id;
    link.root = found->root;
    tx.links().Insert({&link, 1});
    TraceTaking(env_, tx, link);
    return absl::OkStatus();
  }));
  return LinkCode(link, env_.keys.InUse());
}

// With it all links that the same person has for screens: going from lesson to lesson makes several, and the
// browser's way back leads to each of them.
absl::Status LearnerLinks::Leave(const std::string& code) {
  return env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const OpenedLink opened, OpenLink(env_, tx, code));
    if (opened.link.purpose != LinkPurpose::kScreen) return absl::OkStatus();
    const absl::Time now = env_.clock.Now();
    std::vector<Id> assignments = {opened.link.assignment_id};
    for (const Assignment& assignment :
         tx.assignments().OfPeople(opened.organisation.id, {opened.person_id})) {
      assignments.push_back(assignment.id);
    }
    std::vector<uint64_t> numbers;
    for (const LearnerLink& link : tx.links().OfAssignments(opened.organisation.id, assignments)) {
      if (link.purpose == LinkPurpose::kScreen && link.ValidAt(now)) numbers.push_back(link.number);
    }
    const int revoked = tx.links().Revoke(opened.organisation.id, numbers, now);
    if (revoked == 0) return absl::OkStatus();
    AuditEvent event = EventOf("LeaveScreen", opened);
    event.details["revoked"] = absl::StrCat(revoked);
    Audit(tx, env_, opened.organisation.id, LearnerOrigin(opened.person_id), std::move(event));
    return absl::OkStatus();
  });
}

}  // namespace nanolearn
