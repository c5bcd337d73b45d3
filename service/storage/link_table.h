#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/learner_link.h"

namespace nanolearn {

// What somebody asked for who has only an address. Kept whether anybody has it or not.
struct LinkRequest {
  enum class Wants { kLessons, kSignIn };
  Id id = kNoId;
  Wants wants = Wants::kLessons;
  std::string email;  // normalized
  std::string language;
  absl::Time create_time;
};

// Links to lessons, codes for shared screens, and what people have asked for. Whoever opens a link names no
// organisation, so that finding one does not begin with it.
class LinkTable {
 public:
  virtual ~LinkTable() = default;

  // Also finds expired and revoked ones. What is found ends with its root, if not before.
  virtual std::optional<LearnerLink> Find(uint64_t number) const = 0;
  // First links for this purpose of these assignments that are valid at `until` and later, at most one for
  // each.
  virtual std::vector<LearnerLink> ValidUntil(Id organisation_id, LinkPurpose purpose,
                                              absl::Span<const Id> assignment_ids, absl::Time until) const = 0;
  // The last made first.
  virtual std::vector<LearnerLink> OfAssignments(Id organisation_id, absl::Span<const Id> assignment_ids) const = 0;
  virtual void Insert(absl::Span<const LearnerLink> links) = 0;
  // The roots of those that exist, each once.
  virtual std::vector<uint64_t> Roots(Id organisation_id, absl::Span<const uint64_t> numbers) const = 0;
  // Revokes those that are not revoked yet, and so what was made from them; returns how many.
  virtual int Revoke(Id organisation_id, absl::Span<const uint64_t> numbers, absl::Time now) = 0;
  virtual void SetExpireTime(const LearnerLink& link, absl::Time time) = 0;

  // A code for a shared screen. False when the code is in use: draw another.
  struct ScreenCode {
    Id organisation_id = kNoId;
    Id assignment_id = kNoId;
    uint64_t root = 0;  // of the link that it was made from
  };
  virtual bool InsertScreenCode(const std::string& hash, const ScreenCode& code, absl::Time expire_time) = 0;
  // Whose it is, if it has not expired.
  virtual std::optional<ScreenCode> FindScreenCode(const std::string& hash, absl::Time now) const = 0;
  // The same, and nobody can use it again.
  virtual std::optional<ScreenCode> TakeScreenCode(const std::string& hash, absl::Time now) = 0;

  virtual void InsertRequest(const LinkRequest& request) = 0;
  // How many requests are waiting to be answered.
  virtual int CountRequests() const = 0;
  // The oldest, which nobody else gets: they are gone.
  virtual std::vector<LinkRequest> TakeRequests(int limit) = 0;

  // Forgets screen codes and links that expired before `time`, some thousand at most; returns how many.
  virtual int ClearExpired(absl::Time time) = 0;
};

}  // namespace nanolearn
