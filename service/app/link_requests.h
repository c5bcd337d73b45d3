#pragma once

#include "absl/status/statusor.h"
#include "service/app/environment.h"
#include "service/app/module_cache.h"
#include "service/app/unit_trees.h"
#include "service/domain/organisation.h"
#include "service/storage/store.h"

namespace nanolearn {

// Answers those who have asked for a link by an address. What was asked is kept whether anybody has the
// address or not, and looked at only here, so that asking tells nobody anything. Used by one thread; other
// servers may do the same.
class LinkRequests {
 public:
  explicit LinkRequests(const Environment& env) : env_(env) {}

  // Answers the one that has waited longest, in the transaction that takes it from the queue. False: there is
  // none.
  absl::StatusOr<bool> AnswerNext();

 private:
  void Answer(WriteTransaction& tx, const LinkRequest& request);
  // A link to their lessons for everybody in the organisation who has the address today; at most one an hour.
  void SendLessons(WriteTransaction& tx, const Organisation& organisation, const LinkRequest& request);
  void SendLessonsTo(WriteTransaction& tx, const Organisation& organisation, const LinkRequest& request,
                     const Person& person);
  // A link to sign in, for managers and those who have been given access.
  void SendSignIn(WriteTransaction& tx, const Organisation& organisation, const LinkRequest& request);

  Environment env_;
  ModuleCache modules_;
  UnitTrees trees_;
};

}  // namespace nanolearn
