#include "service/app/opened_link.h"

#include "service/app/access.h"
#include "service/app/person_viewer.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/link.h"

namespace nanolearn {
namespace {

// Of two people who are one, the one who goes on has the assignment that counts; the other was set aside and
// nobody is in its audience.
void FollowMerge(const ReadTransaction& tx, OpenedLink& opened) {
  const Assignment& assignment = opened.found.assignment;
  if (opened.found.state != AssignmentState::kWithdrawn) return;
  const Id keeper = MergedInto(tx, opened.organisation.id, assignment.person_id);
  if (keeper == kNoId) return;
  opened.person_id = keeper;
  for (const Assignment& theirs :
       tx.assignments().OfProgramme(opened.organisation.id, assignment.programme_id, {keeper})) {
    if (theirs.module_id != assignment.module_id || theirs.cycle != assignment.cycle) continue;
    if (auto found = tx.assignments().Find(opened.organisation.id, theirs.id, opened.today)) {
      opened.found = *std::move(found);
      return;
    }
  }
}

}  // namespace

std::optional<LearnerLink> FindProvenLink(const Environment& env, const ReadTransaction& tx,
                                          const std::string& code) {
  const std::optional<ReadCode> read = ParseLinkCode(code);
  if (!read) return std::nullopt;
  // A number that is not there is proven wrong as well, so that it takes as long as one that is.
  const LearnerLink link = tx.links().Find(read->number).value_or(LearnerLink());
  bool is_proven = false;
  for (const HashKey& key : env.keys.Accepted()) is_proven |= IsProven(*read, link, key);
  return is_proven ? std::optional(link) : std::nullopt;
}

absl::StatusOr<LearnerLink> FindLink(const Environment& env, const ReadTransaction& tx,
                                     const std::string& code) {
  const std::optional<LearnerLink> link = FindProvenLink(env, tx, code);
  if (!link || !link->ValidAt(env.clock.Now())) return errors::LinkNotFound();
  return *link;
}

absl::StatusOr<OpenedLink> OpenLink(const Environment& env, const ReadTransaction& tx,
                                    const std::string& code) {
  OpenedLink opened;
  ASSIGN_OR_RETURN(opened.link, FindLink(env, tx, code));
  std::optional<Organisation> organisation = tx.organisations().Find(opened.link.organisation_id);
  if (!organisation) return errors::LinkNotFound();
  opened.organisation = *std::move(organisation);
  opened.today = Today(env, opened.organisation);
  std::optional<AssignmentOnDay> found =
      tx.assignments().Find(opened.organisation.id, opened.link.assignment_id, opened.today);
  if (!found) return errors::LinkNotFound();
  opened.found = *std::move(found);
  opened.person_id = opened.found.assignment.person_id;
  FollowMerge(tx, opened);
  for (Contact& contact : tx.contacts().Find(opened.organisation.id, {opened.person_id})) {
    opened.contact = std::move(contact);
  }
  return opened;
}

void RememberVisit(const Environment& env, WriteTransaction& tx, const OpenedLink& opened) {
  if (opened.link.purpose == LinkPurpose::kScreen) {
    tx.links().SetExpireTime(opened.link, env.clock.Now() + kScreenLinkAge);
  } else if (opened.link.purpose == LinkPurpose::kMail && !opened.contact.unreachable_address.empty()) {
    tx.contacts().SetReachable(opened.organisation.id, opened.person_id);
  }
}

}  // namespace nanolearn
