#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/domain/learner_link.h"
#include "service/storage/link_table.h"

namespace nanolearn {

struct LinkView {
  LearnerLink link;
  std::string code;  // only of one that was asked for
  std::string url;
};

// "https://.../l/k7mq-2x9d-hj4n-p3ra".
std::string LinkUrl(const Environment& env, const std::string& code);

// Links for mail of these assignments, one for each in their order: those that are there, if they are good
// for half their age and more, else new ones. As part of a transaction.
std::vector<LearnerLink> LinksFor(const Environment& env, WriteTransaction& tx, Id organisation_id,
                                  absl::Span<const Id> assignment_ids);

// The assignment that a link to somebody's lessons is best bound to: the one that is most pressing on the
// day, else the last one; kNoId: there is none.
Id BestAssignment(const ReadTransaction& tx, Id organisation_id, Id person_id, Date day);

// Links to lessons; the errors are those of link_service.proto. What comes from the web names no caller:
// whoever has a valid code may. Thread-safe.
class LearnerLinks {
 public:
  explicit LearnerLinks(const Environment& env) : env_(env) {}

  absl::StatusOr<LinkView> Create(const Caller& caller, const std::string& organisation, Id assignment_id,
                                  int days, const std::string& request_id = "");
  // `person`: whatever FindPeople takes.
  absl::StatusOr<std::vector<LinkView>> List(const Caller& caller, const std::string& organisation,
                                             const std::string& person);
  absl::StatusOr<int> Revoke(const Caller& caller, const std::string& organisation,
                             absl::Span<const uint64_t> numbers, const std::string& person,
                             const std::string& request_id = "");

  // For the audit: whose a code is that opens nothing, and why not.
  struct RefusedLink {
    Id organisation_id = kNoId;  // kNoId: it is none of ours, or was forgotten
    std::string name;            // of the link
    std::string reason = "UNKNOWN";
  };
  absl::StatusOr<RefusedLink> WhyRefused(const std::string& code);

  // Six letters for another screen, good for kScreenCodeAge and one time. Errors as Lessons::Open.
  absl::StatusOr<std::string> MakeScreenCode(const std::string& code);
  // Whether the letters lead anywhere; changes nothing.
  absl::StatusOr<bool> IsScreenCode(const std::string& letters);
  // Takes the letters and returns the code of a link for a screen. NOT_FOUND / SCREEN_CODE_NOT_FOUND.
  absl::StatusOr<std::string> TakeScreenCode(const std::string& letters);
  // Forgets a screen's link at once; another link stays as it is.
  absl::Status Leave(const std::string& code);

  // Remembers what somebody has asked for. The same answer, in the same time, whether anybody has the
  // address. INVALID_ARGUMENT for text that is no address; RESOURCE_EXHAUSTED / TOO_BUSY.
  absl::Status Request(LinkRequest::Wants wants, const std::string& email, const std::string& language);

 private:
  Environment env_;
};

}  // namespace nanolearn
