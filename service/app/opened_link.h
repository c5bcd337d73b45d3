#pragma once
// What the code of a link opens, inside a transaction. The errors are LINK_NOT_FOUND, whatever is wrong.

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "service/app/environment.h"
#include "service/domain/contact.h"
#include "service/domain/learner_link.h"
#include "service/domain/organisation.h"
#include "service/storage/store.h"

namespace nanolearn {

struct OpenedLink {
  LearnerLink link;
  Organisation organisation;
  Date today;
  // The one that the link is bound to. When its person was merged and somebody's own stands in its place:
  // that.
  AssignmentOnDay found;
  Id person_id = kNoId;  // who goes on
  Contact contact;
};

// The link alone, proven, also one that has ended.
std::optional<LearnerLink> FindProvenLink(const Environment& env, const ReadTransaction& tx,
                                          const std::string& code);
// The same of one that is valid.
absl::StatusOr<LearnerLink> FindLink(const Environment& env, const ReadTransaction& tx,
                                     const std::string& code);

// 6 statements; for somebody who was merged some more.
absl::StatusOr<OpenedLink> OpenLink(const Environment& env, const ReadTransaction& tx,
                                    const std::string& code);

// Whoever posts something over a link is there: a screen's link is good for another while, and somebody whom
// no mail reached has got this one, if it was sent.
void RememberVisit(const Environment& env, WriteTransaction& tx, const OpenedLink& opened);

}  // namespace nanolearn
